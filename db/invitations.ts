import { sql } from "kysely";
import type { Db } from "./client";
import type { MemberRow } from "./schema";

/** The pointer to the row an invitation's secret belongs to; the one before dies with it (S-25). */
export async function pointInvitation(at: Db, owner: number, memberId: number, hash: string): Promise<void> {
  await dropInvitation(at, owner, memberId);
  await at.insertInto("directory_invitation").values({ hash, owner_uid: owner, member_id: memberId }).execute();
}

export async function dropInvitation(at: Db, owner: number, memberId: number): Promise<void> {
  await at
    .deleteFrom("directory_invitation")
    .where("owner_uid", "=", owner)
    .where("member_id", "=", memberId)
    .execute();
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
