import fs from "node:fs";
import path from "node:path";
import { one } from "./one";

/**
 * How far each owner's journal has got, in a file beside the database and not within it: whoever cuts a journal in the database, down
 * to its signed head of an earlier day, is found out by it. A line an owner and time; the last one counts.
 */
type Seen = { seq: number; hash: string };

const FILE = "journal-heads";
const book = one("witness", () => ({ file: null as string | null, seen: new Map<number, Seen>() }));

/** Opens the file of this directory, or a new one, and leaves one line for each owner in it. */
export function openWitness(dir: string): void {
  fs.mkdirSync(dir, { recursive: true });
  book.file = path.join(dir, FILE);
  book.seen = readWitness(dir);
  const fresh = `${book.file}.new`;
  fs.writeFileSync(fresh, [...book.seen].map(([owner, seen]) => lineOf(owner, seen)).join(""), { mode: 0o600 });
  fs.renameSync(fresh, book.file);
}

/** Remembers where a chain ended when it was last at work here. */
export function saw(owner: number, { seq, hash }: Seen): void {
  if (!book.file || seq === 0 || book.seen.get(owner)?.seq === seq) return;
  book.seen.set(owner, { seq, hash });
  fs.appendFile(book.file, lineOf(owner, { seq, hash }), () => {});
}

/** Keyed by owner. */
export function readWitness(dir: string): Map<number, Seen> {
  const seen = new Map<number, Seen>();
  const file = path.join(dir, FILE);
  if (!fs.existsSync(file)) return seen;
  for (const line of fs.readFileSync(file, "utf8").split("\n")) {
    const [owner, seq, hash] = line.split(" ");
    if (owner && seq && hash) seen.set(Number(owner), { seq: Number(seq), hash });
  }
  return seen;
}

const lineOf = (owner: number, { seq, hash }: Seen) => `${owner} ${seq} ${hash}\n`;
