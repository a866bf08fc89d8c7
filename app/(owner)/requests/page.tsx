import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { mineKey, readMine, readRequests, requestsKey } from "@/components/requests/queries";
import { RequestList } from "@/components/requests/request-list";
import { Seed } from "@/components/seed";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "requests");

/** Who asks me for access, and what I answer; what I asked others for. */
export default async function Page({ searchParams }: PageProps<"/requests">) {
  const search = await searchParams;
  const of = ofIn(search.of);
  const [requests, mine] = await load(addressOf("/requests", search), () =>
    // What they asked for themselves stands in their own account.
    Promise.all([readRequests(of), of.ownerUid === undefined ? readMine() : []]),
  );
  return (
    <Words rooms={["requests", "preview"]}>
      <Seed
        data={[
          [requestsKey, requests],
          [mineKey, mine],
        ]}
      >
        <RequestList />
      </Seed>
    </Words>
  );
}
