import type { z } from "zod";
import { invalid } from "../../domain/refusal";
import { wireOf } from "../../operations/fields";
import type { PlainRequest } from "../plain";

/**
 * Reads the platform's parameters: query string, form and JSON body together, every value a text or a list of texts, with
 * the tolerances real clients rely on (vap.md section 0, D21). Nothing here knows a method; the operation's own schema says
 * what each parameter is.
 */
export type Parameters = Map<string, unknown[]>;

const MAX_DEPTH = 32;
const MAX_ITEMS = 1000;
const MAX_TEXT = 10_000;
const MAX_KEYS = 500;

/** Refusals: invalid, naming `body` for a body that cannot be read. */
export function readParameters(request: PlainRequest): Parameters {
  const parameters: Parameters = new Map();
  const add = (name: string, value: unknown) => {
    if (value === null || value === undefined) return;
    const list = parameters.get(name);
    if (list) list.push(value);
    else if (parameters.size < MAX_KEYS) parameters.set(name, [value]);
    else throw invalid("body", "too many parameters");
  };
  const question = request.url.indexOf("?");
  if (question >= 0) addForm(request.url.slice(question + 1), add);
  if (request.body.length > 0) addBody(request, add);
  return parameters;
}

function addForm(text: string, add: (name: string, value: string) => void): void {
  // `id=` is how clients of forms say nothing; only JSON can send an empty text and mean it.
  for (const [name, value] of new URLSearchParams(text)) if (value !== "") add(name, value);
}

function addBody(request: PlainRequest, add: (name: string, value: unknown) => void): void {
  const type = String(request.headers["content-type"] ?? "")
    .split(";")[0]!
    .trim()
    .toLowerCase();
  const text = decode(request.body);
  if (type === "application/json" || (type === "" && text.trimStart().startsWith("{"))) {
    const body = parseJson(text);
    if (!body || typeof body !== "object" || Array.isArray(body)) throw invalid("body", "not a JSON object");
    for (const [name, value] of Object.entries(body)) add(name, value);
  } else if (type === "application/x-www-form-urlencoded" || type === "") {
    addForm(text, add);
  } else if (type === "text/plain" && text.trim() === "") {
    return;
  } else {
    throw invalid("body", "send application/x-www-form-urlencoded or application/json");
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw invalid("body", "not UTF-8");
  }
}

/** JSON within limits (S-63). Own keys named `__proto__` are refused rather than dropped, so that nothing is half read (S-80). */
export function parseJson(text: string, field = "body"): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(field, "not JSON");
  }
  measure(value, field, 0);
  return value;
}

function measure(value: unknown, field: string, depth: number): void {
  if (typeof value === "string" && value.length > MAX_TEXT) throw invalid(field, "a text is too long");
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_DEPTH) throw invalid(field, "nested too deeply");
  const entries = Object.entries(value);
  if (entries.length > MAX_ITEMS) throw invalid(field, "too many elements");
  for (const [key, inner] of entries) {
    if (key === "__proto__") throw invalid(field, "not an allowed key");
    measure(inner, field, depth + 1);
  }
}

/** The values an operation's schema asks for, each read as its kind says; whatever else was sent is ignored. */
export function pick(shape: Record<string, z.ZodType>, parameters: Parameters): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const field in shape) {
    const sent = parameters.get(field);
    if (!sent) continue;
    const schema = shape[field]!;
    const plainText = wireOf(schema) === "text" && !choicesOf(schema);
    const values = plainText ? sent : sent.filter((value) => value !== "");
    if (values.length === 0) continue;
    const value = readers[wireOf(schema)](values, field, schema);
    if (value !== undefined) input[field] = value;
  }
  return input;
}

/** A switch that no schema names. Refusal: invalid. */
export const isTrue = (parameters: Parameters, field: string): boolean =>
  toFlag(only(parameters.get(field)!, field), field);

type Reader = (values: unknown[], field: string, schema: z.ZodType) => unknown;

const readers: Record<ReturnType<typeof wireOf>, Reader> = {
  int: (values, field) => toInt(only(values, field), field),
  ints: (values, field) => toList(values, field).map((value) => toInt(value, field)),
  texts: (values, field) => toList(values, field).map((value) => toText(value, field)),
  text: (values, field, schema) => toChoice(toText(only(values, field), field), schema),
  flag: (values, field) => toFlag(only(values, field), field),
  date: (values, field) => toDate(toText(only(values, field), field), field),
  json: (values, field) => {
    const value = only(values, field);
    return typeof value === "string" ? parseJson(value, field) : value;
  },
};

/** A scalar sent twice with different values is refused: which one was meant is a guess (S-45). */
function only(values: unknown[], field: string): unknown {
  const [first, ...others] = values;
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first) && String(other) !== String(first))) {
    throw invalid(field, "sent twice with different values");
  }
  return first;
}

/** Plain decimal digits, 1 to 2^53-1: `1e3`, ` 1`, `01` and `1.5` are refused (S-86). Zero and below reach the schema. */
function toInt(value: unknown, field: string): number {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^-?(0|[1-9]\d{0,15})$/.test(text)) throw invalid(field);
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw invalid(field);
  return number;
}

function toText(value: unknown, field: string): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") throw invalid(field);
  if (value.length > MAX_TEXT) throw invalid(field, "too long");
  return value;
}

function toFlag(value: unknown, field: string): boolean {
  const text = String(value).toLowerCase();
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw invalid(field);
}

function toDate(text: string, field: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?Z?$/.exec(text);
  const date = match ? new Date(`${match[1]}T${match[2] ?? "00:00:00"}Z`) : null;
  // A day such as 31 February would roll over into March.
  if (!date || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(match![1]!)) throw invalid(field);
  return date;
}

/** What a text holds that is more than one name. */
const LISTED = /[[\],;"']/;

/** Lists come as repeated keys, JSON arrays, Python lists, or texts cut by `,` or `;` (D21). */
function toList(values: unknown[], field: string): unknown[] {
  const items = values.flatMap((value) => {
    if (Array.isArray(value)) return value;
    if (typeof value !== "string") return [value];
    const text = value.trim();
    if (text.length > 100_000) throw invalid(field, "too long");
    if (!LISTED.test(text)) return text === "" ? [] : text;
    const inner = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
    return inner
      .split(/[,;]/)
      .map((item) => item.trim().replace(/^(["'])(.*)\1$/, "$2"))
      .filter((item) => item !== "");
  });
  if (items.length > MAX_ITEMS) throw invalid(field, "too many elements");
  return items;
}

/** An enum by name in any letter case, by ordinal, or as `NAME(ordinal)`; anything else is left for the schema to refuse. */
function toChoice(text: string, schema: z.ZodType): string {
  const names = choicesOf(schema);
  if (!names) return text;
  const trimmed = text.trim();
  if (/^\d{1,3}$/.test(trimmed)) return names[Number(trimmed)] ?? text;
  const bare = /^([A-Za-z0-9_]+)(?:\((\d{1,3})\))?$/.exec(trimmed);
  const at = names.findIndex((name) => name.toLowerCase() === bare?.[1]?.toLowerCase());
  return at >= 0 && (bare?.[2] === undefined || Number(bare[2]) === at) ? names[at]! : text;
}

const choices = new WeakMap<z.ZodType, readonly string[] | null>();

function choicesOf(schema: z.ZodType): readonly string[] | null {
  if (!choices.has(schema)) {
    let inner = schema as z.ZodType & { unwrap?: () => z.ZodType; options?: unknown };
    while (typeof inner.unwrap === "function") inner = inner.unwrap();
    choices.set(schema, Array.isArray(inner.options) ? (inner.options as string[]) : null);
  }
  return choices.get(schema)!;
}
