import type { ExpressionBuilder } from "kysely";
import { type Db, db } from "./client";
import type { Schema, SignInRow } from "./schema";

/**
 * A sign-in is a row, and the secret only names it (S-30). One that ends keeps its row for a while, because the device it
 * came from stays a known one (S-35); its pointer goes, so the secret opens nothing from that moment on.
 */
export type SignIn = Pick<
  SignInRow,
  "id" | "door" | "ip" | "user_agent" | "created_at" | "last_seen_at" | "confirmed_at"
>;

export async function openSignIn(
  tx: Db,
  row: Pick<SignInRow, "owner_uid" | "id" | "hash" | "door" | "ip" | "user_agent" | "expires_at" | "ends_at"> &
    Partial<Pick<SignInRow, "returns_until">>,
): Promise<void> {
  await tx.insertInto("sign_in").values(row).execute();
  await tx
    .insertInto("directory_key")
    .values({ hash: row.hash, kind: "sign-in", owner_uid: row.owner_uid, id: row.id })
    .execute();
}

/**
 * A program's sign-in goes on under a new secret: the one before opens nothing from the commit on. False where it was ended.
 */
export async function renewSignIn(
  tx: Db,
  uid: number,
  id: number,
  next: Pick<SignInRow, "hash" | "expires_at">,
  now: Date,
): Promise<boolean> {
  const renewed = await tx
    .updateTable("sign_in")
    .set({ hash: next.hash, expires_at: next.expires_at, ends_at: next.expires_at, last_seen_at: now })
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .where("returns_until", ">", now)
    .returning("id")
    .executeTakeFirst();
  if (!renewed) return false;
  await dropPointers(tx, uid, [id]);
  await tx.insertInto("directory_key").values({ hash: next.hash, kind: "sign-in", owner_uid: uid, id }).execute();
  return true;
}

/** Does this sign-in still open something, or can a refresh token bring it back? What an open socket stands on. */
export async function signInHolds(at: Db, uid: number, id: number, now: Date): Promise<boolean> {
  const row = await at
    .selectFrom("sign_in")
    .select("id")
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .where(holds(now))
    .executeTakeFirst();
  return row !== undefined;
}

/** A program's sign-in outlives its access token as long as a refresh token can be handed in. */
const holds = (now: Date) => (eb: ExpressionBuilder<Schema, "sign_in">) =>
  eb.or([eb("expires_at", ">", now), eb("returns_until", ">", now)]);

/** Sign-ins that still hold, the latest used first. */
export async function signInsOf(at: Db, uid: number, now: Date): Promise<SignIn[]> {
  return at
    .selectFrom("sign_in")
    .select(["id", "door", "ip", "user_agent", "created_at", "last_seen_at", "confirmed_at"])
    .where("owner_uid", "=", uid)
    .where(holds(now))
    .orderBy("last_seen_at", "desc")
    .orderBy("id", "desc")
    .limit(200)
    .execute();
}

/** Ends these sign-ins, or all of the account's but one; says which ended. */
export async function endSignIns(
  at: Db,
  uid: number,
  which: readonly number[] | { allBut: number | null },
  now: Date,
): Promise<number[]> {
  const ended = await at
    .updateTable("sign_in")
    .set({ expires_at: now, ends_at: now, returns_until: null })
    .where("owner_uid", "=", uid)
    .where(holds(now))
    .$if("length" in which, (q) => q.where("id", "in", [0, ...(which as number[])]))
    .$if(!("length" in which), (q) => q.where("id", "!=", (which as { allBut: number | null }).allBut ?? 0))
    .returning("id")
    .execute();
  const ids = ended.map((row) => row.id);
  await dropPointers(at, uid, ids);
  if (!("length" in which)) await dropCodes(at, uid);
  return ids;
}

/** Codes that nobody has handed in yet would open a sign-in after all others ended. */
const dropCodes = (at: Db, uid: number) =>
  at.deleteFrom("exchange").where("owner_uid", "=", uid).where("sign_in_id", "is", null).execute();

/** When the password was last given in this sign-in; null for one that has ended. */
export async function confirmedAt(at: Db, uid: number, id: number, now: Date): Promise<Date | null> {
  const row = await at
    .selectFrom("sign_in")
    .select("confirmed_at")
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row?.confirmed_at ?? null;
}

export async function confirmSignIn(uid: number, id: number, now: Date): Promise<void> {
  await db()
    .updateTable("sign_in")
    .set({ confirmed_at: now })
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .execute();
}

/** Has this account signed in from this address with this browser before? */
export async function isKnownDevice(uid: number, from: { ip: string; userAgent: string }): Promise<boolean> {
  const row = await db()
    .selectFrom("sign_in")
    .select("id")
    .where("owner_uid", "=", uid)
    .where("ip", "=", from.ip)
    .where("user_agent", "=", from.userAgent)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets sign-ins that ended long ago, and the devices they came from. */
export async function forgetOldSignIns(at: Db, uid: number, before: Date): Promise<void> {
  const old = await at
    .deleteFrom("sign_in")
    .where("owner_uid", "=", uid)
    .where("ends_at", "<", before)
    .returning("id")
    .execute();
  await dropPointers(
    at,
    uid,
    old.map((row) => row.id),
  );
}

async function dropPointers(at: Db, uid: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await at
    .deleteFrom("directory_key")
    .where("owner_uid", "=", uid)
    .where("kind", "=", "sign-in")
    .where("id", "in", ids)
    .execute();
}
