import fc from "fast-check";
import { expect, test } from "vitest";
import { callersOf } from "./callers";
import { resourceAt } from "./places";
import { accessWith } from "./rights";
import { anyFacts, someMethods } from "./rights.generated";
import { includes } from "./sets";
import { compile } from "./world";

const anyMethod = fc.constantFrom(...someMethods);

test("who may call a method on a place is what the rights engine says of each membership, for every place of any world", () => {
  let some = 0;
  fc.assert(
    fc.property(anyFacts, anyMethod, (facts, method) => {
      const world = compile(facts);
      const order = world.memberships.map(({ id }) => id).reverse();
      const callers = callersOf(world, order, method);
      for (let place = 0; place < world.places.ids.length; place++) {
        const set = callers(place);
        const said = order.filter((_, n) => includes(set, n)).sort((a, b) => a - b);
        const is = accessWith(world, resourceAt(world.places, place), method).map(({ memberId }) => memberId);
        expect(said).toEqual(is.sort((a, b) => a - b));
        some += said.length;
      }
    }),
    { numRuns: 300 },
  );
  expect(some).toBeGreaterThan(100);
});

test("only those it was made with are told", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const world = compile(facts);
      expect(callersOf(world, [], someMethods[0]!)(0)).toHaveLength(0);
    }),
  );
});
