import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesOf } from "./bits";
import { type Difference, difference } from "./difference";
import { type Resource, resourceKey } from "./resource";
import { anyFacts, OLGA, resources, someMethods } from "./rights.generated";
import { naiveDecide } from "./rights.naive";
import { compile, type WorldFacts } from "./world";

const people = [2, 3, 4];

/** One line for each method somebody gains or loses somewhere. */
function lines(found: Difference): string[] {
  const said: string[] = [];
  for (const [uid, shifts] of found) {
    for (const { gains, loses, things } of shifts) {
      for (const thing of things) {
        for (const method of namesOf(gains)) said.push(`${uid} + ${method} ${resourceKey(thing)}`);
        for (const method of namesOf(loses)) said.push(`${uid} - ${method} ${resourceKey(thing)}`);
      }
    }
  }
  return said.sort();
}

/** The same, by asking the rule twice about everything. */
function asked(before: WorldFacts, after: WorldFacts, things: readonly Resource[]): string[] {
  const said: string[] = [];
  for (const uid of people) {
    for (const thing of things) {
      for (const method of someMethods) {
        const [was, is] = [before, after].map((facts) => naiveDecide(facts, { uid }, method, thing));
        if (was !== is) said.push(`${uid} ${is ? "+" : "-"} ${method} ${resourceKey(thing)}`);
      }
    }
  }
  return said.sort();
}

const onlyAsked = (said: string[]): string[] => said.filter((line) => someMethods.includes(line.split(" ")[2]!));

describe("who gains and who loses by a change", () => {
  it("is what asking the rule twice about everything says, for any two worlds", () => {
    let changes = 0;
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const found = onlyAsked(lines(difference(compile(before), compile(after))));
        expect(found).toEqual(asked(before, after, resources));
        changes += found.length;
      }),
      { numRuns: 150 },
    );
    expect(changes).toBeGreaterThan(500);
  });

  it("is the same where only one part of a world is another's", () => {
    const parts = ["members", "shares", "roles", "policies", "environments", "groups"] as const;
    fc.assert(
      fc.property(anyFacts, anyFacts, fc.constantFrom(...parts), (before, other, part) => {
        const after = { ...before, [part]: other[part] };
        const found = onlyAsked(lines(difference(compile(before), compile(after))));
        expect(found).toEqual(asked(before, after, resources));
      }),
      { numRuns: 300 },
    );
  });

  it("is nothing between a world and itself, and the opposite the other way round", () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, other) => {
        const [a, b] = [compile(one), compile(other)];
        expect(difference(a, compile(one)).size).toBe(0);
        const turned = lines(difference(b, a)).map((line) =>
          line.replace(/[+-]/, (sign) => (sign === "+" ? "-" : "+")),
        );
        expect(turned.sort()).toEqual(lines(difference(a, b)));
      }),
      { numRuns: 100 },
    );
  });

  it("says nothing of the owner, whom nothing takes rights from", () => {
    const none: WorldFacts = {
      ownerUid: OLGA,
      version: 1,
      members: [{ id: 1, collaborationId: 1, uid: OLGA, status: "ACTIVE" }],
      shares: [{ id: 2, collaborationId: 1, type: "ENV", resourceId: "*", roleIds: [3] }],
      roles: [{ id: 3, name: "Viewer", policyIds: [] }],
      policies: [],
      environments: [{ appid: "one", groups: [] }],
      groups: [],
    };
    expect(difference(compile(none), compile({ ...none, shares: [] })).size).toBe(0);
  });
});
