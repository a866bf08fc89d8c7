import type { Around } from "@/lib/domain/diagram/around";
import type { Cell } from "@/lib/domain/diagram/cell";
import { isFlow, kindOf } from "@/lib/domain/diagram/read-cell";

export type ElementLine = { cell: Cell; depth: number };

/**
 * The rows of the outline: what lies outside of all boundaries first, then each boundary with what it holds right below, one step
 * deeper; flows in the order of the canvas. `sought`: only what has this in its name.
 */
export function linesOf(
  cells: ReadonlyMap<string, Cell>,
  order: readonly string[],
  around: Around,
  nameOf: (cell: Cell) => string,
  sought: string,
): { elements: ElementLine[]; flows: Cell[] } {
  const all = order.flatMap((id) => cells.get(id) ?? []);
  const words = sought.trim().toLocaleLowerCase();
  const isSought = (cell: Cell) => words === "" || nameOf(cell).toLocaleLowerCase().includes(words);
  const inside = new Map<string | null, Cell[]>();
  for (const cell of all) {
    if (isFlow(cell)) continue;
    const holder = around.boundaryOf(cell.id);
    inside.set(holder, [...(inside.get(holder) ?? []), cell]);
  }
  const elements: ElementLine[] = [];
  const seen = new Set<string>();
  const put = (holder: string | null, depth: number) => {
    // Boundaries come after what stands beside them, so that what they hold is not read as theirs.
    const here = inside.get(holder) ?? [];
    for (const cell of [
      ...here.filter((one) => kindOf(one) !== "boundary"),
      ...here.filter((one) => kindOf(one) === "boundary"),
    ]) {
      if (seen.has(cell.id)) continue;
      seen.add(cell.id);
      elements.push({ cell, depth });
      put(cell.id, depth + 1);
    }
  };
  put(null, 0);
  // Two boundaries that say to hold each other hang on nothing.
  for (const cell of all) {
    if (isFlow(cell) || seen.has(cell.id)) continue;
    seen.add(cell.id);
    elements.push({ cell, depth: 0 });
    put(cell.id, 1);
  }
  return {
    elements: elements.filter(({ cell }) => isSought(cell)),
    flows: all.filter((cell) => isFlow(cell) && isSought(cell)),
  };
}
