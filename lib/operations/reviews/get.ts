import { z } from "zod";
import { linesOf, reviewsOf } from "../../../db/reviews";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { filterFields, filterOf } from "./filter";
import { reviewMeant } from "./meant";
import { headsOf, linesWire, reviewHead, reviewLine } from "./wire";

export const listReviews = operation({
  method: "confer.review.List",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary: "List the latest reviews of who has access, the newest first.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: z.strictObject({ reviews: z.array(reviewHead) }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => ({ reviews: await headsOf(at, await reviewsOf(at.db, at.owner)) }),
});

/** More lines than an account has. */
const ALL = 10_000_000;

export const getReview = operation({
  method: "confer.review.Get",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary:
    "Show one review: each line that fits the filter, with its last use, what that speaks for, what was decided, by whom, when and why, and what became of it.",
  input: z.object({
    id: field.id(),
    ownerUid: field.ownerUid(),
    ...filterFields,
    sort: field.choice(["person", "use"]).optional(),
    order: field.choice(["asc", "desc"]).optional(),
    startIndex: field.count(ALL).optional(),
    resultCount: field.count(ALL).optional(),
  }),
  output: z.strictObject({ review: reviewHead, total: z.number().int(), lines: z.array(reviewLine) }),
  owner: ownerMeant,
  load: reviewMeant,
  allow: ({ facts }) => facts.acting,
  handle: async (at) => {
    const review = at.facts.review!;
    const { input } = at;
    const { rows, total } = await linesOf(at.db, at.owner, review.id, {
      ...(await filterOf(at, review, input.decision)),
      ...{ by: input.sort ?? "person", down: input.order === "desc" },
      ...{ start: input.startIndex ?? 0, most: input.resultCount || ALL },
    });
    return { review: (await headsOf(at, [review]))[0]!, total, lines: await linesWire(at, rows) };
  },
});
