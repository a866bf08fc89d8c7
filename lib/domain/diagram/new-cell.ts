import type { Cell } from "./cell";
import { type Box, type End, type Kind, type Point, SHAPE_OF, SIDES, withLabel } from "./read-cell";

/** Cells as they are born here: canonical, and complete enough for the other editors that read them. */

const ATTRS: Record<Exclude<Kind, "flow" | "other">, Record<string, Record<string, unknown>>> = {
  actor: { body: { fill: "#ffffff", stroke: "#000000", strokeWidth: 1 }, text: { fontSize: 12 } },
  process: { body: { fill: "#ffffff", stroke: "#000000", strokeWidth: 1, rx: 30, ry: 30 }, text: { fontSize: 12 } },
  store: { body: { fill: "#ffffff", stroke: "#000000", strokeWidth: 1 }, text: { fontSize: 12 } },
  boundary: {
    body: { fill: "#ffffff", fillOpacity: 0, stroke: "#000000", strokeWidth: 2, strokeDasharray: "10 5" },
    text: { fontSize: 12, refY: 12, textVerticalAnchor: "top" },
  },
  text: { body: { fill: "none", stroke: "none" }, text: { fontSize: 14 } },
};

/** A new element; `id` is a UUID. */
export function newNode(
  id: string,
  kind: Exclude<Kind, "flow" | "other">,
  { x, y, width, height }: Box,
  label: string,
  parent: string | null = null,
): Cell {
  const cell: Cell = {
    id,
    shape: SHAPE_OF[kind],
    position: { x, y },
    size: { width, height },
    attrs: ATTRS[kind],
    data: kind === "boundary" ? { _metadata: [], security_boundary: true } : { _metadata: [] },
  };
  if (kind !== "text" && kind !== "boundary") cell.ports = { items: SIDES.map((side) => ({ id: side, group: side })) };
  if (parent) cell.parent = parent;
  return { ...cell, ...withLabel(cell, label) };
}

const wireEnd = (end: NonNullable<End>): Record<string, unknown> => {
  if (!("cell" in end)) return { x: end.x, y: end.y };
  return end.port === null ? { cell: end.cell } : { cell: end.cell, port: end.port };
};

/** The patch that moves an end of a flow. */
export const withEnd = (which: "source" | "target", end: NonNullable<End>): Record<string, unknown> => ({
  [which]: wireEnd(end),
});

/** A new flow; `id` is a UUID. */
export function newFlow(
  id: string,
  source: NonNullable<End>,
  target: NonNullable<End>,
  label = "",
  vertices: Point[] = [],
): Cell {
  const cell: Cell = {
    id,
    shape: SHAPE_OF.flow,
    source: wireEnd(source),
    target: wireEnd(target),
    attrs: { line: { stroke: "#000000", strokeWidth: 1, targetMarker: { name: "block", size: 8 } } },
    labels: [],
    vertices,
    data: { _metadata: [] },
  };
  return label ? { ...cell, ...withLabel(cell, label) } : cell;
}
