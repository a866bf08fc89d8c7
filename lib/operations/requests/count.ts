import { z } from "zod";
import { countRequestsOf } from "../../../db/requests";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";

export const countRequests = operation({
  method: "confer.access.CountRequests",
  grant: "users.collaboration.SetResource",
  kind: "read",
  summary: "Tell how many requests for access wait for an answer of the owner's, or of a delegate of theirs.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: z.strictObject({ waiting: z.number().int() }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => ({ waiting: await countRequestsOf(at.db, at.owner, null) }),
});
