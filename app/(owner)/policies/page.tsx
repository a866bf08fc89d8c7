import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { PolicyBook } from "@/components/policies/policy-book";
import { Seed } from "@/components/seed";
import { ofIn } from "@/components/words/of";
import { bookKey, catalogueKey, readBook, readCatalogue } from "@/components/words/role-book";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "policies");

/** My policies and the methods each grants. */
export default async function Page({ searchParams }: PageProps<"/policies">) {
  const search = await searchParams;
  const { policy, of } = search;
  const here = addressOf("/policies", search);
  const { ownerUid } = ofIn(of);
  const seeds: Parameters<typeof Seed>[0]["data"] = [[bookKey(ownerUid), await load(here, () => readBook(ownerUid))]];
  // The picture and the picker need the catalogue; the list alone does not.
  if (policy) seeds.push([catalogueKey, await load(here, readCatalogue)]);
  return (
    <Words rooms={["policies", "methods"]}>
      <Seed data={seeds}>
        <PolicyBook ownerUid={ownerUid} />
      </Seed>
    </Words>
  );
}
