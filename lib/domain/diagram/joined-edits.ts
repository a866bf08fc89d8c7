import type { CellEdit } from "./apply";
import { LIMITS, merge, type Patch } from "./cell";
import { byteLength } from "./document";
import { bothOf, completed } from "./fields";

/** Room for what a frame says around an edit's cells. */
const MOST_BYTES = LIMITS.editBytes - 2048;

/** One edit that does what these do one after the other, each cell named once; null where no single edit can. */
export function joined(edits: readonly CellEdit[]): CellEdit[] | null {
  const cells = new Map<string, CellEdit>();
  for (const edit of edits) {
    const before = cells.get(edit.id);
    if (!before) cells.set(edit.id, edit);
    else if (before.operation === "remove") {
      // What was removed and is drawn anew may lie elsewhere.
      if (edit.operation !== "remove") return null;
    } else if (edit.operation !== "remove") {
      const both = over(before, edit.data);
      if (!both) return null;
      cells.set(edit.id, both);
    }
    // What came and went within one step was never there.
    else if (before.operation === "add") cells.delete(edit.id);
    else cells.set(edit.id, edit);
  }
  return [...cells.values()];
}

function over(before: Exclude<CellEdit, { operation: "remove" }>, data: Patch): CellEdit | null {
  if (before.operation === "add") return { ...before, data: merge(before.data, completed(data, before.data)) };
  const both = bothOf(before.data, data);
  return both && { ...before, data: both };
}

/** The same in pieces that a frame can hold each. */
export function inFrames(cells: readonly CellEdit[]): CellEdit[][] {
  const frames: CellEdit[][] = [];
  let frame: CellEdit[] = [];
  let bytes = 0;
  for (const cell of cells) {
    const more = byteLength(JSON.stringify(cell)) + 1;
    if (frame.length > 0 && (frame.length === LIMITS.cellsOfEdit || bytes + more > MOST_BYTES)) {
      frames.push(frame);
      frame = [];
      bytes = 0;
    }
    frame.push(cell);
    bytes += more;
  }
  if (frame.length > 0) frames.push(frame);
  return frames;
}
