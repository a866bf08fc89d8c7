import type { CellEdit } from "./apply";
import { aroundOf } from "./around";
import type { Cell, Patch } from "./cell";
import { type Box, boxOf, kindOf, type Point, SIZE_OF, withPosition } from "./read-cell";

/** What a person does in one go, as the edits it takes. */
type Cells = ReadonlyMap<string, Cell>;

const GRID = 10;
/** Between what is placed without a pointer, and below the name of a boundary. */
const GAP = 40;

/**
 * Removes these and the flows that hang on them; what a boundary held stays. `back` brings all of it back to where it lay, for as long
 * as it is gone.
 */
export function removalOf(
  cells: Cells,
  order: readonly string[],
  ids: readonly string[],
): { edits: CellEdit[]; back: CellEdit[] } {
  const around = aroundOf(cells);
  const gone = new Set(
    ids.flatMap((id) => [id, ...around.into(id), ...around.outOf(id)]).filter((id) => cells.has(id)),
  );
  const edits = [...gone].map((id): CellEdit => ({ id, operation: "remove" }));
  const back: CellEdit[] = [];
  // From the top, so that what each lay under is there again.
  for (let n = order.length - 1; n >= 0; n--) {
    const data = gone.has(order[n]!) && cells.get(order[n]!);
    const above = order[n + 1];
    if (data) back.push({ id: data.id, operation: "add", data, ...(above ? { under: above } : {}) });
  }
  return { edits, back };
}

/** Moves one to a point; what it says to hold comes along. */
export function moveTo(cells: Cells, id: string, to: Point): CellEdit[] {
  const cell = cells.get(id);
  const box = cell && boxOf(cell);
  if (!cell || !box) return [];
  const [dx, dy] = [to.x - box.x, to.y - box.y];
  if (dx === 0 && dy === 0) return [];
  return [id, ...(kindOf(cell) === "boundary" ? heldBy(cells, id) : [])].map((one) => {
    const { x, y } = boxOf(cells.get(one)!)!;
    return update(one, withPosition(cells.get(one)!, { x: x + dx, y: y + dy }));
  });
}

/** Puts one into a boundary, or out of all: where it lies outside of it, it moves to a free place. */
export function putInto(cells: Cells, id: string, boundary: string | null): CellEdit[] {
  const cell = cells.get(id);
  const box = cell && boxOf(cell);
  if (!cell || !box || boundary === id || (boundary && heldBy(cells, id).includes(boundary))) return [];
  const lies = aroundOf(new Map([...cells].map(([one, said]) => [one, { ...said, parent: null }]))).boundaryOf(id);
  const moves = lies === boundary ? [] : moveTo(cells, id, freePlace(without(cells, id), box, boundary));
  const place = moves.find((move) => move.id === id);
  const parent = update(id, { ...(place?.operation === "update" ? place.data : {}), parent: boundary });
  return [parent, ...moves.filter((move) => move.id !== id)];
}

/** Where something of this size lies free: inside the boundary, or right of everything. */
export function freePlace(
  cells: Cells,
  size: { width: number; height: number } = SIZE_OF.process,
  boundary: string | null = null,
): Point {
  const holder = boundary === null ? undefined : cells.get(boundary);
  const within = holder ? boxOf(holder) : null;
  const taken = [...cells.values()].flatMap((cell) => (kindOf(cell) === "boundary" ? [] : (boxOf(cell) ?? [])));
  if (within) {
    for (let y = within.y + GAP; y + size.height <= within.y + within.height; y += GRID * 2) {
      for (let x = within.x + GAP / 2; x + size.width <= within.x + within.width; x += GRID * 2) {
        if (!taken.some((box) => isNear(box, { x, y, ...size }))) return { x, y };
      }
    }
    return { x: within.x + GAP / 2, y: within.y + GAP };
  }
  const all = [...cells.values()].flatMap((cell) => boxOf(cell) ?? []);
  if (all.length === 0) return { x: 80, y: 80 };
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const top = Math.min(...all.map(({ y }) => y));
  return { x: onGrid(right + GAP), y: onGrid(top) };
}

const isNear = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + GRID &&
  b.x < a.x + a.width + GRID &&
  a.y < b.y + b.height + GRID &&
  b.y < a.y + a.height + GRID;

const onGrid = (value: number): number => Math.ceil(value / GRID) * GRID;

/** Everything that lies in a boundary, also inside of those it holds. */
function heldBy(cells: Cells, boundary: string): string[] {
  const around = aroundOf(cells);
  const isIn = (id: string): boolean => {
    for (
      let holder = around.boundaryOf(id), depth = 0;
      holder && depth < 16;
      holder = around.boundaryOf(holder), depth++
    )
      if (holder === boundary) return true;
    return false;
  };
  return [...cells.keys()].filter((id) => id !== boundary && boxOf(cells.get(id)!) !== null && isIn(id));
}

const without = (cells: Cells, id: string): Cells => new Map([...cells].filter(([one]) => one !== id));

const update = (id: string, data: Patch): CellEdit => ({ id, operation: "update", data });
