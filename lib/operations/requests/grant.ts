import { z } from "zod";
import { putShare } from "../../../db/collaborations";
import { saveDue } from "../../../db/ends";
import { answerRequest } from "../../../db/requests";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { refuseEscalation } from "../escalation";
import * as field from "../fields";
import { operation } from "../operation";
import { shareRow } from "../share-place";
import { ownerMeant } from "../standing";
import { hasEnded, readUntil, untilField, untilWire } from "../until";
import { response } from "../wire/shapes";
import { answered, loadRequest, mayAnswer, pairOfAsker, rolesThatDo } from "./load";
import { tellAnswered } from "./tell";

export const grantRequest = operation({
  method: "confer.access.GrantRequest",
  grant: "users.collaboration.SetResource",
  kind: "write",
  summary:
    "Give whoever asked the smallest role that would do, or the one named, on the thing alone and beside what they have there; with an end, where one is said.",
  input: z.object({ id: field.id(), roleId: field.id().optional(), until: untilField(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadRequest,
  allow: mayAnswer,
  handle: async (at) => {
    const request = at.facts.request!;
    const until = readUntil(at.input.until);
    if (request.state !== "OPEN") throw answered();
    const whole = await pairOfAsker(at, request.asker_uid);
    if (!whole) {
      throw new Refusal("wrong-state", "They are no active member of their own.", { reason: REASON.noPairOfTheirs });
    }
    const fits = await rolesThatDo(at, request, whole.collaboration.id);
    const fit = at.input.roleId === undefined ? fits[0] : fits.find(({ roleId }) => roleId === at.input.roleId);
    if (!fit) throw new Refusal("wrong-state", "No role gives them this.", { reason: REASON.noRoleGives });
    const resource = { type: request.type, id: request.resource_id };
    const before = whole.shares.find((share) => share.type === resource.type && share.resource_id === resource.id);
    if (until && before && !hasEnded(before)) {
      throw new Refusal("wrong-state", "It is shared with them already, and an end would take that too.", {
        reason: REASON.wouldTakeMore,
      });
    }
    await refuseEscalation(at, at.facts.standing, whole, resource, fit.roleIds);
    const row = await shareRow(whole, { type: resource.type, resourceId: resource.id, before }, undefined, until);
    const id = await putShare(at.db, row, fit.roleIds);
    await saveDue(at.db, at.owner);
    const answer = {
      state: "GRANTED" as const,
      answer: "",
      role_id: fit.roleId,
      until: row.ends_at,
      by_uid: at.actor.uid,
    };
    if (!(await answerRequest(at.db, at.owner, request.id, answer))) throw answered();
    at.record({
      target: "share",
      id,
      before: before && { roleIds: before.role_ids },
      after: { collaboration: whole.collaboration.id, ...resource, roleIds: fit.roleIds, ...untilWire(row) },
    });
    at.record({ target: "request", id: request.id, before: { state: "OPEN" }, after: { state: "GRANTED" } });
    await tellAnswered(at, request, { state: "GRANTED", reason: "" });
    return {};
  },
});
