import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { getReview, listReviews, type ReviewHead, type ReviewLine } from "@/lib/actions/reviews";
import { type Asked, filterOf, PAGE_SIZE } from "./asked";

export type { ReviewHead, ReviewLine };
export type ReviewPage = { review: ReviewHead; total: number; lines: ReviewLine[] };

/** Everything of reviews is below this key. */
export const reviewsKey = ["reviews"] as const;
export const readReviews = async (of: Of): Promise<ReviewHead[]> => (await resultOf(listReviews(of))).reviews;

/** Of one that has ended the most lines that are printed; the file has them all. */
export const MOST_PRINTED = 2_000;

export const reviewPageKey = (asked: Asked) => [...reviewsKey, asked.id, "page", filterOf(asked), asked.start] as const;
export const readReviewPage = (asked: Asked): Promise<ReviewPage> =>
  resultOf(getReview({ ...filterOf(asked), startIndex: asked.start, resultCount: PAGE_SIZE }));

export const reportKey = (id: number, start: number) => [...reviewsKey, id, "report", start] as const;
export const readReport = (id: number, of: Of, start: number, most = PAGE_SIZE): Promise<ReviewPage> =>
  resultOf(getReview({ id, startIndex: start, resultCount: most, ...of }));
