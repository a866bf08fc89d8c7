import type { CellEdit } from "./apply";
import { aroundOf } from "./around";
import { type Cell, isObject } from "./cell";
import { around as boxAround, grown } from "./geometry";
import {
  type Box,
  boxOf,
  cellOf,
  endsOf,
  isPinned,
  kindOf,
  labelOf,
  type Point,
  withPosition,
  withSize,
} from "./read-cell";
import { widthOf } from "./text-lines";

/** What a layout is asked for and what it answers, in the words of ELK. Coordinates of the answer are those of the whole. */
export type LayoutNode = {
  id: string;
  width?: number;
  height?: number;
  x?: number;
  y?: number;
  layoutOptions?: Record<string, string>;
  children?: LayoutNode[];
};
export type LayoutFlow = {
  id: string;
  sources: string[];
  targets: string[];
  labels?: { text: string; width: number; height: number }[];
  sections?: { bendPoints?: Point[] }[];
};
export type LayoutGraph = LayoutNode & { children: LayoutNode[]; edges: LayoutFlow[] };

type Cells = ReadonlyMap<string, Cell>;

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.shapeCoords": "ROOT",
  "elk.json.edgeCoords": "ROOT",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.edgeNode": "24",
  "elk.spacing.edgeEdge": "16",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "18",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};
const INSIDE = { "elk.padding": "[top=48,left=30,bottom=30,right=30]" };

/** Elements that a layout moves: the chosen ones or all, but none that is pinned or stands beside a pinned one in a boundary. */
export function movable(cells: Cells, ids: readonly string[]): Set<string> {
  const around = aroundOf(cells);
  const holders = (id: string): string[] => {
    const all: string[] = [];
    for (let one = around.boundaryOf(id); one && all.length < 16 && !all.includes(one); one = around.boundaryOf(one))
      all.push(one);
    return all;
  };
  const fixed = new Set([...cells.values()].filter(isPinned).flatMap(({ id }) => [id, ...holders(id)]));
  const chosen = new Set(ids);
  const isAll = ![...cells.values()].some((cell) => chosen.has(cell.id) && boxOf(cell));
  const movable = [...cells.values()].filter((cell) => {
    if (!boxOf(cell) || fixed.has(cell.id) || holders(cell.id).some((one) => fixed.has(one))) return false;
    return isAll ? kindOf(cell) !== "text" : chosen.has(cell.id) || holders(cell.id).some((one) => chosen.has(one));
  });
  return new Set(movable.map(({ id }) => id));
}

/** What these look like to a layout: boundaries hold what lies in them, flows say how much room their words take. */
export function graphOf(cells: Cells, moved: ReadonlySet<string>): LayoutGraph {
  const around = aroundOf(cells);
  const nodes = new Map<string, LayoutNode>();
  for (const id of moved) {
    const { width, height } = boxOf(cells.get(id)!)!;
    nodes.set(id, { id, width, height });
  }
  const roots: LayoutNode[] = [];
  for (const [id, node] of nodes) {
    const holder = nodes.get(around.boundaryOf(id) ?? "");
    if (!holder) roots.push(node);
    else {
      holder.children = [...(holder.children ?? []), node];
      holder.layoutOptions = INSIDE;
    }
  }
  const edges: LayoutFlow[] = [];
  for (const cell of cells.values()) {
    if (kindOf(cell) !== "flow") continue;
    const { source, target } = endsOf(cell);
    const [from, to] = [cellOf(source), cellOf(target)];
    if (from === null || to === null || from === to || !nodes.has(from) || !nodes.has(to)) continue;
    const text = labelOf(cell);
    const labels = text ? [{ text, width: Math.min(150, widthOf(text, 12)) + 16, height: 18 }] : [];
    edges.push({ id: cell.id, sources: [from], targets: [to], labels });
  }
  return { id: "root", layoutOptions: OPTIONS, children: roots, edges };
}

/** The edits that make a diagram what the layout says, around the place where its elements lay. */
export function laidOut(cells: Cells, moved: ReadonlySet<string>, graph: LayoutGraph): CellEdit[] {
  const places = new Map<string, Box>();
  const collect = (nodes: readonly LayoutNode[]) => {
    for (const { id, x = 0, y = 0, width = 0, height = 0, children } of nodes) {
      places.set(id, { x, y, width, height });
      collect(children ?? []);
    }
  };
  collect(graph.children);
  const before = boxAround([...moved].map((id) => boxOf(cells.get(id)!)!));
  const after = boxAround(places.values());
  if (!before || !after) return [];
  const by = { x: Math.round(before.x - after.x), y: Math.round(before.y - after.y) };
  const edits: CellEdit[] = [];
  for (const [id, box] of places) {
    const cell = cells.get(id)!;
    const to = { ...box, x: Math.round(box.x) + by.x, y: Math.round(box.y) + by.y };
    places.set(id, to);
    const size =
      kindOf(cell) === "boundary"
        ? withSize(cell, { width: Math.round(box.width), height: Math.round(box.height) })
        : {};
    edits.push({ id, operation: "update", data: { ...withPosition(cell, to), ...size } });
  }
  for (const { id, sections } of graph.edges) {
    const cell = cells.get(id)!;
    const vertices = (sections?.[0]?.bendPoints ?? []).map(({ x, y }) => ({
      x: Math.round(x) + by.x,
      y: Math.round(y) + by.y,
    }));
    // A side that was said before may be the wrong one now.
    const ends = Object.fromEntries(["source", "target"].map((which) => [which, withoutPort(cell[which])]));
    edits.push({ id, operation: "update", data: { vertices, ...ends } });
  }
  return [...edits, ...widened(cells, moved, places)];
}

function withoutPort(end: unknown): unknown {
  if (!isObject(end)) return end;
  const { port, ...rest } = end;
  return rest;
}

/** Boundaries that stay, and must grow to hold what was laid out inside of them. */
function widened(cells: Cells, moved: ReadonlySet<string>, places: ReadonlyMap<string, Box>): CellEdit[] {
  const around = aroundOf(cells);
  const held = new Map<string, Box[]>();
  for (const id of moved) {
    const holder = around.boundaryOf(id);
    const box = places.get(id);
    if (holder && box && !moved.has(holder)) held.set(holder, [...(held.get(holder) ?? []), grown(box, 30)]);
  }
  return [...held].flatMap(([id, boxes]): CellEdit[] => {
    const cell = cells.get(id)!;
    const was = boxOf(cell)!;
    const is = boxAround([was, ...boxes])!;
    if (is.width === was.width && is.height === was.height) return [];
    return [{ id, operation: "update", data: { ...withPosition(cell, is), ...withSize(cell, is) } }];
  });
}
