import { findWhole } from "../../db/collaborations";
import type { At } from "./operation";
import { albumOf, collaborationWire } from "./wire/collaborations";

/** One collaboration as the owner sees it, whole. */
export async function ownersView(at: Pick<At<unknown>, "db" | "owner">, collaborationId: number) {
  const whole = (await findWhole(at.db, at.owner, collaborationId))!;
  const album = await albumOf(at.db, at.owner, [whole], "whole");
  return { collaboration: collaborationWire(whole, album, { as: "owner" }), includeChildren: true, isOwner: true };
}
