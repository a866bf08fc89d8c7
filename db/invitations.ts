import { sql } from "kysely";
import type { Db } from "./client";
import type { MemberRow, Schema } from "./schema";

/** The pointer to the row an invitation's secret belongs to; the one before dies with it (S-25). */
export async function pointInvitation(at: Db, owner: number, memberId: number, hash: string): Promise<void> {
  await closeInvitations(at, owner, [memberId], "replaced");
  await at.insertInto("directory_invitation").values({ hash, owner_uid: owner, member_id: memberId }).execute();
}

/** How long it is told what became of an invitation, in milliseconds. */
const KEPT = 90 * 86_400_000;

export type WhyClosed = Schema["directory_closed_invitation"]["why"];

/** These members' links open nothing from now on. What became of each is kept for whoever still holds it, for ninety days. */
export async function closeInvitations(
  at: Db,
  owner: number,
  memberIds: readonly number[],
  why: WhyClosed,
): Promise<void> {
  if (memberIds.length === 0) return;
  const gone = await at
    .deleteFrom("directory_invitation")
    .where("owner_uid", "=", owner)
    .where("member_id", "in", memberIds)
    .returning(["hash", "member_id"])
    .execute();
  if (gone.length === 0) return;
  const ids = gone.map((one) => one.member_id);
  const invited = await at
    .selectFrom("directory_membership")
    .select(["member_id", "email"])
    .where("owner_uid", "=", owner)
    .where("member_id", "in", ids)
    .execute();
  const emails = new Map(invited.map((one) => [one.member_id, one.email]));
  const closed = gone.map(({ hash, member_id }) => ({
    hash,
    owner_uid: owner,
    email: emails.get(member_id) ?? "",
    why,
  }));
  await at
    .deleteFrom("directory_closed_invitation")
    .where("owner_uid", "=", owner)
    .where("closed_at", "<", new Date(Date.now() - KEPT))
    .execute();
  await at
    .insertInto("directory_closed_invitation")
    .values(closed)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** What a link that opens nothing once was: closed, or open for too long. Undefined for a secret that was never ours. */
export async function findClosed(
  at: Db,
  hash: string,
): Promise<{ owner: number; email: string; why: WhyClosed | "expired" } | undefined> {
  const closed = await at
    .selectFrom("directory_closed_invitation")
    .select(["owner_uid", "email", "why"])
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (closed) return { owner: closed.owner_uid, email: closed.email, why: closed.why };
  const pointer = await at.selectFrom("directory_invitation").selectAll().where("hash", "=", hash).executeTakeFirst();
  const over =
    pointer &&
    (await at
      .selectFrom("member")
      .select("email")
      .where("owner_uid", "=", pointer.owner_uid)
      .where("id", "=", pointer.member_id)
      .where("secret_hash", "=", hash)
      .where("secret_expires_at", "<=", sql<Date>`now()`)
      .executeTakeFirst());
  return over ? { owner: pointer.owner_uid, email: over.email, why: "expired" } : undefined;
}

/** Which of these members' invitations have run out, by the database's clock (R12). */
export async function overdue(at: Db, owner: number, memberIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (memberIds.length === 0) return new Set();
  const rows = await at
    .selectFrom("member")
    .select("id")
    .where("owner_uid", "=", owner)
    .where("id", "in", memberIds)
    .where("status", "=", "PENDING")
    .where("secret_expires_at", "<=", sql<Date>`now()`)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The pending member this secret invites, judged by the database's clock (R12); undefined when spent, replaced or expired. */
export async function findInvited(at: Db, hash: string): Promise<MemberRow | undefined> {
  const pointer = await at.selectFrom("directory_invitation").selectAll().where("hash", "=", hash).executeTakeFirst();
  if (!pointer) return undefined;
  return await at
    .selectFrom("member")
    .selectAll()
    .where("owner_uid", "=", pointer.owner_uid)
    .where("id", "=", pointer.member_id)
    .where("secret_hash", "=", hash)
    .where("status", "=", "PENDING")
    .where("secret_expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
}

/** How many members an owner has, and how many of them have not answered yet. */
export async function countMembers(at: Db, owner: number): Promise<{ all: number; pending: number }> {
  const row = await at
    .selectFrom("member")
    .select((eb) => [
      eb.fn.countAll<number>().as("all"),
      eb.fn.countAll<number>().filterWhere("status", "=", "PENDING").as("pending"),
    ])
    .where("owner_uid", "=", owner)
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), pending: Number(row.pending) };
}
