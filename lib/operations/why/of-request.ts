import { z } from "zod";
import { peopleOf } from "../../../db/accounts";
import { membershipsOf } from "../../../db/collaborations";
import { findRequest } from "../../../db/requests";
import { worldOf } from "../../../db/worlds";
import { notFound } from "../../domain/refusal";
import { isMembership } from "../../domain/revival";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import type { Verdict } from "../verdict";
import { answerTo, explanationShape, type Question } from "./explain";

/** Whoever asked is asked about, also where nothing of the account is theirs any more; and of a membership whether it is one. */
export const explainRequest = operation({
  method: "confer.access.ExplainRequest",
  grant: "users.collaboration.SetResource",
  kind: "read",
  summary:
    "Tell why whoever asked for access may do now what they asked for, or may not, whatever was answered: to the owner, and to whoever answers for them.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: explanationShape,
  owner: ownerMeant,
  load: async (at): Promise<{ acting: Verdict; question: Question | null }> => {
    const acting = mayActForOwner(at, await standingOf(at));
    return { acting, question: acting.allowed ? await questionOf(at) : null };
  },
  allow: ({ facts }) => facts.acting,
  handle: async (at) => answerTo({ ...at, input: {} }, at.facts.question!),
});

/** Refusal: not-found. */
async function questionOf({ db, owner, version, input }: At<{ id: number }>): Promise<Question> {
  const request = await findRequest(db, owner, input.id);
  const [person] = request ? await peopleOf(db, [request.asker_uid]) : [];
  if (!request || !person) throw notFound("request");
  const { asker_uid: uid, method, type, resource_id: id } = request;
  const resource = { type, id };
  const [member = null] = await membershipsOf(db, owner, uid);
  const name = member?.display_name || person.name || person.email;
  return {
    ...{ owner, method, resource, member, name, drawn: null, facts: null },
    asker: { uid, name: person.name, email: person.email, verified: true },
    world: await worldOf(db, owner, version, uid),
    membership: isMembership(method, resource),
  };
}
