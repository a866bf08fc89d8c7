import { z } from "zod";
import { deleteShares, putShare } from "../../../db/collaborations";
import { saveDue } from "../../../db/ends";
import { invalid } from "../../domain/refusal";
import { resourceKey } from "../../domain/resource";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerOfCollaboration } from "../seen-account";
import { readElements } from "../share-argument";
import { withinShareLimit } from "../share-limit";
import { placeOf, shareRow } from "../share-place";
import { openCupboard, rolesFor } from "../share-roles";
import { sharedIn, tellChanged } from "../tell-member";
import { theirOwn } from "../verdict";
import { settled } from "../wire/results";
import { resourceResponses } from "../wire/shapes";
import { shareAnswers } from "./answers";
import { loadOwned } from "./load";

export const setResources = operation({
  method: "users.collaboration.SetResources",
  kind: "write",
  summary: "Replace everything shared with a collaboration, whole or not at all. An empty list unshares everything.",
  input: z.object({
    collaborationId: field.id(),
    resources: field.json().optional(),
    // The vendor's own examples spell it so (D21).
    resource: field.json().optional(),
    createRoleIfNeeded: field.flag().optional(),
  }),
  output: resourceResponses,
  owner: ownerOfCollaboration,
  ownersOnly: true,
  load: loadOwned,
  allow: theirOwn,
  handle: async (at) => {
    const { collaboration, shares } = at.facts;
    const shown = sharedIn(at.facts);
    const raw = at.input.resources ?? at.input.resource;
    if (raw === undefined) throw invalid("resources");
    const cupboard = await openCupboard(at);
    const wanted = new Map<string, { id: number; roleIds: number[] }>();
    // Whatever is wrong with any element is thrown before the transaction ends: nothing changes (vap.md A.4).
    const elements = readElements(raw);
    await withinShareLimit(at, shares.length, elements.length - shares.length);
    for (const element of elements) {
      const place = await placeOf(at, shares, element);
      const { type, resourceId } = place;
      const key = resourceKey({ type, id: resourceId });
      if (wanted.has(key)) throw invalid("resources", "the same resource twice");
      const roleIds = await rolesFor(at, cupboard, { ...element, type }, at.input.createRoleIfNeeded === true);
      const row = await shareRow(at.facts, place, element.metadata, element.until);
      wanted.set(key, { id: await putShare(at.db, row, roleIds), roleIds });
    }
    const kept = new Set([...wanted.values()].map((share) => share.id));
    await deleteShares(
      at.db,
      at.owner,
      shares.filter((share) => !kept.has(share.id)).map((share) => share.id),
    );
    at.record({
      target: "collaboration",
      id: collaboration.id,
      before: shares.map((share) => [share.type, share.resource_id, share.role_ids]),
      after: [...wanted].map(([key, share]) => [key, share.roleIds]),
    });
    await saveDue(at.db, at.owner);
    await tellChanged(at, collaboration.id, shown);
    const answers = await shareAnswers(at, collaboration.id);
    return { responses: [...kept].map((id) => ({ ...settled, ...answers.get(id)! })) };
  },
});
