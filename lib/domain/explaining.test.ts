import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Case, type Change, changed } from "./change";
import { findMethod } from "./method";
import { removeThis } from "./removal";
import { replay } from "./replay";
import { decide } from "./rights";
import { anyAsker, anyFacts, OLGA, resources, someMethods } from "./rights.generated";
import { naiveDecide } from "./rights.naive";
import { smallestChange } from "./smallest-change";
import { tell } from "./telling";
import { compile, type WorldFacts } from "./world";

/** Some questions of random worlds: making a world costs more than asking it. */
function everyCase(worlds: number, ask: (asked: Case) => void): void {
  const anyAskers = fc.array(anyAsker, { minLength: 3, maxLength: 3 });
  const anyThings = fc.shuffledSubarray([...resources], { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(anyFacts, anyAskers, anyThings, (facts, askers, things) => {
      for (const asker of askers)
        for (const resource of things) for (const method of someMethods) ask({ facts, asker, method, resource });
    }),
    { numRuns: worlds },
  );
}

const answer = ({ facts, asker, method, resource }: Case) => naiveDecide(facts, asker, method, resource);

describe("the trail alone", () => {
  it("replayed, gives the answer and its level, in 60,000 cases of random worlds", () => {
    let cases = 0;
    let allowed = 0;
    fc.assert(
      fc.property(anyFacts, fc.array(anyAsker, { minLength: 2, maxLength: 2 }), (facts, askers) => {
        const world = compile(facts);
        for (const asker of askers)
          for (const resource of resources)
            for (const method of someMethods) {
              const decision = decide(world, asker, method, resource);
              const told = replay(decision.trail);
              cases++;
              if (told.allowed) allowed++;
              if (told.allowed !== decision.allowed || told.level !== decision.level) {
                throw new Error(`${decision.allowed} ${decision.level}: ${JSON.stringify(decision.trail)}`);
              }
            }
      }),
      // So many that the share of what is allowed comes near to what it is in the long run, 7 %.
      { numRuns: 600 },
    );
    expect(cases).toBeGreaterThanOrEqual(60_000);
    expect(allowed / cases).toBeGreaterThan(0.05);
  }, 60_000);

  it("is told whole: each step once, in the chain or among what was weighed, and the chain alone says the same", () => {
    everyCase(100, ({ facts, asker, method, resource }) => {
      const decision = decide(compile(facts), asker, method, resource);
      const { chain, weighed } = tell(decision);
      const steps = new Set([...chain, ...weighed]);
      const isWhole = steps.size === decision.trail.length && chain.length + weighed.length === steps.size;
      if (!isWhole || chain.length === 0 || replay(chain).allowed !== decision.allowed) {
        throw new Error(`${decision.sentence} ${JSON.stringify(chain)}`);
      }
    });
  }, 60_000);
});

describe("the smallest change", () => {
  it("made, turns every no that can be turned into a yes", () => {
    const seen = new Map<Change["change"] | "none" | "several", number>();
    const note = (what: Change["change"] | "none" | "several") => seen.set(what, (seen.get(what) ?? 0) + 1);
    everyCase(120, (asked) => {
      if (answer(asked)) {
        expect(smallestChange(asked)).toEqual([]);
        return;
      }
      const changes = smallestChange(asked);
      if (changes === null) {
        note("none");
        // Only for what does not exist or takes no role of that kind, what cannot be shared, and people with whom nothing is shared at all.
        const isMember = asked.facts.members.some(({ uid }) => uid === asked.asker.uid);
        const can = findMethod(asked.method)?.isCollaborationAccessible === true;
        if (isMember && can && takesRoles(asked) && asked.asker.uid !== OLGA) {
          throw new Error(`nothing would help: ${JSON.stringify(asked)}`);
        }
        return;
      }
      expect(changes.length).toBeGreaterThan(0);
      for (const { change } of changes) note(change);
      if (changes.length > 1) note("several");
      expect(answer(changes.reduce(changed, asked))).toBe(true);
      // None of it is for nothing: without its last step it is still a no.
      expect(answer(changes.slice(0, -1).reduce(changed, asked))).toBe(false);
    });
    // Only the rarest, a DENY that is all its policy holds, has a case of its own.
    for (const what of ["newRole", "none", "policy", "several", "share", "status", "token"] as const) {
      expect(seen.get(what), what).toBeGreaterThan(0);
    }
  }, 60_000);

  it("gives the role with the fewest methods, beside those that count now, and on the thing alone", () => {
    const asked = { facts: small, asker: { uid: 2 }, method: STOP, resource: { type: "ENV" as const, id: "shop" } };
    expect(smallestChange(asked)).toEqual([
      {
        change: "share",
        collaborationId: 10,
        resource: { type: "ENV", id: "shop" },
        roleIds: [101, 103],
        given: [103],
        taken: [],
      },
    ]);
  });

  it("a DENY of nothing else goes out of the role as a whole policy", () => {
    const deny = { id: 204, name: "no start", behavior: "DENY" as const, methods: [START] };
    const roles = small.roles.map((one) => (one.id === 101 ? { ...one, policyIds: [201, 204] } : one));
    const facts = { ...small, roles, policies: [...small.policies, deny] };
    const asked = { facts, asker: { uid: 2 }, method: START, resource: { type: "ENV" as const, id: "shop" } };
    expect(smallestChange(asked)).toEqual([{ change: "role", roleId: 101, policyId: 204 }]);
  });

  it("suspended members become active first", () => {
    const facts = { ...small, members: small.members.map((one) => ({ ...one, status: "SUSPENDED" as const })) };
    const asked = { facts, asker: { uid: 2 }, method: START, resource: { type: "ENV" as const, id: "shop" } };
    expect(smallestChange(asked)).toEqual([{ change: "status", memberId: 11, from: "SUSPENDED" }]);
  });
});

describe("what gives a right", () => {
  it("taken away, turns every yes of a member into a no", () => {
    let taken = 0;
    everyCase(400, (asked) => {
      if (!answer(asked)) return;
      const changes = removeThis(asked);
      if (changes === null) {
        expect(asked.asker).toEqual({ uid: OLGA });
        return;
      }
      taken++;
      expect(changes.length).toBeGreaterThan(0);
      expect(answer(changes.reduce(changed, asked))).toBe(false);
      expect(answer(changes.slice(0, -1).reduce(changed, asked))).toBe(true);
    });
    expect(taken).toBeGreaterThan(200);
  }, 60_000);
});

const START = "environment.control.StartEnv";
const STOP = "environment.control.StopEnv";
const small: WorldFacts = {
  ownerUid: OLGA,
  version: 1,
  members: [{ id: 11, collaborationId: 10, uid: 2, status: "ACTIVE" }],
  shares: [{ id: 50, collaborationId: 10, type: "ENV_GROUP", resourceId: "A", roleIds: [101] }],
  roles: [
    { id: 101, name: "Starter", policyIds: [201] },
    { id: 102, name: "Everything", policyIds: [202] },
    { id: 103, name: "Stopper", policyIds: [203] },
  ],
  policies: [
    { id: 201, name: "start", behavior: "ALLOW", methods: [START] },
    { id: 202, name: "both", behavior: "ALLOW", methods: [START, STOP, "environment.control.DeleteEnv"] },
    { id: 203, name: "stop", behavior: "ALLOW", methods: [STOP] },
  ],
  environments: [{ appid: "shop", groups: ["A"] }],
  groups: ["A"],
};

function takesRoles({ facts, resource: { type, id } }: Case): boolean {
  if (type === "ENV") return id === "*" || facts.environments.some(({ appid }) => appid === id);
  if (type === "ACCOUNT") return id === String(OLGA);
  // None of these methods is about clouds, and roles of another kind do not go with a region.
  if (type !== "ENV_GROUP") return false;
  const paths = [...facts.groups, ...facts.environments.flatMap(({ groups }) => groups)];
  return id === "*" || paths.some((path) => path === id || path.startsWith(`${id}/`));
}
