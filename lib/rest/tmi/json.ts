import { Declined } from "./declined";

const MAX_DEPTH = 32;
const MAX_ITEMS = 1_000;
const MAX_TEXT = 10_000;
const MAX_KEYS = 1_000_000;
/** Halves of a character, and the zero one: no database keeps them. As `JSON.stringify` writes them, behind an even number of backslashes. */
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
const BAD_KEY = "__proto__";

/**
 * JSON as TMI reads it: no key twice in one object, nothing nested beyond 32 (S-63), no key that is no key (S-80). Lists are of a
 * thousand at most and texts of ten thousand characters, but where a `diagram` is read: that has ten thousand cells, and its picture is
 * one text; the operation judges those.
 */
export function readJson(body: Buffer, what: "fields" | "diagram" = "fields"): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    value = JSON.parse(text);
  } catch {
    throw unreadable("The body is not JSON.");
  }
  judgeKeys(text);
  if (what === "fields") judgeSizes(value);
  if (text.includes("\\u") && UNKEEPABLE.test(JSON.stringify(value))) throw unreadable("The body has half characters.");
  return value;
}

/** The body as an object, whose values nobody has looked at yet. */
export function readObject(body: Buffer, what?: "diagram"): Record<string, unknown> {
  const value = readJson(body, what);
  if (!value || typeof value !== "object" || Array.isArray(value)) throw unreadable("The body is not a JSON object.");
  return value as Record<string, unknown>;
}

const unreadable = (why: string) => new Declined(400, "invalid_input", why);

function judgeSizes(value: unknown): void {
  if (typeof value === "string" && value.length > MAX_TEXT)
    throw unreadable(`A text is of ${MAX_TEXT} characters at most.`);
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value) && value.length > MAX_ITEMS) throw unreadable(`A list is of ${MAX_ITEMS} at most.`);
  for (const inner of Object.values(value)) judgeSizes(inner);
}

/** Runs over text that is known to be JSON: a string before a colon is a key of the innermost object. */
function judgeKeys(text: string): void {
  const open: (Set<string> | null)[] = [];
  let keys = 0;
  for (const [token, colon] of tokensOf(text)) {
    if (token === "{" || token === "[") {
      if (open.push(token === "{" ? new Set() : null) > MAX_DEPTH) throw unreadable("The body is nested too deeply.");
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (colon) {
      const key = JSON.parse(token) as string;
      const seen = open.at(-1)!;
      if (seen!.has(key)) throw unreadable(`The key ${key.slice(0, 100)} is there twice.`);
      if (key === BAD_KEY || ++keys > MAX_KEYS) throw unreadable("The body has keys that are not allowed.");
      seen!.add(key);
    }
  }
}

function* tokensOf(text: string): Generator<[token: string, isKey: boolean]> {
  const sign = /["{}[\]]/g;
  const rest = /(?:[^"\\]|\\.)*"(\s*:)?/y;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    const [token] = found;
    if (token !== '"') {
      yield [token, false];
      continue;
    }
    const from = found.index;
    rest.lastIndex = sign.lastIndex;
    const [whole = "", colon = ""] = rest.exec(text)!;
    sign.lastIndex += whole.length;
    if (colon) yield [text.slice(from, sign.lastIndex - colon.length), true];
  }
}
