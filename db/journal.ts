import type { CompiledQuery } from "kysely";
import type { Actor } from "../lib/domain/actor";
import type { Db } from "./client";

/** One thing that changed: what it was and what it became, without secrets. `target` is the noun, `id` its key. */
export type Change = { target: string; id: number | string; before?: unknown; after?: unknown };

/** A statement takes at most 65,535 values. */
const ROWS_A_STATEMENT = 2_000;

/** The statements that write the rows of one version; they belong into the transaction that makes it. */
export function journalStatements(
  at: Db,
  owner: number,
  version: number,
  method: string,
  actor: Actor,
  changes: readonly Change[],
): CompiledQuery[] {
  if (changes.length === 0) return [];
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
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, part) =>
    rows.slice(part * ROWS_A_STATEMENT, (part + 1) * ROWS_A_STATEMENT),
  );
  return parts.map((part) => at.insertInto("journal").values(part).compile());
}
