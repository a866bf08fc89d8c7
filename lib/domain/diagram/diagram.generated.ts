import fc from "fast-check";
import type { Cell } from "./cell";

/** Cases for tests: few ids and members, so that edits meet. */
export const ids = Array.from({ length: 5 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);

const plain = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant("text"), fc.constant([1]));
/** Fields within fields; null takes one away. */
const fields = (depth: number): fc.Arbitrary<unknown> =>
  depth === 0
    ? plain
    : fc.oneof(
        plain,
        fc.dictionary(fc.constantFrom("one", "a/b", "~"), fc.option(fields(depth - 1), { freq: 4 }), { maxKeys: 2 }),
      );
const value = fields(3);
const name = fc.constantFrom("angle", "attrs", "parent", "data");
export const patch = fc.dictionary(name, fc.option(value, { nil: null, freq: 4 }), { minKeys: 1, maxKeys: 3 });
const position = fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: 0, max: 9 }) });
export const id = fc.constantFrom(...ids);
export const cellOf = (of: fc.Arbitrary<string>): fc.Arbitrary<Cell> =>
  fc.record({
    id: of,
    shape: fc.constantFrom("process", "store", "actor"),
    position,
    angle: fc.integer({ min: 0, max: 3 }),
  });

const part = fc.oneof(
  { weight: 3, arbitrary: cellOf(id).map((data) => ({ id: data.id, operation: "add" as const, data })) },
  { weight: 4, arbitrary: fc.tuple(id, patch).map(([id, data]) => ({ id, operation: "update" as const, data })) },
  { weight: 2, arbitrary: id.map((id) => ({ id, operation: "remove" as const })) },
);
export const edit = fc.array(part, { minLength: 1, maxLength: 3 }).map((cells) => ({ type: "patch" as const, cells }));
export const cells = fc.uniqueArray(cellOf(id), { selector: (cell) => cell.id, maxLength: 5 });
