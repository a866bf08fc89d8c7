import { z } from "zod";
import { nextId } from "../../../db/ids";
import { addRequest, countRequestsOf, latestRequest } from "../../../db/requests";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { withinLimit } from "../within-limit";
import { tellAsked } from "./tell";
import { ownerWanted, readWanted, wantedFields } from "./wanted";

/** Against flooding: how many may wait, and how many a day; of one person, and of all with one owner. */
const MOST_OPEN = 20;
const PER_PERSON_DAY = 20;
const PER_OWNER_DAY = 200;

export const requestAccess = operation({
  method: "confer.access.RequestAccess",
  kind: "write",
  tokens: false,
  scope: "self",
  summary: "Ask an owner to be allowed a method on a thing of theirs that the caller knows of. They get a letter.",
  input: z.object({ ...wantedFields, note: field.prose(500).optional() }),
  output: z.strictObject({ id: z.number().int() }),
  owner: ownerWanted,
  load: readWanted,
  allow: theirOwn,
  handle: async (at) => {
    const { method, resource, allowed } = at.facts;
    if (allowed) throw new Refusal("wrong-state", "They may do this already.", { reason: REASON.mayAlready });
    const before = await latestRequest(at.db, at.owner, at.actor.uid, method, resource);
    if (before?.state === "OPEN") return { id: before.id };
    if ((await countRequestsOf(at.db, at.owner, at.actor.uid)) >= MOST_OPEN) {
      throw new Refusal("limit", `At most ${MOST_OPEN} requests can wait for an answer.`, {
        reason: REASON.mostRequests,
      });
    }
    const day = { seconds: 86_400 };
    await withinLimit({ ...day, key: `request/${at.owner}/${at.actor.uid}`, most: PER_PERSON_DAY }, at.db);
    await withinLimit({ ...day, key: `request/${at.owner}`, most: PER_OWNER_DAY }, at.db);
    const id = await nextId();
    const note = (at.input.note ?? "").trim();
    await addRequest(at.db, {
      owner_uid: at.owner,
      id,
      asker_uid: at.actor.uid,
      method,
      type: resource.type,
      resource_id: resource.id,
      note,
    });
    at.record({ target: "request", id, after: { method, type: resource.type, resourceId: resource.id, note } });
    at.send(await tellAsked(at, method, resource, note));
    return { id };
  },
});
