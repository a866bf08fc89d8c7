import { type CountedReview, findReview } from "../../../db/reviews";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import type { Verdict } from "../verdict";

/** Where the actor stands, and the review that is meant: whoever may not act here learns of none. */
export type Meant = { standing: Standing; acting: Verdict; review: CountedReview | undefined };

/** Refusal: not-found, for whoever may act here and names none. */
export async function reviewMeant(at: At<{ id: number }>): Promise<Meant> {
  const standing = await standingOf(at);
  const acting = mayActForOwner(at, standing);
  const review = acting.allowed ? await findReview(at.db, at.owner, at.input.id) : undefined;
  if (acting.allowed && !review) throw notFound("review");
  return { standing, acting, review };
}

/** Refusal: wrong-state. */
export function stillOpen(review: CountedReview): CountedReview {
  if (review.ended_at !== null) {
    throw new Refusal("wrong-state", "This review has ended.", { reason: REASON.reviewEnded });
  }
  return review;
}
