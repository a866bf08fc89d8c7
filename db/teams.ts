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
