import type { CompiledMessage } from "icu-minify/format";

const accents: Record<string, string> = {
  a: "àá",
  e: "èé",
  i: "ìí",
  o: "òó",
  u: "ùú",
  y: "ýý",
  A: "ÀÁ",
  E: "ÈÉ",
  I: "ÌÍ",
  O: "ÒÓ",
  U: "ÙÚ",
  Y: "ÝÝ",
  c: "ç",
  n: "ñ",
  s: "š",
  z: "ž",
  C: "Ç",
  N: "Ñ",
  S: "Š",
  Z: "Ž",
};

/**
 * A compiled message with its text accented and about 40 % longer, its arguments and tags kept. Of a compiled message only
 * strings in text places are text: `[name]`, `[name, kind, options]`, `[tag, ...children]` begin with a name.
 */
export function pseudo(message: CompiledMessage): CompiledMessage {
  if (typeof message === "string") return longer(message);
  return (message as Part[]).map(part) as CompiledMessage;
}

type Part = string | number | [name: string, ...rest: unknown[]];
type Options = Record<string, CompiledMessage>;

function part(one: Part): Part {
  if (typeof one === "string") return longer(one);
  if (typeof one === "number") return one;
  const [name, kind, ...rest] = one;
  if (kind === undefined) return one;
  if (typeof kind !== "number" || kind === 0) return [name, ...[kind, ...rest].map((child) => part(child as Part))];
  const [options] = rest;
  if (kind > 3 || typeof options !== "object") return one;
  const branches = Object.entries(options as Options).map(([key, branch]) => [key, branchOf(branch)]);
  return [name, kind, Object.fromEntries(branches)];
}

const branchOf = (branch: CompiledMessage | number) => (typeof branch === "number" ? branch : pseudo(branch));

const longer = (text: string): string => text.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter);
