import type { Cell } from "./cell";
import { mixed } from "./mixed";

const known = new WeakMap<Cell, string>();

/**
 * Sixteen hexadecimal digits of a diagram: the same wherever the same cells lie in the same order, whatever the order of their members.
 * Not for secrets. Each cell is looked at once.
 */
export function checksumOf(cells: Iterable<Cell>): string {
  let all = "";
  for (const cell of cells) {
    const one = known.get(cell) ?? digits(JSON.stringify(sorted(cell)));
    known.set(cell, one);
    all += one;
  }
  return digits(all);
}

const digits = (text: string): string =>
  mixed(text)
    .map((half) => half.toString(16).padStart(8, "0"))
    .join("");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, sorted(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
