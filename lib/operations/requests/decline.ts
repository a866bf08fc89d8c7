import { z } from "zod";
import { answerRequest } from "../../../db/requests";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { response } from "../wire/shapes";
import { answered, loadRequest, mayAnswer } from "./load";
import { tellAnswered } from "./tell";

export const declineRequest = operation({
  method: "confer.access.DeclineRequest",
  grant: "users.collaboration.SetResource",
  kind: "write",
  summary: "Say no to whoever asked, and why; they are told.",
  input: z.object({ id: field.id(), reason: field.prose(500).optional(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadRequest,
  allow: mayAnswer,
  handle: async (at) => {
    const request = at.facts.request!;
    const reason = (at.input.reason ?? "").trim();
    const answer = { state: "DECLINED" as const, answer: reason, by_uid: at.actor.uid };
    const saved = await answerRequest(at.db, at.owner, request.id, { ...answer, role_id: null, until: null });
    if (!saved) throw answered();
    at.record({ target: "request", id: request.id, before: { state: "OPEN" }, after: { state: "DECLINED", reason } });
    await tellAnswered(at, request, { state: "DECLINED", reason });
    return {};
  },
});
