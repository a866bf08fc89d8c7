import { z } from "zod";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { headsOf, linesWire, reviewHead, reviewLine, reviewMeant } from "./wire";

export const listReviews = operation({
  method: "confer.review.List",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary: "List the latest reviews of who has access, the newest first.",
  input: z.object({}),
  output: z.strictObject({ reviews: z.array(reviewHead) }),
  load: headsOf,
  allow: theirOwn,
  handle: async ({ facts }) => ({ reviews: facts }),
});

export const getReview = operation({
  method: "confer.review.Get",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary: "Show one review: each line, with what was decided, by whom, when and why.",
  input: z.object({ id: field.id() }),
  output: z.strictObject({ review: reviewHead, lines: z.array(reviewLine) }),
  load: reviewMeant,
  allow: theirOwn,
  handle: async (at) => ({ review: at.facts, lines: await linesWire(at, at.input.id) }),
});
