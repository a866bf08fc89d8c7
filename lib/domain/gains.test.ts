import { expect, test } from "vitest";
import { gainsBeyond } from "./gains";
import { compile, type WorldFacts } from "./world";

const DENY = 1001;
const RESTART = 1002;
const facts = (direct: number[]): WorldFacts => ({
  ownerUid: 1,
  version: 1,
  members: [
    { id: 11, collaborationId: 11, uid: 2, status: "ACTIVE" },
    { id: 12, collaborationId: 12, uid: 3, status: "ACTIVE" },
  ],
  shares: [
    { id: 21, collaborationId: 12, type: "ENV", resourceId: "shop", roleIds: direct },
    { id: 22, collaborationId: 12, type: "ENV", resourceId: "*", roleIds: [32] },
    { id: 23, collaborationId: 11, type: "ENV", resourceId: "shop", roleIds: [33] },
  ],
  roles: [
    { id: 31, name: "Restart, never delete", policyIds: [RESTART, DENY] },
    { id: 32, name: "Restart", policyIds: [RESTART] },
    { id: 33, name: "Nothing much", policyIds: [DENY] },
  ],
  policies: [
    {
      id: RESTART,
      name: "Restart",
      behavior: "ALLOW",
      methods: ["environment.control.RestartNodes", "environment.control.DeleteEnv"],
    },
    { id: DENY, name: "Never delete", behavior: "DENY", methods: ["environment.control.DeleteEnv"] },
  ],
  environments: [{ appid: "shop", groups: [] }],
  groups: [],
});

test("S-08 taking away a share that carried a denial is giving, and counts as such", () => {
  const gained = gainsBeyond(compile(facts([31])), compile(facts([32])), { uid: 3 }, { uid: 2 });
  expect(gained).toEqual(["environment.control.DeleteEnv"]);
});

test("what the giver holds there themselves, they may give", () => {
  const gained = gainsBeyond(compile(facts([31])), compile(facts([32])), { uid: 3 }, { uid: 1 });
  expect(gained).toEqual([]);
});

test("a change that only takes away gives nothing", () => {
  expect(gainsBeyond(compile(facts([32])), compile(facts([31])), { uid: 3 }, { uid: 2 })).toEqual([]);
});
