import type { Whole } from "../../db/albums";
import { putShare } from "../../db/collaborations";
import { saveDue } from "../../db/ends";
import { Refusal } from "../domain/refusal";
import type { At, Leave } from "./operation";
import type { Element } from "./share-argument";
import { withinShareLimit } from "./share-limit";
import { placeOf, shareRow } from "./share-place";
import { type Cupboard, openCupboard, rolesFor } from "./share-roles";
import { hasEnded, untilWire } from "./until";

type Sharing = Pick<At<unknown>, "db" | "owner"> & Pick<Leave, "record" | "parts">;

/**
 * Shares each of these with a collaboration; what is shared already gains the roles named. Of each the share's id, or why it was
 * refused. `whole` has them afterwards.
 */
export async function shareMore(
  at: Sharing,
  whole: Whole,
  elements: readonly Element[],
  create: boolean,
): Promise<(number | Refusal)[]> {
  const cupboard = await openCupboard(at);
  const outcomes: (number | Refusal)[] = [];
  for (const element of elements) {
    try {
      outcomes.push(await shareOne(at, whole, cupboard, element, create));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcomes.push(error);
    }
  }
  await saveDue(at.db, at.owner);
  at.parts(
    outcomes.map((outcome, index) => {
      const { shareId, type, resourceId } = elements[index]!;
      const share = whole.shares.find(({ id }) => id === (outcome instanceof Refusal ? shareId : outcome));
      const thing = share ? { type: share.type, id: share.resource_id } : { type, id: resourceId };
      return { collaborationId: whole.collaboration.id, thing, refusal: outcome instanceof Refusal ? outcome : null };
    }),
  );
  return outcomes;
}

async function shareOne(
  at: Sharing,
  whole: Whole,
  cupboard: Cupboard,
  element: Element,
  create: boolean,
): Promise<number> {
  const { collaboration, shares } = whole;
  const place = await placeOf(at, shares, element);
  const { type, resourceId, before } = place;
  if (!before) await withinShareLimit(at, shares.length);
  const named = await rolesFor(at, cupboard, { ...element, type }, create);
  // One that has ended is not shared any more: what it gave does not come back with it.
  const held = before && !hasEnded(before) ? before.role_ids : [];
  const roleIds = [...new Set([...held, ...named])];
  const row = await shareRow(whole, place, element.metadata, element.until);
  const id = await putShare(at.db, row, roleIds);
  // The same resource may be named twice in one call: the second adds to the first.
  if (before) Object.assign(before, row, { role_ids: roleIds });
  else shares.push({ ...row, id, role_ids: roleIds });
  at.record({
    target: "share",
    id,
    after: { collaboration: collaboration.id, type, resourceId, roleIds, ...untilWire(row) },
  });
  return id;
}
