/**
 * JSON in which what many answers share is written once and then copied: an object that says of itself that it never changes
 * leaves a mark where it stands, and its text takes the mark's place.
 */
const texts = new WeakMap<object, string>();
/** What left a mark in the text being written; null while nobody writes. */
let marked: object[] | null = null;

// No text of ours holds NUL, which the doors refuse and the database cannot keep.
const MARK = "\0once ";
const WRITTEN = /"\\u0000once (\d+)"/g;

/** Says of an object that it never changes from now on. Everybody else who writes JSON sees it as it is. */
export const writtenOnce = <T extends object>(thing: T): T =>
  Object.defineProperty(thing, "toJSON", { value: leaveMark });

function leaveMark(this: object): unknown {
  return marked ? MARK + (marked.push(this) - 1) : this;
}

/** `JSON.stringify`, faster where much of it was written before. */
export function write(value: unknown): string {
  const here: object[] = [];
  marked = here;
  let text: string;
  try {
    text = JSON.stringify(value);
  } finally {
    marked = null;
  }
  return here.length === 0 ? text : text.replace(WRITTEN, (mark, n) => (here[n] ? textOf(here[n]) : mark));
}

function textOf(thing: object): string {
  let text = texts.get(thing);
  if (text === undefined) {
    text = JSON.stringify(thing);
    texts.set(thing, text);
  }
  return text;
}
