import fc from "fast-check";
import { expect, it } from "vitest";
import { digestOf } from "./digest";

it("the same words have one digest, others another, however alike they are", () => {
  const seen = new Map<string, string>();
  const edit = (n: number) => `{"type":"patch","cells":[{"id":"c","data":{"position":{"x":${n},"y":${n % 7}}}}]}`;
  for (let n = 0; n < 100_000; n++) seen.set(digestOf(edit(n)), edit(n));
  expect(seen.size).toBe(100_000);
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => (digestOf(a) === digestOf(b)) === (a === b)));
  expect(digestOf("")).toBe(digestOf(""));
});
