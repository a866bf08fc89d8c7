import type { Share, Whole } from "../../db/albums";
import { nextId } from "../../db/ids";
import type { ShareRow } from "../../db/schema";
import { notFound } from "../domain/refusal";
import type { ResourceType } from "../domain/resource";
import type { At } from "./operation";
import { type Element, resourceKeyOf } from "./share-argument";
import { endOf } from "./until";

/** What an element of the argument means in a collaboration: which resource, and the share of it that is there already. */
export type Place = { type: ResourceType; resourceId: string; before: Share | undefined };

/** Refusals: not-found for a share or resource that is not there, invalid for a broken key. */
export async function placeOf(
  at: Pick<At<unknown>, "db" | "owner">,
  shares: readonly Share[],
  element: Element,
): Promise<Place> {
  const known = element.shareId === undefined ? undefined : shares.find((share) => share.id === element.shareId);
  if (element.shareId !== undefined && !known) throw notFound("shared resource");
  const type = known?.type ?? element.type;
  const resourceId = known?.resource_id ?? (await resourceKeyOf(at.db, at.owner, type, element.resourceId));
  const before = shares.find((share) => share.type === type && share.resource_id === resourceId);
  return { type, resourceId, before };
}

/** The row of a share in that place, kept or new. `until`: undefined keeps the end it has. */
export const shareRow = async (
  whole: Whole,
  place: Place,
  metadata?: string,
  until?: Date | null,
): Promise<ShareRow> => ({
  owner_uid: whole.collaboration.owner_uid,
  id: place.before?.id ?? (await nextId()),
  collaboration_id: whole.collaboration.id,
  type: place.type,
  resource_id: place.resourceId,
  metadata: metadata ?? place.before?.metadata ?? "",
  ...endOf(place.before, until),
});
