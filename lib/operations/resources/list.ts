import { z } from "zod";
import { type Whole, wholesOf } from "../../../db/albums";
import { notFound } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import * as field from "../fields";
import { collaborationOfOwner } from "../lookups";
import { myMemberships } from "../mine";
import { operation } from "../operation";
import { stillShared } from "../until";
import { theirOwn } from "../verdict";
import { resourceResponses } from "../wire/shapes";
import { listed, pairOf, resourceGroups, type Views } from "./listed";

export const getCollaborationResources = operation({
  method: "users.collaboration.GetCollaborationResources",
  kind: "read",
  summary: "List what a collaboration shares; without an id, everything shared with the caller.",
  input: z.object({
    collaborationId: field.id().optional(),
    type: field.choice(resourceTypes).optional(),
    resourceGroup: field.choice(resourceGroups).optional(),
  }),
  output: resourceResponses,
  load: async (at): Promise<Views[]> => {
    const { collaborationId: id } = at.input;
    const own = id === undefined ? null : await collaborationOfOwner(at.db, at.actor.uid, id);
    if (own !== null) {
      const wholes = await wholesOf(at.db, at.actor.uid, [own]);
      return [{ owner: at.actor.uid, views: wholes.map((whole) => ({ whole, member: pairOf(whole) })) }];
    }
    const mine = (await myMemberships(at)).filter(
      (row) => id === undefined || row.collaboration_id === id || row.id === id,
    );
    if (id !== undefined && mine.length === 0) throw notFound("collaboration");
    // Who is not active sees no items: not before they accepted, nor after they were suspended or left (vap.md A.4).
    const active = mine.filter((row) => row.status === "ACTIVE");
    return Promise.all(
      [...new Set(active.map((row) => row.owner_uid))].map(async (owner) => {
        const rows = active.filter((row) => row.owner_uid === owner);
        const wholes = await wholesOf(
          at.db,
          owner,
          rows.map((row) => row.collaboration_id),
        );
        const memberIn = (whole: Whole) => rows.find((row) => row.collaboration_id === whole.collaboration.id);
        return { owner, views: wholes.map((whole) => ({ whole: stillShared(whole), member: memberIn(whole) })) };
      }),
    );
  },
  allow: theirOwn,
  handle: async ({ db, input, facts }) => ({ responses: await listed(db, facts, input.resourceGroup, input.type) }),
});
