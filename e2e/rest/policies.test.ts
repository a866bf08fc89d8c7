import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { methods as catalogue } from "../../lib/domain/method";
import { type Somebody, somebody } from "../support/arrange";
import { ask, must, newEnvironment, newRole, pairIn, versionOf } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const START = "environment.control.StartEnv";
const STOP = "environment.control.StopEnv";
const methodsOf = (policy: { apiListItems: { method: string }[] }) => policy.apiListItems.map((item) => item.method);
const idOfNew = async (owner: Somebody, name: string, methods = START) =>
  (await must(owner, "AddPolicy", { name, methods })).policy.id as number;

describe("AddPolicy", () => {
  it("makes a custom policy that allows what is listed", async () => {
    const answer = await ask(await somebody("Olga"), "AddPolicy", {
      name: " Switch ",
      methods: START,
      description: "On.",
    });
    expect(answer).toMatchObject({ result: 0 });
    expect(answer.policy).toMatchObject({
      name: "Switch",
      description: "On.",
      behavior: "ALLOW",
      isSystem: false,
      uniqueName: "",
      type: "ENVIRONMENT",
    });
  });

  it("A.6: takes any letter case and the older prefixes, stores the canonical names, each once", async () => {
    const methods = "ENV.control.startenv;environment.control.STARTENV, env.control.StopEnv";
    const { policy } = await must(await somebody("Olga"), "AddPolicy", { name: "Switch", methods });
    expect(methodsOf(policy)).toEqual([START, STOP]);
  });

  it("its kind follows from the methods", async () => {
    const owner = await somebody("Olga");
    const cloud = catalogue.find((method) => method.policyType === "CMP" && method.isCollaborationAccessible)!.name;
    const kinds = [
      ["users.collaboration.GetMembers", "COLLABORATION"],
      [cloud, "CMP"],
      [`users.collaboration.GetMembers,${START}`, "ENVIRONMENT"],
    ] as const;
    for (const [methods, type] of kinds) {
      expect((await must(owner, "AddPolicy", { name: `P ${type}`, methods })).policy.type).toBe(type);
    }
    const mixed = await ask(owner, "AddPolicy", { name: "Mixed", methods: `${cloud},${START}` });
    expect(mixed).toMatchObject({ result: 3, error: expect.stringContaining("[methods]") });
  });

  it("S-10: no method that cannot be shared, no unknown one, not none; the offender is named", async () => {
    const owner = await somebody("Olga");
    const closed = catalogue.filter((method) => !method.isCollaborationAccessible).map((method) => method.name);
    expect(closed.length).toBeGreaterThan(20);
    for (const methods of [...closed.slice(0, 25), "users.authentication.CreateToken", "no.such.Method"]) {
      const answer = await ask(owner, "AddPolicy", { name: "Grab", methods: `${START},${methods}` });
      expect(answer, methods).toMatchObject({ result: 3, error: expect.stringContaining(methods) });
    }
    expect(await ask(owner, "AddPolicy", { name: "Grab", methods: "" })).toMatchObject({ result: 3 });
    expect(await ask(owner, "AddPolicy", { name: "Grab" })).toMatchObject({
      result: 3,
      error: "invalid parameter [methods]",
    });
    expect(await ask(owner, "AddPolicy", { methods: START })).toMatchObject({
      result: 3,
      error: "invalid parameter [name]",
    });
  });

  it("D6: behavior DENY is an extension, by name in any letter case or by number", async () => {
    const owner = await somebody("Olga");
    for (const [n, behavior] of ["DENY", "deny", "1", "DENY(1)"].entries()) {
      const { policy } = await must(owner, "AddPolicy", { name: `No ${n}`, methods: START, behavior });
      expect(policy.behavior).toBe("DENY");
    }
    expect(await ask(owner, "AddPolicy", { name: "x", methods: START, behavior: "PERHAPS" })).toMatchObject({
      result: 3,
    });
    expect(await ask(owner, "AddPolicy", { name: "x", methods: START, behavior: "DENY(0)" })).toMatchObject({
      result: 3,
    });
  });

  it("8210: a name is the owner's once; 8213: no more than 500", async () => {
    const owner = await somebody("Olga");
    await idOfNew(owner, "Switch");
    expect(await ask(owner, "AddPolicy", { name: "SWITCH", methods: START })).toMatchObject({ result: 8210 });
    expect(await ask(await somebody("Otto"), "AddPolicy", { name: "Switch", methods: START })).toMatchObject({
      result: 0,
    });
    const blank = { owner_uid: owner.uid, description: "", type: "ENVIRONMENT" as const, behavior: "ALLOW" as const };
    const rows = Array.from({ length: 498 }, (_, n) => ({
      ...blank,
      id: 70_000_000 + n,
      name: `p${n}`,
      name_key: `p${n}`,
    }));
    await db()
      .insertInto("policy")
      .values(rows.map((row) => ({ ...row, methods: [START] })))
      .execute();
    expect(await ask(owner, "AddPolicy", { name: "The 500th", methods: START })).toMatchObject({ result: 0 });
    expect(await ask(owner, "AddPolicy", { name: "The 501st", methods: START })).toMatchObject({ result: 8213 });
  });
});

describe("EditPolicy", () => {
  it("replaces the methods, and changes of the rest only what is given", async () => {
    const owner = await somebody("Olga");
    const { policy } = await must(owner, "AddPolicy", { name: "Switch", methods: START, description: "On." });
    const edited = (await must(owner, "EditPolicy", { id: policy.id, methods: STOP })).policy;
    expect(methodsOf(edited)).toEqual([STOP]);
    expect(edited).toMatchObject({ id: policy.id, name: "Switch", description: "On.", behavior: "ALLOW" });
    expect(await ask(owner, "EditPolicy", { id: policy.id, name: "x" })).toMatchObject({ result: 3 });
  });

  it("S-10: a system policy is nobody's to change (8); another's is not there (5)", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    const foreign = await idOfNew(other, "Theirs");
    expect(await ask(owner, "EditPolicy", { id: 26, methods: START })).toMatchObject({ result: 8, source: "hx-core" });
    expect(await ask(owner, "DeletePolicy", { id: 26 })).toMatchObject({ result: 8 });
    const theirs = await ask(owner, "EditPolicy", { id: foreign, methods: START });
    expect(theirs).toEqual(await ask(owner, "EditPolicy", { id: 999_999_999, methods: START }));
    expect(theirs).toMatchObject({ result: 5, error: "policy not found" });
  });

  it("8210: not to a name another policy has", async () => {
    const owner = await somebody("Olga");
    await idOfNew(owner, "One");
    const id = await idOfNew(owner, "Two");
    expect(await ask(owner, "EditPolicy", { id, methods: START, name: "one" })).toMatchObject({ result: 8210 });
  });

  it("3: it does not turn a role's kind into a mix", async () => {
    const owner = await somebody("Olga");
    const id = await idOfNew(owner, "Switch");
    await newRole(owner, [id, "LOGS_VIEW"]);
    const cloud = catalogue.find((method) => method.policyType === "CMP" && method.isCollaborationAccessible)!.name;
    const before = await versionOf(owner);
    expect(await ask(owner, "EditPolicy", { id, methods: cloud })).toMatchObject({ result: 3 });
    expect(await versionOf(owner)).toBe(before);
  });

  it("S-07: turning it into a DENY ends what it gave, at once", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "edit-policy");
    const { member, id } = await pairIn("ACTIVE", owner);
    const policy = await idOfNew(owner, "Switch");
    const roleIds = await newRole(owner, [policy]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: "edit-policy", roleIds });
    const check = async () =>
      (await ask(member, "CheckEnvironmentRights", { serviceMethod: START, envName: "edit-policy" })).result;
    expect(await check()).toBe(0);
    await must(owner, "EditPolicy", { id: policy, methods: START, behavior: "DENY" });
    expect(await check()).toBe(8);
  });
});

describe("DeletePolicy", () => {
  it("D9: removes a policy no role is made of; of one in use it names the roles (8212)", async () => {
    const owner = await somebody("Olga");
    const id = await idOfNew(owner, "Switch");
    const { role } = await must(owner, "AddRole", { name: "Operator", policies: id, receiveNotification: false });
    expect(await ask(owner, "DeletePolicy", { id })).toMatchObject({
      result: 8212,
      error: expect.stringContaining("Operator"),
    });
    await must(owner, "DeleteRole", { id: role.id });
    expect(await ask(owner, "DeletePolicy", { id })).toEqual({ error: "", reason: 0, result: 0, source: "users" });
    expect(await ask(owner, "DeletePolicy", { id })).toMatchObject({ result: 5 });
  });

  it("5: another's policy stays", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    const id = await idOfNew(other, "Theirs");
    expect(await ask(owner, "DeletePolicy", { id })).toMatchObject({ result: 5 });
    expect((await must(other, "GetPolicies", { id })).policies).toHaveLength(1);
  });
});

describe("GetPolicies and GetPolicyMethods", () => {
  it("list the system's first and then one's own, each by name, for anybody signed in", async () => {
    const owner = await somebody("Olga");
    await idOfNew(owner, "Zebra");
    await idOfNew(owner, "Aardvark");
    const { policies } = await must(owner, "GetPolicies");
    const own = policies.filter((policy: { isSystem: boolean }) => !policy.isSystem);
    expect(own.map((policy: { name: string }) => policy.name)).toEqual(["Aardvark", "Zebra"]);
    expect(policies.slice(-2)).toEqual(own);
    const system = policies.slice(0, -2).map((policy: { name: string }) => policy.name);
    expect(system).toHaveLength(45);
    expect(system).toEqual([...system].sort());
    const { policies: others } = await must(await somebody("Sten"), "GetPolicies");
    expect(others).toHaveLength(45);
  });

  it("a policy names the caller's own roles that are made of it", async () => {
    const owner = await somebody("Olga");
    const id = await idOfNew(owner, "Switch");
    const role = await newRole(owner, [id]);
    expect((await must(owner, "GetPolicies", { id })).policies).toMatchObject([{ id, roles: [{ id: role }] }]);
    const { policies } = await must(await somebody("Sten"), "GetPolicies", { id: 26 });
    expect(policies).toHaveLength(1);
  });

  it("GetPolicyMethods tells a policy's methods and behavior; without an id everything that can be put into one", async () => {
    const owner = await somebody("Olga");
    const policyId = (await must(owner, "AddPolicy", { name: "No", methods: START, behavior: "DENY" })).policy.id;
    const one = await must(owner, "GetPolicyMethods", { policyId });
    expect(one).toMatchObject({ behavior: "DENY", roleId: 0, tokenPermissions: [{ method: START }] });
    const all = await must(owner, "GetPolicyMethods");
    const grantable = catalogue.filter((method) => method.isCollaborationAccessible);
    expect(all.tokenPermissions).toHaveLength(grantable.length);
    expect(
      all.tokenPermissions.every((item: { isCollaborationAccessible: boolean }) => item.isCollaborationAccessible),
    ).toBe(true);
  });

  it("5: another's policy, in the same words as one that is not there", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    const id = await idOfNew(other, "Theirs");
    for (const [method, field] of [
      ["GetPolicies", "id"],
      ["GetPolicyMethods", "policyId"],
    ] as const) {
      const theirs = await ask(owner, method, { [field]: id });
      expect(theirs).toEqual(await ask(owner, method, { [field]: 999_999_999 }));
      expect(theirs).toMatchObject({ result: 5 });
    }
  });
});
