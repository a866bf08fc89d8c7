import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { methods as catalogue } from "../../lib/domain/method";
import { type Somebody, sharesOf, somebody } from "../support/arrange";
import {
  ask,
  type Body,
  bring,
  delegateOf,
  must,
  newEnvironment,
  newGroup,
  newRole,
  newTeam,
  type Pair,
  pairIn,
  shareAccount,
  versionOf,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { callJson } from "../support/platform";
import { tokenOf } from "../support/residents";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

type House = Pair & { role: number; other: number; env: string; appid: string };
let houses = 0;

/** An owner with an environment in a group, two roles, and an active member with whom nothing is shared yet. */
async function house(): Promise<House> {
  houses += 1;
  const owner = await somebody("Olga");
  await newGroup(owner, "Shop/Production");
  const env = `env-${houses}`;
  const appid = await newEnvironment(owner, env, "Shop/Production");
  const pair = await pairIn("ACTIVE", owner);
  return { ...pair, env, appid, role: await newRole(owner, ["LOGS_VIEW"]), other: await newRole(owner, ["STATISTIC"]) };
}

const add = (at: House, resources: unknown, more = {}) =>
  ask(at.owner, "AddResources", { collaborationId: at.id, resources: JSON.stringify(resources), ...more });
const set = (at: House, resources: unknown, more = {}) =>
  ask(at.owner, "SetResources", { collaborationId: at.id, resources: JSON.stringify(resources), ...more });
const setOne = (at: House, more = {}) =>
  ask(at.owner, "SetResource", { collaborationId: at.id, resourceId: at.env, roleIds: at.role, ...more });

describe("AddResources", () => {
  it("answers each element in its order, and merges roles into what is shared already", async () => {
    const at = await house();
    const first = await add(at, [
      { resourceId: at.env, type: "ENV", roleIds: [at.role] },
      { resourceId: "Shop", type: "ENV_GROUP", roleIds: [at.role] },
    ]);
    expect(first).toMatchObject({ result: 0, error: "" });
    expect(first.responses).toMatchObject([
      { result: 0, type: "ENV", resourceId: at.appid, roleIds: [at.role], memberId: at.id, uid: at.member.uid },
      { result: 0, type: "ENV_GROUP", resourceId: "Shop" },
    ]);
    const again = await add(at, [{ resourceId: at.appid, type: "ENV", roleIds: [at.other] }]);
    expect(again.responses).toMatchObject([{ id: first.responses[0].id, roleIds: [at.role, at.other] }]);
  });

  it("an element at fault has its own result, the others are shared, and the envelope has the first fault", async () => {
    const at = await house();
    const answer = await add(at, [
      { resourceId: at.env, roleIds: [at.role] },
      { resourceId: "not-there", roleIds: [at.role] },
      { resourceId: "Shop", type: "ENV_GROUP" },
      { resourceId: "*", roleIds: [999_999_999] },
    ]);
    expect(answer.responses.map((one: Body) => one.result)).toEqual([0, 5, 3, 5]);
    expect(answer).toMatchObject({ result: 5, error: answer.responses[1].error });
    expect(await sharesOf(at.owner)).toEqual([`ENV:${at.appid}`]);
  });

  it("D8, C.4: takes the argument in every shape clients send", async () => {
    const at = await house();
    const row = { resourceId: at.env, roleIds: [at.role] };
    const shapes = [
      row,
      [row],
      { resources: [row] },
      [{ ...row, resourceType: "env" }],
      [{ ...row, type: 0 }],
      [{ ...row, type: "ENV(0)" }],
      [{ resourceId: at.env, roles: String(at.role) }],
      [{ resourceId: at.env.toUpperCase(), roles: [{ id: at.role }] }],
      [{ resourceId: at.appid, roles: `${at.role};${at.role}` }],
      [{ resourceId: at.appid, role: { id: String(at.role) } }],
    ];
    for (const shape of shapes) expect(await add(at, shape), JSON.stringify(shape)).toMatchObject({ result: 0 });
    expect(await sharesOf(at.owner)).toEqual([`ENV:${at.appid}`]);
    const asJson = await callJson(
      "users.collaboration.AddResources",
      { collaborationId: at.id, resources: [row] },
      at.owner.session,
    );
    expect(asJson.body.result).toBe(0);
  });

  it("the category is `*`, ALL or nothing, and one share", async () => {
    const at = await house();
    for (const resourceId of ["*", "", "all", "ALL"])
      expect((await add(at, [{ resourceId, roleIds: [at.role] }])).responses).toMatchObject([{ resourceId: "*" }]);
    expect(await sharesOf(at.owner)).toEqual(["ENV:*"]);
  });

  it("3: a Python text is no JSON, and nor is nonsense; nothing is changed", async () => {
    const at = await house();
    const before = await versionOf(at.owner);
    for (const resources of [
      "[{'resourceId': 'x'}]",
      "nonsense",
      "[1]",
      '["x"]',
      "[null]",
      '[{"type":"PLANET"}]',
      '[{"type":9}]',
    ]) {
      const answer = await ask(at.owner, "AddResources", { collaborationId: at.id, resources });
      expect(answer, resources).toMatchObject({
        result: 3,
        error: expect.stringContaining("invalid parameter [resources]"),
      });
    }
    expect(await ask(at.owner, "AddResources", { collaborationId: at.id })).toMatchObject({ result: 3 });
    expect(await versionOf(at.owner)).toBe(before);
  });

  it("S-63: a thousand elements are read, a thousand and one are too many", async () => {
    const at = await house();
    const many = (count: number) =>
      add(
        at,
        Array.from({ length: count }, () => ({ resourceId: at.env, roleIds: [at.role] })),
      );
    expect(await many(1001)).toMatchObject({ result: 3 });
    expect((await many(200)).responses).toHaveLength(200);
  });

  it("createRoleIfNeeded makes the role described, or the default of the kind; a second time it is found, never widened", async () => {
    const at = await house();
    const create = { createRoleIfNeeded: "True" };
    const inline = [{ resourceId: at.env, role: { name: "Watcher", policies: ["LOGS_VIEW"] } }];
    const made = await add(at, inline, create);
    const { responses } = await add(
      at,
      [{ resourceId: at.env, role: { name: "WATCHER", policies: ["SSH_ACCESS"] } }],
      create,
    );
    expect(responses[0].roleIds).toEqual(made.responses[0].roleIds);
    expect(responses[0].roles[0].policies).toMatchObject([{ uniqueName: "LOGS_VIEW" }]);
    const viewer = await add(at, [{ resourceId: "Shop", type: "ENV_GROUP" }], create);
    expect(viewer.responses[0].roles).toMatchObject([{ name: "Viewer" }]);
    const region = await add(at, [{ resourceId: "eu-1", type: "VHI_REGION" }], create);
    expect(region.responses[0].roles).toMatchObject([{ name: "Cloud Viewer", type: "CMP" }]);
    expect(await add(at, inline)).toMatchObject({ result: 3 });
  });

  it("a role must be of the resource's kind, and the owner's own", async () => {
    const [at, other] = [await house(), await house()];
    expect((await add(at, [{ resourceId: "eu-1", type: "S3_REGION", roleIds: [at.role] }])).result).toBe(3);
    const foreign = await add(at, [{ resourceId: at.env, roleIds: [other.role] }]);
    expect(foreign.responses).toEqual((await add(at, [{ resourceId: at.env, roleIds: [999_999_999] }])).responses);
    expect(foreign.result).toBe(5);
  });

  it("S-04: another's environment, group or account cannot be shared, in the same words as one that is not there", async () => {
    const [at, other] = [await house(), await house()];
    await newGroup(other.owner, "Only theirs");
    for (const [type, theirs, absent] of [
      ["ENV", other.env, "env-absent"],
      ["ENV", other.appid, "0".repeat(32)],
      ["ENV_GROUP", "Only theirs", "Nobody's"],
      ["ACCOUNT", String(other.owner.uid), "999999999"],
    ] as const) {
      const [one, two] = [
        await add(at, [{ type, resourceId: theirs, roleIds: [at.role] }]),
        await add(at, [{ type, resourceId: absent, roleIds: [at.role] }]),
      ];
      expect(one, type).toMatchObject({ result: 5 });
      expect([one.result, one.error]).toEqual([two.result, two.error]);
    }
    expect(await sharesOf(at.owner)).toEqual([]);
  });
});

describe("SetResources", () => {
  it("replaces everything; the same argument again changes nothing; an empty list unshares all", async () => {
    const at = await house();
    const both = [
      { resourceId: at.env, roleIds: [at.role] },
      { resourceId: "Shop", type: "ENV_GROUP", roleIds: [at.role, at.other] },
    ];
    const first = await set(at, both);
    expect(first).toMatchObject({ result: 0 });
    expect((await set(at, both)).responses).toEqual(first.responses);
    const less = await set(at, [{ resourceId: at.env, roleIds: [at.other] }]);
    expect(less.responses).toMatchObject([{ id: first.responses[0].id, roleIds: [at.other] }]);
    expect(await sharesOf(at.owner)).toEqual([`ENV:${at.appid}`]);
    expect(await set(at, [])).toMatchObject({ result: 0, responses: [] });
    expect(await sharesOf(at.owner)).toEqual([]);
  });

  it("D8: one bad element, and nothing at all is changed, no new role either", async () => {
    const at = await house();
    await set(at, [{ resourceId: at.env, roleIds: [at.role] }]);
    const before = await versionOf(at.owner);
    const good = { resourceId: "Shop", type: "ENV_GROUP", role: { name: "Brand new", policies: ["LOGS_VIEW"] } };
    for (const bad of [
      { resourceId: "not-there", roleIds: [at.role] },
      { resourceId: at.env, roleIds: [999_999_999] },
      { id: 999_999_999, roleIds: [at.role] },
      good,
    ])
      expect((await set(at, [good, bad], { createRoleIfNeeded: 1 })).result, JSON.stringify(bad)).toBeGreaterThan(0);
    expect(await versionOf(at.owner)).toBe(before);
    expect(await sharesOf(at.owner)).toEqual([`ENV:${at.appid}`]);
    const { roles } = await must(at.owner, "GetRoles");
    expect(roles.map((role: { name: string }) => role.name)).not.toContain("Brand new");
  });

  it("D21: the parameter may be called `resource`, and an existing share be named by its id", async () => {
    const at = await house();
    const resource = JSON.stringify([{ resourceId: at.env, roleIds: [at.role] }]);
    const { responses } = await must(at.owner, "SetResources", { collaborationId: at.id, resource });
    const again = await set(at, [{ id: responses[0].id, roleIds: [at.other] }]);
    expect(again.responses).toMatchObject([{ id: responses[0].id, resourceId: at.appid, roleIds: [at.other] }]);
    expect(await ask(at.owner, "SetResources", { collaborationId: at.id })).toMatchObject({ result: 3 });
  });

  it("keeps a share's metadata where none is given", async () => {
    const at = await house();
    const create = { createRoleIfNeeded: true };
    await set(at, [{ resourceId: "eu-1", type: "VHI_REGION", metadata: { projects: ["p"] } }], create);
    const { responses } = await set(at, [{ resourceId: "eu-1", type: "VHI_REGION" }], create);
    expect(JSON.parse(responses[0].metadata)).toEqual({ projects: ["p"] });
  });
});

describe("SetResource", () => {
  it("shares where nothing is shared, and then replaces the roles; the type is ENV where none is said", async () => {
    const at = await house();
    const first = await setOne(at, { roleIds: `${at.role},${at.other}` });
    expect(first).toMatchObject({
      result: 0,
      type: "ENV",
      resourceId: at.appid,
      roleIds: [at.role, at.other],
      collaborationId: at.id,
    });
    const second = await setOne(at, { roleIds: at.other });
    expect(second).toMatchObject({ id: first.id, roleIds: [at.other] });
  });

  it("3: without roles, unless createRoleIfNeeded; 5: an unknown role, resource or collaboration", async () => {
    const at = await house();
    expect(await setOne(at, { roleIds: "" })).toMatchObject({ result: 3, error: expect.stringContaining("[roleIds]") });
    expect(await setOne(at, { roleIds: "", createRoleIfNeeded: 1 })).toMatchObject({
      result: 0,
      roles: [{ name: "Viewer" }],
    });
    expect(await setOne(at, { roleIds: 999_999_999 })).toMatchObject({ result: 5 });
    expect(await setOne(at, { resourceId: "not-there" })).toMatchObject({ result: 5 });
    expect(await setOne(at, { collaborationId: 999_999_999 })).toMatchObject({ result: 5 });
    expect(await setOne(at, { resourceType: "PLANET" })).toMatchObject({ result: 3 });
    expect(await setOne(at, { resourceId: undefined })).toMatchObject({
      result: 3,
      error: "invalid parameter [resourceId]",
    });
  });

  it("D10, S-08: a delegate hands on what they hold there, nothing more, makes no roles, and nothing to themselves", async () => {
    const at = await house();
    const delegate = await delegateOf(at.owner);
    await must(at.owner, "SetResource", { collaborationId: delegate.id, resourceId: at.env, roleIds: at.role });
    const asDelegate = (more: object) =>
      ask(delegate, "SetResource", {
        collaborationId: at.id,
        resourceId: at.env,
        roleIds: at.role,
        ownerUid: at.owner.uid,
        ...more,
      });
    expect(await asDelegate({})).toMatchObject({ result: 0, roleIds: [at.role] });
    expect(await asDelegate({ roleIds: at.other })).toMatchObject({
      result: 8,
      error: expect.stringContaining("environment."),
    });
    expect(await asDelegate({ resourceId: "*" })).toMatchObject({ result: 8 });
    expect(await asDelegate({ roleIds: "", createRoleIfNeeded: true })).toMatchObject({ result: 3 });
    expect(await asDelegate({ collaborationId: delegate.id })).toMatchObject({ result: 8 });
    const account = { resourceId: String(at.owner.uid), resourceType: "ACCOUNT" };
    expect(await asDelegate({ ...account, roleIds: await newRole(at.owner, ["SSH_ACCESS"]) })).toMatchObject({
      result: 8,
    });
  });

  it("a plain member learns nothing: the same 8 whatever they name", async () => {
    const at = await house();
    const named = [{}, { collaborationId: 999_999_999 }, { resourceId: "not-there" }, { roleIds: 999_999_999 }];
    const answers = [];
    for (const more of named) {
      const parameters = {
        collaborationId: at.id,
        resourceId: at.env,
        roleIds: at.role,
        ownerUid: at.owner.uid,
        ...more,
      };
      answers.push(JSON.stringify(await ask(at.member, "SetResource", parameters)));
    }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toMatchObject({ result: 8 });
  });
});

describe("DeleteResources", () => {
  it("takes ids as a list of any spelling, all of them or none", async () => {
    const at = await house();
    const ids = async () =>
      (await must(at.owner, "GetCollaborationResources", { collaborationId: at.id })).responses.map(
        (one: Body) => one.id,
      );
    const both = [
      { resourceId: at.env, roleIds: [at.role] },
      { resourceId: "Shop", type: "ENV_GROUP", roleIds: [at.role] },
    ];
    for (const spell of [
      (list: number[]) => list.join(","),
      (list: number[]) => list.join("; "),
      (list: number[]) => JSON.stringify(list),
    ]) {
      await set(at, both);
      const parameters = { collaborationId: at.id, ids: spell(await ids()) };
      expect(await ask(at.owner, "DeleteResources", parameters)).toEqual({
        error: "",
        reason: 0,
        result: 0,
        source: "users",
      });
      expect(await ids()).toEqual([]);
    }
    await set(at, both);
    const [first] = await ids();
    expect(await ask(at.owner, "DeleteResources", { collaborationId: at.id, ids: `${first},999999999` })).toMatchObject(
      { result: 5 },
    );
    expect(await ids()).toHaveLength(2);
    expect(await ask(at.owner, "DeleteResources", { collaborationId: at.id, ids: "" })).toMatchObject({ result: 3 });
    expect(await ask(at.owner, "DeleteResources", { collaborationId: at.id, ids: "x" })).toMatchObject({ result: 3 });
  });

  it("5: a share of another collaboration, one's own or another owner's", async () => {
    const [at, other] = [await house(), await house()];
    const theirs = (await setOne(other)).id;
    const second = await pairIn("ACTIVE", at.owner);
    const elsewhere = (await setOne({ ...at, id: second.id })).id;
    for (const ids of [theirs, elsewhere, 999_999_999])
      expect(await ask(at.owner, "DeleteResources", { collaborationId: at.id, ids })).toEqual({
        error: "shared resource not found",
        reason: 0,
        result: 5,
        source: "users",
      });
  });
});

describe("DeleteProjectFromResources", () => {
  it("takes the project out of every region share, drops a share left without one, and has nothing against nothing", async () => {
    const [at, other] = [await house(), await house()];
    const region = (resourceId: string, projects: string[]) => ({
      resourceId,
      type: "VHI_REGION",
      metadata: { projects, note: "kept" },
    });
    const create = { createRoleIfNeeded: true };
    await set(
      at,
      [region("eu-1", ["a", "b"]), region("eu-2", ["a"]), { resourceId: "eu-3", type: "S3_REGION" }],
      create,
    );
    await set(other, [region("eu-1", ["a"])], create);
    expect(await ask(at.owner, "DeleteProjectFromResources", { projectId: "a" })).toMatchObject({ result: 0 });
    expect(await sharesOf(at.owner)).toEqual(["S3_REGION:eu-3", "VHI_REGION:eu-1"]);
    const { responses } = await must(at.owner, "GetMemberResources", { resourceGroup: "CMP" });
    expect(JSON.parse(responses.find((one: Body) => one.type === "VHI_REGION").metadata)).toEqual({
      projects: ["b"],
      note: "kept",
    });
    expect(await sharesOf(other.owner)).toEqual(["VHI_REGION:eu-1"]);
    expect(await ask(at.owner, "DeleteProjectFromResources", { projectId: "nothing" })).toMatchObject({ result: 0 });
    expect(await ask(at.owner, "DeleteProjectFromResources")).toMatchObject({
      result: 3,
      error: "invalid parameter [projectId]",
    });
  });
});

describe("GetMemberResources and GetCollaborationResources", () => {
  it("the owner reads one member's, everybody's, and by kind", async () => {
    const at = await house();
    const second = await pairIn("PENDING", at.owner);
    const create = { createRoleIfNeeded: true };
    await set(at, [{ resourceId: at.env }, { resourceId: "eu-1", type: "VHI_REGION" }], create);
    await set({ ...at, id: second.id }, [{ resourceId: "Shop", type: "ENV_GROUP" }], create);
    const typesOf = async (method: string, parameters: object) =>
      (await must(at.owner, method, { ...parameters })).responses.map((one: Body) => one.type).sort();
    expect(await typesOf("GetMemberResources", {})).toEqual(["ENV", "ENV_GROUP", "VHI_REGION"]);
    expect(await typesOf("GetMemberResources", { memberId: at.id })).toEqual(["ENV", "VHI_REGION"]);
    expect(await typesOf("GetMemberResources", { memberId: at.id, resourceGroup: "cmp" })).toEqual(["VHI_REGION"]);
    expect(await typesOf("GetMemberResources", { resourceGroup: "VAP(1)" })).toEqual(["ENV", "ENV_GROUP"]);
    expect(await typesOf("GetCollaborationResources", { collaborationId: second.id })).toEqual(["ENV_GROUP"]);
    expect(await typesOf("GetCollaborationResources", { collaborationId: at.id, type: "3" })).toEqual(["VHI_REGION"]);
    expect(await ask(at.owner, "GetMemberResources", { memberId: 999_999_999 })).toMatchObject({ result: 5 });
    expect(await ask(at.owner, "GetMemberResources", { resourceGroup: "SOME" })).toMatchObject({ result: 3 });
    expect(await ask(at.owner, "GetCollaborationResources", { type: "PLANET" })).toMatchObject({ result: 3 });
  });

  it("a member reads what is shared with them while they are active, and an empty list in every other state", async () => {
    const owner = await somebody("Olga");
    const env = `states-${owner.uid}`;
    await newEnvironment(owner, env);
    const roleIds = await newRole(owner, ["LOGS_VIEW"]);
    const seen: Record<string, number> = {};
    for (const status of ["PENDING", "REJECTED", "ACTIVE", "SUSPENDED", "LEFT"] as const) {
      const pair = await pairIn("PENDING", owner);
      await must(owner, "SetResource", { collaborationId: pair.id, resourceId: env, roleIds });
      await bring(pair, status);
      const byId = await must(pair.member, "GetCollaborationResources", { collaborationId: pair.id });
      const all = await must(pair.member, "GetCollaborationResources");
      expect(all.responses).toEqual(byId.responses);
      seen[status] = byId.responses.length;
    }
    expect(seen).toEqual({ PENDING: 0, REJECTED: 0, ACTIVE: 1, SUSPENDED: 0, LEFT: 0 });
  });

  it("5: another's collaboration, in the same words as one that is not there", async () => {
    const [at, stranger] = [await house(), await somebody("Sten")];
    for (const [method, field] of [
      ["GetCollaborationResources", "collaborationId"],
      ["GetMemberResources", "memberId"],
    ] as const) {
      const theirs = await ask(stranger, method, { [field]: at.id });
      expect(theirs).toMatchObject({ result: 5 });
      expect(theirs).toEqual(await ask(stranger, method, { [field]: 999_999_999 }));
    }
  });
});

describe("GetResourceRoles", () => {
  it("the owner sees everybody who reaches the resource, at which level, and through what", async () => {
    const at = await house();
    const [grouped, based] = [await pairIn("ACTIVE", at.owner), await pairIn("SUSPENDED", at.owner)];
    await setOne(at);
    await setOne({ ...at, id: grouped.id }, { resourceId: "Shop", resourceType: "ENV_GROUP" });
    await setOne({ ...at, id: based.id }, { resourceId: "*" });
    const { responses } = await must(at.owner, "GetResourceRoles", { resourceId: at.env });
    const levels = responses.map((one: Body) => [one.memberId, JSON.parse(one.metadata).accessLevel]);
    expect(levels).toEqual([
      [at.id, "direct"],
      [grouped.id, "group"],
      [based.id, "base"],
    ]);
    expect(JSON.parse(responses[1].metadata).via).toMatchObject([{ type: "ENV_GROUP", resourceId: "Shop" }]);
  });

  it("S-13: a plain member sees their own element alone; a delegate everybody", async () => {
    const at = await house();
    const [second, delegate] = [await pairIn("ACTIVE", at.owner), await delegateOf(at.owner)];
    await setOne(at);
    await setOne({ ...at, id: second.id });
    const parameters = { resourceId: at.env, ownerUid: at.owner.uid };
    const own = await must(at.member, "GetResourceRoles", parameters);
    expect(own.responses).toMatchObject([{ memberId: at.id }]);
    expect(own.responses).toHaveLength(1);
    expect((await must(delegate, "GetResourceRoles", parameters)).responses).toHaveLength(2);
  });

  it("S-13: a role on the account that holds no collaboration policy makes nobody a delegate", async () => {
    const at = await house();
    const second = await pairIn("ACTIVE", at.owner);
    await setOne(at);
    await setOne({ ...at, id: second.id });
    await shareAccount(at.owner, at.id, ["BILLING_VIEW"]);
    const { responses } = await must(at.member, "GetResourceRoles", { resourceId: at.env, ownerUid: at.owner.uid });
    expect(responses.map((one: Body) => one.memberId)).toEqual([at.id]);
  });

  it("5: what does not reach a member is not there for them, nor is what is nobody's", async () => {
    const at = await house();
    const parameters = { resourceId: at.env, ownerUid: at.owner.uid };
    const hidden = await ask(at.member, "GetResourceRoles", parameters);
    const absent = await ask(at.member, "GetResourceRoles", { ...parameters, resourceId: "env-absent" });
    expect(hidden).toMatchObject({ result: 5 });
    expect(hidden.result).toBe(absent.result);
    expect(hidden.error).toBe(absent.error);
    expect(await ask(await somebody("Sten"), "GetResourceRoles", parameters)).toMatchObject({ result: 5 });
  });
});

describe("GetCollaborationResourceMethods", () => {
  const on = (who: Pick<Somebody, "session">, resourceId: string, resourceType = "ENV") =>
    ask(who, "GetCollaborationResourceMethods", { resourceId, resourceType });

  it("an owner may call everything that can be shared, sorted and each once", async () => {
    const at = await house();
    const { array } = await on(at.owner, at.env);
    const all = catalogue.filter((method) => method.isCollaborationAccessible).map((method) => method.name);
    expect(array).toEqual([...all].sort());
    expect((await on(at.owner, "Shop", "ENV_GROUP")).array).toEqual(array);
    expect((await on(at.owner, String(at.owner.uid), "account")).array).toEqual(array);
  });

  it("D5: a member what their roles hold at the level that counts, and S-41: a token no more than it holds", async () => {
    const at = await house();
    await setOne(at, { resourceId: "Shop", resourceType: "ENV_GROUP", roleIds: at.other });
    const viaGroup = (await on(at.member, at.env)).array;
    await setOne(at);
    const direct = (await on(at.member, at.env)).array;
    expect(direct).not.toEqual(viaGroup);
    const methods = ["users.collaboration.GetCollaborationResourceMethods", "environment.control.GetEnvInfo"];
    const session = await tokenOf(at.member.uid, methods);
    const narrow = (await on({ session }, at.env)).array;
    expect(narrow).toEqual([...methods].sort());
    expect(direct).toEqual(expect.arrayContaining(narrow));
  });

  it("suspended: known, but nothing is allowed; a stranger's: not there", async () => {
    const at = await house();
    await setOne(at);
    await must(at.owner, "SuspendMember", { id: at.id });
    expect(await on(at.member, at.env)).toMatchObject({ result: 0, array: [] });
    const stranger = await somebody("Sten");
    expect(await on(stranger, at.env)).toEqual(await on(stranger, "env-absent"));
    expect(await on(stranger, at.env)).toMatchObject({ result: 5 });
    expect(await ask(at.owner, "GetCollaborationResourceMethods", { resourceId: at.env })).toMatchObject({ result: 3 });
  });

  it("C.7: through a team as through a pair, united", async () => {
    const at = await house();
    await setOne(at);
    const team = await newTeam(at.owner, "Guild", at.member);
    await setOne({ ...at, id: team }, { roleIds: at.other });
    const rows = await db().selectFrom("member").select("id").where("owner_uid", "=", at.owner.uid).execute();
    expect(rows.length).toBe(2);
    const both = (await on(at.member, at.env)).array;
    await must(at.member, "LeaveCollaboration", { id: team });
    const one = (await on(at.member, at.env)).array;
    expect(both.length).toBeGreaterThan(one.length);
    expect(both).toEqual(expect.arrayContaining(one));
  });
});
