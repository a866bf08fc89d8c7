import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { readRequests, requestsKey } from "@/components/requests/queries";
import { RequestList } from "@/components/requests/request-list";
import { Seed } from "@/components/seed";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "requests");

/** Who asks me for access, and what I answer. */
export default async function Page({ searchParams }: PageProps<"/requests">) {
  const search = await searchParams;
  const requests = await load(addressOf("/requests", search), () => readRequests(ofIn(search.of)));
  return (
    <Words rooms={["requests", "preview"]}>
      <Seed data={[[requestsKey, requests]]}>
        <RequestList />
      </Seed>
    </Words>
  );
}
