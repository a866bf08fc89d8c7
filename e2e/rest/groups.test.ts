import { beforeAll, describe, expect, it } from "vitest";
import { ask, journalOf, type Parameters, pair, type Somebody, share, sharesOf, somebody } from "../support/arrange";
import { freshDatabase } from "../support/database";

const inGroups = (method: string) => (who: Somebody, params: Parameters) =>
  ask(who, `environment.group.${method}`, params);
const create = inGroups("CreateGroup");
const edit = inGroups("EditGroup");
const remove = inGroups("RemoveGroup");
const attach = inGroups("AttachEnv");
const detach = inGroups("DetachEnv");
const list = inGroups("GetGroups");
const [CREATE, EDIT, REMOVE, ATTACH, DETACH] = [
  "CreateGroup",
  "EditGroup",
  "RemoveGroup",
  "AttachEnv",
  "DetachEnv",
].map((name) => `environment.group.${name}`) as [string, string, string, string, string];

let made = 0;
async function environment(owner: Somebody, envGroups?: string): Promise<{ appid: string; envName: string }> {
  const params = { envName: `app-${++made}`, envGroups };
  return (await ask(owner, "environment.control.RegisterEnv", params)).env;
}
const groupsOf = async (who: Somebody, envName: string): Promise<string[]> =>
  (await ask(who, "environment.control.GetEnvInfo", { envName })).envGroups;
const names = async (who: Somebody, params: Parameters = {}): Promise<string[]> =>
  (await list(who, params)).array.map((group) => group.name);

/** An owner, a member of theirs, and what they work together by. */
async function two(): Promise<{ owner: Somebody; member: Somebody; collaboration: number }> {
  const [owner, member] = [await somebody("Olga"), await somebody("Milo")];
  return { owner, member, collaboration: await pair(owner, member) };
}

beforeAll(freshDatabase);

describe("0", () => {
  it("a group is made with the groups around it, and looks as asked", async () => {
    const owner = await somebody("Olga");
    const answer = await create(owner, { envGroup: "Live/Web/EU", data: '{"color":"#0a0","icon":"globe"}' });
    expect(answer.array).toEqual([
      {
        name: "Live/Web/EU",
        hierarchy: ["Live", "Web", "EU"],
        color: "#0a0",
        icon: "globe",
        uid: owner.uid,
        isIsolated: false,
        visibility: "OWNER",
      },
    ]);
    expect(await names(owner)).toEqual(["Live", "Live/Web", "Live/Web/EU"]);
  });

  it("names keep every character but the slash", async () => {
    const owner = await somebody("Olga");
    const odd = `R&D "50%" 'x' <b> \\ , ; ? # ü 你好 🚀`;
    expect(await create(owner, { envGroup: odd })).toMatchObject({ result: 0, array: [{ name: odd }] });
    const { envName } = await environment(owner);
    expect(await attach(owner, { envName, envGroup: odd })).toMatchObject({ result: 0 });
    expect(await groupsOf(owner, envName)).toEqual([odd]);
    const moved = `${odd}/%_`;
    await create(owner, { envGroup: moved });
    expect(await edit(owner, { srcGroupName: moved, dstGroupName: "%_" })).toMatchObject({ result: 0 });
    expect(await names(owner)).toEqual(["%_", odd]);
    expect(await remove(owner, { envGroup: odd })).toMatchObject({ result: 0 });
  });

  it("a member sees the groups that are shared with them and those inside, of every owner", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Live/Web" });
    await create(owner, { envGroup: "Secret" });
    await create(member, { envGroup: "Own" });
    await share(owner, collaboration, "ENV_GROUP", "Live");
    expect(await names(member)).toEqual(["Own", "Live", "Live/Web"]);
    expect(await names(member, { ownerUid: owner.uid })).toEqual(["Live", "Live/Web"]);
    expect((await list(member, { ownerUid: owner.uid })).array[0]).toMatchObject({
      uid: owner.uid,
      visibility: "COLLABORATOR",
    });
    const { envName } = await environment(owner, "Live/Web,Secret");
    expect(await names(owner, { envName })).toEqual(["Live/Web", "Secret"]);
    expect(await names(member, { envName })).toEqual(["Live/Web"]);
  });

  it("an environment is attached and detached, twice as well as once", async () => {
    const owner = await somebody("Olga");
    await create(owner, { envGroup: "Live" });
    const { envName, appid } = await environment(owner);
    for (const key of [envName, appid])
      expect(await attach(owner, { envName: key, envGroup: "Live" })).toMatchObject({ result: 0 });
    expect(await groupsOf(owner, envName)).toEqual(["Live"]);
    for (const key of [envName, appid])
      expect(await detach(owner, { envName: key, envGroup: "Live" })).toMatchObject({ result: 0 });
    expect(await groupsOf(owner, envName)).toEqual([]);
  });

  it("a moved group takes along what is inside, what hangs in it, and whoever it is shared with", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Live/Web", data: '{"color":"red"}' });
    await create(owner, { envGroup: "Lively" });
    const { envName } = await environment(owner, "Live/Web");
    await share(owner, collaboration, "ENV_GROUP", "Live");
    await share(owner, collaboration, "ENV_GROUP", "Live/Web");
    await share(owner, collaboration, "ENV_GROUP", "Lively");
    const moved = await edit(owner, { srcGroupName: "Live", dstGroupName: "Old/Production", data: '{"icon":"x"}' });
    expect(moved).toMatchObject({ result: 0, array: [{ name: "Old/Production", icon: "x" }] });
    expect(await names(owner)).toEqual(["Lively", "Old", "Old/Production", "Old/Production/Web"]);
    expect(await groupsOf(owner, envName)).toEqual(["Old/Production/Web"]);
    expect(await sharesOf(owner)).toEqual([
      "ENV_GROUP:Lively",
      "ENV_GROUP:Old/Production",
      "ENV_GROUP:Old/Production/Web",
    ]);
    expect(await groupsOf(member, envName)).toEqual(["Old/Production/Web"]);
    expect((await list(owner, {})).array.at(-1)).toMatchObject({ color: "red" });
  });

  it("recolouring leaves the group in its place", async () => {
    const owner = await somebody("Olga");
    await create(owner, { envGroup: "Live", data: '{"color":"red","icon":"globe"}' });
    const answer = await edit(owner, { srcGroupName: "Live", dstGroupName: "Live", data: '{"color":"blue"}' });
    expect(answer.array).toMatchObject([{ name: "Live", color: "blue", icon: "globe" }]);
  });

  it("a removed group leaves its environments, and takes the groups inside and all their shares", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Live/Web" });
    await create(owner, { envGroup: "Lively" });
    const { envName } = await environment(owner, "Live/Web,Lively");
    for (const path of ["Live", "Live/Web", "Lively"]) await share(owner, collaboration, "ENV_GROUP", path);
    expect(await remove(owner, { envGroup: "Live" })).toMatchObject({ result: 0 });
    expect(await names(owner)).toEqual(["Lively"]);
    expect(await sharesOf(owner)).toEqual(["ENV_GROUP:Lively"]);
    expect(await journalOf(owner, "share")).toHaveLength(2);
    expect(await groupsOf(member, envName)).toEqual(["Lively"]);
  });

  it("a member makes, changes and removes groups where their roles hold the methods", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Dev" });
    await share(owner, collaboration, "ENV_GROUP", "Dev", [CREATE, EDIT, REMOVE]);
    const ownerUid = owner.uid;
    expect(await create(member, { envGroup: "Dev/A/B", ownerUid })).toMatchObject({ result: 0 });
    const renamed = await edit(member, { srcGroupName: "Dev/A", dstGroupName: "Dev/C", ownerUid });
    expect(renamed).toMatchObject({ result: 0, array: [{ uid: owner.uid }] });
    expect(await names(owner)).toEqual(["Dev", "Dev/C", "Dev/C/B"]);
    expect(await remove(member, { envGroup: "Dev/C", ownerUid })).toMatchObject({ result: 0 });
    expect(await names(owner)).toEqual(["Dev"]);
  });

  it("a member renames a group in its place with rights on the group alone", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Dev" });
    await share(owner, collaboration, "ENV_GROUP", "Dev", [EDIT]);
    const answer = await edit(member, { srcGroupName: "Dev", dstGroupName: "Test", ownerUid: owner.uid });
    expect(answer).toMatchObject({ result: 0 });
    expect(await names(member)).toEqual(["Test"]);
  });

  it("a member attaches an environment where the method is theirs on both", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "A" });
    await create(owner, { envGroup: "B" });
    const { envName } = await environment(owner, "A");
    await share(owner, collaboration, "ENV_GROUP", "*", [ATTACH, DETACH]);
    expect(await attach(member, { envName, envGroup: "B" })).toMatchObject({ result: 0 });
    expect(await detach(member, { envName, envGroup: "A", ownerUid: owner.uid })).toMatchObject({ result: 0 });
    expect(await groupsOf(owner, envName)).toEqual(["B"]);
  });
});

describe("3", () => {
  it("a path has names between its slashes and at most sixteen levels", async () => {
    const owner = await somebody("Olga");
    for (const envGroup of [
      "/",
      "a//b",
      "/a",
      "a/",
      "*",
      "a/*",
      "a\u0007",
      "a\u202eb",
      `${"a/".repeat(16)}a`,
      "界".repeat(700),
    ]) {
      expect(await create(owner, { envGroup })).toMatchObject({ result: 3 });
    }
    expect(await create(owner, { envGroup: "ok", data: '"red"' })).toMatchObject({ result: 3 });
    expect(await create(owner, {})).toMatchObject({ result: 3, error: "invalid parameter [envGroup]" });
  });

  it("a group does not go into itself, nor so deep that what is inside falls off", async () => {
    const owner = await somebody("Olga");
    await create(owner, { envGroup: "a/b" });
    expect(await edit(owner, { srcGroupName: "a", dstGroupName: "a/b/c" })).toMatchObject({ result: 3 });
    const deep = Array.from({ length: 16 }, (_, level) => `l${level}`).join("/");
    expect(await edit(owner, { srcGroupName: "a", dstGroupName: deep })).toMatchObject({ result: 3 });
    expect(await names(owner)).toEqual(["a", "a/b"]);
  });
});

describe("5", () => {
  it("a group that is absent and one that is not shared are the same to a member", async () => {
    const { owner, member } = await two();
    await create(owner, { envGroup: "Hidden" });
    const ownerUid = owner.uid;
    for (const name of ["Hidden", "Nowhere"]) {
      const refused = { result: 5, error: "group not found" };
      expect(await remove(member, { envGroup: name, ownerUid })).toMatchObject(refused);
      expect(await edit(member, { srcGroupName: name, dstGroupName: "X", ownerUid })).toMatchObject(refused);
      expect(await create(member, { envGroup: `${name}/Inside`, ownerUid })).toMatchObject(refused);
      expect(await create(member, { envGroup: name, ownerUid })).toMatchObject(refused);
    }
  });

  it("a shared environment does not go into a group of the member's own", async () => {
    const { owner, member, collaboration } = await two();
    const { envName, appid } = await environment(owner);
    await share(owner, collaboration, "ENV", appid, [ATTACH]);
    await create(member, { envGroup: "Mine" });
    expect(await attach(member, { envName, envGroup: "Mine" })).toMatchObject({ result: 5 });
  });

  it("a stranger's ownerUid is not found", async () => {
    const [owner, stranger] = [await somebody("Olga"), await somebody("Sten")];
    expect(await list(stranger, { ownerUid: owner.uid })).toMatchObject({ result: 5 });
    expect(await create(stranger, { envGroup: "X", ownerUid: owner.uid })).toMatchObject({ result: 5 });
  });
});

describe("8", () => {
  it("a member who only sees a group changes nothing about it", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Live" });
    const { envName } = await environment(owner, "Live");
    await share(owner, collaboration, "ENV_GROUP", "Live");
    const ownerUid = owner.uid;
    expect(await create(member, { envGroup: "Live/A", ownerUid })).toMatchObject({ result: 8 });
    expect(await edit(member, { srcGroupName: "Live", dstGroupName: "Dead", ownerUid })).toMatchObject({ result: 8 });
    expect(await remove(member, { envGroup: "Live", ownerUid })).toMatchObject({ result: 8 });
    expect(await detach(member, { envName, envGroup: "Live" })).toMatchObject({ result: 8 });
  });

  it("a member does not move a group to where they may change nothing", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Dev" });
    await create(owner, { envGroup: "Live" });
    await share(owner, collaboration, "ENV_GROUP", "Dev", [EDIT]);
    await share(owner, collaboration, "ENV_GROUP", "Live");
    const answer = await edit(member, { srcGroupName: "Dev", dstGroupName: "Live/Dev", ownerUid: owner.uid });
    expect(answer).toMatchObject({ result: 8 });
  });

  it("a member gives themselves nothing by moving an environment between groups", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Strong" });
    const weak = await environment(owner);
    await share(owner, collaboration, "ENV", "*", [ATTACH]);
    await share(owner, collaboration, "ENV_GROUP", "Strong", [ATTACH, "environment.control.DeleteEnv"]);
    expect(await attach(member, { envName: weak.envName, envGroup: "Strong" })).toMatchObject({ result: 8 });
    expect(await groupsOf(owner, weak.envName)).toEqual([]);
  });

  it("a member gives themselves nothing by removing the group that held them back", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "Careful" });
    await environment(owner, "Careful");
    await share(owner, collaboration, "ENV", "*", ["environment.control.DeleteEnv"]);
    await share(owner, collaboration, "ENV_GROUP", "Careful", [REMOVE]);
    expect(await remove(member, { envGroup: "Careful", ownerUid: owner.uid })).toMatchObject({ result: 8 });
  });

  it("a member names no account but the environment's own", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "A" });
    const { envName, appid } = await environment(owner);
    await share(owner, collaboration, "ENV", appid, [ATTACH]);
    await share(owner, collaboration, "ENV_GROUP", "A", [ATTACH]);
    const answer = await attach(member, { envName, envGroup: "A", ownerUid: member.uid });
    expect(answer).toMatchObject({ result: 8 });
  });
});

describe("11", () => {
  it("an environment that is not shared cannot be attached, nor asked for its groups", async () => {
    const { owner, member, collaboration } = await two();
    await create(owner, { envGroup: "A" });
    await share(owner, collaboration, "ENV_GROUP", "A", [ATTACH]);
    const { envName } = await environment(owner);
    const refused = { result: 11, error: `application [${envName}] not exist` };
    expect(await attach(member, { envName, envGroup: "A" })).toMatchObject(refused);
    expect(await list(member, { envName })).toMatchObject(refused);
  });
});

describe("8210", () => {
  it("a path is taken once", async () => {
    const owner = await somebody("Olga");
    await create(owner, { envGroup: "A/B" });
    await create(owner, { envGroup: "C" });
    expect(await create(owner, { envGroup: "A" })).toMatchObject({ result: 8210 });
    expect(await edit(owner, { srcGroupName: "C", dstGroupName: "A/B" })).toMatchObject({ result: 8210 });
    expect(await edit(owner, { srcGroupName: "A/B", dstGroupName: "A" })).toMatchObject({ result: 8210 });
  });
});
