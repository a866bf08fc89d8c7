import { expect, it } from "vitest";
import { fitsFor } from "./smallest-role";
import type { WorldFacts } from "./world";

const START = "environment.control.StartEnv";
const STOP = "environment.control.StopEnv";
const READ = "environment.file.Read";
const roles = [
  { id: 1, name: "Reader", policyIds: [1011] },
  { id: 2, name: "Operator", policyIds: [1012] },
  { id: 3, name: "Starter", policyIds: [1013] },
  { id: 4, name: "Careful", policyIds: [1014] },
];
const facts: WorldFacts = {
  ownerUid: 1,
  version: 1,
  now: 0,
  members: [{ id: 10, collaborationId: 10, uid: 2, status: "ACTIVE" }],
  shares: [{ id: 50, collaborationId: 10, type: "ENV_GROUP", resourceId: "Shop", roleIds: [1] }],
  roles,
  policies: [
    { id: 1011, name: "read", behavior: "ALLOW", methods: [READ] },
    { id: 1012, name: "operate", behavior: "ALLOW", methods: [START, STOP] },
    { id: 1013, name: "start", behavior: "ALLOW", methods: [START] },
    { id: 1014, name: "never", behavior: "DENY", methods: [START] },
  ],
  environments: [{ appid: "shop", groups: ["Shop"] }],
  groups: ["Shop"],
};
const offered = roles.map(({ id }) => ({ id, type: "VAP" }));
const milo = { uid: 2, collaborationId: 10 };
const shop = { type: "ENV" as const, id: "shop" };

it("the role that gives the least beside what is missing comes first, and what they have stays", () => {
  expect(fitsFor(facts, offered, milo, START, shop)).toEqual([
    { roleId: 3, roleIds: [1, 3], extra: 0 },
    { roleId: 2, roleIds: [1, 2], extra: 1 },
  ]);
});

it("where a DENY is in the way no role would do, and for a stranger there is none", () => {
  const denied = { ...facts, shares: [{ ...facts.shares[0]!, roleIds: [1, 4] }] };
  expect(fitsFor(denied, offered, milo, START, shop)).toEqual([]);
  expect(fitsFor(facts, offered, { uid: 3, collaborationId: 11 }, START, shop)).toEqual([]);
});
