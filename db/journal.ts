import type { Actor } from "../lib/domain/actor";
import type { Db } from "./client";

/** One thing that changed: what it was and what it became, without secrets. `target` is the noun, `id` its key. */
export type Change = { target: string; id: number | string; before?: unknown; after?: unknown };

/** A statement takes at most 65,535 values. */
const ROWS_A_STATEMENT = 2_000;

/** Writes the rows of one version in the transaction that made it. */
export async function writeJournal(
  db: Db,
  owner: number,
  version: number,
  method: string,
  actor: Actor,
  changes: readonly Change[],
): Promise<void> {
  const rows = changes.map((change, n) => ({
    owner_uid: owner,
    version,
    n,
    actor_uid: actor.uid,
    door: actor.door,
    token_id: actor.token?.id ?? null,
    method,
    target: change.target,
    target_id: String(change.id),
    before: change.before === undefined ? null : JSON.stringify(change.before),
    after: change.after === undefined ? null : JSON.stringify(change.after),
  }));
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await db
      .insertInto("journal")
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .execute();
  }
}
