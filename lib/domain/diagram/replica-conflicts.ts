import type { CellEdit } from "./apply";
import { type Cell, type Patch, same } from "./cell";
import type { Document } from "./document";
import { differences, type Fields, fieldAt, fieldsOf, meet, patchOf } from "./fields";
import type { Shown } from "./replica-shown";

/**
 * An edit of the log as it was told. `operationId`: null where it is not said, as it is of what others do. `base`: the number its author
 * had seen; null where it is not known.
 */
export type Heard = {
  seq: number;
  by: number;
  operationId: string | null;
  base: number | null;
  cells: CellEdit[];
};

/** What somebody should know. `mine`: the fields as I had set them. */
export type Fact =
  | { is: "overridden"; cell: string; by: number; mine: Patch }
  | { is: "deleted"; cell: Cell; under: string | null; by: number };

/** How long after mine an edit of unknown base counts as made without having seen it (milliseconds). */
const UNSEEN_WITHIN = 1_500;
const REMEMBERED = 500;

/** What I set and nobody has changed since, by cell; and what others change of it without having seen it (acceptance 58). */
export class MineSet {
  readonly #cells = new Map<string, { seq: number; at: number; fields: Fields }>();

  /** An edit of mine was taken. */
  taken(cells: readonly CellEdit[], seq: number, now: number): void {
    for (const edit of cells) {
      const before = this.#cells.get(edit.id)?.fields;
      this.#cells.delete(edit.id);
      if (edit.operation === "remove") continue;
      this.#cells.set(edit.id, { seq, at: now, fields: { ...before, ...saidIn(edit.data) } });
    }
    for (const id of this.#cells.keys()) {
      if (this.#cells.size <= REMEMBERED) break;
      this.#cells.delete(id);
    }
  }

  /**
   * What of mine somebody's edit undoes without having seen it. `found`: the log's cells before it; `shown`: as they were seen here, mine
   * laid over them; `changing`: the cells of which something of mine still waits.
   */
  conflicts(
    edit: Heard,
    found: Found,
    after: Document,
    shown: Shown["cells"],
    changing: Set<string>,
    now: number,
  ): Fact[] {
    const { by, base } = edit;
    return edit.cells.flatMap(({ id, operation }): Fact[] => {
      const mine = this.#cells.get(id);
      const isSeen = !mine || (base === null ? now - mine.at > UNSEEN_WITHIN : base >= mine.seq);
      const { was, under } = found.get(id)!;
      const is = after.get(id);
      if (operation === "remove" || !was || !is) {
        this.#cells.delete(id);
        const cell = shown.get(id);
        return cell && !is && (changing.has(id) || !isSeen) ? [{ is: "deleted", cell, under, by }] : [];
      }
      if (!mine) return [];
      const theirs = Object.keys(differences(was, is, new Set([...Object.keys(was), ...Object.keys(is)])));
      const lost: Fields = {};
      for (const path of Object.keys(mine.fields)) {
        if (!theirs.some((one) => meet(one, path))) continue;
        if (!isSeen && !same(mine.fields[path] ?? null, fieldAt(is, path))) lost[path] = mine.fields[path];
        delete mine.fields[path];
      }
      return Object.keys(lost).length > 0 ? [{ is: "overridden", cell: id, by, mine: patchOf(lost) }] : [];
    });
  }
}

/** Cells before an edit, each with the one above it. */
export type Found = ReadonlyMap<string, { was: Cell | undefined; under: string | null }>;

export const foundBy = (edit: Heard, document: Document): Found =>
  new Map(edit.cells.map(({ id }) => [id, { was: document.get(id), under: document.above(id) }]));

/** What an edit says of a cell beside its name; the shape is said each time. */
export function saidIn({ id: _, shape: __, ...members }: Patch): Fields {
  return fieldsOf(members);
}
