import { type Edit, type Replacement, replay } from "../lib/domain/diagram/apply";
import type { Cell } from "../lib/domain/diagram/cell";
import { Document } from "../lib/domain/diagram/document";
import type { Db } from "./client";
import { findSnapshot, readAfter } from "./diagram-log";

/**
 * A diagram's cells as of `seq`. `unsaved`: how many cells were edited after the snapshot they were read from; `text` is that snapshot
 * where there were none.
 */
export type Drawn = { document: Document; seq: number; unsaved: number; text: string | null };

/** Longer than any tail a diagram should have. */
const LONGEST_TAIL = 100_000;

/** The snapshot, and what was edited after it. */
export async function readDocument(at: Db, owner: number, diagram: string): Promise<Drawn> {
  const { seq: snapshot, cells } = await findSnapshot(at, owner, diagram);
  let document = Document.of(JSON.parse(cells) as Cell[]);
  let seq = snapshot;
  let unsaved = 0;
  for (const logged of await readAfter(at, owner, diagram, snapshot, LONGEST_TAIL)) {
    const edit = JSON.parse(logged.edit) as Edit | Replacement;
    document = replay(document, edit);
    seq = logged.seq;
    unsaved += edit.cells.length;
  }
  return { document, seq, unsaved, text: seq === snapshot ? cells : null };
}
