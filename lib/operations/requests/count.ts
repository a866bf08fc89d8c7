import { z } from "zod";
import { countRequestsOf } from "../../../db/requests";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

export const countRequests = operation({
  method: "confer.access.CountRequests",
  grant: "users.collaboration.SetResource",
  kind: "read",
  summary: "Tell how many requests for access wait for the caller's answer as owner.",
  input: z.object({}),
  output: z.strictObject({ waiting: z.number().int() }),
  load: (at) => countRequestsOf(at.db, at.owner, null),
  allow: theirOwn,
  handle: async ({ facts }) => ({ waiting: facts }),
});
