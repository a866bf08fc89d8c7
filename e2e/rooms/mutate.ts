/** Random and mutated messages, the same for the same seed. */
export type Dice = () => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(dice: Dice, from: readonly T[]): T => from[Math.floor(dice() * from.length)]!;

const deep = (depth: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n++) value = n % 2 ? [value] : { a: value };
  return value;
};
const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0.5,
  1e308,
  2 ** 53,
  Number.MAX_VALUE,
  "",
  "x",
  "\u0000",
  "\ud800",
  "\u202e",
  "𝒳".repeat(100),
  "x".repeat(5_000),
  [],
  {},
  [[]],
  "__proto__",
  "constructor",
  { __proto__: null, constructor: { prototype: 1 } },
  "null",
  "NaN",
  "' or 1=1 --",
  "00000000-0000-0000-0000-000000000000",
  deep(10),
  deep(40),
  Array.from({ length: 600 }, () => 1),
  "2026-11-22",
];

const nasty = (dice: Dice): unknown => structuredClone(pick(dice, NASTY));

/** A valid message with one to four places of it changed, at random. */
export function mutated(dice: Dice, message: object): string {
  const copy = structuredClone(message);
  for (let n = Math.ceil(dice() * 4); n > 0; n--) change(dice, copy as Record<string, unknown>);
  let text = JSON.stringify(copy);
  const how = dice();
  if (how < 0.1) text = text.slice(0, Math.floor(dice() * text.length));
  else if (how < 0.2) text = spoilt(dice, text);
  else if (how < 0.25) text = text.replace(":", `:${pick(dice, ["NaN", "1e999", "-", "[[[[[[", '"\\ud800"'])},"x":`);
  else if (how < 0.3) text = `{"message_type":${JSON.stringify(nasty(dice))},${text.slice(1)}`;
  return text;
}

function change(dice: Dice, at: Record<string, unknown>): void {
  const keys = Object.keys(at);
  const key = pick(dice, keys.length ? keys : ["message_type"]);
  const value = at[key];
  if (typeof value === "object" && value !== null && dice() < 0.7) {
    change(dice, value as Record<string, unknown>);
    return;
  }
  const how = dice();
  if (how < 0.5) at[key] = nasty(dice);
  else if (how < 0.7) delete at[key];
  else if (how < 0.85)
    Object.defineProperty(at, pick(dice, ["__proto__", "toString", "id", "data", "x"]), {
      value: nasty(dice),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else at[key] = [value, value];
}

function spoilt(dice: Dice, text: string): string {
  const at = Math.floor(dice() * text.length);
  const junk = String.fromCharCode(Math.floor(dice() * 0x300));
  return text.slice(0, at) + junk + text.slice(at + Math.floor(dice() * 4));
}

/** Bytes that are not a message at all. */
export const noise = (dice: Dice): Buffer =>
  Buffer.from(Array.from({ length: Math.floor(dice() * 200) }, () => Math.floor(dice() * 256)));
