import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { nextId } from "../../db/ids";
import { somebody } from "../support/arrange";
import {
  ask,
  delegateOf,
  must,
  newEnvironment,
  newRole,
  pairIn,
  shareAccount,
  versionOf,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const START = "environment.control.StartEnv";
const asRole = { name: "Operator", policies: "LOGS_VIEW", receiveNotification: true };

const newPolicy = async (owner: { session: string; uid: number; name: string; email: string }, methods = START) =>
  (await must(owner, "AddPolicy", { name: `Policy ${await nextId()}`, methods })).policy.id as number;

describe("AddRole", () => {
  it("makes a role of policies named by id, by unique name and by name, in any letter case, each once", async () => {
    const owner = await somebody("Olga");
    const custom = await newPolicy(owner);
    const policies = `${custom};logs_view, View Logs , Statistic`;
    const { result, role } = await ask(owner, "AddRole", { ...asRole, policies, description: "Operates." });
    expect(result).toBe(0);
    expect(role).toMatchObject({ name: "Operator", description: "Operates.", receiveNotification: true, type: "VAP" });
    expect(role.policies.map((policy: { id: number }) => policy.id)).toEqual([26, 28, custom]);
    expect(role.policies.at(-1).apiListItems).toMatchObject([{ method: START }]);
  });

  it("8210: a name is the owner's once, in any letter case and Unicode form; another owner may have it too", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    await must(owner, "AddRole", asRole);
    const before = await versionOf(owner);
    for (const name of ["operator", "  OPERATOR ", "Ｏperator", "Admin"])
      expect(await ask(owner, "AddRole", { ...asRole, name }), name).toMatchObject({ result: 8210 });
    expect(await versionOf(owner)).toBe(before);
    expect(await ask(other, "AddRole", asRole)).toMatchObject({ result: 0 });
  });

  it("5: another account's policy, in the same words as one that is not there", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    const foreign = await newPolicy(other);
    const [theirs, absent] = [
      await ask(owner, "AddRole", { ...asRole, policies: foreign }),
      await ask(owner, "AddRole", { ...asRole, policies: 999_999_999 }),
    ];
    expect(theirs).toMatchObject({ result: 5 });
    expect(theirs.error.replace(String(foreign), "999999999")).toBe(absent.error);
  });

  it("3: without a name, without policies, without receiveNotification, and for cloud policies mixed with others", async () => {
    const owner = await somebody("Olga");
    const faults = [
      [{ ...asRole, name: undefined }, "name"],
      [{ ...asRole, name: "   " }, "name"],
      [{ ...asRole, name: "x".repeat(256) }, "name"],
      [{ ...asRole, policies: undefined }, "policies"],
      [{ ...asRole, policies: " , " }, "policies"],
      [{ ...asRole, receiveNotification: undefined }, "receiveNotification"],
      [{ name: "x", policies: "LOGS_VIEW", receiveNotification: "perhaps" }, "receiveNotification"],
      [{ ...asRole, policies: "LOGS_VIEW,CMP_VIEW" }, "policies"],
      [{ ...asRole, description: "x".repeat(1001) }, "description"],
    ] as const;
    for (const [parameters, field] of faults) {
      const answer = await ask(owner, "AddRole", parameters);
      expect(answer, field).toMatchObject({
        result: 3,
        error: expect.stringContaining(`invalid parameter [${field}]`),
      });
    }
  });

  it("a role of cloud policies alone is of the kind CMP", async () => {
    const { role } = await ask(await somebody("Olga"), "AddRole", { ...asRole, policies: "CMP_VIEW,S3_READ" });
    expect(role.type).toBe("CMP");
  });

  it("S-65: the 500th role is made, the next refused with 8213", async () => {
    const owner = await somebody("Olga");
    const ids = Array.from({ length: 497 }, (_, n) => 60_000_000 + n);
    const owner_uid = owner.uid;
    const blank = { owner_uid, description: "", type: "VAP" as const, receive_notification: false };
    await db()
      .insertInto("role")
      .values(ids.map((id) => ({ ...blank, id, name: `r${id}`, name_key: `r${id}` })))
      .execute();
    await db()
      .insertInto("role_policy")
      .values(ids.map((role_id) => ({ owner_uid, role_id, policy_id: 26 })))
      .execute();
    expect(await ask(owner, "AddRole", asRole)).toMatchObject({ result: 0 });
    expect(await ask(owner, "AddRole", { ...asRole, name: "One more" })).toMatchObject({ result: 8213 });
  });
});

describe("EditRole", () => {
  it("replaces the policies, and changes of the rest only what is given", async () => {
    const owner = await somebody("Olga");
    const { role } = await must(owner, "AddRole", { ...asRole, description: "Operates." });
    const edited = (await must(owner, "EditRole", { id: role.id, policies: "STATISTIC" })).role;
    expect(edited).toMatchObject({ name: "Operator", description: "Operates.", receiveNotification: true });
    expect(edited.policies).toMatchObject([{ uniqueName: "STATISTIC" }]);
    const again = { id: role.id, policies: "STATISTIC", name: "Watcher", receiveNotification: "0" };
    expect((await must(owner, "EditRole", again)).role).toMatchObject({ name: "Watcher", receiveNotification: false });
    expect(await ask(owner, "EditRole", { id: role.id, name: "x" })).toMatchObject({ result: 3 });
  });

  it("S-07: reaches everybody who holds the role at once", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "edit-role");
    const { member, id } = await pairIn("ACTIVE", owner);
    const role = await newRole(owner, [await newPolicy(owner)]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: "edit-role", roleIds: role });
    const check = () => ask(member, "CheckEnvironmentRights", { serviceMethod: START, envName: "edit-role" });
    expect(await check()).toMatchObject({ result: 0 });
    await must(owner, "EditRole", { id: role, policies: "LOGS_VIEW" });
    expect(await check()).toMatchObject({ result: 8, error: `access to [${START}] is not permitted` });
  });

  it("8210: not to a name another role has; its own name in other letters is no other", async () => {
    const owner = await somebody("Olga");
    const id = (await must(owner, "AddRole", asRole)).role.id;
    expect(await ask(owner, "EditRole", { id, policies: "STATISTIC", name: "viewer" })).toMatchObject({ result: 8210 });
    expect(await ask(owner, "EditRole", { id, policies: "STATISTIC", name: "OPERATOR" })).toMatchObject({ result: 0 });
  });

  it("5: another's role, in the same words as one that is not there", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    const id = await newRole(other, ["LOGS_VIEW"]);
    const theirs = await ask(owner, "EditRole", { id, policies: "LOGS_VIEW" });
    expect(theirs).toEqual(await ask(owner, "EditRole", { id: 999_999_999, policies: "LOGS_VIEW" }));
    expect(theirs).toMatchObject({ result: 5, error: "role not found" });
  });
});

describe("DeleteRole", () => {
  it("D9: removes a role nobody holds; of one in use it names who holds it (8212)", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "in-use");
    const { member, id } = await pairIn("SUSPENDED", owner);
    const role = await newRole(owner, ["LOGS_VIEW"]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: "in-use", roleIds: role });
    const before = await versionOf(owner);
    const refused = await ask(owner, "DeleteRole", { id: role });
    expect(refused).toMatchObject({ result: 8212, reason: 301, error: expect.stringContaining(member.email) });
    expect(await versionOf(owner)).toBe(before);
    await must(owner, "SetResources", { collaborationId: id, resources: "[]" });
    expect(await ask(owner, "DeleteRole", { id: role })).toEqual({ error: "", reason: 0, result: 0, source: "users" });
    expect(await ask(owner, "DeleteRole", { id: role })).toMatchObject({ result: 5 });
  });

  it("is the owner's alone, a delegate's not at all", async () => {
    const owner = await somebody("Olga");
    const delegate = await delegateOf(owner);
    const id = await newRole(owner, ["LOGS_VIEW"]);
    expect(await ask(delegate, "DeleteRole", { id })).toMatchObject({ result: 8 });
    expect(await ask(await somebody("Sten"), "DeleteRole", { id })).toMatchObject({ result: 5 });
  });
});

describe("GetRoles", () => {
  it("lists all roles by name, with their policies and methods", async () => {
    const owner = await somebody("Olga");
    await must(owner, "AddRole", asRole);
    const { result, roles } = await ask(owner, "GetRoles");
    expect(result).toBe(0);
    expect(roles.map((role: { name: string }) => role.name)).toEqual(["Admin", "Operator", "Viewer"]);
    expect(roles[1].policies[0].apiListItems.length).toBeGreaterThan(0);
  });

  it("with a role's id that role; with a collaboration's the roles used in it; with another's 5", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    await newEnvironment(owner, "get-roles");
    const { id } = await pairIn("PENDING", owner);
    const role = await newRole(owner, ["LOGS_VIEW"]);
    expect((await must(owner, "GetRoles", { id: role })).roles).toMatchObject([{ id: role }]);
    expect((await must(owner, "GetRoles", { id })).roles).toEqual([]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: "get-roles", roleIds: role });
    expect((await must(owner, "GetRoles", { id })).roles).toMatchObject([{ id: role }]);
    expect(await ask(other, "GetRoles", { id: role })).toEqual(await ask(other, "GetRoles", { id: 999_999_999 }));
    expect(await ask(other, "GetRoles", { id })).toMatchObject({ result: 5 });
  });

  it("a delegate reads the owner's roles; a plain member may not, and learns nothing of what is there", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const delegate = await delegateOf(owner);
    const ownerUid = owner.uid;
    const role = await newRole(owner, ["LOGS_VIEW"]);
    expect((await must(delegate, "GetRoles", { ownerUid })).roles.length).toBeGreaterThan(2);
    const answers = [];
    for (const one of [undefined, role, id, 999_999_999])
      answers.push(await ask(member, "GetRoles", { ownerUid, id: one }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ result: 8 });
  });
});

describe("GetCollaborationRoleMethods", () => {
  it("lists for each of one's own roles what it allows, and names the platform's class", async () => {
    const owner = await somebody("Olga");
    const role = await newRole(owner, [await newPolicy(owner)]);
    const { genericClass, responses } = await must(owner, "GetCollaborationRoleMethods");
    expect(genericClass).toBe("com.hivext.api.server.users.response.ApiTokenPermissionsResponse");
    expect(responses).toHaveLength(3);
    const ours = responses.find((one: { roleId: number }) => one.roleId === role);
    expect(ours).toMatchObject({ result: 0, behavior: "ALLOW", tokenPermissions: [{ method: START }] });
  });

  it("D5: what a DENY takes away is not listed", async () => {
    const owner = await somebody("Olga");
    const methods = `${START},environment.control.StopEnv`;
    const allow = await newPolicy(owner, methods);
    const deny = (await must(owner, "AddPolicy", { name: "Never start", methods: START, behavior: "DENY" })).policy.id;
    const roleId = await newRole(owner, [allow, deny]);
    const { responses } = await must(owner, "GetCollaborationRoleMethods", { roleId });
    expect(responses[0].tokenPermissions).toMatchObject([{ method: "environment.control.StopEnv" }]);
  });

  it("shows a member the roles they hold with others, and only those; 5 for what is not theirs", async () => {
    const owner = await somebody("Olga");
    const { member, id } = await pairIn("ACTIVE", owner);
    const role = await shareAccount(owner, id, ["LOGS_VIEW"]);
    const hidden = await newRole(owner, ["STATISTIC"]);
    const { responses } = await must(member, "GetCollaborationRoleMethods", { collaborationId: id });
    expect(responses).toMatchObject([{ roleId: role }]);
    expect(await ask(member, "GetCollaborationRoleMethods", { roleId: hidden })).toMatchObject({ result: 5 });
    expect(await ask(member, "GetCollaborationRoleMethods", { collaborationId: 999_999_999 })).toMatchObject({
      result: 5,
    });
    await must(owner, "SuspendMember", { id });
    expect(await ask(member, "GetCollaborationRoleMethods", { collaborationId: id })).toMatchObject({ result: 5 });
  });
});
