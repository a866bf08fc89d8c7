import type { Db } from "./client";
import type { CollaborationRow } from "./schema";

/** Ids of the owner's teams, by name. */
export async function teamIds(at: Db, owner: number): Promise<number[]> {
  const rows = await at
    .selectFrom("collaboration")
    .select("id")
    .where("owner_uid", "=", owner)
    .where("type", "=", "GROUP")
    .orderBy("display_name")
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}

/** Of these memberships those in teams, with what the team is called. */
export async function teamsOfMembers(
  at: Db,
  owner: number,
  memberIds: readonly number[],
): Promise<{ memberId: number; name: string }[]> {
  if (memberIds.length === 0) return [];
  return at
    .selectFrom("member as m")
    .innerJoin("collaboration as c", (j) =>
      j.onRef("c.owner_uid", "=", "m.owner_uid").onRef("c.id", "=", "m.collaboration_id"),
    )
    .select(["m.id as memberId", "c.display_name as name"])
    .where("m.owner_uid", "=", owner)
    .where("m.id", "in", [...memberIds])
    .where("m.type", "=", "GROUP")
    .execute();
}

export async function saveTeam(
  at: Db,
  owner: number,
  id: number,
  change: Partial<Pick<CollaborationRow, "display_name" | "external_id">>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await at.updateTable("collaboration").set(change).where("owner_uid", "=", owner).where("id", "=", id).execute();
}

/** The team goes whole, with its members and what was shared with them; pointers are the caller's to drop. */
export async function removeTeam(at: Db, owner: number, id: number): Promise<void> {
  await at.deleteFrom("collaboration").where("owner_uid", "=", owner).where("id", "=", id).execute();
}
