import { expect, test } from "vitest";
import { checkout } from "../../demo-diagrams";
import type { Cell } from "./cell";
import { findingsIn } from "./grammar";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const text = (label: string) => ({ text: { text: label } });

const node = (n: number, shape: string, label = `${shape} ${n}`, more: object = {}): Cell => ({
  id: id(n),
  shape,
  position: { x: n * 200, y: 100 },
  size: { width: 100, height: 60 },
  attrs: text(label),
  ...more,
});
const around = (n: number, from: number, to: number, label = "Prod"): Cell =>
  node(n, "security-boundary", label, {
    position: { x: from * 200 - 50, y: 0 },
    size: { width: (to - from) * 200 + 200, height: 300 },
  });
const flow = (n: number, source: object, target: object, label = "data"): Cell => ({
  id: id(n),
  shape: "flow",
  source,
  target,
  labels: label ? [{ attrs: text(label) }] : [],
});
const at = (n: number) => ({ cell: id(n) });

/** "rule number" of each finding. */
const told = (...cells: Cell[]): string[] =>
  findingsIn(new Map(cells.map((cell) => [cell.id, cell]))).map(
    ({ rule, cell }) => `${rule} ${Number(cell.slice(-12))}`,
  );

test("a drawing that keeps the rules is told nothing", () => {
  const cells = [
    around(9, 2, 3),
    node(1, "actor"),
    node(2, "process"),
    node(3, "store"),
    node(8, "text-box", ""),
    flow(4, at(1), at(2)),
    flow(5, at(2), at(3)),
  ];
  expect(told(...cells)).toEqual([]);
});

test("46: a flow with no process at either end is told by what it joins, whichever way it goes", () => {
  const all = [around(9, 1, 4), node(1, "actor"), node(2, "store"), node(3, "store"), node(4, "actor")];
  const flows = [flow(5, at(2), at(3)), flow(6, at(1), at(2)), flow(7, at(3), at(1)), flow(8, at(1), at(4))];
  expect(told(...all, ...flows)).toEqual([
    "store-to-store 5",
    "actor-and-store 6",
    "actor-and-store 7",
    "actor-to-actor 8",
  ]);
});

test("46: a flow dangles where an end is free or its element is gone, and leads nowhere at a boundary", () => {
  const all = [around(9, 1, 1), node(1, "process")];
  const flows = [flow(2, at(1), { x: 5, y: 5 }), flow(3, at(1), at(77)), flow(4, {}, at(1)), flow(5, at(1), at(9))];
  expect(told(...all, ...flows)).toEqual([
    "dangling-flow 2",
    "dangling-flow 3",
    "dangling-flow 4",
    "flow-to-no-element 5",
  ]);
});

test("46: what has no name, no flow or no boundary is told; an actor needs no boundary", () => {
  const all = [
    around(9, 1, 1, " "),
    node(1, "process", ""),
    node(2, "process"),
    node(3, "actor"),
    node(4, "store", "Cards", { parent: id(9) }),
    flow(5, at(3), at(2), ""),
    flow(6, at(2), at(4)),
  ];
  expect(told(...all)).toEqual(["unnamed 9", "unnamed 1", "unnamed-flow 5", "unconnected 1", "outside-boundaries 2"]);
});

test("the demo's checkout has two elements outside of its boundaries, and nothing else", () => {
  const cells = checkout();
  const names = new Map(cells.map((cell) => [cell.id, (cell.attrs as { text?: { text: string } }).text?.text]));
  const found = findingsIn(new Map(cells.map((cell) => [cell.id, cell])));
  expect(found.map(({ rule, cell }) => `${rule} ${names.get(cell)}`)).toEqual([
    "outside-boundaries Ledger",
    "outside-boundaries Letters",
  ]);
});
