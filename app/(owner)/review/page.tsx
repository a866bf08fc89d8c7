import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { readReviews, reviewsKey } from "@/components/review/queries";
import { ReviewList } from "@/components/review/review-list";
import { Seed } from "@/components/seed";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "review");

/** The reviews of who has access to what is mine: those that are open, and the reports of those that ended. */
export default async function Page({ searchParams }: PageProps<"/review">) {
  const search = await searchParams;
  const reviews = await load(addressOf("/review", search), () => readReviews(ofIn(search.of)));
  return (
    <Words rooms={["review"]}>
      <Seed data={[[reviewsKey, reviews]]}>
        <ReviewList />
      </Seed>
    </Words>
  );
}
