import { canonicalCells, isObject, Refused } from "../diagram/cell";
import { listOf, textOf } from "./members";
import { LONGEST_NAME, type Members, type Read, Unreadable } from "./whole";

export const TYPE = "DFD-1.0.0";

export const isCellsFile = (file: unknown): boolean =>
  isObject(file) && file.type === TYPE && Array.isArray(file.cells);

/** One diagram as the API and our own export tell it: its cells. */
export function readCellsFile(file: Members): Read | Unreadable {
  const cells = canonicalCells(listOf(file.cells));
  if (cells instanceof Refused) return new Unreadable(cells.detail === "diagram_full" ? "too-large" : "broken");
  const name = textOf(file.name).slice(0, LONGEST_NAME);
  const description = textOf(file.description) || null;
  const drawing = { name, description, cells, threats: [], aside: {} };
  return { whole: { name, description: null, diagrams: [drawing], aside: {} }, remarks: [] };
}
