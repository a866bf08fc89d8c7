import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fromStates,
  mayTake,
  memberStatuses,
  NOBODY,
  next,
  refusedBecause,
  type Standing,
  type Step,
  steps,
} from "./collaboration";
import { refusedStep } from "./refused-step";

/** The contract's table, written out a second time (vap.md A.8, C.6). */
const table: Record<Step, Partial<Record<Standing, Standing>>> = {
  invite: { NOBODY: "PENDING", PENDING: "PENDING", REJECTED: "PENDING", LEFT: "PENDING" },
  resend: { PENDING: "PENDING", REJECTED: "PENDING", LEFT: "PENDING" },
  accept: { PENDING: "ACTIVE", ACTIVE: "ACTIVE" },
  reject: { PENDING: "REJECTED" },
  leave: { PENDING: "REJECTED", ACTIVE: "LEFT", SUSPENDED: "LEFT" },
  suspend: { ACTIVE: "SUSPENDED" },
  activate: { SUSPENDED: "ACTIVE" },
  remove: { PENDING: NOBODY, REJECTED: NOBODY, ACTIVE: NOBODY, SUSPENDED: NOBODY, LEFT: NOBODY },
};
const standings: Standing[] = [...memberStatuses, NOBODY];

describe("the life of a membership", () => {
  it("S-11 has exactly the edges of the contract, and no other", () => {
    let edges = 0;
    for (const step of steps) {
      for (const standing of standings) {
        const to = table[step][standing];
        if (to) edges++;
        expect(next(step, standing), `${step} from ${standing}`).toEqual(to ? { to } : null);
      }
    }
    expect(edges).toBe(20);
  });

  it("S-11 an unknown or hostile standing leads nowhere", () => {
    for (const step of steps)
      for (const word of ["__proto__", "constructor", "", "active"]) expect(next(step, word as Standing)).toBe(null);
  });

  it("the conditional write asks for the states an edge leaves", () => {
    expect(fromStates("invite")).toEqual(["PENDING", "REJECTED", "LEFT"]);
    expect(fromStates("leave", "LEFT")).toEqual(["ACTIVE", "SUSPENDED"]);
    expect(fromStates("leave", "REJECTED")).toEqual(["PENDING"]);
    expect(fromStates("activate")).toEqual(["SUSPENDED"]);
  });

  it("S-11 S-12 the owner's side never moves its own membership, the member's steps are nobody else's", () => {
    const owner = { actsForOwner: true, isTheMember: false };
    const delegateAtTheirOwn = { actsForOwner: true, isTheMember: true };
    const member = { actsForOwner: false, isTheMember: true };
    const stranger = { actsForOwner: false, isTheMember: false };
    for (const step of steps) {
      const isOwners = ["invite", "resend", "suspend", "activate", "remove"].includes(step);
      expect(mayTake(step, owner), step).toBe(isOwners);
      expect(mayTake(step, member), step).toBe(!isOwners);
      expect(mayTake(step, delegateAtTheirOwn), step).toBe(!isOwners);
      expect(mayTake(step, stranger), step).toBe(false);
    }
  });

  it("S-11 however people act, access comes only by the member's own consent, and a suspended member cannot come back alone", () => {
    type World = { standing: Standing; consented: boolean };
    const act = fc.record({ step: fc.constantFrom(...steps), isTheMember: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const world: World = { standing: NOBODY, consented: false };
        for (const { step, isTheMember } of acts) {
          const before = world.standing;
          const taken = mayTake(step, { actsForOwner: !isTheMember, isTheMember }) ? next(step, before) : null;
          expect(taken?.to).toBe(taken ? table[step][before] : undefined);
          if (!taken) continue;
          world.standing = taken.to;
          if (step === "accept") world.consented = true;
          if (taken.to === "PENDING" || taken.to === NOBODY) world.consented = false;
          if (world.standing === "ACTIVE") expect(world.consented).toBe(true);
          if (before === "SUSPENDED" && world.standing === "ACTIVE") expect(isTheMember).toBe(false);
          if ((before === "LEFT" || before === "REJECTED") && world.standing !== NOBODY)
            expect(world.standing).toBe("PENDING");
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a refused step", () => {
  it("says what would be needed and how things stand", () => {
    expect(refusedBecause("suspend", "LEFT", "Ben")).toBe("Only an active member can be suspended; Ben has left.");
    expect(refusedBecause("accept", "SUSPENDED", "Milo")).toBe(
      "Only an open invitation can be accepted; Milo is suspended.",
    );
  });
  it("is 'exists' for inviting who is in already, and 'wrong state' otherwise", () => {
    expect(refusedStep("invite", "ACTIVE", "Ben").code).toBe("exists");
    expect(refusedStep("invite", "SUSPENDED", "Ben").code).toBe("exists");
    expect(refusedStep("activate", "PENDING", "Ben").code).toBe("wrong-state");
  });
});
