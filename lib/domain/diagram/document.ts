import { type Cell, LIMITS } from "./cell";

/** A cell where it lies: between the one below and the one above. `text` is its JSON, as it is stored and sent. */
type Entry = { cell: Cell; text: string; bytes: number; below: Entry | null; above: Entry | null };

/**
 * All cells of a diagram from the lowest to the highest. A chain beside a map, so that no change costs more in a large diagram than in a
 * small one; each cell's JSON is made once.
 */
export class Document {
  readonly #entries = new Map<string, Entry>();
  #lowest: Entry | null = null;
  #highest: Entry | null = null;
  #bytes = 0;

  static of(cells: readonly Cell[]): Document {
    const document = new Document();
    for (const cell of cells) document.put(cell, null);
    return document;
  }

  get count(): number {
    return this.#entries.size;
  }

  /** Bytes of all cells as JSON. */
  get bytes(): number {
    return this.#bytes;
  }

  get(id: string): Cell | undefined {
    return this.#entries.get(id)?.cell;
  }

  /** The id of the cell right above, or null for the highest. */
  above(id: string): string | null {
    return this.#entries.get(id)?.above?.cell.id ?? null;
  }

  /** Replaces the cell where it lies; a new one goes right under `under`, or on top where that is null or not there. */
  put(cell: Cell, under: string | null): void {
    const text = JSON.stringify(cell);
    const bytes = byteLength(text);
    const known = this.#entries.get(cell.id);
    if (known) {
      this.#bytes += bytes - known.bytes;
      Object.assign(known, { cell, text, bytes });
      return;
    }
    const above = (under === null ? undefined : this.#entries.get(under)) ?? null;
    const below = above ? above.below : this.#highest;
    const entry: Entry = { cell, text, bytes, below, above };
    if (below) below.above = entry;
    else this.#lowest = entry;
    if (above) above.below = entry;
    else this.#highest = entry;
    this.#entries.set(cell.id, entry);
    this.#bytes += bytes;
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    if (entry.below) entry.below.above = entry.above;
    else this.#lowest = entry.above;
    if (entry.above) entry.above.below = entry.below;
    else this.#highest = entry.below;
    this.#entries.delete(id);
    this.#bytes -= entry.bytes;
  }

  *[Symbol.iterator](): Generator<Cell> {
    for (let entry = this.#lowest; entry; entry = entry.above) yield entry.cell;
  }

  cells(): Cell[] {
    return [...this];
  }

  /** The cells as one JSON array: what is stored, and what a newcomer is sent. */
  encoded(): string {
    const texts: string[] = [];
    for (let entry = this.#lowest; entry; entry = entry.above) texts.push(entry.text);
    return `[${texts.join(",")}]`;
  }

  copy(): Document {
    return Document.of(this.cells());
  }
}

/** UTF-8 bytes of a text, on a server and in a browser alike. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    if (code > 0x7ff) bytes += 2;
    else if (code > 0x7f) bytes += 1;
    // The two halves of a pair make four bytes together.
    if (code >= 0xd800 && code <= 0xdfff) bytes -= 1;
  }
  return bytes;
}

/** May one more cell be added, and so many bytes? */
export const hasRoom = (document: Document, cells: number, bytes: number): boolean =>
  document.count + cells <= LIMITS.cells && document.bytes + bytes <= LIMITS.diagramBytes;
