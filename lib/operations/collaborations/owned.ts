import type { Whole } from "../../../db/albums";
import { findMember, findWhole } from "../../../db/collaborations";
import type { Asked } from "../operation";

/** The actor's own collaboration of this id, as its owner; a member's id means the collaboration they are in. */
export async function ownCollaboration(
  at: Pick<Asked<unknown>, "db" | "actor">,
  id: number,
): Promise<Whole | undefined> {
  const own = await findWhole(at.db, at.actor.uid, id);
  if (own) return own;
  const member = await findMember(at.db, at.actor.uid, id);
  return member && findWhole(at.db, at.actor.uid, member.collaboration_id);
}
