import { deleteShares, sharesOfResource } from "../../db/collaborations";
import type { ResourceType } from "../domain/resource";
import type { At, Leave } from "./operation";

const AT_ONCE = 5_000;

/** These things are gone, and with them every share of them, in whichever collaboration (vap.md C.6). */
export async function vanish(at: At<unknown> & Leave, type: ResourceType, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const shares = await sharesOfResource(at.db, at.owner, type, ids.slice(from, from + AT_ONCE));
    for (let first = 0; first < shares.length; first += AT_ONCE) {
      const some = shares.slice(first, first + AT_ONCE).map((share) => share.id);
      await deleteShares(at.db, at.owner, some);
    }
    for (const share of shares) {
      const before = { collaborationId: share.collaboration_id, type, resourceId: share.resource_id };
      at.record({ target: "share", id: share.id, before });
    }
  }
}
