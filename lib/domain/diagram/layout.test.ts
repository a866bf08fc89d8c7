import Elk, { type ElkNode } from "elkjs/lib/elk.bundled.js";
import { describe, expect, test } from "vitest";
import type { CellEdit } from "./apply";
import { type Cell, merge } from "./cell";
import { holds } from "./geometry";
import { graphOf, type LayoutGraph, laidOut, movable } from "./layout";
import { newFlow, newNode } from "./new-cell";
import { boxOf, withPin } from "./read-cell";

const node = (id: string, kind: "process" | "store" | "boundary", x: number, y: number, width = 140, height = 60) =>
  newNode(id, kind, { x, y, width, height }, id);
const flow = (from: string, to: string) =>
  newFlow(`${from}-${to}`, { cell: from, port: null }, { cell: to, port: null });
const mapOf = (cells: readonly Cell[]) => new Map(cells.map((cell) => [cell.id, cell]));

/** As the page has it done in a worker. */
async function tidied(cells: ReadonlyMap<string, Cell>, ids: readonly string[] = []): Promise<CellEdit[]> {
  const moved = movable(cells, ids);
  const graph = (await new Elk().layout(graphOf(cells, moved) as ElkNode)) as LayoutGraph;
  return laidOut(cells, moved, graph);
}

function withEdits(cells: ReadonlyMap<string, Cell>, edits: readonly CellEdit[]): Map<string, Cell> {
  const all = new Map(cells);
  for (const edit of edits) if (edit.operation === "update") all.set(edit.id, merge(all.get(edit.id)!, edit.data));
  return all;
}

/** Three in a boundary, two beside it, all on one heap. */
const heap = () =>
  mapOf([
    node("bank", "boundary", 0, 0, 400, 300),
    ...["a", "b", "c"].map((id, n) => ({ ...node(id, "process", 20 + n * 5, 40 + n * 5), parent: "bank" })),
    node("d", "process", 500, 20),
    node("e", "store", 505, 25),
    flow("a", "b"),
    flow("b", "c"),
    flow("c", "d"),
    flow("d", "e"),
  ]);

describe("47: a layout", () => {
  test("lays all out apart, and boundaries keep what they hold", async () => {
    const cells = withEdits(heap(), await tidied(heap()));
    const box = (id: string) => boxOf(cells.get(id)!)!;
    for (const id of ["a", "b", "c"]) expect(holds(box("bank"), box(id)), id).toBe(true);
    for (const id of ["d", "e"]) expect(holds(box("bank"), box(id)), id).toBe(false);
    const nodes = ["a", "b", "c", "d", "e"].map(box);
    for (const one of nodes)
      for (const other of nodes)
        if (one !== other)
          expect(Math.max(Math.abs(one.x - other.x) / 140, Math.abs(one.y - other.y) / 60)).toBeGreaterThan(1);
  });

  test("of a selection moves nothing else, but widens the boundary around it", async () => {
    const edits = await tidied(heap(), ["a", "b", "c"]);
    const moved = edits.flatMap((edit) => (edit.operation === "update" && "position" in edit.data ? [edit.id] : []));
    expect(new Set(moved)).toEqual(new Set(["a", "b", "c", "bank"]));
    const cells = withEdits(heap(), edits);
    for (const id of ["a", "b", "c"]) expect(holds(boxOf(cells.get("bank")!)!, boxOf(cells.get(id)!)!)).toBe(true);
  });

  test("leaves what is pinned where it is, and the boundary that holds it", async () => {
    const cells = heap();
    for (const id of ["b", "e"]) cells.set(id, merge(cells.get(id)!, withPin(cells.get(id)!, true)));
    const edits = await tidied(cells);
    expect(edits.map(({ id }) => id)).not.toEqual(expect.arrayContaining(["b"]));
    for (const id of ["bank", "b", "e"]) expect(edits.some((edit) => edit.id === id)).toBe(false);
  });
});
