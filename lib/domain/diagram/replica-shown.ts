import type { Applied, CellEdit } from "./apply";
import { type Cell, same } from "./cell";
import type { Document } from "./document";

export type Shown = { cells: ReadonlyMap<string, Cell>; order: readonly string[] };

/** What a window shows of a document; the same objects for what is the same, so that only what changed is drawn again. */
export class Showing {
  #shown: Shown;
  /** Cells to look at again; null for all. */
  #touched: Set<string> | null = new Set();
  #isReordered = false;

  constructor(cells: readonly Cell[]) {
    this.#shown = { cells: new Map(cells.map((cell) => [cell.id, cell])), order: cells.map(({ id }) => id) };
  }

  of(document: Document): Shown {
    if (this.#touched === null || this.#touched.size > 0) this.#look(document);
    return this.#shown;
  }

  #look(document: Document): void {
    const before = this.#shown.cells;
    const ids = this.#touched ?? new Set([...before.keys(), ...document.cells().map(({ id }) => id)]);
    this.#touched = new Set();
    let cells: Map<string, Cell> | null = null;
    for (const id of ids) {
      const was = before.get(id);
      const is = document.get(id);
      if (was === is || (was && is && same(was, is))) continue;
      cells ??= new Map(before);
      if (is) cells.set(id, is);
      else cells.delete(id);
    }
    const order = this.#isReordered ? document.cells().map(({ id }) => id) : this.#shown.order;
    this.#isReordered = false;
    const isOrdered = order.length === this.#shown.order.length && order.every((id, n) => id === this.#shown.order[n]);
    if (cells || !isOrdered) this.#shown = { cells: cells ?? before, order: isOrdered ? this.#shown.order : order };
  }

  /** An edit was laid on, or taken off. */
  marks({ changes }: Applied): void {
    for (const [id, { was, after }] of changes) {
      this.#touched?.add(id);
      if ((was === null) !== (after === null)) this.#isReordered = true;
    }
  }

  /** An edit of the log was laid down. */
  hears(cells: readonly CellEdit[]): void {
    for (const { id, operation } of cells) {
      this.#touched?.add(id);
      if (operation !== "update") this.#isReordered = true;
    }
  }

  /** Everything may be another. */
  forgets(): void {
    this.#touched = null;
    this.#isReordered = true;
  }
}
