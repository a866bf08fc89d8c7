import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { latestRequest } from "../../../db/requests";
import { environmentNamesOf } from "../../../db/roster";
import { resourceTypes } from "../../domain/resource";
import { isMembership } from "../../domain/revival";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { askings, ownerWanted, readWanted, wantedFields } from "./wanted";

export const getMyRequest = operation({
  method: "confer.access.GetMyRequest",
  kind: "read",
  tokens: false,
  scope: "self",
  summary:
    "Tell the caller whether they may use a method on a thing, whom to ask, and what became of their last request.",
  input: z.object(wantedFields),
  output: z.strictObject({
    allowed: z.boolean(),
    /** Whether they are a member now: one that is suspended or over may be asked back. */
    standing: z.enum(askings),
    /** The caller, as whoever answers will read of them. */
    asker: z.strictObject({ name: z.string(), email: z.string() }),
    state: z.enum(["NONE", "OPEN", "GRANTED", "DECLINED"]),
    answer: z.string(),
    method: z.string(),
    /** It is the membership itself that they ask for. */
    membership: z.boolean(),
    thing: z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() }),
    owner: z.strictObject({ name: z.string(), email: z.string() }),
  }),
  owner: ownerWanted,
  load: readWanted,
  allow: theirOwn,
  handle: async (at) => {
    const { method, resource, allowed, standing } = at.facts;
    const { type, id: resourceId } = resource;
    const last = await latestRequest(at.db, at.owner, at.actor.uid, method, resource);
    const account = (await findAccount(at.db, at.owner))!;
    const names = await environmentNamesOf(at.db, at.owner, type === "ENV" ? [resourceId] : []);
    return {
      allowed,
      standing,
      asker: { name: at.actor.name, email: at.actor.email },
      state: last?.state ?? ("NONE" as const),
      answer: last?.answer ?? "",
      method,
      membership: isMembership(method, resource),
      thing: { type, resourceId, name: names.get(resourceId) ?? resourceId },
      owner: { name: account.name || account.email_shown, email: account.email_shown },
    };
  },
});
