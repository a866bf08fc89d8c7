import type { Cell } from "../diagram/cell";
import { type Box, boxOf, kindOf, parentOf, SIZE_OF } from "../diagram/read-cell";

/** Elements that a file gives no place: in a grid in their boundary, and boundaries around what they hold, side by side. */

const GAP = 40;
const TITLE = 30;
const COLUMNS = 3;

export function place(cells: readonly Cell[], known: ReadonlyMap<string, Cell>): Cell[] {
  const isPlaced = (cell: Cell) => kindOf(cell) === "flow" || cell.position !== undefined || known.has(cell.id);
  const placed = new Map(cells.filter(isPlaced).map((cell) => [cell.id, known.has(cell.id) ? cell : sized(cell)]));
  const homeless = cells.filter((cell) => !placed.has(cell.id));
  const boundaries = homeless.filter((cell) => kindOf(cell) === "boundary");
  for (const zone of [...boundaries, null]) {
    const members = homeless.filter(
      (cell) =>
        kindOf(cell) !== "boundary" &&
        (zone ? parentOf(cell) === zone.id : !boundaries.some(({ id }) => id === parentOf(cell))),
    );
    const origin = nextTo([...placed.values()]);
    for (const [n, cell] of members.entries()) placed.set(cell.id, inGrid(cell, n, origin));
    if (zone)
      placed.set(
        zone.id,
        around(
          zone,
          [...placed.values()].filter((cell) => parentOf(cell) === zone.id),
          origin,
        ),
      );
  }
  return cells.map((cell) => placed.get(cell.id) ?? cell);
}

/** A position is told with a size. */
function sized(cell: Cell): Cell {
  const kind = kindOf(cell);
  return kind === "flow" || cell.size ? cell : { ...cell, size: SIZE_OF[kind] };
}

const nextTo = (cells: readonly Cell[]): { x: number; y: number } => {
  const boxes = cells.flatMap((cell) => boxOf(cell) ?? []);
  return boxes.length === 0
    ? { x: GAP, y: GAP }
    : { x: Math.max(...boxes.map((box) => box.x + box.width)) + 2 * GAP, y: Math.min(...boxes.map((box) => box.y)) };
};

function inGrid(cell: Cell, n: number, { x, y }: { x: number; y: number }): Cell {
  const kind = kindOf(cell);
  const size = kind === "flow" ? SIZE_OF.process : SIZE_OF[kind];
  const [column, row] = [n % COLUMNS, Math.floor(n / COLUMNS)];
  const position = {
    x: x + GAP + column * (size.width + 2 * GAP),
    y: y + GAP + TITLE + row * (size.height + 2 * GAP),
  };
  return { ...cell, position, size: cell.size ?? size };
}

function around(zone: Cell, members: readonly Cell[], origin: { x: number; y: number }): Cell {
  const boxes: Box[] = members.flatMap((cell) => boxOf(cell) ?? []);
  if (boxes.length === 0) return { ...zone, position: origin, size: zone.size ?? SIZE_OF.boundary };
  const x = Math.min(...boxes.map((box) => box.x)) - GAP;
  const y = Math.min(...boxes.map((box) => box.y)) - GAP - TITLE;
  const width = Math.max(...boxes.map((box) => box.x + box.width)) + GAP - x;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + GAP - y;
  return { ...zone, position: { x, y }, size: { width, height } };
}
