import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdersOf } from "./holders";
import { judgeCells } from "./matrix";
import { fallback, type Level, reach } from "./reach";
import { decide, methodsOn } from "./rights";
import { anyFacts } from "./rights.generated";
import { common, firstOf, include, includes, numbers, size, united, without } from "./sets";
import { compile, type WorldFacts } from "./world";

const levels: readonly Level[] = ["direct", "group", "base"];

describe("whom a place reaches", () => {
  test("is what the rights engine says of each membership, for every place of any world", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const world = compile(facts);
        const order = world.memberships.map(({ id }) => id).reverse();
        const holders = holdersOf(world, order);
        for (let place = 0; place < world.places.ids.length; place++) {
          const sets = holders.at(place);
          order.forEach((id, n) => {
            const membership = world.memberships.find((one) => one.id === id)!;
            const said = levels.filter((level) => includes(sets[level], n));
            const { level } = reach(world, membership, place);
            expect(said).toEqual(level === null ? [] : [level]);
          });
        }
      }),
    );
  });

  test("counts only those it was made with", () => {
    const world = compile(facts([[1, "ENV", "one"]]));
    const { direct } = holdersOf(world, []).at(world.places.byId.get("ENV")!.get("one")!);
    expect(size(direct)).toBe(0);
  });
});

test("what is left without the share on the thing itself is what a world without that share says", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const world = compile(facts);
      for (let place = 2; place < world.places.firstOther; place++) {
        const id = world.places.ids[place]!;
        const type = place < world.places.firstEnvironment ? "ENV_GROUP" : "ENV";
        const bare = compile({
          ...facts,
          shares: facts.shares.filter((one) => one.type !== type || one.resourceId !== id),
        });
        for (const membership of world.memberships) {
          const left = fallback(world, membership, place);
          const said = [left.level, ...left.shares.slice(0, left.count).map((share) => world.shareIds[share])];
          const there = bare.places.byId.get(type)!.get(id)!;
          const is = reach(bare, bare.memberships.find((one) => one.id === membership.id)!, there);
          expect(said).toEqual([is.level, ...is.shares.slice(0, is.count).map((share) => bare.shareIds[share])]);
        }
      }
    }),
  );
});

describe("a cell of the matrix", () => {
  test("holds something exactly where the engine allows a method, and deletes only where it allows deleting", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const world = compile(facts);
        const { kinds, cell } = judgeCells(world);
        for (const [uid, memberships] of world.membershipsOf) {
          if (uid === world.ownerUid) continue;
          const active = memberships.filter(({ status }) => status === "ACTIVE");
          for (let place = world.places.firstEnvironment; place < world.places.firstOther; place++) {
            const resource = { type: "ENV" as const, id: world.places.ids[place]! };
            const kind = kinds[cell(active, place)];
            if (methodsOn(world, { uid }, resource).length > 0) expect(kind).toBeDefined();
            const deletes = decide(world, { uid }, "environment.control.DeleteEnv", resource).allowed;
            expect(kind?.strength === "deletes").toBe(deletes);
          }
        }
      }),
    );
  });

  test("names the strongest role first and says that one denies", () => {
    const world = compile({
      ...facts([
        [1, "ENV", "one", [101, 102]],
        [2, "ENV", "one", [101]],
      ]),
      roles: [
        { id: 101, name: "Small", policyIds: [201] },
        { id: 102, name: "Large", policyIds: [202, 203] },
      ],
      policies: [
        { id: 201, name: "p", behavior: "ALLOW", methods: ["environment.control.GetEnvInfo"] },
        {
          id: 202,
          name: "q",
          behavior: "ALLOW",
          methods: ["environment.control.StartEnv", "environment.control.StopEnv", "environment.control.DeleteEnv"],
        },
        { id: 203, name: "r", behavior: "DENY", methods: ["environment.control.DeleteEnv"] },
      ],
    });
    const { kinds, cell } = judgeCells(world);
    const place = world.places.byId.get("ENV")!.get("one")!;
    const of = (id: number) => kinds[cell([world.memberships.find((one) => one.id === id)!], place)];
    expect(of(1)).toEqual({ level: "direct", roleIds: [102, 101], strength: "changes", denies: true });
    expect(of(2)).toEqual({ level: "direct", roleIds: [101], strength: "looks", denies: false });
    expect(cell([], place)).toBe(-1);
  });
});

test("sets of numbers do what sets do", () => {
  const some = fc.uniqueArray(fc.nat(199));
  fc.assert(
    fc.property(some, some, (a, b) => {
      const made = (list: number[]) => {
        const set = numbers(200);
        for (const n of list) include(set, n);
        return set;
      };
      const sorted = (list: number[]) => list.toSorted((x, y) => x - y);
      const [x, y] = [made(a), made(b)];
      expect(firstOf(x, 200)).toEqual(sorted(a));
      expect(firstOf(x, 3)).toEqual(sorted(a).slice(0, 3));
      expect(size(x)).toBe(a.length);
      expect(firstOf(united(x, y), 200)).toEqual(sorted([...new Set([...a, ...b])]));
      expect(firstOf(common(x, y), 200)).toEqual(sorted(a.filter((n) => b.includes(n))));
      expect(firstOf(without(x, y), 200)).toEqual(sorted(a.filter((n) => !b.includes(n))));
    }),
  );
});

function facts(shares: [collaboration: number, type: "ENV", id: string, roles?: number[]][]): WorldFacts {
  return {
    ownerUid: 9,
    version: 1,
    members: [1, 2].map((id) => ({ id, collaborationId: id, uid: id, status: "ACTIVE" as const })),
    shares: shares.map(([collaborationId, type, resourceId, roleIds = [101]], n) => ({
      id: n + 1,
      collaborationId,
      type,
      resourceId,
      roleIds,
    })),
    roles: [{ id: 101, name: "r", policyIds: [] }],
    policies: [],
    environments: [{ appid: "one", groups: [] }],
    groups: [],
  };
}
