import type { Decision } from "@/lib/domain/review";
import type { ReviewHead, ReviewLine } from "./queries";

/** With what was said here and the house has not counted yet. */
export function countsNow(
  review: ReviewHead,
  rows: readonly ReviewLine[],
  nowOf: (line: ReviewLine) => Decision | null,
): Pick<ReviewHead, "decided" | "kept" | "removing" | "skipped"> {
  const more = (decision: Decision) =>
    rows.filter((line) => nowOf(line) === decision).length - rows.filter((line) => line.decision === decision).length;
  const [kept, removing, skipped] = [
    review.kept + more("keep"),
    review.removing + more("remove"),
    review.skipped + more("skip"),
  ];
  return { decided: kept + removing + skipped, kept, removing, skipped };
}
