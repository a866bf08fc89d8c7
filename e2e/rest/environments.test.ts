import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { normalizeEnvironment } from "../../db/environments";
import {
  ask,
  journalOf,
  limited,
  type Parameters,
  pair,
  type Somebody,
  share,
  sharesOf,
  somebody,
} from "../support/arrange";
import { freshDatabase } from "../support/database";

const CREATE = "environment.control.CreateEnvironment";
const DELETE = "environment.control.DeleteEnv";
const RENAME = "environment.control.SetEnvDisplayName";

let olga: Somebody;
let milo: Somebody;
let sten: Somebody;
let made = 0;
const freshName = (what: string) => `${what}-${++made}`;

const register = (who: Somebody, params: Parameters = {}) =>
  ask(who, "environment.control.RegisterEnv", { envName: freshName("shop"), ...params });
const info = (who: Somebody, envName: string) => ask(who, "environment.control.GetEnvInfo", { envName });
const names = async (who: Somebody, params: Parameters = {}) => {
  const { infos } = await ask(who, "environment.control.GetEnvs", params);
  return infos.map((one) => one.env.envName);
};
const group = (who: Somebody, envGroup: string) => ask(who, "environment.group.CreateGroup", { envGroup });

beforeAll(freshDatabase);
beforeAll(async () => {
  [olga, milo, sten] = [await somebody("Olga"), await somebody("Milo"), await somebody("Sten")];
});

describe("0", () => {
  it("an owner registers an environment and finds it by name, appid and in any letter case", async () => {
    const envName = freshName("wiki");
    const made = await register(olga, { envName: envName.toUpperCase(), displayName: "The wiki", region: "eu" });
    expect(made).toMatchObject({ result: 0, right: "OWNER", nodes: [], envGroups: [] });
    expect(made.env).toMatchObject({
      envName,
      shortdomain: envName,
      displayName: "The wiki",
      uid: olga.uid,
      creatorUid: olga.uid,
      status: 1,
      isShared: false,
      groups: [],
      hostGroup: { uniqueName: "eu" },
    });
    expect(made.env.appid).toMatch(/^[0-9a-f]{32}$/);
    expect(made.env.domain.startsWith(`${envName}.`)).toBe(true);
    for (const key of [envName, envName.toUpperCase(), made.env.appid, made.env.appid.toUpperCase()]) {
      expect((await info(olga, key)).env.appid).toBe(made.env.appid);
      expect(await normalizeEnvironment(db(), olga.uid, key)).toBe(made.env.appid);
    }
  });

  it("a member sees the environments that are shared with them, and whose they are", async () => {
    const [owner, member] = [await somebody("Odile"), await somebody("Marek")];
    const shared = await register(owner);
    await register(owner);
    const own = await register(member);
    await share(owner, await pair(owner, member), "ENV", shared.env.appid);
    expect(await names(member)).toEqual([own.env.envName, shared.env.envName]);
    expect(await names(member, { ownerUid: owner.uid })).toEqual([shared.env.envName]);
    const basic = await ask(member, "environment.control.GetBasicEnvsInfo", { lazy: "true" });
    expect(basic.infos).toHaveLength(2);
    expect(await info(member, shared.env.envName)).toMatchObject({
      right: "COLLABORATOR",
      env: { uid: owner.uid, isShared: true },
    });
    expect((await info(owner, shared.env.envName)).env.isShared).toBe(true);
  });

  it("a member sees only those groups of an environment that are shared with them", async () => {
    const [owner, member] = [await somebody("Ona"), await somebody("Mara")];
    await group(owner, "Live/Web");
    await group(owner, "Secret");
    const both = await register(owner, { envGroups: "Live/Web,Secret" });
    expect(both.envGroups).toEqual(["Live/Web", "Secret"]);
    await share(owner, await pair(owner, member), "ENV_GROUP", "Live");
    const seen = await info(member, both.env.envName);
    expect(seen.envGroups).toEqual(["Live/Web"]);
    expect(seen.env.groups).toEqual(["Live/Web"]);
    expect((await info(owner, both.env.envName)).env.isShared).toBe(true);
  });

  it("what a suspended member saw is gone from their list", async () => {
    const [owner, member] = [await somebody("Otto"), await somebody("Mila")];
    await register(owner);
    await share(owner, await pair(owner, member, "SUSPENDED"), "ENV", "*");
    expect(await names(member)).toEqual([]);
    expect(await names(member, { ownerUid: owner.uid })).toEqual([]);
  });

  it("a member registers in a group whose roles hold the method; the result is the owner's", async () => {
    const [owner, member] = [await somebody("Olaf"), await somebody("Mona")];
    await group(owner, "Dev");
    await share(owner, await pair(owner, member), "ENV_GROUP", "Dev", [CREATE]);
    const made = await register(member, { envGroups: "Dev", ownerUid: owner.uid });
    expect(made).toMatchObject({ result: 0, right: "COLLABORATOR", envGroups: ["Dev"] });
    expect(made.env).toMatchObject({ uid: owner.uid, creatorUid: member.uid, isShared: true });
    expect(await names(owner)).toEqual([made.env.envName]);
    expect(await journalOf(owner, "environment")).toMatchObject([
      { id: made.env.appid, after: { creatorUid: member.uid } },
    ]);
  });

  it("a member registers at the root when all environments are shared in such a role", async () => {
    const [owner, member] = [await somebody("Oleg"), await somebody("Maja")];
    await share(owner, await pair(owner, member), "ENV", "*", [CREATE]);
    expect(await register(member, { ownerUid: owner.uid })).toMatchObject({ result: 0, env: { uid: owner.uid } });
  });

  it("renaming changes what is shown and not how it is reached", async () => {
    const made = await register(olga, { displayName: "Old" });
    const { envName } = made.env;
    expect(await ask(olga, RENAME, { envName, displayName: "New" })).toMatchObject({ result: 0 });
    expect((await info(olga, envName)).env).toMatchObject({ displayName: "New", envName });
  });

  it("a deleted environment takes its shares with it and frees its name", async () => {
    const [owner, member] = [await somebody("Ove"), await somebody("Mats")];
    const made = await register(owner);
    await share(owner, await pair(owner, member), "ENV", made.env.appid, [DELETE]);
    await share(owner, await pair(owner, await somebody("Mimi")), "ENV", made.env.appid);
    expect(await ask(member, DELETE, { envName: made.env.envName })).toMatchObject({ result: 0 });
    expect(await sharesOf(owner)).toEqual([]);
    expect(await journalOf(owner, "share")).toHaveLength(2);
    expect(await info(owner, made.env.appid)).toMatchObject({ result: 11 });
    expect(await register(sten, { envName: made.env.envName })).toMatchObject({ result: 0 });
  });
});

describe("3", () => {
  it("a name is 1 to 63 letters, digits and inner hyphens, and no appid", async () => {
    for (const envName of ["a_b", "-a", "a-", "a.b", "ä", "a".repeat(64), "0".repeat(32)]) {
      expect(await register(olga, { envName })).toMatchObject({ result: 3 });
    }
    expect(await register(olga, { envName: "" })).toMatchObject({ result: 3, error: "invalid parameter [envName]" });
  });
});

describe("5", () => {
  it("a group that does not exist, and one that is not shared, are the same to a member", async () => {
    const [owner, member] = [await somebody("Orla"), await somebody("Max")];
    await group(owner, "Hidden");
    await share(owner, await pair(owner, member), "ENV", "*", []);
    const hidden = await register(member, { envGroups: "Hidden", ownerUid: owner.uid });
    const absent = await register(member, { envGroups: "Nowhere", ownerUid: owner.uid });
    expect(hidden).toMatchObject({ result: 5 });
    expect(absent).toEqual(hidden);
  });

  it("the account of somebody one has nothing to do with is not found", async () => {
    expect(await register(sten, { ownerUid: olga.uid })).toMatchObject({ result: 5 });
    const list = await ask(sten, "environment.control.GetEnvs", { ownerUid: olga.uid });
    expect(list).toMatchObject({ result: 5 });
  });
});

describe("8", () => {
  it("a member who may see an environment may not delete it without the method", async () => {
    const made = await register(olga);
    await share(olga, await pair(olga, await somebody("Moe")), "ENV", made.env.appid);
    const looker = await somebody("Mia");
    await share(olga, await pair(olga, looker), "ENV", made.env.appid, [RENAME]);
    expect(await ask(looker, DELETE, { envName: made.env.envName })).toMatchObject({ result: 8 });
    const renamed = await ask(looker, RENAME, { envName: made.env.envName, displayName: "Mine" });
    expect(renamed).toMatchObject({ result: 0 });
  });

  it("a member with the method in a group does not register at the root", async () => {
    const [owner, member] = [await somebody("Owen"), await somebody("Meg")];
    await group(owner, "Dev");
    await share(owner, await pair(owner, member), "ENV_GROUP", "Dev", [CREATE]);
    expect(await register(member, { ownerUid: owner.uid })).toMatchObject({ result: 8 });
  });
});

describe("11", () => {
  it("an environment that is absent and one that is not shared are the same", async () => {
    const made = await register(olga);
    await pair(olga, milo);
    const { envName } = made.env;
    for (const who of [milo, sten]) {
      expect(await info(who, envName)).toMatchObject({ result: 11, error: `application [${envName}] not exist` });
      expect(await ask(who, DELETE, { envName })).toMatchObject({ result: 11 });
      expect(await ask(who, RENAME, { envName, displayName: "x" })).toMatchObject({ result: 11 });
    }
    expect(await info(sten, "nowhere")).toMatchObject({ result: 11, error: "application [nowhere] not exist" });
  });
});

describe("702", () => {
  it("nobody lists environments without a session that holds", async () => {
    const answer = await ask({ session: "1x00000000000000000000000000000000" }, "environment.control.GetEnvs");
    expect(answer).toMatchObject({ result: 702 });
  });
});

describe("a token limited to some resources", () => {
  const methods = [CREATE, DELETE, RENAME, "environment.control.GetEnvs", "environment.control.GetEnvInfo"];

  it("sees and changes only those, of its owner's and of what is shared with them", async () => {
    const [owner, member] = [await somebody("Olga"), await somebody("Milo")];
    await group(owner, "Dev");
    const [inside, outside] = [await register(owner, { envGroups: "Dev" }), await register(owner)];
    const own = await limited(owner, methods, ["ENV_GROUP:Dev"]);
    expect(await names(own)).toEqual([inside.env.envName]);
    expect(await info(own, outside.env.envName)).toMatchObject({ result: 11 });
    expect(await ask(own, DELETE, { envName: outside.env.envName })).toMatchObject({ result: 11 });
    expect(await ask(own, RENAME, { envName: inside.env.envName, displayName: "x" })).toMatchObject({ result: 0 });
    expect(await register(own)).toMatchObject({ result: 8 });
    expect(await register(own, { envGroups: "Dev" })).toMatchObject({ result: 0 });

    await share(owner, await pair(owner, member), "ENV", "*");
    const theirs = await limited(member, methods, [`ENV:${outside.env.appid}`]);
    expect(await names(theirs)).toEqual([outside.env.envName]);
  });

  it("does nothing it does not hold", async () => {
    const { env } = await register(olga);
    const reader = await limited(olga, ["environment.control.GetEnvs"], [`ENV:${env.appid}`]);
    expect(await names(reader)).toEqual([env.envName]);
    expect(await ask(reader, DELETE, { envName: env.envName })).toMatchObject({ result: 8202 });
  });
});

describe("8210", () => {
  it("a taken name is refused without saying whose it is", async () => {
    const made = await register(olga);
    const answer = await register(sten, { envName: made.env.envName });
    expect(answer).toMatchObject({ result: 8210, error: `The name ${made.env.envName} is taken.` });
  });

  it("of two who register one name at once, one gets it", async () => {
    const envName = freshName("race");
    const answers = await Promise.all([olga, sten, milo].map((who) => register(who, { envName })));
    expect(answers.map((answer) => answer.result).sort()).toEqual([0, 8210, 8210]);
  });
});
