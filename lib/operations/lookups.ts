import type { Db } from "../../db/client";
import { findMember } from "../../db/collaborations";

/** The owner's collaboration an id means, be it the collaboration's or a member's (vap.md C.2); null where there is none. */
export async function collaborationOfOwner(at: Db, owner: number, id: number): Promise<number | null> {
  const row = await at
    .selectFrom("collaboration")
    .select("id")
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.id ?? (await findMember(at, owner, id))?.collaboration_id ?? null;
}
