import { type Cell, isObject } from "./cell";
import {
  type Box,
  boxOf,
  type End,
  endsOf,
  isBoundaryLine,
  type Kind,
  kindOf,
  labelOf,
  type Point,
  type Side,
  sideOf,
  verticesOf,
} from "./read-cell";
import { widthOf } from "./text-lines";

/** Where things lie and how flows run: what the canvas draws and the exported picture alike. Everything is in grid points. */

/** A way as it is drawn, and the points along it for finding it under a pointer. */
export type Route = {
  /** SVG path data. */
  path: string;
  points: readonly Point[];
  /** Where the word on it stands. */
  label: Point;
  /** SVG path data of the arrowheads; "" for none. */
  arrows: string;
};

/** Boundaries lie under flows, and flows under everything else, so that nothing can hide behind its own surroundings. */
const LAYER: Record<Kind, number> = { boundary: 0, flow: 1, actor: 2, process: 2, store: 2, other: 2, text: 2 };
export const layerOf = (cell: Cell): number => LAYER[kindOf(cell)];

export const heightOf = (cell: Cell): number => (typeof cell.zIndex === "number" ? cell.zIndex : 0);

/** Cells from the lowest to the highest as they are drawn: by layer, then by `zIndex`, then by their order. */
export function drawn(cells: Iterable<Cell>): Cell[] {
  return [...cells].sort((a, b) => layerOf(a) - layerOf(b) || heightOf(a) - heightOf(b));
}

export const centreOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The smallest box around all of these; null for none. */
export function around(boxes: Iterable<Box>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

export const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

export const isIn = ({ x, y }: Point, box: Box): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** Does the outer box hold all of the inner one? */
export const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

export const meets = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

const NORMAL: Record<Side, Point> = {
  top: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
};

/** The middle of a side, moved along it by `lane` as far as the side goes. */
export function portAt(box: Box, side: Side, lane = 0): Point {
  const { x, y } = centreOf(box);
  const isUpright = side === "left" || side === "right";
  const room = Math.max(0, (isUpright ? box.height : box.width) / 2 - 10);
  const by = Math.max(-room, Math.min(room, lane));
  if (isUpright) return { x: side === "left" ? box.x : box.x + box.width, y: y + by };
  return { x: x + by, y: side === "top" ? box.y : box.y + box.height };
}

/** The side of a box that looks at a point. */
export function sideTowards(box: Box, to: Point): Side {
  const { x, y } = centreOf(box);
  const [across, down] = [(to.x - x) / Math.max(1, box.width), (to.y - y) / Math.max(1, box.height)];
  if (Math.abs(across) > Math.abs(down)) return across > 0 ? "right" : "left";
  return down > 0 ? "bottom" : "top";
}

/** How far apart flows between the same two elements run. */
const LANE = 22;

/** The place of each of so many flows that run beside each other. */
export const laneOf = (n: number, of: number): number => (n - (of - 1) / 2) * LANE;

type Anchor = Point & { side: Side };

type Reached = { box: Box; side: Side | null } | Point | null;

function reach(end: End, get: (id: string) => Cell | undefined): Reached {
  if (!end || !("cell" in end)) return end;
  const cell = get(end.cell);
  const box = cell && boxOf(cell);
  return box ? { box, side: sideOf(cell, end.port) } : null;
}

const middleOf = (end: Exclude<Reached, null>): Point => ("box" in end ? centreOf(end.box) : end);

/** Where a way leaves or enters, seen from the point it comes from. `straight`: it may go on at the height of that point. */
function anchorOf(end: Exclude<Reached, null>, seen: Point, lane: number, straight: boolean): Anchor {
  if (!("box" in end)) return { ...end, side: sideTowards({ ...end, width: 1, height: 1 }, seen) };
  const side = end.side ?? sideTowards(end.box, seen);
  const at = portAt(end.box, side, lane);
  if (!straight || end.side) return { ...at, side };
  const { x, y, width, height } = end.box;
  if ((side === "left" || side === "right") && seen.y > y && seen.y < y + height) at.y = seen.y;
  if ((side === "top" || side === "bottom") && seen.x > x && seen.x < x + width) at.x = seen.x;
  return { ...at, side };
}

/** Both ends of a flow, where it has two. An end whose element is gone is not drawn. */
export function anchorsOf(
  flow: Cell,
  get: (id: string) => Cell | undefined,
  lane = 0,
): { source: Anchor; target: Anchor } | null {
  const ends = endsOf(flow);
  const [source, target] = [reach(ends.source, get), reach(ends.target, get)];
  if (!source || !target) return null;
  const bends = verticesOf(flow);
  const isBent = bends.length > 0;
  if ("box" in source && "box" in target && source.box === target.box && !isBent) {
    return {
      source: { ...portAt(source.box, "right"), side: "right" },
      target: { ...portAt(target.box, "top"), side: "top" },
    };
  }
  return {
    source: anchorOf(source, bends[0] ?? middleOf(target), isBent ? 0 : lane, isBent),
    target: anchorOf(target, bends.at(-1) ?? middleOf(source), isBent ? 0 : lane, isBent),
  };
}

const ARROW = 9;

/** How a flow runs. `lane`: how far it keeps from the middle, because others run beside it. Null: one of its ends is nowhere. */
export function routeOf(flow: Cell, get: (id: string) => Cell | undefined, lane = 0): Route | null {
  const anchors = anchorsOf(flow, get, lane);
  if (!anchors) return null;
  if (isBoundaryLine(flow)) {
    const points = smooth([anchors.source, ...verticesOf(flow), anchors.target]);
    const path = points.map((at, n) => `${n === 0 ? "M" : "L"}${p(at)}`).join("");
    return { path, points, label: pointAlong(points, labelAt(flow)), arrows: "" };
  }
  const line = isObject(flow.attrs) && isObject(flow.attrs.line) ? flow.attrs.line : {};
  const marks = { source: Boolean(line.sourceMarker), target: line.targetMarker !== null && line.targetMarker !== "" };
  const bends = verticesOf(flow);
  const route = routeBetween(anchors.source, anchors.target, bends, marks, labelAt(flow));
  return { ...route, label: clearOf(route, widthOf(labelOf(flow), 12)) };
}

/** A word as long as its flow would hide where that leads: it stands above. */
function clearOf({ points, label }: Route, width: number): Point {
  const [from, to] = [points[0]!, points.at(-1)!];
  const across = Math.abs(to.x - from.x);
  const isLevel = points.length > 0 && Math.abs(to.y - from.y) < across;
  return isLevel && width > 0 && across < width + 4 * ARROW ? { x: label.x, y: label.y - 11 } : label;
}

const labelAt = (flow: Cell): number => {
  const label = Array.isArray(flow.labels) ? flow.labels[0] : undefined;
  const said = isObject(label) ? label.position : undefined;
  const at = isObject(said) ? said.distance : said;
  return typeof at === "number" && at > 0 && at < 1 ? at : 0.5;
};

const BOTH = { source: false, target: true };

/** A way from one anchor to the other: a curve that leaves both at a right angle, or a bent line with round corners. */
export function routeBetween(
  source: Anchor,
  target: Anchor,
  bends: readonly Point[] = [],
  marks = BOTH,
  at = 0.5,
): Route {
  const curve = bends.length === 0 ? controls(source, target) : null;
  const points = curve ? along(source, curve[0], curve[1], target) : [source, ...bends, target];
  const arrows = [
    marks.target ? arrowAt(target, curve ? NORMAL[target.side] : towards(target, points.at(-2) ?? source)) : "",
    marks.source ? arrowAt(source, curve ? NORMAL[source.side] : towards(source, points[1] ?? target)) : "",
  ].join("");
  const from = marks.source
    ? short(source, curve ? NORMAL[source.side] : towards(source, points[1] ?? target))
    : source;
  const to = marks.target
    ? short(target, curve ? NORMAL[target.side] : towards(target, points.at(-2) ?? source))
    : target;
  const path = curve ? `M${p(from)}C${p(curve[0])} ${p(curve[1])} ${p(to)}` : rounded([from, ...bends, to]);
  return { path, points, label: pointAlong(points, at), arrows };
}

const short = (at: Point, out: Point): Point => ({ x: at.x + out.x * (ARROW - 1), y: at.y + out.y * (ARROW - 1) });

function controls(source: Anchor, target: Anchor): [Point, Point] {
  const reach = (from: Anchor, to: Point): Point => {
    const out = NORMAL[from.side];
    const ahead = (to.x - from.x) * out.x + (to.y - from.y) * out.y;
    const by = ahead >= 0 ? Math.max(ahead / 2, 12) : Math.min(160, 7 * Math.sqrt(-ahead) + 24);
    return { x: from.x + out.x * by, y: from.y + out.y * by };
  };
  return [reach(source, target), reach(target, source)];
}

const STEPS = 16;

function along(a: Point, b: Point, c: Point, d: Point): Point[] {
  return Array.from({ length: STEPS + 1 }, (_, n) => {
    const t = n / STEPS;
    const [u, v, w, z] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return { x: u * a.x + v * b.x + w * c.x + z * d.x, y: u * a.y + v * b.y + w * c.y + z * d.y };
  });
}

const r = (number: number): number => Math.round(number * 10) / 10;
const p = ({ x, y }: Point): string => `${r(x)} ${r(y)}`;

/** A way through all these points without corners, in small steps (Catmull-Rom). */
export function smooth(points: readonly Point[]): Point[] {
  if (points.length < 3) return [...points];
  const at = (n: number): Point => points[Math.max(0, Math.min(points.length - 1, n))]!;
  const between = (a: number, b: number, c: number, d: number, t: number) =>
    b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  const steps = points.slice(1).flatMap((_, n) =>
    Array.from({ length: STEPS }, (_, step) => {
      const [a, b, c, d, t] = [at(n - 1), at(n), at(n + 1), at(n + 2), (step + 1) / STEPS];
      return { x: between(a.x, b.x, c.x, d.x, t), y: between(a.y, b.y, c.y, d.y, t) };
    }),
  );
  return [points[0]!, ...steps];
}

/** The direction from one point to another. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function arrowAt(tip: Point, out: Point): string {
  const [x, y] = [tip.x + out.x * ARROW, tip.y + out.y * ARROW];
  const half = ARROW * 0.45;
  return `M${p(tip)}L${p({ x: x - out.y * half, y: y + out.x * half })}L${p({ x: x + out.y * half, y: y - out.x * half })}Z`;
}

const CORNER = 10;

function rounded(points: readonly Point[]): string {
  const parts = [`M${p(points[0]!)}`];
  for (let n = 1; n < points.length - 1; n++) {
    const [before, at, after] = [points[n - 1]!, points[n]!, points[n + 1]!];
    const reach = (to: Point) => {
      const by = Math.min(CORNER, Math.hypot(to.x - at.x, to.y - at.y) / 2);
      const { x, y } = towards(at, to);
      return { x: at.x + x * by, y: at.y + y * by };
    };
    parts.push(`L${p(reach(before))}Q${p(at)} ${p(reach(after))}`);
  }
  parts.push(`L${p(points.at(-1)!)}`);
  return parts.join("");
}

/** The point that part of the way along a line: 0 its beginning, 1 its end. */
export function pointAlong(points: readonly Point[], part: number): Point {
  const lengths = points.slice(1).map((to, n) => Math.hypot(to.x - points[n]!.x, to.y - points[n]!.y));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  for (const [n, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [from, to] = [points[n]!, points[n + 1]!];
      return { x: from.x + ((to.x - from.x) * left) / length, y: from.y + ((to.y - from.y) * left) / length };
    }
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

/** How far a point is from a line, and after which of its points the nearest place lies. */
export function distanceTo(points: readonly Point[], { x, y }: Point): { distance: number; after: number } {
  let nearest = { distance: Infinity, after: 0 };
  for (let n = 0; n + 1 < points.length; n++) {
    const [a, b] = [points[n]!, points[n + 1]!];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
    if (distance < nearest.distance) nearest = { distance, after: n };
  }
  return nearest;
}
