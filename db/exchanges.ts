import type { Db } from "./client";
import type { ExchangeRow } from "./schema";

export async function addExchange(
  tx: Db,
  row: Pick<ExchangeRow, "owner_uid" | "hash" | "kind" | "expires_at"> &
    Partial<Pick<ExchangeRow, "sign_in_id" | "callback" | "challenge">>,
): Promise<void> {
  await tx
    .insertInto("exchange")
    .values({ sign_in_id: null, callback: "", challenge: "", ...row, spent_at: null })
    .execute();
}

/** The secret kept under this hash, spent and expired ones too. */
export async function findExchange(at: Db, uid: number, hash: string): Promise<ExchangeRow | null> {
  const row = await at
    .selectFrom("exchange")
    .selectAll()
    .where("owner_uid", "=", uid)
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row ?? null;
}

/** Spends it for the sign-in it opens or renews. */
export async function spendExchange(tx: Db, uid: number, hash: string, signInId: number, now: Date): Promise<void> {
  await tx
    .updateTable("exchange")
    .set({ spent_at: now, sign_in_id: signInId })
    .where("owner_uid", "=", uid)
    .where("hash", "=", hash)
    .execute();
}

/** Forgets those that nobody can hand in any more, and whose reuse would say nothing. */
export async function forgetOldExchanges(tx: Db, uid: number, before: Date): Promise<void> {
  await tx.deleteFrom("exchange").where("owner_uid", "=", uid).where("expires_at", "<", before).execute();
}
