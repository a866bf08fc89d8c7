import { z } from "zod";
import { decideLines, endReview } from "../../../db/reviews";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { decisions } from "../../domain/review";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { headsOf, type ReviewHead, reviewHead, reviewMeant } from "./wire";

export const decideReview = operation({
  method: "confer.review.Decide",
  grant: "users.collaboration.EditMember",
  kind: "write",
  summary:
    "Write down what was decided about lines of a review, and why; without a decision, take it back. What is removed is unshared by its own call.",
  input: z.object({
    id: field.id(),
    lines: field.ids(),
    decision: field.choice(decisions).optional(),
    why: field.text(500).optional(),
  }),
  output: z.strictObject({ decided: z.number().int() }),
  load: async (at) => stillOpen(await reviewMeant(at)),
  allow: theirOwn,
  handle: async (at) => {
    const { id, lines, decision = "", why = "" } = at.input;
    const said = { lines, decision, why, by: at.actor.uid, now: new Date() };
    const decided = await decideLines(at.db, at.owner, id, said);
    if (decided > 0) at.record({ target: "review", id, after: { lines, decision, why } });
    return { decided };
  },
});

export const finishReview = operation({
  method: "confer.review.Finish",
  grant: "users.collaboration.EditMember",
  kind: "write",
  summary: "End a review. From then on it is a report that nobody changes.",
  input: z.object({ id: field.id() }),
  output: z.strictObject({ review: reviewHead }),
  load: async (at) => stillOpen(await reviewMeant(at)),
  allow: theirOwn,
  handle: async (at) => {
    const { id } = at.input;
    await endReview(at.db, at.owner, id, new Date());
    at.record({ target: "review", id, after: { ended: true, decided: at.facts.decided, lines: at.facts.lines } });
    return { review: (await headsOf(at)).find((review) => review.id === id)! };
  },
});

/** Refusal: wrong-state. */
function stillOpen(review: ReviewHead): ReviewHead {
  if (review.endedAt !== null) {
    throw new Refusal("wrong-state", "This review has ended.", { reason: REASON.reviewEnded });
  }
  return review;
}
