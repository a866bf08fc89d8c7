import fc from "fast-check";
import { expect, it } from "vitest";
import type { Cell } from "./cell";
import { compare } from "./compare";

const cell = (id: string, more: object = {}): Cell => ({ id, shape: "process", ...more });

it("tells what came, what went, what is otherwise and in which members, and whether the order is", () => {
  const [a, b, c] = [cell("a"), cell("b", { size: { width: 1, height: 2 }, data: 1 }), cell("c")];
  // The order of members inside one says nothing.
  const otherB = cell("b", { size: { height: 2, width: 1 }, angle: 3 });
  expect(compare([a, b, c], [otherB, a, cell("d")])).toEqual({
    added: [cell("d")],
    removed: [c],
    changed: [{ before: b, after: otherB, members: ["angle", "data"] }],
    order: true,
  });
  expect(compare([a, b, c], [a, c])).toMatchObject({ removed: [b], order: false });
});

it("whatever two states there are: laid over the first, the difference makes the second; and to itself there is none", () => {
  const some = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 })), { selector: ([id]) => id })
    .map((all) => all.map(([id, angle]) => cell(String(id), { angle })));
  fc.assert(
    fc.property(some, some, (before, after) => {
      const { added, removed, changed, order } = compare(before, after);
      const gone = new Set(removed.map(({ id }) => id));
      const now = new Map(changed.map((one) => [one.before.id, one.after]));
      const made = [...before.filter(({ id }) => !gone.has(id)).map((one) => now.get(one.id) ?? one), ...added];
      const byId = (cells: Cell[]) => [...cells].sort((one, other) => (one.id < other.id ? -1 : 1));
      expect(byId(made)).toEqual(byId(after));
      expect(compare(after, after)).toEqual({ added: [], removed: [], changed: [], order: false });
      if (added.length === 0 && !order) expect(made).toEqual(after);
    }),
  );
});
