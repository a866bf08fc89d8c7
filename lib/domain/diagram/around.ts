import type { Cell } from "./cell";
import { type Box, boxOf, cellOf, endsOf, kindOf, parentOf } from "./read-cell";

/** What stands around each element: the boundary that holds it, and its flows. Made once for all cells. */
export type Around = {
  /** The smallest boundary that holds it, by its `parent` or by where it lies; null outside of all. */
  boundaryOf(id: string): string | null;
  /** Ids of flows. */
  into(id: string): readonly string[];
  outOf(id: string): readonly string[];
};

const NONE: readonly string[] = [];

export function aroundOf(cells: ReadonlyMap<string, Cell>): Around {
  const into = new Map<string, string[]>();
  const outOf = new Map<string, string[]>();
  const boundaries: { id: string; box: Box; area: number }[] = [];
  for (const cell of cells.values()) {
    const kind = kindOf(cell);
    if (kind === "flow") {
      const { source, target } = endsOf(cell);
      put(outOf, cellOf(source), cell.id);
      put(into, cellOf(target), cell.id);
    } else if (kind === "boundary") {
      const box = boxOf(cell);
      if (box) boundaries.push({ id: cell.id, box, area: box.width * box.height });
    }
  }
  boundaries.sort((a, b) => a.area - b.area);
  const known = new Map<string, string | null>();

  const find = (id: string): string | null => {
    const cell = cells.get(id);
    const parent = cell && parentOf(cell);
    const said = parent ? cells.get(parent) : undefined;
    if (said && kindOf(said) === "boundary") return said.id;
    const box = cell && boxOf(cell);
    if (!box) return null;
    const [x, y, area] = [box.x + box.width / 2, box.y + box.height / 2, box.width * box.height];
    const holder = boundaries.find(
      ({ id: other, box: b, area: its }) =>
        other !== id && its > area && x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height,
    );
    return holder?.id ?? null;
  };

  return {
    boundaryOf(id) {
      if (!known.has(id)) known.set(id, find(id));
      return known.get(id) ?? null;
    },
    into: (id) => into.get(id) ?? NONE,
    outOf: (id) => outOf.get(id) ?? NONE,
  };
}

function put(all: Map<string, string[]>, key: string | null, value: string): void {
  if (key === null) return;
  const known = all.get(key);
  if (known) known.push(value);
  else all.set(key, [value]);
}
