import { expect, it } from "vitest";
import { isMembership, revivalFor, wouldReach } from "./revival";
import { compile, type WorldFacts } from "./world";

const LEAST = "environment.control.GetEnvInfo";
const START = "environment.control.StartEnv";
const READ = "environment.file.Read";
const facts: WorldFacts = {
  ownerUid: 1,
  version: 1,
  now: 1_000,
  members: [
    { id: 10, collaborationId: 10, uid: 2, status: "SUSPENDED" },
    { id: 20, collaborationId: 20, uid: 2, status: "ACTIVE", endsAt: 500 },
    { id: 30, collaborationId: 10, uid: 3, status: "PENDING" },
  ],
  shares: [
    { id: 50, collaborationId: 10, type: "ENV_GROUP", resourceId: "Shop", roleIds: [1] },
    { id: 51, collaborationId: 20, type: "ENV", resourceId: "shop", roleIds: [2] },
  ],
  roles: [
    { id: 1, name: "Reader", policyIds: [1011] },
    { id: 2, name: "Starter", policyIds: [1013] },
  ],
  policies: [
    { id: 1011, name: "read", behavior: "ALLOW", methods: [READ] },
    { id: 1013, name: "start", behavior: "ALLOW", methods: [START] },
  ],
  environments: [
    { appid: "shop", groups: ["Shop"] },
    { appid: "blog", groups: [] },
  ],
  groups: ["Shop"],
};
const shop = { type: "ENV" as const, id: "shop" };
const account = { type: "ACCOUNT" as const, id: "1" };

it("of a suspended and an ended membership the one comes back with which they may, without a role", () => {
  expect(revivalFor(facts, 2, 10, READ, shop)).toMatchObject({ memberId: 10, alone: true });
  expect(revivalFor(facts, 2, 10, START, shop)).toMatchObject({ memberId: 20, alone: true });
});

it("where neither would do it is their own that comes back, and a role has to come along", () => {
  expect(revivalFor(facts, 2, 10, "environment.control.StopEnv", shop)).toMatchObject({ memberId: 10, alone: false });
  expect(revivalFor(facts, 2, null, "environment.control.StopEnv", shop)).toBeNull();
});

it("who is active or has not answered yet has nothing that could come back", () => {
  const active = { ...facts, members: [{ id: 10, collaborationId: 10, uid: 2, status: "ACTIVE" as const }] };
  expect(revivalFor(active, 2, 10, START, shop)).toBeNull();
  expect(revivalFor(facts, 3, 10, READ, shop)).toBeNull();
});

it("the membership itself needs no role, whatever is shared in it", () => {
  expect(isMembership(LEAST, account)).toBe(true);
  expect(isMembership(LEAST, shop)).toBe(false);
  expect(revivalFor({ ...facts, shares: [] }, 2, 10, LEAST, account)).toMatchObject({ memberId: 10, alone: true });
});

it("what such a membership would reach may be asked for, and nothing else", () => {
  const world = compile(facts);
  const of = (uid: number, thing: Parameters<typeof wouldReach>[2]) =>
    wouldReach(world, world.membershipsOf.get(uid) ?? [], thing);
  expect([of(2, shop), of(2, account), of(2, { type: "ENV", id: "blog" })]).toEqual([true, true, false]);
  expect([of(3, shop), of(3, account)]).toEqual([false, false]);
});
