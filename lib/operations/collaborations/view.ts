import type { MemberRow } from "../../../db/schema";
import type { At } from "../operation";
import { collaborationWire, openAlbum } from "../wire/collaborations";

/** One collaboration as its member sees it. */
export async function membersView(at: Pick<At<unknown>, "db" | "owner">, member: MemberRow) {
  const { wholes, album } = await openAlbum(at.db, at.owner, [member.collaboration_id], "whole");
  const collaboration = collaborationWire(wholes[0]!, album, { as: "member", memberId: member.id });
  return { collaboration, includeChildren: true, isOwner: false };
}
