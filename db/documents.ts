import { type Edit, type Replacement, replay } from "../lib/domain/diagram/apply";
import { Document } from "../lib/domain/diagram/document";
import { type Db, statement } from "./client";

/**
 * A diagram's cells as of `seq`. `unsaved`: how many cells were edited after the snapshot they were read from; `text` is that snapshot
 * where there were none.
 */
export type Drawn = { document: Document; seq: number; unsaved: number; text: string | null };

/** The snapshot, and what was edited after it, as of one moment. */
export async function readDocument(at: Db, owner: number, diagram: string): Promise<Drawn> {
  let document = new Document();
  let seq = 0;
  let unsaved = 0;
  let text: string | null = null;
  for (const row of await snapshotAndTail(at, owner, diagram)) {
    seq = row.seq;
    if (row.whole) {
      text = row.cells;
      document = Document.stored(text);
      continue;
    }
    const edit = JSON.parse(row.cells) as Edit | Replacement;
    document = replay(document, edit);
    unsaved += edit.cells.length;
    text = null;
  }
  return { document, seq, unsaved, text };
}

const snapshotAndTail = statement<{ seq: number; cells: string; whole: boolean }>(`
  with snapshot as materialized (select seq, cells from diagram_snapshot where owner_uid = $1 and diagram_id = $2)
  select seq, cells, true as whole from snapshot
  union all
  select seq, edit, false from diagram_edit
  where owner_uid = $1 and diagram_id = $2 and seq > coalesce((select seq from snapshot), 0)
  order by seq`);
