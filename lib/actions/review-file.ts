import "server-only";
import type { Input } from "../operations/operation";
import { perform } from "../operations/perform";
import { getReview } from "../operations/reviews";
import { reviewCsv } from "../operations/reviews/written";
import { fileFor } from "./file";

/** The lines of a review that fit the filter as a file, all of them. */
export const reviewFile = (asked: Omit<Input<typeof getReview>, "startIndex" | "resultCount">): Promise<Response> =>
  fileFor(async (actor) => {
    const { lines } = await perform(getReview, actor, asked);
    return { type: "text/csv; charset=utf-8", name: `review-${asked.id}.csv`, body: reviewCsv(lines) };
  });
