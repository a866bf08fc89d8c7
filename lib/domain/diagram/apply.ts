/**
 * The model, whole. A diagram is a pure function of its edits: `apply` takes the document and one edit and says what becomes of it, the
 * same on the server and in every browser. An edit names cells: add one, lay fields over one (**update**: what it leaves out stays, null
 * takes away, last writer wins field by field; see fields.ts), remove one. In canonical form an update says the members it changes whole,
 * so that the log is read by laying members over members. All of an edit happens or nothing. It is refused only where it must be: nothing
 * in it can be kept, or it speaks of a cell that is gone. What is gone already may be removed, what is there already may be added.
 * Sources: tmi.md 7.1-7.2, D23; that removing what is gone and adding what is there are taken, and that a cell brought back
 * lies where it lay (`under`): 2026-11-22.
 */
import {
  type Cell,
  canonicalCell,
  canonicalPatch,
  isCellId,
  isObject,
  LIMITS,
  merge,
  type Patch,
  Refused,
} from "./cell";
import { Document, type Encoded, encode, hasRoom } from "./document";
import { differences, type Fields } from "./fields";

/** One cell's part in an edit. `under`: the cell above which a new one must not lie; TMI's clients do not know it. */
export type CellEdit =
  | { id: string; operation: "add"; data: Cell; under?: string }
  | { id: string; operation: "update"; data: Patch }
  | { id: string; operation: "remove" };

/** An edit in canonical form: the wire's own words, so that what is applied, stored and sent is one text. */
export type Edit = { type: "patch"; cells: CellEdit[] };

/** All cells at once, as REST puts them: written in the log, and never taken back. */
export type Replacement = { type: "replace"; cells: Cell[] };

/** What one cell's part found: the fields it changed as they were (null: not there), a whole cell it took away, or nothing. */
export type Before =
  | { id: string; was: "absent" }
  | { id: string; was: "changed"; members: Fields }
  | { id: string; was: "there"; cell: Cell; under: string | null };

/** A cell as it was and will be (null: not there), this also encoded where it is another. */
type Change = { was: Cell | null; after: Cell | null; encoded: Encoded | null };

/**
 * What an edit does to a document: the canonical edit, what it finds, and what becomes of each cell. An edit that came in canonical form
 * is the very same object.
 */
export type Applied = { edit: Edit; before: Before[]; changes: Map<string, Change> };

/**
 * Lays an edit over the document. The edit is as it came from outside, or canonical; `taken` is canonical against this document.
 * A refused edit changes nothing.
 */
export function apply(document: Document, edit: unknown): Applied | Refused {
  const planned = plan(document, edit);
  if (!(planned instanceof Refused)) commit(document, planned);
  return planned;
}

/** The document after an edit of the log; asks nothing again, because the log has only what was taken, in canonical form. */
export function replay(document: Document, edit: Edit | Replacement): Document {
  if (edit.type === "replace") return Document.of(edit.cells);
  for (const part of edit.cells) {
    if (part.operation === "remove") document.remove(part.id);
    else if (part.operation === "add") document.put(part.data, part.under ?? null);
    else {
      const current = document.get(part.id);
      if (!current) throw new Error(`The log holds an edit of a cell that is not there: ${part.id}.`);
      document.put(merge(current, part.data), null);
    }
  }
  return document;
}

/** What `apply` would do; changes nothing. */
export function plan(document: Document, edit: unknown): Applied | Refused {
  const parts = partsOf(edit);
  if (parts instanceof Refused) return parts;
  const cells: CellEdit[] = [];
  const before: Before[] = [];
  const changes: Applied["changes"] = new Map();
  let bytes = 0;
  let added = 0;
  let isAsSaid = Object.keys(edit as object).length === 2;
  for (const part of parts) {
    // TMI's rule for a cell named twice: the first counts.
    if (changes.has(part.id)) {
      isAsSaid = false;
      continue;
    }
    const current = document.get(part.id);
    const planned = planPart(part, current, document, changes);
    if (planned instanceof Refused) return planned;
    const { taken, after } = planned;
    let encoded: Encoded | null = null;
    if (after && after !== current) {
      encoded = encode(after);
      if (encoded.bytes > LIMITS.cellBytes) {
        return invalid("cell_too_large", "A cell is larger than 64 KiB.", part.id);
      }
      bytes += encoded.bytes;
      if (!current) added += 1;
    }
    if (taken !== part) isAsSaid = false;
    cells.push(taken);
    before.push(planned.before);
    changes.set(part.id, { was: current ?? null, after, encoded });
  }
  if ((bytes > 0 || added > 0) && !hasRoom(document, added, bytes)) {
    return invalid("diagram_full", `A diagram holds at most ${LIMITS.cells} cells and 16 MiB.`);
  }
  return { edit: isAsSaid ? (edit as Edit) : { type: "patch", cells }, before, changes };
}

/** Makes the document what `plan` said. */
export function commit(document: Document, { edit, changes }: Applied): void {
  for (const part of edit.cells) {
    const { after, encoded } = changes.get(part.id)!;
    if (!after) document.remove(part.id);
    // One that stays as it is has nothing new.
    else if (encoded) document.put(after, part.operation === "add" ? (part.under ?? null) : null, encoded);
  }
}

/** Makes the document what it was before the edit, to the byte; the edit must be the last one applied. */
export function revert(document: Document, { before, changes }: Applied): void {
  for (const [id, { was }] of changes) if (was === null) document.remove(id);
  for (const { id, under } of fromTheTop(before)) document.put(changes.get(id)!.was!, under);
  for (const { was } of changes.values()) if (was) document.put(was, null);
}

type Gone = Extract<Before, { was: "there" }>;

/** The cells an edit took away, each after the one it lay under: in this order they go back to where they were. */
export function fromTheTop(before: readonly Before[]): Gone[] {
  const gone = new Map(before.flatMap((one) => (one.was === "there" ? [[one.id, one] as const] : [])));
  const order = new Set<Gone>();
  for (const one of gone.values()) {
    const chain: Gone[] = [];
    for (let next: Gone | undefined = one; next && !order.has(next); next = gone.get(next.under ?? ""))
      chain.push(next);
    for (const next of chain.reverse()) order.add(next);
  }
  return [...order];
}

type Part = { id: string; operation: unknown; data?: unknown; under?: unknown };

/** An edit from outside as a list of parts that name cells; what each says is judged against its cell. */
function partsOf(edit: unknown): Part[] | Refused {
  if (!isObject(edit) || edit.type !== "patch") {
    return new Refused("invalid_operation_type", "invalid_operation_type", "An operation is of type patch.");
  }
  const { cells } = edit;
  if (!Array.isArray(cells) || cells.length === 0) {
    return new Refused("empty_operation", "empty_cell_operations", "An operation names at least one cell.");
  }
  if (cells.length > LIMITS.cellsOfEdit) {
    return invalid("too_many_cells", `An operation names at most ${LIMITS.cellsOfEdit} cells.`);
  }
  for (const part of cells) {
    if (!isObject(part) || !isCellId(part.id)) return invalid("invalid_cell_id", "A cell is named by a UUID.");
  }
  return cells as Part[];
}

type Planned = { taken: CellEdit; before: Before; after: Cell | null };

function planPart(
  part: Part,
  current: Cell | undefined,
  document: Document,
  changes: Applied["changes"],
): Planned | Refused {
  const { id, operation, data } = part;
  if (operation === "remove") {
    const before: Before = current
      ? { id, was: "there", cell: current, under: document.above(id) }
      : { id, was: "changed", members: {} };
    return { taken: isBare(part, 2) ? (part as CellEdit) : { id, operation }, before, after: null };
  }
  if (operation !== "add" && operation !== "update") {
    return invalid("invalid_cell_operation", "A cell is added, updated or removed.", id);
  }
  if (!isObject(data)) return invalid(`${operation}_requires_cell_data`, `To ${operation} a cell takes its data.`, id);
  if (current) return planUpdate(part, data, current);
  if (operation === "update") {
    return new Refused("conflict_detected", "update_nonexistent_cell", "The cell is not there any more.", [id]);
  }
  const cell = canonicalCell(id, data);
  if (cell instanceof Refused) return cell;
  const before: Before = { id, was: "absent" };
  if (cell === data && isBare(part, 3)) return { taken: part as CellEdit, before, after: cell };
  const isThere = isCellId(part.under) && (changes.get(part.under)?.after ?? document.get(part.under));
  const under = isThere ? { under: part.under as string } : {};
  return { taken: { id, operation, data: cell, ...under }, before, after: cell };
}

/** Does it say nothing beside its so many members? */
const isBare = (part: Part, members: number): boolean => Object.keys(part).length === members;

function planUpdate(part: Part, said: Patch, current: Cell): Planned | Refused {
  const { id } = part;
  const patch = canonicalPatch(id, said, current);
  if (patch instanceof Refused) return patch;
  if (patch.shape === null) return invalid("shape", "A cell keeps a shape.", id);
  const members = differences(patch, current, Object.keys(patch));
  const after = Object.keys(members).length > 0 ? merge(current, patch) : current;
  const before: Before = { id, was: "changed", members };
  const isWhole = patch === said && patch.id === id && patch.shape !== undefined;
  if (isWhole && part.operation === "update" && isBare(part, 3)) return { taken: part as CellEdit, before, after };
  // The contract's cells always say their id and shape.
  const data = isWhole ? patch : { id, shape: current.shape, ...patch };
  return { taken: { id, operation: "update", data }, before, after };
}

/** Did the edit change anything? */
export const changesAnything = (before: readonly Before[]): boolean =>
  before.some((found) => found.was !== "changed" || Object.keys(found.members).length > 0);

const invalid = (detail: string, message: string, id?: string) =>
  new Refused("validation_failed", detail, message, id ? [id] : []);
