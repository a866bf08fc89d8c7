import type { Db } from "./client";
import { saveDue, saveEnd } from "./ends";
import type { TokenRow } from "./schema";

export async function addToken(
  tx: Db,
  row: Omit<TokenRow, "created_at" | "last_used_at" | "last_ip" | "request_id" | "ends_told"> & {
    request_id?: string | null;
  },
): Promise<void> {
  await tx
    .insertInto("token")
    .values({ request_id: null, ...row, last_used_at: null })
    .execute();
  await saveEnd(tx, row.owner_uid, "token", row.id, row.expires_at);
  await pointAt(tx, row.owner_uid, row.id, row.hash);
}

/** The account's tokens in the order they were made, expired ones too; `ids` null means all. */
export async function tokensOf(at: Db, uid: number, ids: readonly number[] | null): Promise<TokenRow[]> {
  return at
    .selectFrom("token")
    .selectAll()
    .where("owner_uid", "=", uid)
    .$if(ids !== null, (q) => q.where("id", "in", [0, ...ids!]))
    .orderBy("id")
    .execute();
}

export async function findToken(at: Db, uid: number, id: number): Promise<TokenRow | undefined> {
  return (await tokensOf(at, uid, [id]))[0];
}

export async function saveToken(
  tx: Db,
  uid: number,
  id: number,
  change: Partial<Pick<TokenRow, "description" | "template" | "methods" | "resources" | "expires_at">>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable("token").set(change).where("owner_uid", "=", uid).where("id", "=", id).execute();
  if (change.expires_at) await saveEnd(tx, uid, "token", id, change.expires_at);
}

/** Gives the token a new secret; the old one opens nothing from the commit on. */
export async function replaceSecret(
  tx: Db,
  uid: number,
  id: number,
  secret: Pick<TokenRow, "hash" | "last4" | "expires_at">,
): Promise<void> {
  await dropPointers(tx, uid, [id]);
  await tx
    .updateTable("token")
    .set({ ...secret, last_used_at: null, last_ip: "" })
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .execute();
  await saveEnd(tx, uid, "token", id, secret.expires_at);
  await pointAt(tx, uid, id, secret.hash);
}

export async function deleteTokens(tx: Db, uid: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await dropPointers(tx, uid, ids);
  await tx.deleteFrom("token").where("owner_uid", "=", uid).where("id", "in", ids).execute();
  await saveDue(tx, uid);
}

const pointAt = (tx: Db, uid: number, id: number, hash: string) =>
  tx.insertInto("directory_key").values({ hash, kind: "token", owner_uid: uid, id }).execute();

const dropPointers = (tx: Db, uid: number, ids: readonly number[]) =>
  tx
    .deleteFrom("directory_key")
    .where("owner_uid", "=", uid)
    .where("kind", "=", "token")
    .where("id", "in", ids)
    .execute();
