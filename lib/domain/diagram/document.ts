import { type Cell, LIMITS } from "./cell";

/**
 * A cell where it lies: between the one below and the one above. `text` is its JSON, as it is stored and sent, and `bytes` how long that
 * is; made when they are asked for.
 */
type Entry = { cell: Cell; text: string | null; bytes: number; below: Entry | null; above: Entry | null };

/** A cell's JSON and its length, where somebody has made it already. */
export type Encoded = { text: string; bytes: number };

const UNKNOWN = -1;

/**
 * All cells of a diagram from the lowest to the highest. A chain beside a map, so that no change costs more in a large diagram than in a
 * small one; each cell's JSON is made once at most.
 */
export class Document {
  /** Cells that nobody has looked at yet, as they are stored. */
  #stored: string | null = null;
  readonly #known = new Map<string, Entry>();
  #lowest: Entry | null = null;
  #highest: Entry | null = null;
  #bytes = 0;

  static of(cells: readonly Cell[]): Document {
    const document = new Document();
    for (const cell of cells) document.put(cell, null);
    return document;
  }

  /** From what `encoded` gave once; read when somebody looks, because most who open a diagram only show it. */
  static stored(text: string): Document {
    const document = new Document();
    document.#stored = text;
    return document;
  }

  get #entries(): Map<string, Entry> {
    if (this.#stored !== null) this.#read(this.#stored);
    return this.#known;
  }

  #read(stored: string): void {
    this.#stored = null;
    for (const cell of JSON.parse(stored) as Cell[]) this.#link(entryOf(cell, null), null);
    // All but the brackets and commas.
    this.#bytes = byteLength(stored) - Math.max(2, this.#known.size + 1);
  }

  get count(): number {
    return this.#entries.size;
  }

  /** Bytes of all cells as JSON. */
  get bytes(): number {
    return this.count === 0 ? 0 : this.#bytes;
  }

  get(id: string): Cell | undefined {
    return this.#entries.get(id)?.cell;
  }

  /** The id of the cell right above, or null for the highest. */
  above(id: string): string | null {
    return this.#entries.get(id)?.above?.cell.id ?? null;
  }

  /** Replaces the cell where it lies; a new one goes right under `under`, or on top where that is null or not there. */
  put(cell: Cell, under: string | null, encoded: Encoded = encode(cell)): void {
    const known = this.#entries.get(cell.id);
    this.#bytes += encoded.bytes;
    if (!known) {
      this.#link(entryOf(cell, encoded), under);
      return;
    }
    this.#bytes -= bytesOf(known);
    known.cell = cell;
    known.text = encoded.text;
    known.bytes = encoded.bytes;
  }

  #link(entry: Entry, under: string | null): void {
    const above = (under === null ? undefined : this.#known.get(under)) ?? null;
    const below = above ? above.below : this.#highest;
    entry.below = below;
    entry.above = above;
    if (below) below.above = entry;
    else this.#lowest = entry;
    if (above) above.below = entry;
    else this.#highest = entry;
    this.#known.set(entry.cell.id, entry);
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    if (entry.below) entry.below.above = entry.above;
    else this.#lowest = entry.above;
    if (entry.above) entry.above.below = entry.below;
    else this.#highest = entry.below;
    this.#known.delete(id);
    this.#bytes -= bytesOf(entry);
  }

  *#chain(): Generator<Entry> {
    if (this.#entries.size > 0) for (let entry = this.#lowest; entry; entry = entry.above) yield entry;
  }

  cells(): Cell[] {
    return Array.from(this.#chain(), ({ cell }) => cell);
  }

  /** The cells as one JSON array: what is stored, and what a newcomer is sent. */
  encoded(): string {
    return this.#stored ?? `[${Array.from(this.#chain(), textOf).join(",")}]`;
  }
}

const entryOf = (cell: Cell, encoded: Encoded | null): Entry => ({
  cell,
  text: encoded?.text ?? null,
  bytes: encoded?.bytes ?? UNKNOWN,
  below: null,
  above: null,
});

export function encode(cell: Cell): Encoded {
  const text = JSON.stringify(cell);
  return { text, bytes: byteLength(text) };
}

function textOf(entry: Entry): string {
  entry.text ??= JSON.stringify(entry.cell);
  return entry.text;
}

function bytesOf(entry: Entry): number {
  if (entry.bytes === UNKNOWN) entry.bytes = byteLength(textOf(entry));
  return entry.bytes;
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
