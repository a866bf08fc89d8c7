import type { Box, Point } from "./read-cell";

/** A line that shows on what something was aligned: where it stands, and from where to where it runs. */
export type Guide = { axis: "x" | "y"; at: number; from: number; to: number };

const GRID = 10;

/** The lines of a box that others are brought onto, along one axis. */
const linesOf = (low: number, size: number): [number, number, number] => [low, low + size / 2, low + size];

/**
 * How much more to move a box so that it stands in line with one of the others, no further than `reach`; along an axis where none is
 * near it comes onto the grid.
 */
export function snapped(box: Box, others: readonly Box[], reach: number): { by: Point; guides: Guide[] } {
  const x = nearest(
    linesOf(box.x, box.width),
    others.map((one) => linesOf(one.x, one.width)),
    reach,
  );
  const y = nearest(
    linesOf(box.y, box.height),
    others.map((one) => linesOf(one.y, one.height)),
    reach,
  );
  const by = { x: x?.by ?? onGrid(box.x) - box.x, y: y?.by ?? onGrid(box.y) - box.y };
  const moved = { ...box, x: box.x + by.x, y: box.y + by.y };
  const guides: Guide[] = [];
  if (x)
    guides.push({ axis: "x", at: x.at, ...span(moved.y, moved.height, others[x.other]!.y, others[x.other]!.height) });
  if (y)
    guides.push({ axis: "y", at: y.at, ...span(moved.x, moved.width, others[y.other]!.x, others[y.other]!.width) });
  return { by, guides };
}

export const onGrid = (value: number): number => Math.round(value / GRID) * GRID;

const span = (a: number, sizeA: number, b: number, sizeB: number) => ({
  from: Math.min(a, b),
  to: Math.max(a + sizeA, b + sizeB),
});

function nearest(mine: readonly number[], others: readonly (readonly number[])[], reach: number) {
  let found: { by: number; at: number; other: number } | null = null;
  for (const [other, lines] of others.entries()) {
    for (const at of lines) {
      for (const line of mine) {
        const by = at - line;
        if (Math.abs(by) <= reach && (!found || Math.abs(by) < Math.abs(found.by))) found = { by, at, other };
      }
    }
  }
  return found;
}
