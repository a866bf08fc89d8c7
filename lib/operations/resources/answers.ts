import type { At } from "../operation";
import { openAlbum, type ResourceAnswer, resourceAnswer } from "../wire/collaborations";

/** The shares of a collaboration as they stand now, as resource methods answer them. Keyed by share id. */
export async function shareAnswers(
  at: Pick<At<unknown>, "db" | "owner">,
  id: number,
): Promise<Map<number, ResourceAnswer>> {
  const { wholes, album } = await openAlbum(at.db, at.owner, [id], "whole");
  const whole = wholes[0]!;
  const member = whole.collaboration.type === "ACCOUNT" ? whole.members[0] : undefined;
  return new Map(whole.shares.map((share) => [share.id, resourceAnswer(share, album, member)]));
}
