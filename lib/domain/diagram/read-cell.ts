import { type Cell, isObject, type Patch } from "./cell";

/**
 * What a cell says, read one way everywhere: its kind, name, box, ends, parent and colour; and the patches that say them anew. Cells of
 * other editors say more than any schema (tmi.md section 4), so each reader takes every form that was seen, and each writer keeps what
 * stands beside the member it changes.
 */

/** What an element of the drawing is; `other` is a shape that is not ours, drawn as a plain box. */
export type Kind = "actor" | "process" | "store" | "boundary" | "text" | "flow" | "other";

export type Side = "top" | "right" | "bottom" | "left";
export const SIDES: readonly Side[] = ["top", "right", "bottom", "left"];

export type Point = { x: number; y: number };
/** In grid points; x and y are the upper left corner, of the whole diagram and not of the parent. */
export type Box = Point & { width: number; height: number };

/** Where a flow begins or ends: at a cell, maybe at one of its ports, or at a free point. Null: nowhere that can be drawn. */
export type End = { cell: string; port: string | null } | Point | null;

const KINDS = new Map<string, Kind>([
  ["actor", "actor"],
  ["process", "process"],
  ["store", "store"],
  ["security-boundary", "boundary"],
  ["text-box", "text"],
  ["flow", "flow"],
]);

/** The shape on the wire that stands for a kind. */
export const SHAPE_OF = Object.fromEntries(Array.from(KINDS, ([shape, kind]) => [kind, shape])) as Record<
  Exclude<Kind, "other">,
  string
>;

/** Sizes of new elements, and of those that do not say theirs. */
export const SIZE_OF: Record<Exclude<Kind, "flow">, { width: number; height: number }> = {
  actor: { width: 140, height: 60 },
  process: { width: 140, height: 60 },
  store: { width: 140, height: 60 },
  boundary: { width: 320, height: 220 },
  text: { width: 160, height: 40 },
  other: { width: 140, height: 60 },
};

/** The contract's bound on a text. */
export const LONGEST_LABEL = 256;

export function kindOf(cell: Cell): Kind {
  const kind = KINDS.get(cell.shape);
  if (kind) return kind;
  return isObject(cell.source) || isObject(cell.target) ? "flow" : "other";
}

/** A boundary that Threat Dragon draws as a line: it has two ends as a flow has, and nothing flows. */
export const isBoundaryLine = (cell: Cell): boolean => cell.shape === "trust-boundary-curve";

export const isFlow = (cell: Cell): boolean => kindOf(cell) === "flow";

const within = (value: unknown, ...names: string[]): unknown =>
  names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const labelsOf = (cell: Cell): unknown[] => (Array.isArray(cell.labels) ? cell.labels : []);

const textOfLabel = (label: unknown): string | null =>
  textOf(label) ?? textOf(within(label, "attrs", "text", "text")) ?? textOf(within(label, "attrs", "label", "text"));

/** The name of an element or the word on a flow; "" for none. */
export function labelOf(cell: Cell): string {
  const text = isFlow(cell)
    ? (labelsOf(cell).map(textOfLabel).find(Boolean) ?? textOf(cell.label))
    : (textOf(within(cell.attrs, "text", "text")) ?? textOf(within(cell.attrs, "label", "text")) ?? textOf(cell.label));
  return text ?? "";
}

/** The patch that names a cell. */
export function withLabel(cell: Cell, text: string): Patch {
  const said = text.slice(0, LONGEST_LABEL);
  if (!isFlow(cell)) return { attrs: laid(cell.attrs, "text", { text: said }) };
  const labels = labelsOf(cell);
  const place = Math.max(0, labels.findIndex(textOfLabel));
  const label = isObject(labels[place]) ? labels[place] : { position: 0.5 };
  // One word stands in one place: where another editor wrote it, it is written there.
  const isOther =
    textOf(within(label, "attrs", "text", "text")) === null && within(label, "attrs", "label") !== undefined;
  const named = { ...label, attrs: laid(label.attrs, isOther ? "label" : "text", { text: said }) };
  return { labels: said || labels.length > 1 ? labels.toSpliced(place, 1, named) : [] };
}

/** An object with one of its members laid over. */
const laid = (value: unknown, name: string, over: Record<string, unknown>): Record<string, unknown> => {
  const all = isObject(value) ? value : {};
  return { ...all, [name]: { ...(isObject(all[name]) ? all[name] : {}), ...over } };
};

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;

/** Where an element lies; null for a flow. */
export function boxOf(cell: Cell): Box | null {
  const kind = kindOf(cell);
  if (kind === "flow") return null;
  return {
    x: numberOf(within(cell.position, "x"), 0),
    y: numberOf(within(cell.position, "y"), 0),
    width: numberOf(within(cell.size, "width"), SIZE_OF[kind].width),
    height: numberOf(within(cell.size, "height"), SIZE_OF[kind].height),
  };
}

export const withPosition = (cell: Cell, { x, y }: Point): Patch => ({
  position: { ...(isObject(cell.position) ? cell.position : {}), x, y },
});

export const withSize = (cell: Cell, { width, height }: { width: number; height: number }): Patch => ({
  size: { ...(isObject(cell.size) ? cell.size : {}), width, height },
});

function endOf(end: unknown): End {
  if (!isObject(end)) return null;
  if (typeof end.cell === "string") return { cell: end.cell, port: textOf(end.port) };
  return pointOf(end);
}

export const endsOf = (flow: Cell): { source: End; target: End } => ({
  source: endOf(flow.source),
  target: endOf(flow.target),
});

function pointOf({ x, y }: Record<string, unknown>): Point | null {
  return Number.isFinite(x) && Number.isFinite(y) ? { x: x as number, y: y as number } : null;
}

/** The element a flow begins or ends at; null where that end is free. */
export const cellOf = (end: End): string | null => (end && "cell" in end ? end.cell : null);

/** The bends of a flow, from its source to its target. */
export const verticesOf = (flow: Cell): Point[] =>
  (Array.isArray(flow.vertices) ? flow.vertices : []).flatMap((one) => (isObject(one) ? (pointOf(one) ?? []) : []));

/** The sides an element's ports lie on, by the name of the port; both forms of `ports` are read. */
export function sideOf(cell: Cell, port: string | null): Side | null {
  if (port === null) return null;
  const items = Array.isArray(cell.ports) ? cell.ports : within(cell.ports, "items");
  const item = Array.isArray(items) ? items.find((one) => within(one, "id") === port) : undefined;
  const group = within(item, "group") ?? port;
  return SIDES.find((side) => side === group) ?? null;
}

/** The boundary an element says it lies in. */
export const parentOf = (cell: Cell): string | null => textOf(cell.parent);

/** A pinned element stays where it is when a layout moves the others. */
export const isPinned = (cell: Cell): boolean => within(cell.data, "pinned") === true;

export const withPin = (cell: Cell, isOn: boolean): Patch => {
  return { data: { ...(isObject(cell.data) ? cell.data : {}), pinned: isOn || null } };
};

/** The member of `attrs` that carries the colour of a kind, and the name it has there. */
const COLOUR: Record<Kind, readonly [member: string, name: string]> = {
  actor: ["body", "fill"],
  process: ["body", "fill"],
  store: ["body", "fill"],
  other: ["body", "fill"],
  boundary: ["body", "stroke"],
  text: ["text", "fill"],
  flow: ["line", "stroke"],
};

const PLAIN =
  /^(none|transparent|white|black|#fff|#ffffff|#000|#000000|#333|#333333|rgb\((0, ?0, ?0|255, ?255, ?255)\))$/i;

/** The colour somebody gave a cell; null for black and white, which the theme draws in its own. */
export function colourOf(cell: Cell): string | null {
  const [member, name] = COLOUR[kindOf(cell)];
  const colour = textOf(within(cell.attrs, member, name))?.trim();
  return colour && !PLAIN.test(colour) ? colour : null;
}

/** The patch that colours a cell; null makes it plain again. */
export function withColour(cell: Cell, colour: string | null): Patch {
  const [member, name] = COLOUR[kindOf(cell)];
  return {
    attrs: laid(cell.attrs, member, {
      [name]: colour ?? (name === "fill" && member === "body" ? "#ffffff" : "#000000"),
    }),
  };
}
