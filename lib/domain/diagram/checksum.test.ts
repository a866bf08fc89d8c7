import { expect, it } from "vitest";
import { checksumOf } from "./checksum";

const [a, b] = [
  { id: "a", shape: "process", data: { x: 1, y: [1, 2] } },
  { id: "b", shape: "store" },
];

it("is the same for the same cells in the same order, whatever the order of their members", () => {
  const turned = { data: { y: [1, 2], x: 1 }, shape: "process", id: "a" };
  expect(checksumOf([turned, b])).toBe(checksumOf([a, b]));
  expect(checksumOf([a, b])).toMatch(/^[0-9a-f]{16}$/);
});

it("is another for another order, another value, and one cell less", () => {
  const other = { ...a, data: { x: 1, y: [2, 1] } };
  expect(new Set([[a, b], [b, a], [other, b], [a], []].map(checksumOf)).size).toBe(5);
});
