import type { Db } from "./client";
import { closeInvitations } from "./invitations";

/** Pointers from a person to the owners they work with; the member row is read again after each (R5). */
export type Pointer = { owner_uid: number; member_id: number };

/** Owners with whom this uid has a bound membership, in any state but gone. */
export async function isMemberOf(at: Db, owner: number, uid: number): Promise<boolean> {
  const row = await at
    .selectFrom("directory_membership")
    .select("member_id")
    .where("owner_uid", "=", owner)
    .where("member_uid", "=", uid)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Every membership of a person: bound to their uid, or waiting for their verified address. */
export async function pointersOf(at: Db, uid: number, verifiedEmail: string | null): Promise<Pointer[]> {
  return at
    .selectFrom("directory_membership")
    .select(["owner_uid", "member_id"])
    .where((eb) =>
      eb.or([
        eb("member_uid", "=", uid),
        ...(verifiedEmail ? [eb.and([eb("email", "=", verifiedEmail), eb("member_uid", "is", null)])] : []),
      ]),
    )
    .orderBy("owner_uid")
    .orderBy("member_id")
    .execute();
}

export async function pointTo(at: Db, owner: number, memberId: number, email: string): Promise<void> {
  await at
    .insertInto("directory_membership")
    .values({ owner_uid: owner, member_id: memberId, email, member_uid: null })
    .execute();
}

export async function bindPointer(at: Db, owner: number, memberId: number, uid: number | null): Promise<void> {
  await at
    .updateTable("directory_membership")
    .set({ member_uid: uid })
    .where("owner_uid", "=", owner)
    .where("member_id", "=", memberId)
    .execute();
}

export async function dropPointers(at: Db, owner: number, memberIds: readonly number[]): Promise<void> {
  if (memberIds.length === 0) return;
  await closeInvitations(at, owner, memberIds, "withdrawn");
  await at
    .deleteFrom("directory_membership")
    .where("owner_uid", "=", owner)
    .where("member_id", "in", memberIds)
    .execute();
}
