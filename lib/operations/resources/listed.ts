import type { Whole } from "../../../db/albums";
import type { Db } from "../../../db/client";
import type { MemberRow } from "../../../db/schema";
import { type ResourceType, resourceGroup } from "../../domain/resource";
import { albumOf, resourceAnswer } from "../wire/collaborations";
import { settled } from "../wire/results";

export const resourceGroups = ["ALL", "VAP", "CMP"] as const;

/** A collaboration to list, and whose view of it: the owner's, or that of one member. */
export type View = { whole: Whole; member: MemberRow | undefined };
export type Views = { owner: number; views: View[] };

/** The one member of a pair; a team has nobody in particular. */
export const pairOf = (whole: Whole) => (whole.collaboration.type === "ACCOUNT" ? whole.members[0] : undefined);

/** Every share of these collaborations that is of the kind asked for. */
export async function listed(
  db: Db,
  owners: readonly Views[],
  group: (typeof resourceGroups)[number] = "ALL",
  type?: ResourceType,
) {
  const responses = [];
  for (const { owner, views } of owners) {
    const wholes = views.map((view) => view.whole);
    const album = await albumOf(db, owner, wholes, "whole");
    for (const { whole, member } of views) {
      for (const share of whole.shares) {
        if (type !== undefined && share.type !== type) continue;
        if (group !== "ALL" && resourceGroup(share.type) !== group) continue;
        responses.push({ ...settled, ...resourceAnswer(share, album, member) });
      }
    }
  }
  return responses;
}
