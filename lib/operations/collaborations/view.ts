import { findWhole } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import type { At } from "../operation";
import { albumOf, collaborationWire } from "../wire/collaborations";

/** One collaboration as its member sees it. */
export async function membersView(at: Pick<At<unknown>, "db" | "owner">, member: MemberRow) {
  const whole = (await findWhole(at.db, at.owner, member.collaboration_id))!;
  const album = await albumOf(at.db, at.owner, [whole], "whole");
  const collaboration = collaborationWire(whole, album, { as: "member", memberId: member.id });
  return { collaboration, includeChildren: true, isOwner: false };
}
