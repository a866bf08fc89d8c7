import { notFound } from "next/navigation";
import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import type { Key } from "@/components/reading";
import { askedIn, reportStart } from "@/components/review/asked";
import { OpenReview } from "@/components/review/open-review";
import { readReport, readReviewPage, reportKey, reviewPageKey } from "@/components/review/queries";
import { Report } from "@/components/review/report";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "review");

/** One review: while it is open, its lines to be decided; then its report. */
export default async function Page({ params, searchParams }: PageProps<"/review/[id]">) {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id) || id < 1) notFound();
  const search = await searchParams;
  const here = addressOf(`/review/${id}`, search);
  const asked = askedIn(id, search);
  const page = await load(here, () => readReviewPage(asked));
  const { review } = page;
  const start = reportStart(search);
  const seed = async (): Promise<[Key, unknown]> =>
    review.endedAt === null
      ? [reviewPageKey(asked), page]
      : [reportKey(id, start), await load(here, () => readReport(id, asked.of, start))];
  return (
    <Words rooms={["review", "preview"]}>
      <Seed data={[await seed()]}>
        {review.endedAt === null ? <OpenReview review={review} /> : <Report review={review} />}
      </Seed>
    </Words>
  );
}
