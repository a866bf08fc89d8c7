import { type Cell, canonicalCell, isCellId, isObject, type Patch, Refused } from "../diagram/cell";
import { kindOf, labelOf, withLabel } from "../diagram/read-cell";
import { freeId, isEmpty, listOf, membersOf, said, textOf, without } from "./members";
import type { Members, Remark } from "./whole";

/**
 * Threat Dragon's cells are X6 cells as ours are, so all they say stays with the cell. What is spelled, named or placed otherwise is
 * noted in `data.threatDragon`, and goes back from there.
 */
export const KEPT = "threatDragon";

const SHAPES = new Map([
  ["trust-boundary-box", "security-boundary"],
  ["td-text-block", "text-box"],
  // Spelled like this by real files.
  ["trust-broundary-curve", "trust-boundary-curve"],
]);
const THEIR_SHAPES = new Map([
  ["security-boundary", "trust-boundary-box"],
  ["text-box", "td-text-block"],
]);
const TYPES = new Map([
  ["actor", "tm.Actor"],
  ["process", "tm.Process"],
  ["store", "tm.Store"],
  ["flow", "tm.Flow"],
  ["security-boundary", "tm.BoundaryBox"],
  ["text-box", "tm.Text"],
  ["trust-boundary-curve", "tm.Boundary"],
]);
const typeOf = (shape: string): string => TYPES.get(shape) ?? "tm.Text";
const OF_BOUNDARIES = ["security-boundary", "trust-boundary-curve"];
const UNKNOWN = "unknown";
const FLAT = ["x", "y", "width", "height"];

/** A cell that was read, and what its file said about threats to it. */
export type CellRead = { cell: Cell; threats: unknown[] };
/** `odd` could not be kept as cells and go back as they came. */
export type CellsRead = { cells: CellRead[]; odd: unknown[]; remarks: Remark[] };

export function readCells(theirs: readonly unknown[]): CellsRead {
  const odd: unknown[] = [];
  const remarks: Remark[] = [];
  const ids = new Map<unknown, string>();
  const taken = new Set<string>();
  const named: { one: Members; id: string }[] = [];
  for (const one of theirs) {
    if (!isObject(one)) {
      odd.push(one);
      remarks.push({ doubt: "cell", about: "", said: String(one).slice(0, 80) });
      continue;
    }
    const id = freeId(one.id, taken);
    taken.add(id);
    if (ids.has(one.id)) remarks.push({ doubt: "twice", about: nameIn(one), said: textOf(one.id) });
    else ids.set(one.id, id);
    named.push({ one, id });
  }
  // Counted from one on they say no more than the order does.
  const isPlain = named.every(({ one }, n) => one.zIndex === undefined || one.zIndex === n + 1);
  const cells: CellRead[] = [];
  for (const { one, id } of named) {
    const read = readCell(isPlain ? without(one, "zIndex") : one, id, ids, remarks);
    if (read) cells.push(read);
    else odd.push(one);
  }
  return { cells, odd, remarks };
}

const nameIn = (one: Members): string =>
  textOf(membersOf(one.data).name) || textOf(membersOf(membersOf(one.attrs).text).text) || textOf(one.shape);

function readCell(theirs: Members, id: string, ids: ReadonlyMap<unknown, string>, remarks: Remark[]): CellRead | null {
  const about = nameIn(theirs);
  const shape = shapeOf(theirs.shape);
  const isLine = isObject(theirs.source) || isObject(theirs.target);
  const { name, type, threats, hasOpenThreats: _, isTrustBoundary, ...data } = membersOf(theirs.data);
  const flat = Object.fromEntries(FLAT.filter((one) => one in theirs).map((one) => [one, theirs[one]]));
  const nulls = Object.keys(theirs).filter((one) => theirs[one] === null);
  const bare = withBody(without(theirs, "data", "threats", ...nulls, ...FLAT), ({ strokeDasharray, ...body }) =>
    strokeDasharray === null ? body : { ...body, strokeDasharray },
  );
  const drawn = canonicalCell(id, {
    ...bare,
    ...(isLine ? {} : pairs(flat)),
    id,
    shape,
    ...(isLine ? ends(theirs, ids) : {}),
  });
  if (drawn instanceof Refused) {
    remarks.push({ doubt: "cell", about, said: drawn.detail });
    return null;
  }
  const given = textOf(name);
  const isUnnamed = given !== "" && !saysLabel(drawn);
  const cell: Cell = isUnnamed ? { ...drawn, ...(withLabel(drawn, given) as Partial<Cell>) } : drawn;
  const label = labelOf(cell);
  const kept = said({
    id: theirs.id === id ? undefined : theirs.id,
    shape: theirs.shape === theirShape(shape) ? undefined : theirs.shape,
    name: name === undefined || name === label ? undefined : { name, label },
    type: type === undefined || type === typeOf(shape) ? undefined : type,
    boundary: isTrustBoundary === undefined || isTrustBoundary === isBoundary(shape) ? undefined : isTrustBoundary,
    nulls: nulls.length > 0 ? nulls : undefined,
    flat: isEmpty(flat) ? undefined : flatKept(flat, cell),
    ends: isLine ? endsKept(theirs, cell) : undefined,
    data: theirs.data === undefined || isObject(theirs.data) ? undefined : theirs.data,
    above: Array.isArray(theirs.threats) ? true : theirs.threats,
  });
  remarks.push(...remarksOn(theirs, cell, about));
  const all: Members = isEmpty(kept) ? data : { ...data, [KEPT]: kept };
  return {
    cell: isEmpty(all) ? cell : { ...cell, data: all },
    threats: [...listOf(threats), ...listOf(theirs.threats)],
  };
}

/** Is there a place for its name, even where nothing stands in it? */
const saysLabel = (cell: Cell): boolean =>
  kindOf(cell) === "flow"
    ? listOf(cell.labels).length > 0
    : ["text", "label"].some((one) => "text" in membersOf(membersOf(cell.attrs)[one])) || "label" in cell;

/** Their schema asks for a dash of every body, null for none. */
function withBody(cell: Members, change: (body: Members) => Members): Members {
  const { body } = membersOf(cell.attrs);
  return isObject(body) ? { ...cell, attrs: { ...membersOf(cell.attrs), body: said(change(body)) } } : cell;
}

const isBoundary = (shape: string): boolean => OF_BOUNDARIES.includes(shape);

function shapeOf(theirs: unknown): string {
  const shape = SHAPES.get(String(theirs)) ?? theirs;
  return typeof shape === "string" && /^[a-z][a-z0-9-]{0,63}$/.test(shape) ? shape : UNKNOWN;
}

const theirShape = (shape: string): string => THEIR_SHAPES.get(shape) ?? shape;

/** The ends of a line, by the ids that their cells have here. */
const ends = (theirs: Members, ids: ReadonlyMap<unknown, string>): Patch =>
  said({ source: end(theirs.source, ids), target: end(theirs.target, ids) });

const end = (one: unknown, ids: ReadonlyMap<unknown, string>): unknown =>
  isObject(one) && ids.has(one.cell) ? { ...one, cell: ids.get(one.cell) } : one;

/** How the cells at the ends are called there, where that is not how they are called here. */
function endsKept(theirs: Members, cell: Cell): Members | undefined {
  const kept = said({ source: endKept(theirs.source, cell.source), target: endKept(theirs.target, cell.target) });
  return isEmpty(kept) ? undefined : kept;
}

const endKept = (theirs: unknown, ours: unknown): Members | undefined =>
  isObject(theirs) && isObject(ours) && theirs.cell !== ours.cell ? { here: ours.cell, there: theirs.cell } : undefined;

function remarksOn(theirs: Members, cell: Cell, about: string): Remark[] {
  const remarks: Remark[] = [];
  if (!TYPES.has(cell.shape)) remarks.push({ doubt: "shape", about, said: String(theirs.shape) });
  if (kindOf(cell) === "flow" && cell.shape === "flow" && !(isAtCell(cell.source) && isAtCell(cell.target)))
    remarks.push({ doubt: "end", about, said: "" });
  return remarks;
}

const isAtCell = (end: unknown): boolean => isObject(end) && isCellId(end.cell);

/** The cells as Threat Dragon writes them. `threats`: what is written of the threats to a cell, and whether one of them is open. */
export function writeCells(
  cells: readonly Cell[],
  threats: (cell: Cell) => { written: Members[]; isOpen: boolean },
): Members[] {
  const ids = idsThere(cells);
  const isPlain = cells.every(({ zIndex }) => zIndex === undefined);
  return cells.map((cell, n) => writeCell(cell, ids, isPlain ? n + 1 : (cell.zIndex ?? 0), threats(cell)));
}

/** What each cell is called there; a copy of a cell, which carries the same note, keeps its own id. */
function idsThere(cells: readonly Cell[]): Map<string, unknown> {
  const used = new Set<unknown>(cells.map(({ id }) => id));
  const ids = new Map<string, unknown>();
  for (const cell of cells) {
    const { id } = membersOf(membersOf(cell.data)[KEPT]);
    const isFree = id !== undefined && !used.has(id);
    if (isFree) used.add(id);
    ids.set(cell.id, isFree ? id : cell.id);
  }
  return ids;
}

function writeCell(
  cell: Cell,
  ids: ReadonlyMap<string, unknown>,
  zIndex: unknown,
  { written, isOpen }: { written: Members[]; isOpen: boolean },
): Members {
  const kept = membersOf(membersOf(cell.data)[KEPT]);
  const label = labelOf(cell);
  const wasNamed = membersOf(kept.name);
  const isSameShape = kept.shape !== undefined && shapeOf(kept.shape) === cell.shape;
  const data = {
    ...without(membersOf(cell.data), KEPT),
    type: kept.type ?? typeOf(cell.shape),
    name: wasNamed.label === label ? wasNamed.name : label,
    isTrustBoundary: kept.boundary ?? isBoundary(cell.shape),
    hasOpenThreats: isOpen,
    ...(kept.above === true ? {} : { threats: written }),
  };
  return {
    ...Object.fromEntries(listOf(kept.nulls).map((name) => [String(name), null])),
    ...withBody(without(cell, "data"), (body) => ({ strokeDasharray: null, ...body })),
    ...flatOf(cell, membersOf(kept.flat)),
    id: ids.get(cell.id),
    shape: isSameShape ? kept.shape : theirShape(cell.shape),
    zIndex,
    ...said({
      source: endThere(cell.source, "source", kept, ids),
      target: endThere(cell.target, "target", kept, ids),
    }),
    ...(kept.above === undefined ? {} : { threats: kept.above === true ? written : kept.above }),
    data: kept.data ?? data,
  };
}

/** Half a position or size says nothing. */
const pairs = ({ x, y, width, height }: Members): Members => ({
  ...(x === undefined || y === undefined ? {} : { x, y }),
  ...(width === undefined || height === undefined ? {} : { width, height }),
});

/** Geometry that lay flat, with what it was read as. */
const flatKept = (flat: Members, cell: Cell): Members => {
  const here = geometryOf(cell);
  return Object.fromEntries(Object.entries(flat).map(([name, there]) => [name, { there, here: here[name] ?? null }]));
};

/** It is written flat again: as it came, or as it is by now. */
const flatOf = (cell: Cell, kept: Members): Members => {
  const now = geometryOf(cell);
  return Object.fromEntries(
    Object.entries(kept).map(([name, one]) => {
      const { there, here } = membersOf(one);
      return [name, (now[name] ?? null) === here ? there : now[name]];
    }),
  );
};

const geometryOf = (cell: Cell): Members => ({ ...membersOf(cell.position), ...membersOf(cell.size) });

function endThere(end: unknown, name: "source" | "target", kept: Members, ids: ReadonlyMap<string, unknown>): unknown {
  if (!isObject(end) || typeof end.cell !== "string") return end;
  const was = membersOf(membersOf(kept.ends)[name]);
  const there = ids.get(end.cell) ?? end.cell;
  return { ...end, cell: was.here === end.cell && !ids.has(end.cell) ? was.there : there };
}
