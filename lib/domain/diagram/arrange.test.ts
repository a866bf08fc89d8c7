import { describe, expect, it } from "vitest";
import type { CellEdit } from "./apply";
import { aligned, copied, distributed, freeBeside, grouped, landed, movedBy, pasted, ungrouped } from "./arrange";
import { type Cell, merge } from "./cell";
import { distanceTo, meets, routeOf } from "./geometry";
import { graphOf, laidOut, movable } from "./layout";
import { newFlow, newNode } from "./new-cell";
import { boxOf, endsOf, parentOf, verticesOf, withPin } from "./read-cell";
import { snapped } from "./snap";

const at = (x: number, y: number, width = 140, height = 60) => ({ x, y, width, height });
const prod = newNode("prod", "boundary", at(0, 0, 600, 300), "Prod");
const shop = newNode("shop", "process", at(40, 60), "Shop", "prod");
const orders = newNode("orders", "store", at(300, 60), "Orders");
const buyer = newNode("buyer", "actor", at(-300, 60), "Buyer");
const reads = newFlow("reads", { cell: "shop", port: null }, { cell: "orders", port: null }, "order", [
  { x: 240, y: 20 },
]);
const buys = newFlow("buys", { cell: "buyer", port: "right" }, { cell: "shop", port: "left" }, "basket");

const drawing = new Map([prod, shop, orders, buyer, reads, buys].map((cell) => [cell.id, cell]));

function done(edits: readonly CellEdit[], cells: ReadonlyMap<string, Cell> = drawing): Map<string, Cell> {
  const all = new Map(cells);
  for (const edit of edits) {
    if (edit.operation === "remove") all.delete(edit.id);
    else if (edit.operation === "add") all.set(edit.id, edit.data);
    else all.set(edit.id, merge(all.get(edit.id)!, edit.data));
  }
  // An edit in which a cell is named twice would lose the second.
  expect(new Set(edits.map(({ id }) => id)).size).toBe(edits.length);
  return all;
}

describe("what is moved", () => {
  it("takes along what a boundary holds, and the bends of flows inside", () => {
    const moved = done(movedBy(drawing, ["prod"], { x: 10, y: 20 }));
    expect([boxOf(moved.get("shop")!)!.x, boxOf(moved.get("orders")!)!.y, boxOf(moved.get("buyer")!)!.x]).toEqual([
      50, 80, -300,
    ]);
    expect(verticesOf(moved.get("reads")!)).toEqual([{ x: 250, y: 40 }]);
  });

  it("says in which boundary it lies then", () => {
    const moved = done(landed(drawing, movedBy(drawing, ["shop"], { x: 2000, y: 0 })));
    expect(parentOf(moved.get("shop")!)).toBeNull();
    expect(parentOf(done(landed(drawing, movedBy(drawing, ["orders"], { x: 10, y: 0 }))).get("orders")!)).toBe("prod");
  });

  it("comes onto a line with what is near, else onto the grid", () => {
    expect(snapped(at(3, 104), [at(0, 300)], 6)).toMatchObject({ by: { x: -3, y: -4 }, guides: [{ axis: "x" }] });
  });
});

it("aligns and distributes", () => {
  const ids = ["shop", "orders", "buyer"];
  expect(ids.map((id) => boxOf(done(aligned(drawing, ids, "left")).get(id)!)!.x)).toEqual([-300, -300, -300]);
  const spread = done(distributed(drawing, ids, "across"));
  expect(boxOf(spread.get("shop")!)!.x).toBe(0);
});

it("copies flows with both their ends, under new ids", () => {
  let n = 0;
  const copies = copied(drawing, ["shop", "orders"]);
  const cells = done(pasted(copies, () => `copy-${++n}`, { x: 30, y: 30 }, drawing));
  const flow = [...cells.values()].find(({ id, shape }) => id.startsWith("copy") && shape === "flow")!;
  const ends = endsOf(flow);
  expect(JSON.stringify(ends)).toMatch(/copy-\d.*copy-\d/);
  expect(cells.size).toBe(drawing.size + 3);
  expect(cells.get("shop")).toBe(shop);
});

it("draws a boundary around what is chosen, and takes it away again", () => {
  const held = done(grouped(drawing, ["buyer", "shop"], "all", "All"));
  expect([parentOf(held.get("buyer")!), parentOf(held.get("shop")!)]).toEqual(["all", "all"]);
  const free = done(ungrouped(held, ["all"]), held);
  expect([free.has("all"), parentOf(free.get("buyer")!)]).toEqual([false, null]);
});

it("finds a place where nothing lies", () => {
  const place = freeBeside(drawing, { width: 140, height: 60 }, boxOf(shop), at(0, 0, 1000, 800));
  expect([shop, orders, buyer].some((cell) => meets(boxOf(cell)!, { ...place, width: 140, height: 60 }))).toBe(false);
});

it("a flow begins and ends at its elements, and is found along its way", () => {
  const route = routeOf(buys, (id) => drawing.get(id))!;
  expect([route.points[0], route.points.at(-1)]).toMatchObject([
    { x: -160, y: 90 },
    { x: 40, y: 90 },
  ]);
  expect(distanceTo(route.points, { x: -60, y: 96 }).distance).toBeCloseTo(6, 0);
  expect(routeOf(buys, () => undefined)).toBeNull();
});

describe("a layout", () => {
  it("keeps boundaries, and leaves what is pinned and what stands beside it", () => {
    expect([...movable(drawing, [])].sort()).toEqual(["buyer", "orders", "prod", "shop"]);
    const pinned = new Map(drawing).set("shop", merge(shop, withPin(shop, true)));
    expect([...movable(pinned, [])]).toEqual(["buyer"]);
    const graph = graphOf(drawing, movable(drawing, []));
    expect(graph.children.find(({ id }) => id === "prod")!.children!.map(({ id }) => id)).toEqual(["shop", "orders"]);
    expect(graph.edges.map(({ id }) => id)).toEqual(["reads", "buys"]);
  });

  it("is laid where the elements lay, and sets flows free of their sides", () => {
    const moved = new Set(["buyer", "shop"]);
    const graph = graphOf(drawing, moved);
    Object.assign(graph.children[0]!, { x: 12, y: 12 });
    Object.assign(graph.children[1]!, { x: 300, y: 12 });
    const cells = done(laidOut(drawing, moved, graph));
    expect(boxOf(cells.get(graph.children[0]!.id)!)).toMatchObject({ x: -300, y: 60 });
    expect(endsOf(cells.get("buys")!).source).toEqual({ cell: "buyer", port: null });
  });
});
