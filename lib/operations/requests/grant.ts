import { z } from "zod";
import { putShare } from "../../../db/collaborations";
import { saveDue } from "../../../db/ends";
import { answerRequest } from "../../../db/requests";
import type { RequestRow } from "../../../db/schema";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { refuseEscalation } from "../escalation";
import * as field from "../fields";
import { endMembership, mustSetEnds, SETS_ENDS } from "../member-end";
import { take } from "../member-step";
import { type At, type Leave, operation } from "../operation";
import { shareRow } from "../share-place";
import { mayActForOwner, ownerMeant } from "../standing";
import { hasEnded, readUntil, untilField, untilWire } from "../until";
import { all, yes } from "../verdict";
import { response } from "../wire/shapes";
import { answered, type Facts, loadRequest, mayAnswer, offersOf, type Remedy, remedyOf } from "./load";
import { tellAnswered } from "./tell";

type Input = { id: number; roleId?: number | undefined; until?: string | undefined };
type Here = At<Input> & Leave & { facts: Facts & { remedy: Remedy | null } };
type Given = { roleId: number | null; until: Date | null };

export const grantRequest = operation({
  method: "confer.access.GrantRequest",
  grant: "users.collaboration.SetResource",
  kind: "write",
  summary:
    "Give whoever asked the least that would do: their membership back where it is suspended or has ended, and where that is not enough the smallest role that is theirs to give, or the one named, on the thing alone and beside what they have there; with an end, where one is said.",
  input: z.object({ id: field.id(), roleId: field.id().optional(), until: untilField(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: async (at) => {
    const facts = await loadRequest(at);
    const remedy = facts.request?.state === "OPEN" ? await remedyOf(at, facts.request) : null;
    if (remedy?.revives) mustSetEnds(at);
    return { ...facts, remedy };
  },
  allow: (at) => {
    const { remedy, standing } = at.facts;
    const mayRevive = remedy?.revives ? mayActForOwner({ ...at, method: SETS_ENDS }, standing) : yes("They are in.");
    return all(mayAnswer(at), mayRevive);
  },
  handle: async (at) => {
    const { remedy } = at.facts;
    const request = at.facts.request!;
    const until = readUntil(at.input.until);
    if (!remedy) throw answered();
    if (remedy.revives) await revive(at, remedy, until);
    const given: Given =
      remedy.alone && at.input.roleId === undefined
        ? { roleId: null, until: until ?? null }
        : await giveRole(at, request, remedy, remedy.revives ? undefined : until);
    await saveDue(at.db, at.owner);
    const { roleId: role_id } = given;
    const answer = { state: "GRANTED" as const, answer: "", role_id, until: given.until, by_uid: at.actor.uid };
    if (!(await answerRequest(at.db, at.owner, request.id, answer))) throw answered();
    at.record({ target: "request", id: request.id, before: { state: "OPEN" }, after: { state: "GRANTED" } });
    await tellAnswered(at, request, { state: "GRANTED", reason: "" });
    return {};
  },
});

/** The membership is theirs again; an end that has come goes, or makes way for the one that is said. */
async function revive(at: Here, { revives: member }: Remedy, until: Date | null | undefined): Promise<void> {
  if (!member) return;
  if (member.status === "SUSPENDED") await take({ ...at, facts: { member } }, "activate", "ACTIVE");
  if (until !== undefined || hasEnded(member)) await endMembership(at, member, until ?? null);
}

/** The role, beside what counts there now. */
async function giveRole(at: Here, request: RequestRow, remedy: Remedy, until: Date | null | undefined): Promise<Given> {
  const { whole, fits } = remedy;
  if (!whole) {
    throw new Refusal("wrong-state", "They are no active member of their own.", { reason: REASON.noPairOfTheirs });
  }
  const { standing } = at.facts;
  const named = at.input.roleId;
  const { mine, beyond } =
    named === undefined
      ? await offersOf(at, standing, request, remedy, 1)
      : { mine: fits.filter(({ roleId }) => roleId === named), beyond: [] };
  const fit = mine[0] ?? beyond[0];
  if (!fit) throw new Refusal("wrong-state", "No role gives them this.", { reason: REASON.noRoleGives });
  const resource = { type: request.type, id: request.resource_id };
  const before = whole.shares.find((share) => share.type === resource.type && share.resource_id === resource.id);
  if (until && before && !hasEnded(before)) {
    throw new Refusal("wrong-state", "It is shared with them already, and an end would take that too.", {
      reason: REASON.wouldTakeMore,
    });
  }
  await refuseEscalation(at, standing, whole, resource, fit.roleIds);
  const row = await shareRow(whole, { type: resource.type, resourceId: resource.id, before }, undefined, until);
  const id = await putShare(at.db, row, fit.roleIds);
  at.record({
    target: "share",
    id,
    before: before && { roleIds: before.role_ids },
    after: { collaboration: whole.collaboration.id, ...resource, roleIds: fit.roleIds, ...untilWire(row) },
  });
  return { roleId: fit.roleId, until: row.ends_at };
}
