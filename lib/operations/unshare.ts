import type { Share, Whole } from "../../db/albums";
import { deleteShares } from "../../db/collaborations";
import type { At, Leave } from "./operation";
import { sharedIn, tellChanged } from "./tell-member";

/** Takes these shares of a collaboration away, and tells its members. */
export async function unshare(at: At<unknown> & Leave, whole: Whole, shares: readonly Share[]): Promise<void> {
  const shown = sharedIn(whole);
  await deleteShares(
    at.db,
    at.owner,
    shares.map(({ id }) => id),
  );
  for (const { id, type, resource_id: resourceId, role_ids: roleIds, collaboration_id: collaboration } of shares) {
    at.record({ target: "share", id, before: { collaboration, type, resourceId, roleIds } });
  }
  await tellChanged(at, whole.collaboration.id, shown);
}
