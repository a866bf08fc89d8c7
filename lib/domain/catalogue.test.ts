import { describe, expect, it } from "vitest";
import { aliases, baseline, findMethod, methods } from "./method";
import { findSystemPolicy, grantableMethods, policyTypeOf, systemPolicies } from "./policy";
import { Refusal } from "./refusal";
import {
  ancestors,
  groupPath,
  normalizeResourceId,
  ordinalOf,
  parentPath,
  resourceGroup,
  resourceTypes,
} from "./resource";
import { defaultRoles, roleTemplates, roleTypeOf, seedRoles } from "./role";

const namesOf = (roleName: string) =>
  roleTemplates.find((role) => role.name === roleName)!.policyIds.map((id) => findSystemPolicy(id)!.uniqueName);

describe("the catalogue of methods", () => {
  it("holds the platform's 379 and our 17, numbered without a gap", () => {
    expect(methods).toHaveLength(396);
    expect(methods.map((method) => method.id)).toEqual(methods.map((_, index) => index + 1));
    expect(new Set(methods.map((method) => method.name.toLowerCase())).size).toBe(396);
    expect(methods.filter((method) => method.service.startsWith("threatmodel.")).map((method) => method.id)).toEqual(
      Array.from({ length: 17 }, (_, index) => 380 + index),
    );
  });
  it("every name starts with its service", () => {
    for (const method of methods) expect(method.name.startsWith(`${method.service}.`)).toBe(true);
  });
  it("the baseline is made of safe methods that can be shared", () => {
    expect(baseline.size).toBe(22);
    for (const name of baseline) expect(findMethod(name)).toMatchObject({ name, isCollaborationAccessible: true });
  });
  it("a method is found in any case and under older prefixes", () => {
    expect(findMethod("USERS.collaboration.invitemember")?.name).toBe("users.collaboration.InviteMember");
    expect(findMethod("env.control.StartEnv")?.name).toBe("environment.control.StartEnv");
    expect(Object.keys(aliases)).toEqual(["env.", "dev."]);
  });
  it("S-02 hostile and foreign names are simply unknown", () => {
    const names = [
      "__proto__",
      "constructor",
      "toString",
      "",
      " ",
      "env.",
      "StartEnv",
      "control.StartEnv",
      "environment.control.StartEnv ",
      "environment.file.Read\u0000",
      "users.authentication.Chec\u212ASign",
      "a".repeat(100_000),
    ];
    for (const name of names) expect(findMethod(name), JSON.stringify(name.slice(0, 60))).toBeUndefined();
  });
});

describe("system policies", () => {
  it("S-10 hold only methods that exist and can be shared, and none is empty", () => {
    expect(systemPolicies.map((policy) => policy.id)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
    for (const policy of systemPolicies) {
      expect(policy.isSystem).toBe(true);
      expect(policy.methods.length).toBeGreaterThan(0);
      expect(policy.methods).toEqual(grantableMethods(policy.methods));
      expect(policy.path?.at(-1)).toBe(policy.name);
    }
  });
  it("have the type their methods give", () => {
    for (const policy of systemPolicies) expect(policyTypeOf(policy.methods), policy.uniqueName).toBe(policy.type);
  });
  it("are found by id, unique name and name", () => {
    for (const key of [43, "43", "tm_view", "View Diagrams"]) expect(findSystemPolicy(key)?.uniqueName).toBe("TM_VIEW");
    expect(findSystemPolicy("__proto__")).toBeUndefined();
  });
  it("a reader may start and join a session", () => {
    expect(findSystemPolicy("TM_VIEW")?.methods).toEqual(
      expect.arrayContaining(["threatmodel.session.StartSession", "threatmodel.session.JoinSession"]),
    );
  });
});

describe("a custom policy", () => {
  it("S-10 refuses what cannot be shared, what does not exist, and nothing at all", () => {
    for (const names of [["users.collaboration.AddPolicy"], ["no.such.Method"], []]) {
      expect(() => grantableMethods(names)).toThrow(Refusal);
    }
    expect(grantableMethods(["env.control.stopenv", "environment.control.StopEnv"])).toEqual([
      "environment.control.StopEnv",
    ]);
  });
  it("gets its type from its methods, and does not mix cloud with the rest", () => {
    const [read, invite, cloud] = [
      "environment.file.Read",
      "users.collaboration.InviteMember",
      findSystemPolicy("S3_READ")!.methods[0]!,
    ];
    expect(policyTypeOf([read])).toBe("ENVIRONMENT");
    expect(policyTypeOf([invite])).toBe("COLLABORATION");
    expect(policyTypeOf([read, invite])).toBe("ENVIRONMENT");
    expect(policyTypeOf([cloud])).toBe("CMP");
    expect(() => policyTypeOf([read, cloud])).toThrow("invalid parameter [methods]");
  });
});

describe("roles", () => {
  it("each account starts with Admin and Viewer; Viewer has its three documented policies", () => {
    expect(seedRoles.map((role) => role.name)).toEqual(["Admin", "Viewer"]);
    expect(namesOf("Viewer")).toEqual(["FILES_VIEW", "LOGS_VIEW", "STATISTIC"]);
    expect(namesOf("Admin")).toEqual(expect.arrayContaining(["TM_VIEW", "TM_EDIT", "TM_HOST", "COLLABORATION"]));
    expect(defaultRoles.CMP.name).toBe("Cloud Viewer");
  });
  it("every template has the type its policies give; a mix is refused", () => {
    for (const role of roleTemplates)
      expect(roleTypeOf(role.policyIds.map((id) => findSystemPolicy(id)!))).toBe(role.type);
    expect(() => roleTypeOf([{ type: "CMP" }, { type: "ENVIRONMENT" }])).toThrow("invalid parameter [policies]");
    expect(() => roleTypeOf([])).toThrow("invalid parameter [policies]");
  });
});

describe("resources", () => {
  it("keep their ordinals and groups", () => {
    expect(resourceTypes.map(ordinalOf)).toEqual([0, 1, 2, 3, 4]);
    expect(resourceTypes.map(resourceGroup)).toEqual(["VAP", "VAP", "VAP", "CMP", "CMP"]);
  });
  it("empty, ALL and * mean the category, for environments and groups only", () => {
    for (const id of ["", " ", "ALL", "all", "*"]) {
      expect(normalizeResourceId("ENV", id)).toBe("*");
      expect(normalizeResourceId("ENV_GROUP", id)).toBe("*");
    }
    expect(normalizeResourceId("S3_REGION", "ALL")).toBe("ALL");
    expect(() => normalizeResourceId("ACCOUNT", "")).toThrow("invalid parameter [resourceId]");
  });
  it("group paths name every level and stay within sixteen", () => {
    expect(groupPath("Cafe\u0301/B")).toBe("Café/B");
    for (const path of [
      "",
      "/",
      "A/",
      "/A",
      "A//B",
      "A/ /B",
      "A/*",
      "A\u0000",
      "A\u202E",
      Array(17).fill("x").join("/"),
    ]) {
      expect(() => groupPath(path), JSON.stringify(path)).toThrow("invalid parameter [envGroup]");
    }
    expect(groupPath(Array(16).fill("x").join("/"))).toHaveLength(31);
    expect(ancestors("A/B/C")).toEqual(["A/B", "A"]);
    expect(parentPath("A")).toBe(null);
  });
});
