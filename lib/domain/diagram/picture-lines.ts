import type { Cell } from "./cell";
import { smooth } from "./geometry";
import {
  type Box,
  cellOf,
  type End,
  endsOf,
  isBoundaryLine,
  type Point,
  type Side,
  sideOf,
  verticesOf,
} from "./read-cell";

/** A flow as it is drawn: its points from end to end, and the three corners of its head. */
export type Line = { points: Point[]; head: Point[] };

const HEAD = { length: 9, width: 4.5 };

/** Null where an end leads nowhere. */
export function lineOf(flow: Cell, byId: ReadonlyMap<string, Cell>, boxes: ReadonlyMap<string, Box>): Line | null {
  const { source, target } = endsOf(flow);
  const bends = verticesOf(flow);
  const from = middleAt(source, boxes);
  const to = middleAt(target, boxes);
  if (!from || !to) return null;
  const start = anchor(source, bends[0] ?? to, byId, boxes) ?? from;
  const end = anchor(target, bends.at(-1) ?? start, byId, boxes) ?? to;
  if (isBoundaryLine(flow)) return { points: smooth([start, ...bends, end]), head: [] };
  const points = [start, ...bends, end];
  return { points, head: headOf(points.at(-2)!, end) };
}

function middleAt(end: End, boxes: ReadonlyMap<string, Box>): Point | null {
  if (end === null) return null;
  if (!("cell" in end)) return end;
  const box = boxes.get(end.cell);
  return box ? centre(box) : null;
}

const centre = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where a flow touches its element: in the middle of its port's side, or where the way to `towards` leaves the box. */
function anchor(
  end: End,
  towards: Point,
  byId: ReadonlyMap<string, Cell>,
  boxes: ReadonlyMap<string, Box>,
): Point | null {
  const id = cellOf(end);
  const [cell, box] = id === null ? [] : [byId.get(id), boxes.get(id)];
  if (!end || !cell || !box) return null;
  const side = "cell" in end ? sideOf(cell, end.port) : null;
  return side ? onSide(box, side) : leaving(box, towards);
}

function onSide({ x, y, width, height }: Box, side: Side): Point {
  const across = { top: 0, bottom: height, left: height / 2, right: height / 2 }[side];
  const along = { top: width / 2, bottom: width / 2, left: 0, right: width }[side];
  return { x: x + along, y: y + across };
}

function leaving(box: Box, towards: Point): Point {
  const from = centre(box);
  const [dx, dy] = [towards.x - from.x, towards.y - from.y];
  const reach = Math.max(Math.abs(dx) / Math.max(box.width / 2, 1), Math.abs(dy) / Math.max(box.height / 2, 1));
  return reach <= 1 ? from : { x: from.x + dx / reach, y: from.y + dy / reach };
}

function headOf(before: Point, tip: Point): Point[] {
  const [dx, dy] = [tip.x - before.x, tip.y - before.y];
  const length = Math.hypot(dx, dy);
  if (length < 1) return [];
  const [ux, uy] = [dx / length, dy / length];
  const base = { x: tip.x - ux * HEAD.length, y: tip.y - uy * HEAD.length };
  const wing = (to: 1 | -1) => ({ x: base.x - uy * HEAD.width * to, y: base.y + ux * HEAD.width * to });
  return [tip, wing(1), wing(-1)];
}

/** Halfway along a line. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((to, at) => Math.hypot(to.x - points[at]!.x, to.y - points[at]!.y));
  let left = lengths.reduce((all, one) => all + one, 0) / 2;
  for (const [at, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [from, to] = [points[at]!, points[at + 1]!];
      return { x: from.x + ((to.x - from.x) * left) / length, y: from.y + ((to.y - from.y) * left) / length };
    }
    left -= length;
  }
  return points[0]!;
}

/** What holds all boxes and lines; null where there are none. */
export function extentOf(boxes: Iterable<Box>, lines: Iterable<Line>): Box | null {
  const corners = [
    ...Array.from(boxes, ({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]).flat(),
    ...Array.from(lines, ({ points }) => points).flat(),
  ];
  if (corners.length === 0) return null;
  const [first] = corners;
  const edges = { left: first!.x, top: first!.y, right: first!.x, bottom: first!.y };
  for (const { x, y } of corners) {
    edges.left = Math.min(edges.left, x);
    edges.right = Math.max(edges.right, x);
    edges.top = Math.min(edges.top, y);
    edges.bottom = Math.max(edges.bottom, y);
  }
  return { x: edges.left, y: edges.top, width: edges.right - edges.left, height: edges.bottom - edges.top };
}
