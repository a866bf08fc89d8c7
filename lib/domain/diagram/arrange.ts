import type { CellEdit } from "./apply";
import { aroundOf } from "./around";
import { type Cell, isObject, merge, type Patch } from "./cell";
import { around as boxAround, centreOf, grown, heightOf, isIn, layerOf, meets } from "./geometry";
import { newNode, withEnd } from "./new-cell";
import {
  type Box,
  boxOf,
  cellOf,
  type End,
  endsOf,
  kindOf,
  type Point,
  parentOf,
  verticesOf,
  withPosition,
  withSize,
} from "./read-cell";

/** What is done with chosen elements in one go, as the edits it takes. */
type Cells = ReadonlyMap<string, Cell>;

const update = (id: string, data: Patch): CellEdit => ({ id, operation: "update", data });

/** These, and all that lies in the boundaries among them. */
export function withHeld(cells: Cells, ids: Iterable<string>): Set<string> {
  const moved = new Set([...ids].filter((id) => cells.has(id)));
  if (![...moved].some((id) => kindOf(cells.get(id)!) === "boundary")) return moved;
  const around = aroundOf(cells);
  for (const id of cells.keys()) {
    for (
      let holder = around.boundaryOf(id), depth = 0;
      holder && depth < 16;
      holder = around.boundaryOf(holder), depth++
    ) {
      if (moved.has(holder)) {
        moved.add(id);
        break;
      }
    }
  }
  return moved;
}

/** Moves these; boundaries take along what they hold, and flows that go from one to another keep their bends. */
export function movedBy(cells: Cells, ids: Iterable<string>, by: Point): CellEdit[] {
  const moved = withHeld(cells, ids);
  const edits: CellEdit[] = [];
  for (const cell of cells.values()) {
    const box = boxOf(cell);
    if (box) {
      if (moved.has(cell.id)) edits.push(update(cell.id, withPosition(cell, { x: box.x + by.x, y: box.y + by.y })));
      continue;
    }
    const patch = movedFlow(cell, moved, by);
    if (patch) edits.push(update(cell.id, patch));
  }
  return edits;
}

function movedFlow(flow: Cell, moved: ReadonlySet<string>, by: Point): Patch | null {
  const ends = endsOf(flow);
  const isChosen = moved.has(flow.id);
  const goes = (end: End) => (end && "cell" in end ? moved.has(end.cell) : isChosen);
  const patch: Patch = {};
  for (const which of ["source", "target"] as const) {
    const end = ends[which];
    if (isChosen && end && !("cell" in end)) Object.assign(patch, withEnd(which, { x: end.x + by.x, y: end.y + by.y }));
  }
  const bends = verticesOf(flow);
  if (bends.length > 0 && goes(ends.source) && goes(ends.target)) {
    patch.vertices = bends.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));
  }
  return Object.keys(patch).length > 0 ? patch : null;
}

/** Says in which boundary each of these lies now, where that is another than it says. */
export function reparented(cells: Cells, ids: Iterable<string>): CellEdit[] {
  const boundaries = [...cells.values()]
    .filter((cell) => kindOf(cell) === "boundary")
    .map((cell) => ({ id: cell.id, box: boxOf(cell)! }))
    .sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height);
  return [...ids].flatMap((id) => {
    const cell = cells.get(id);
    const box = cell && boxOf(cell);
    if (!cell || !box) return [];
    const holder = boundaries.find(
      (other) =>
        other.id !== id &&
        other.box.width * other.box.height > box.width * box.height &&
        isIn(centreOf(box), other.box),
    );
    const parent = holder?.id ?? null;
    return parent === parentOf(cell) ? [] : [update(id, { parent })];
  });
}

const nodesOf = (cells: Cells, ids: Iterable<string>): { cell: Cell; box: Box }[] =>
  [...ids].flatMap((id) => {
    const cell = cells.get(id);
    const box = cell && boxOf(cell);
    return cell && box ? [{ cell, box }] : [];
  });

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** Brings sides or middles of these onto one line. */
export function aligned(cells: Cells, ids: Iterable<string>, how: Alignment): CellEdit[] {
  const nodes = nodesOf(cells, ids);
  const all = boxAround(nodes.map(({ box }) => box));
  if (!all || nodes.length < 2) return [];
  return nodes.flatMap(({ cell, box }) => {
    const to = { x: box.x, y: box.y };
    if (how === "left") to.x = all.x;
    if (how === "centre") to.x = all.x + (all.width - box.width) / 2;
    if (how === "right") to.x = all.x + all.width - box.width;
    if (how === "top") to.y = all.y;
    if (how === "middle") to.y = all.y + (all.height - box.height) / 2;
    if (how === "bottom") to.y = all.y + all.height - box.height;
    return movedTo(cells, cell, box, to);
  });
}

/** Makes the gaps between these equal, from left to right or from top to bottom. */
export function distributed(cells: Cells, ids: Iterable<string>, axis: "across" | "down"): CellEdit[] {
  const [at, size] = axis === "across" ? (["x", "width"] as const) : (["y", "height"] as const);
  const nodes = nodesOf(cells, ids).sort((a, b) => a.box[at] - b.box[at]);
  if (nodes.length < 3) return [];
  const last = nodes.at(-1)!.box;
  const whole = last[at] + last[size] - nodes[0]!.box[at];
  const gap = (whole - nodes.reduce((sum, { box }) => sum + box[size], 0)) / (nodes.length - 1);
  let next = nodes[0]!.box[at];
  return nodes.flatMap(({ cell, box }) => {
    const to = { x: box.x, y: box.y, [at]: Math.round(next) };
    next += box[size] + gap;
    return movedTo(cells, cell, box, to);
  });
}

const movedTo = (cells: Cells, cell: Cell, box: Box, to: Point): CellEdit[] =>
  to.x === box.x && to.y === box.y ? [] : movedBy(cells, [cell.id], { x: to.x - box.x, y: to.y - box.y });

/** Gives all of these the size of the first. */
export function sameSize(cells: Cells, ids: Iterable<string>): CellEdit[] {
  const [first, ...others] = nodesOf(cells, ids);
  if (!first) return [];
  const { width, height } = first.box;
  return others
    .filter(({ box }) => box.width !== width || box.height !== height)
    .map(({ cell }) => update(cell.id, withSize(cell, { width, height })));
}

/** Brings these before or behind all others of their layer, keeping their own order. */
export function ordered(cells: Cells, ids: Iterable<string>, to: "front" | "back"): CellEdit[] {
  const chosen = new Set(ids);
  return [0, 1, 2].flatMap((layer) => {
    const all = [...cells.values()].filter((cell) => layerOf(cell) === layer);
    const others = all.filter((cell) => !chosen.has(cell.id)).map(heightOf);
    const mine = all.filter((cell) => chosen.has(cell.id)).sort((a, b) => heightOf(a) - heightOf(b));
    const start = to === "front" ? Math.max(0, ...others) + 1 : Math.min(0, ...others) - mine.length;
    return mine.map((cell, n) => update(cell.id, { zIndex: start + n }));
  });
}

/** What copying takes: these, what their boundaries hold, and the flows between them. */
export function copied(cells: Cells, ids: Iterable<string>): Cell[] {
  const chosen = withHeld(cells, ids);
  return [...cells.values()].filter((cell) => {
    if (chosen.has(cell.id)) return true;
    if (kindOf(cell) !== "flow") return false;
    const { source, target } = endsOf(cell);
    return chosen.has(cellOf(source) ?? "") && chosen.has(cellOf(target) ?? "");
  });
}

/**
 * The same cells once more under other ids, so far away; what they say of each other they say of the copies. A flow whose element was
 * not copied hangs on the old one while that is `there`, and ends in the open otherwise.
 */
export function pasted(copies: readonly Cell[], newId: () => string, by: Point, there: Cells): CellEdit[] {
  const ids = new Map(copies.map((cell) => [cell.id, newId()]));
  const boxes = new Map(copies.map((cell) => [cell.id, cell]));
  return copies.map((cell) => {
    const id = ids.get(cell.id)!;
    const { parent, children, ...rest } = cell;
    const copy: Cell = { ...rest, id };
    const holder = typeof parent === "string" ? (ids.get(parent) ?? (there.has(parent) ? parent : null)) : null;
    if (holder) copy.parent = holder;
    const box = boxOf(cell);
    if (box) Object.assign(copy, withPosition(cell, { x: box.x + by.x, y: box.y + by.y }));
    else {
      Object.assign(copy, { vertices: verticesOf(cell).map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) });
      for (const which of ["source", "target"] as const) {
        const end = endsOf(cell)[which];
        if (!end) continue;
        if (!("cell" in end)) Object.assign(copy, withEnd(which, { x: end.x + by.x, y: end.y + by.y }));
        else if (ids.has(end.cell))
          copy[which] = { ...(isObject(cell[which]) ? cell[which] : {}), cell: ids.get(end.cell) };
        else if (!there.has(end.cell)) Object.assign(copy, withEnd(which, openEnd(boxes, cell, by)));
      }
    }
    return { id, operation: "add", data: copy };
  });
}

/** A point near a flow whose element is gone. */
function openEnd(cells: Cells, flow: Cell, by: Point): Point {
  const { source, target } = endsOf(flow);
  const near = cells.get(cellOf(source) ?? "") ?? cells.get(cellOf(target) ?? "");
  const box = near && boxOf(near);
  const { x, y } = box ? { x: box.x + box.width + 80, y: box.y + box.height / 2 } : { x: 0, y: 0 };
  return { x: x + by.x, y: y + by.y };
}

const PADDING = 40;

/** Draws a boundary around these, and says that it holds them. */
export function grouped(cells: Cells, ids: readonly string[], id: string, label: string): CellEdit[] {
  const nodes = nodesOf(cells, ids);
  const all = boxAround(nodes.map(({ box }) => box));
  if (!all) return [];
  const parents = new Set(nodes.map(({ cell }) => parentOf(cell)));
  const outer = parents.size === 1 ? [...parents][0]! : null;
  return [
    { id, operation: "add", data: newNode(id, "boundary", grown(all, PADDING), label, outer) },
    ...nodes.map(({ cell }) => update(cell.id, { parent: id })),
  ];
}

/** Takes these boundaries away and leaves what they hold. */
export function ungrouped(cells: Cells, ids: readonly string[]): CellEdit[] {
  const gone = new Set(ids.filter((id) => cells.has(id) && kindOf(cells.get(id)!) === "boundary"));
  const held = [...cells.values()].filter((cell) => gone.has(parentOf(cell) ?? ""));
  return [
    ...held.map((cell) => {
      const outer = parentOf(cells.get(parentOf(cell)!)!);
      return update(cell.id, { parent: outer !== null && !gone.has(outer) ? outer : null });
    }),
    ...Array.from(gone, (id): CellEdit => ({ id, operation: "remove" })),
  ];
}

/** Edits that move things, with what each says of where it lies then. */
export function landed(cells: Cells, edits: readonly CellEdit[]): CellEdit[] {
  const after = new Map(cells);
  for (const edit of edits) {
    const cell = after.get(edit.id);
    if (edit.operation === "update" && cell) after.set(edit.id, merge(cell, edit.data));
    if (edit.operation === "add") after.set(edit.id, edit.data);
  }
  const parents = new Map(
    reparented(
      after,
      edits.map(({ id }) => id),
    ).map((edit) => [edit.id, edit]),
  );
  return edits.map((edit) => {
    const parent = parents.get(edit.id);
    if (edit.operation === "remove" || parent?.operation !== "update") return edit;
    if (edit.operation === "add") return { ...edit, data: merge(edit.data, parent.data) };
    return { ...edit, data: { ...edit.data, ...parent.data } };
  });
}

const GAP = 70;

/** Where something of this size lies free near a box, first at its right; without one as near the middle of what is seen as can be. */
export function freeBeside(
  cells: Cells,
  size: { width: number; height: number },
  beside: Box | null,
  seen: Box,
): Point {
  const taken = [...cells.values()].flatMap((cell) => (kindOf(cell) === "boundary" ? [] : (boxOf(cell) ?? [])));
  const isFree = (at: Point) => !taken.some((box) => meets(grown(box, 12), { ...at, ...size }));
  const middle = centreOf(beside ?? seen);
  const start = beside
    ? { x: beside.x + beside.width + GAP, y: middle.y - size.height / 2 }
    : { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  const [across, down] = [size.width + GAP, size.height + GAP];
  for (let ring = 0; ring < 12; ring++) {
    for (const [dx, dy] of ringAround(ring)) {
      const at = { x: Math.round((start.x + dx * across) / 10) * 10, y: Math.round((start.y + dy * down) / 10) * 10 };
      if (isFree(at)) return at;
    }
  }
  return start;
}

/** The places around the middle of a grid, so far from it; those at the right and below come first. */
function ringAround(ring: number): [number, number][] {
  const places: [number, number][] = [];
  for (let dy = -ring; dy <= ring; dy++) {
    for (let dx = -ring; dx <= ring; dx++) if (Math.max(Math.abs(dx), Math.abs(dy)) === ring) places.push([dx, dy]);
  }
  return places.sort(([ax, ay], [bx, by]) => Math.abs(ay) - Math.abs(by) || by - ay || bx - ax);
}
