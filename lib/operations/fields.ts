import { z } from "zod";

/**
 * The kinds of parameter operations take. Each is strict about the value itself; `wire` tells a text-only door how to
 * read one out of a query string or form (lib/rest/platform/read.ts) and changes nothing for typed callers.
 */
export type Wire = "int" | "ints" | "text" | "texts" | "flag" | "json" | "date";

const wires = z.registry<{ wire: Wire }>();
const wired = <T extends z.ZodType>(wire: Wire, schema: T): T => {
  wires.add(schema, { wire });
  return schema;
};

const known = new WeakMap<z.ZodType, Wire>();

/** How a door reads this field; text when nothing is said. */
export function wireOf(schema: z.ZodType): Wire {
  let wire = known.get(schema);
  if (wire === undefined) {
    let inner: z.ZodType = schema;
    while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
    wire = wires.get(inner)?.wire ?? "text";
    // Told of every request's every field: looking it up anew is a third of what reading them costs.
    known.set(schema, wire);
  }
  return wire;
}

const MAX_INT = Number.MAX_SAFE_INTEGER;
/** Has this text at most so many characters? One has never fewer UTF-16 units than that. */
const fits = (text: string, max: number) => text.length <= max || [...text].length <= max;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused (S-85)
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all but tab and line ends
const PROSE_CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const wellFormed = (text: string) => !CONTROL.test(text) && !/[\ud800-\udfff]/u.test(text);

/** An identifier: 1 to 2^53-1 (S-86). */
export const id = () => wired("int", z.number().int().min(1).max(MAX_INT));
export const count = (max: number) => wired("int", z.number().int().min(0).max(max));
export const ids = (max = 1000) => wired("ints", z.array(z.number().int().min(1).max(MAX_INT)).max(max));
export const flag = () => wired("flag", z.boolean());

/** One line of a person's text: NFC, no control characters, at most `max` code points (S-85). Empty is allowed. */
export const text = (max = 255) =>
  wired(
    "text",
    z
      .string()
      .overwrite((value) => value.normalize("NFC"))
      .refine(wellFormed, "control characters are not allowed")
      .refine((value) => fits(value, max), `longer than ${max} characters`),
  );
/** As `text`, trimmed and not empty. */
export const name = (max = 255) =>
  wired(
    "text",
    text(max)
      .overwrite((value) => value.trim())
      .refine((value) => value.length > 0, "empty"),
  );
/** Text of several lines, at most `max` code points. */
export const prose = (max: number) =>
  wired(
    "text",
    z
      .string()
      .refine((value) => !PROSE_CONTROL.test(value) && value.isWellFormed(), "control characters are not allowed")
      .refine((value) => fits(value, max), `longer than ${max} characters`),
  );
/** A secret, exactly as typed (S-34). */
export const secret = (max = 1024) => wired("text", z.string().min(1).max(max));
export const texts = (max = 1000) => wired("texts", z.array(text(255)).max(max));
/** A JSON text that the operation reads itself (`resources`). */
export const json = () => wired("json", z.unknown().nonoptional());
/** `yyyy-MM-dd HH:mm:ss`, UTC. */
export const date = () => wired("date", z.date());

export const uuid = () => wired("text", z.string().regex(UUID, "a UUID is expected").toLowerCase());
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A name of a closed list; doors accept any letter case, the ordinal, or `NAME(n)`. */
export const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values);

/** Whose account is meant: the actor's own when absent (vap.md A.1). A selector, never proof (S-09). */
export const ownerUid = () => id().optional();
