import "server-only";
import { currentActor } from "../auth";
import { Refusal } from "../domain/refusal";
import type { Input } from "../operations/operation";
import { perform } from "../operations/perform";
import { getReview } from "../operations/reviews";
import { reviewCsv } from "../operations/reviews/written";

/** The lines of a review that fit the filter as a file, all of them. */
export async function reviewFile(
  asked: Omit<Input<typeof getReview>, "startIndex" | "resultCount">,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response("user not authenticated", { status: 401 });
  try {
    const { lines } = await perform(getReview, actor, asked);
    return new Response(reviewCsv(lines), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="review-${asked.id}.csv"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = error.code === "forbidden" ? 403 : error.code === "not-found" ? 404 : 400;
    return new Response(error.message, { status });
  }
}
