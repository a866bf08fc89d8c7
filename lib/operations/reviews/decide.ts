import { z } from "zod";
import { decideLines, linesMeant } from "../../../db/reviews";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { decisions } from "../../domain/review";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { all, ofAnother } from "../verdict";
import { reviewMeant, stillOpen } from "./meant";

export const decideReview = operation({
  method: "confer.review.Decide",
  grant: "users.collaboration.EditMember",
  kind: "write",
  summary:
    "Write down what was decided about lines of a review, and why; without a decision, take it back. Nothing is taken away before the review is finished.",
  input: z.object({
    id: field.id(),
    ownerUid: field.ownerUid(),
    lines: field.ids(),
    decision: field.choice(decisions).optional(),
    why: field.text(500).optional(),
  }),
  output: z.strictObject({ decided: z.number().int() }),
  owner: ownerMeant,
  load: async (at) => {
    const meant = await reviewMeant(at);
    const lines = meant.review ? await linesMeant(at.db, at.owner, meant.review.id, at.input.lines) : [];
    return { ...meant, lines };
  },
  allow: ({ actor, facts: { acting, standing, lines } }) =>
    all(acting, ofAnother(standing.as === "member" && lines.some(({ uid }) => uid === actor.uid))),
  handle: async (at) => {
    const { id, decision = "", why = "" } = at.input;
    stillOpen(at.facts.review!);
    if (decision === "remove" && at.facts.lines.some(({ team }) => team !== null)) {
      throw new Refusal("wrong-state", "It comes with a team, and would be taken from all of it.", {
        reason: REASON.comesWithTeam,
      });
    }
    const lines = at.facts.lines.map(({ n }) => n);
    const decided = await decideLines(at.db, at.owner, id, { lines, decision, why, by: at.actor.uid, now: new Date() });
    if (decided > 0) at.record({ target: "review", id, after: { lines, decision, why } });
    return { decided };
  },
});
