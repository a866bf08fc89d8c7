import type { Share, Whole } from "../../db/albums";
import { deleteShares } from "../../db/collaborations";
import type { At, Leave } from "./operation";
import { sharedIn, tellAllChanged } from "./tell-member";

type Taken = { whole: Whole; shares: readonly Share[] };

/** Takes these shares of a collaboration away, and tells its members. */
export const unshare = (at: At<unknown> & Leave, whole: Whole, shares: readonly Share[]): Promise<void> =>
  unshareAll(at, [{ whole, shares }]);

/** The same in many collaborations at once. */
export async function unshareAll(at: At<unknown> & Leave, all: readonly Taken[]): Promise<void> {
  const shown = new Map(all.map(({ whole }) => [whole.collaboration.id, sharedIn(whole)]));
  const taken = all.flatMap(({ shares }) => shares);
  await deleteShares(
    at.db,
    at.owner,
    taken.map(({ id }) => id),
  );
  for (const { id, type, resource_id: resourceId, role_ids: roleIds, collaboration_id: collaboration } of taken) {
    at.record({ target: "share", id, before: { collaboration, type, resourceId, roleIds } });
  }
  await tellAllChanged(at, shown);
}
