import type { Whole } from "../../../db/collaborations";
import { findWhole } from "../../../db/collaborations";
import type { At } from "../operation";
import { albumOf, type ResourceAnswer, resourceAnswer } from "../wire/collaborations";

/** The shares of a collaboration as they stand now, as resource methods answer them. Keyed by share id. */
export async function shareAnswers(
  at: Pick<At<unknown>, "db" | "owner">,
  id: number,
): Promise<Map<number, ResourceAnswer>> {
  const whole = (await findWhole(at.db, at.owner, id)) as Whole;
  const album = await albumOf(at.db, at.owner, [whole], "whole");
  const member = whole.collaboration.type === "ACCOUNT" ? whole.members[0] : undefined;
  return new Map(whole.shares.map((share) => [share.id, resourceAnswer(share, album, member)]));
}
