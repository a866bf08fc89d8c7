import type { At } from "./operation";
import { collaborationWire, openAlbum } from "./wire/collaborations";

/** One collaboration as the owner sees it, whole. */
export async function ownersView(at: Pick<At<unknown>, "db" | "owner">, collaborationId: number) {
  const { wholes, album } = await openAlbum(at.db, at.owner, [collaborationId], "whole");
  return { collaboration: collaborationWire(wholes[0]!, album, { as: "owner" }), includeChildren: true, isOwner: true };
}
