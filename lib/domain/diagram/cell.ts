import { completed } from "./fields";
import { isObject } from "./json";

export { isObject, same } from "./json";

/**
 * One node or edge of a diagram. `id` and `shape` are all that must be there; every other member is kept as it came, because editors
 * send more than any schema says (tmi.md section 4). In canonical form shapes have one spelling, geometry is nested in `position` and
 * `size` (grid points), and no member is null: null is how an update takes a member away.
 */
export type Cell = { id: string; shape: string; [member: string]: unknown };

/** Members to lay over a cell; null takes one away. */
export type Patch = Record<string, unknown>;

/** Why an edit is not taken. `code` is of the contract's closed list; `detail` is finer, `cells` are the ids at fault. */
export class Refused {
  constructor(
    readonly code:
      | "validation_failed"
      | "conflict_detected"
      | "no_state_change"
      | "invalid_operation_type"
      | "empty_operation",
    readonly detail: string,
    readonly message: string,
    readonly cells: readonly string[] = [],
  ) {}
}

export const LIMITS = {
  /** Cells in a diagram, and cells one edit may name. */
  cells: 10_000,
  cellsOfEdit: 500,
  /** Levels of nesting in a cell, itself the first. */
  depth: 16,
  /** Bytes of one edit, of one cell, and of all cells of a diagram, as JSON. */
  editBytes: 50 * 1024,
  cellBytes: 64 * 1024,
  diagramBytes: 16 * 1024 * 1024,
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SHAPE = /^[a-z][a-z0-9-]{0,63}$/;
const SPELLINGS = new Map([
  ["textbox", "text-box"],
  ["edge", "flow"],
]);
const FARTHEST = 1_000_000_000;

/** In the old generation's word for what connects two nodes: what is called otherwise is a node to its clients. */
export const cellOf2025 = <T extends { shape?: unknown }>(cell: T): T =>
  cell.shape === "flow" ? { ...cell, shape: "edge" } : cell;

export const isCellId = (id: unknown): id is string => typeof id === "string" && UUID.test(id);

/**
 * The cell that a full description stands for, or why it cannot be one. Refused is only what could not be kept or drawn: no id, no
 * shape, a number that is none, a nesting without end.
 */
export function canonicalCell(id: string, data: Record<string, unknown>): Cell | Refused {
  const patch = canonicalPatch(id, data);
  if (patch instanceof Refused) return patch;
  if (typeof patch.shape !== "string") return bad(id, "shape", "A cell needs a shape.");
  const isWhole = patch.id === id && !Object.values(patch).includes(null);
  return (isWhole ? patch : withoutNulls({ id, ...patch })) as Cell;
}

/**
 * What an update may lay over a cell, in canonical form: flat geometry completes the nested one of `current`, and what holds fields has
 * all of them. What is canonical already is the very same object, its id included.
 */
export function canonicalPatch(id: string, data: Record<string, unknown>, current?: Cell): Patch | Refused {
  if (data.id !== undefined && data.id !== id) return bad(id, "id", "The data is that of another cell.");
  const flaw = flawIn(data, 1);
  if (flaw) return bad(id, flaw, "The cell nests too deeply, or holds a number or name that cannot be kept.");
  let patch: Patch = data;
  if (data.shape !== undefined) {
    const shape = SPELLINGS.get(String(data.shape)) ?? data.shape;
    if (typeof shape !== "string" || !SHAPE.test(shape)) return bad(id, "shape", "A shape is a lower-case name.");
    if (shape !== data.shape) patch = { ...data, shape };
  }
  patch = folded(patch, "position", "x", "y", current);
  patch = folded(patch, "size", "width", "height", current);
  if (!isGeometry(patch.position, "x", "y", -FARTHEST)) return bad(id, "position", "A position is two numbers.");
  if (!isGeometry(patch.size, "width", "height", 0)) return bad(id, "size", "A size is two numbers, not below 0.");
  return completed(patch, current);
}

/** Moves two flat numbers into the nested member; what the patch does not say stays as the cell has it. */
function folded(patch: Patch, into: "position" | "size", one: string, other: string, current?: Cell): Patch {
  const said = patch[into];
  const nested = isObject(said) ? said : undefined;
  const kept = nested || one in patch || other in patch ? current?.[into] : undefined;
  const before = isObject(kept) ? kept : undefined;
  if (!(one in patch) && !(other in patch)) {
    if (!nested || !before || Object.keys(before).every((name) => Object.hasOwn(nested, name))) return patch;
    return { ...patch, [into]: { ...before, ...nested } };
  }
  const { [one]: a, [other]: b, ...rest } = patch;
  const flat = Object.entries({ [one]: a, [other]: b }).filter(([, value]) => value !== undefined && value !== null);
  // A nested member said whole wins over what stood there; said in part, it completes it.
  if (flat.length > 0 || (nested && current)) rest[into] = { ...before, ...Object.fromEntries(flat), ...nested };
  return rest;
}

function isGeometry(value: unknown, one: string, other: string, least: number): boolean {
  if (value === undefined || value === null) return true;
  return isObject(value) && isWithin(value[one], least) && isWithin(value[other], least);
}

const isWithin = (number: unknown, least: number): boolean =>
  typeof number === "number" && number >= least && number <= FARTHEST;

/** The first thing in a JSON value that cannot be kept; null for none. `__proto__` would be another's prototype somewhere. */
function flawIn(value: unknown, depth: number): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : "number";
  if (typeof value !== "object" || value === null) return null;
  if (depth > LIMITS.depth) return "depth";
  if (Array.isArray(value)) {
    for (const inner of value) {
      const flaw = flawIn(inner, depth + 1);
      if (flaw) return flaw;
    }
    return null;
  }
  for (const name of Object.keys(value)) {
    if (name === "__proto__") return "name";
    const flaw = flawIn((value as Patch)[name], depth + 1);
    if (flaw) return flaw;
  }
  return null;
}

/** The cell with a canonical patch laid over it, member by member at the top; the order of members stays. */
export function merge(cell: Cell, patch: Patch): Cell {
  const merged: Cell = { ...cell };
  for (const member of Object.keys(patch)) {
    const value = patch[member];
    if (value === null) delete merged[member];
    else merged[member] = value;
  }
  return merged;
}

const withoutNulls = (cell: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(cell).filter(([, value]) => value !== null && value !== undefined));

const bad = (id: string, detail: string, message: string) => new Refused("validation_failed", detail, message, [id]);

/** All cells of a diagram in canonical form, from the lowest to the highest; refused as a whole where one of them cannot be kept. */
export function canonicalCells(cells: readonly unknown[]): Cell[] | Refused {
  if (cells.length > LIMITS.cells) return new Refused("validation_failed", "diagram_full", "Too many cells.");
  const seen = new Set<string>();
  const canonical: Cell[] = [];
  for (const data of cells) {
    if (!isObject(data) || !isCellId(data.id)) {
      return new Refused("validation_failed", "invalid_cell_id", "A cell is named by a UUID.");
    }
    if (seen.has(data.id)) return bad(data.id, "twice", "A cell is there twice.");
    seen.add(data.id);
    const cell = canonicalCell(data.id, data);
    if (cell instanceof Refused) return cell;
    canonical.push(cell);
  }
  return canonical;
}
