import { type Cell, same } from "./cell";

/**
 * What became of a diagram. `members`: the names of those a cell has otherwise now, or has gained or lost. `order`: of those that are in
 * both, some lie above others that they lay below.
 */
export type Comparison = {
  added: Cell[];
  removed: Cell[];
  changed: { before: Cell; after: Cell; members: string[] }[];
  order: boolean;
};

/** Two states of a diagram, each from the lowest cell to the highest. */
export function compare(before: readonly Cell[], after: readonly Cell[]): Comparison {
  const was = new Map(before.map((cell) => [cell.id, cell]));
  const is = new Map(after.map((cell) => [cell.id, cell]));
  const changed: Comparison["changed"] = [];
  for (const cell of after) {
    const old = was.get(cell.id);
    const members = old ? membersThatDiffer(old, cell) : [];
    if (old && members.length > 0) changed.push({ before: old, after: cell, members });
  }
  const kept = before.filter(({ id }) => is.has(id));
  const stays = after.filter(({ id }) => was.has(id));
  return {
    added: after.filter(({ id }) => !was.has(id)),
    removed: before.filter(({ id }) => !is.has(id)),
    changed,
    order: kept.some(({ id }, n) => stays[n]!.id !== id),
  };
}

const membersThatDiffer = (one: Cell, other: Cell): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !same(one[name], other[name])).sort();
