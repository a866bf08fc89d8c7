import "../support/unlimited";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import * as pages from "../../lib/operations/pages";
import { setResource } from "../../lib/operations/resources";
import { type Somebody, somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { ask, delegateOf, must, newEnvironment, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";

beforeAll(freshDatabase);

const book = (who: Somebody, ownerUid?: number) => doAs(who, pages.getRoleBook, ownerUid ? { ownerUid } : {});
const use = (who: Somebody, ...roleIds: number[]) => doAs(who, pages.getRoleUse, { roleIds });
const give = (owner: Somebody, collaborationId: number, resourceId: string, roleIds: (string | number)[]) =>
  must(owner, "SetResource", { collaborationId, resourceId, roleIds: roleIds.join(",") });

describe("the book of roles", () => {
  it("30: tells of each role its policies, in how many collaborations it is held and on how many things", async () => {
    const { owner: olga, id } = await pairIn("ACTIVE");
    const other = await pairIn("PENDING", olga);
    const [prod, test] = [await newEnvironment(olga, "book-prod"), await newEnvironment(olga, "book-test")];
    const [held, free] = [await newRole(olga, ["LOGS_VIEW"]), await newRole(olga, ["STATISTIC"])];
    await give(olga, id, prod, [held]);
    await give(olga, id, test, [held]);
    await give(olga, other.id, prod, [held]);
    const { roles, own } = await book(olga);
    expect(own).toBe(true);
    expect(roles.find((role) => role.id === held)).toMatchObject({
      policyIds: [26],
      members: 2,
      things: 2,
      lacking: [],
    });
    expect(roles.find((role) => role.id === free)).toMatchObject({ members: 0, things: 0 });
  });

  it("31: holds the ready-made roles and the system policies, told apart from one's own", async () => {
    const olga = await somebody("Olga");
    await must(olga, "AddPolicy", { name: "Mine", methods: "environment.control.StartEnv" });
    const { templates, policies } = await book(olga);
    expect(templates.map((one) => one.name)).toContain("Developer");
    expect(policies.filter((one) => !one.isSystem).map((one) => one.name)).toEqual(["Mine"]);
    expect(policies.find((one) => one.name === "View Logs")).toMatchObject({
      isSystem: true,
      path: ["Environment", "Container", "Logs"],
    });
  });

  it("29: a delegate sees what of each role they hold nowhere; a member without that right sees nothing", async () => {
    const olga = await somebody("Olga");
    const [dana, milo] = [await delegateOf(olga), (await pairIn("ACTIVE", olga)).member];
    const restart = await newRole(olga, ["ENV_RESTART"]);
    const before = await book(dana, olga.uid);
    expect(before.own).toBe(false);
    expect(before.roles.find((role) => role.id === restart)!.lacking.length).toBeGreaterThan(0);
    const policy = ({ policies }: typeof before) => policies.find((one) => one.name === "Restart")!;
    expect(policy(before).lacking).toEqual(policy(before).methods);
    expect(policy(await book(olga)).lacking).toEqual([]);
    const env = await newEnvironment(olga, `env-${olga.uid}`);
    await give(olga, dana.id, env, [restart]);
    const after = await book(dana, olga.uid);
    expect(after.roles.find((role) => role.id === restart)!.lacking).toEqual([]);
    expect(policy(after).lacking).toEqual([]);
    expect(await refusalOf(book(milo, olga.uid))).toBe("forbidden");
    expect(await refusalOf(book(await somebody("Sten"), olga.uid))).toBe("not-found");
  });
});

describe("29: the choice of roles for one thing", () => {
  it("says of each what a delegate would give away without holding it, and SetResource refuses exactly those", async () => {
    const olga = await somebody("Olga");
    const dana = await delegateOf(olga);
    const milo = await pairIn("ACTIVE", olga);
    const [near, far] = [await newEnvironment(olga, `n-${olga.uid}`), await newEnvironment(olga, `f-${olga.uid}`)];
    const restart = await newRole(olga, ["ENV_RESTART"]);
    await give(olga, dana.id, near, [restart]);
    const lackingOn = async (resourceId: string) =>
      (await doAs(dana, pages.getRoleChoices, { resourceType: "ENV", resourceId, ownerUid: olga.uid })).roles.find(
        (role) => role.id === restart,
      )!.lacking;
    expect(await lackingOn(near)).toEqual([]);
    expect((await lackingOn(far)).length).toBeGreaterThan(0);
    const by = { collaborationId: milo.id, roleIds: restart, ownerUid: olga.uid };
    expect(await ask(dana, "SetResource", { ...by, resourceId: far })).toMatchObject({ result: 8 });
    expect(await ask(dana, "SetResource", { ...by, resourceId: near })).toMatchObject({ result: 0 });
    // What is asked why is the first that they do not hold there.
    const no = await doAs(dana, setResource, { ...by, roleIds: [String(restart)], resourceId: far }).catch(
      (error) => error,
    );
    const [serviceMethod] = await lackingOn(far);
    const about = { serviceMethod, resourceType: "ENV", resourceId: far, ownerUid: olga.uid };
    expect(no.detail.about).toEqual(about);
  });

  it("nobody but the owner puts policies into a role, and an owner never what cannot be shared", async () => {
    const olga = await somebody("Olga");
    const dana = await delegateOf(olga);
    const role = await newRole(olga, ["LOGS_VIEW"]);
    expect(await ask(dana, "EditRole", { id: role, policies: "ENV_DELETE" })).toMatchObject({ result: 8 });
    expect(await ask(olga, "AddPolicy", { name: "Deep", methods: "users.collaboration.AddRole" })).toMatchObject({
      result: 3,
    });
  });
});

describe("who uses a role", () => {
  it("30: names people and teams with their state, and the things, and counts what it leaves out", async () => {
    const { owner: olga, id, member: milo } = await pairIn("SUSPENDED");
    const team = await newTeam(olga, "Night watch");
    const env = await newEnvironment(olga, "watch-prod");
    const [role, other] = [await newRole(olga, ["LOGS_VIEW"]), await newRole(olga, ["STATISTIC"])];
    await give(olga, id, env, [role]);
    await give(olga, team, env, [role, other]);
    const found = await use(olga, role);
    expect(found.members.map(({ name, state }) => [name, state])).toEqual([
      ["Milo, label", "SUSPENDED"],
      ["Night watch", null],
    ]);
    expect(found.members[0]).toMatchObject({ collaborationId: id, email: milo.email });
    expect(found.things).toEqual([{ type: "ENV", resourceId: env, name: "watch-prod", members: 2 }]);
    expect(found).toMatchObject({ totalMembers: 2, totalThings: 1 });
    expect((await use(olga, other)).totalMembers).toBe(1);
    expect((await use(olga, role, other)).totalMembers).toBe(2);
  });

  it("says nothing of another owner's role", async () => {
    const { owner: olga, id } = await pairIn("ACTIVE");
    const role = await newRole(olga, ["LOGS_VIEW"]);
    await give(olga, id, await newEnvironment(olga, `x-${olga.uid}`), [role]);
    expect(await use(await somebody("Otto"), role)).toMatchObject({ totalMembers: 0, things: [] });
  });
});

describe("30: a role is deleted with a replacement", () => {
  it("whoever held it holds the other at once, each once, and the role is gone", async () => {
    const { owner: olga, id, member: milo } = await pairIn("ACTIVE");
    const [both, one] = [await newEnvironment(olga, `b-${olga.uid}`), await newEnvironment(olga, `o-${olga.uid}`)];
    const [old, by] = [await newRole(olga, ["LOGS_VIEW"]), await newRole(olga, ["STATISTIC"])];
    await give(olga, id, both, [old, by]);
    await give(olga, id, one, [old]);
    expect(await ask(olga, "DeleteRole", { id: old })).toMatchObject({ result: 8212 });
    expect(await doAs(olga, pages.replaceRole, { id: old, by })).toEqual({ shares: 2 });
    const { responses } = await must(milo, "GetCollaborationRoleMethods", { collaborationId: id });
    expect(responses.map((response: { roleId: number }) => response.roleId)).toEqual([by]);
    expect((await book(olga)).roles.map((role) => role.id)).not.toContain(old);
    const { rows } = await sql<{ after: unknown }>`
      select after from journal where owner_uid = ${olga.uid} and method = 'confer.pages.ReplaceRole'`.execute(db());
    expect(rows).toEqual([{ after: { replacedBy: by, shares: 2 } }]);
  });

  it("is refused for itself, for the other kind, and for anybody else's, and then nothing has changed", async () => {
    const { owner: olga, id } = await pairIn("ACTIVE");
    const env = await newEnvironment(olga, `k-${olga.uid}`);
    const [old, cloud] = [await newRole(olga, ["LOGS_VIEW"]), await newRole(olga, ["CMP_VIEW"])];
    await give(olga, id, env, [old]);
    const otto = await somebody("Otto");
    const theirs = await newRole(otto, ["STATISTIC"]);
    expect(await refusalOf(doAs(olga, pages.replaceRole, { id: old, by: old }))).toBe("invalid");
    expect(await refusalOf(doAs(olga, pages.replaceRole, { id: old, by: cloud }))).toBe("invalid");
    expect(await refusalOf(doAs(olga, pages.replaceRole, { id: old, by: theirs }))).toBe("not-found");
    expect(await refusalOf(doAs(otto, pages.replaceRole, { id: old, by: theirs }))).toBe("not-found");
    expect((await use(olga, old)).totalMembers).toBe(1);
  });
});

describe("a policy is deleted with a replacement", () => {
  const newPolicy = async (owner: Somebody, name: string, methods: string) =>
    (await must(owner, "AddPolicy", { name, methods })).policy.id as number;

  it("every role made of it is made of the other", async () => {
    const olga = await somebody("Olga");
    const old = await newPolicy(olga, "Old", "environment.control.StartEnv");
    const role = await newRole(olga, [old, "LOGS_VIEW"]);
    expect(await ask(olga, "DeletePolicy", { id: old })).toMatchObject({ result: 8212 });
    expect(await doAs(olga, pages.replacePolicy, { id: old, by: 26 })).toEqual({ roles: 1 });
    const after = await book(olga);
    expect(after.roles.find((one) => one.id === role)!.policyIds).toEqual([26]);
    expect(after.policies.map((one) => one.id)).not.toContain(old);
  });

  it("is refused where it would mix cloud policies into a role, or change its kind, and for system policies", async () => {
    const olga = await somebody("Olga");
    const old = await newPolicy(olga, "Old", "environment.control.StartEnv");
    await newRole(olga, [old]);
    const cloud = 38;
    expect(await refusalOf(doAs(olga, pages.replacePolicy, { id: old, by: cloud }))).toBe("invalid");
    expect(await refusalOf(doAs(olga, pages.replacePolicy, { id: 26, by: old }))).toBe("forbidden");
    expect(await refusalOf(doAs(await somebody("Otto"), pages.replacePolicy, { id: old, by: 26 }))).toBe("not-found");
  });
});

it("the letters of a role are switched without touching what it is made of", async () => {
  const olga = await somebody("Olga");
  const role = await newRole(olga, ["LOGS_VIEW"]);
  await doAs(olga, pages.switchRoleLetters, { id: role, on: true });
  expect((await book(olga)).roles.find((one) => one.id === role)).toMatchObject({ notify: true, policyIds: [26] });
  expect(await refusalOf(doAs(await somebody("Otto"), pages.switchRoleLetters, { id: role, on: true }))).toBe(
    "not-found",
  );
});

it("27: the catalogue lists every method with what it does and whether a policy may hold it", async () => {
  const { methods } = await doAs(await somebody("Olga"), pages.getCatalogue, {});
  const find = (name: string) => methods.find((method) => method.name === name);
  expect(methods).toHaveLength(396);
  expect(find("environment.control.GetEnvInfo")).toMatchObject({ isSafe: true, shareable: true });
  expect(find("users.collaboration.AddRole")).toMatchObject({ isSafe: false, shareable: false });
  expect(find("iaas.project.GetProjects") ?? methods.find((method) => method.cloud)).toMatchObject({ cloud: true });
});
