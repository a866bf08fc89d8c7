import { z } from "zod";
import { deleteShares } from "../../../db/collaborations";
import { invalid, notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerOfCollaboration } from "../seen-account";
import { sharedIn, tellChanged } from "../tell-member";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadOwned } from "./load";

export const deleteResources = operation({
  method: "users.collaboration.DeleteResources",
  kind: "write",
  summary: "Unshare: the shares named by their ids, all of them or none.",
  input: z.object({ collaborationId: field.id(), ids: field.ids() }),
  output: response,
  owner: ownerOfCollaboration,
  ownersOnly: true,
  load: loadOwned,
  allow: theirOwn,
  handle: async (at) => {
    const ids = [...new Set(at.input.ids)];
    if (ids.length === 0) throw invalid("ids");
    const shares = ids.map((id) => at.facts.shares.find((share) => share.id === id));
    if (shares.some((share) => share === undefined)) throw notFound("shared resource");
    const shown = sharedIn(at.facts);
    await deleteShares(at.db, at.owner, ids);
    for (const share of shares) {
      const { type, resource_id: resourceId, role_ids: roleIds, collaboration_id: collaboration } = share!;
      at.record({ target: "share", id: share!.id, before: { collaboration, type, resourceId, roleIds } });
    }
    await tellChanged(at, at.facts.collaboration.id, shown);
    return {};
  },
});
