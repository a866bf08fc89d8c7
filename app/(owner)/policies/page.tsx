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
  const { of } = search;
  const here = addressOf("/policies", search);
  const { ownerUid } = ofIn(of);
  const book = await load(here, () => readBook(ownerUid));
  const catalogue = await load(here, readCatalogue);
  return (
    <Words rooms={["policies", "methods", "preview"]}>
      <Seed
        data={[
          [bookKey(ownerUid), book],
          [catalogueKey, catalogue],
        ]}
      >
        <PolicyBook ownerUid={ownerUid} />
      </Seed>
    </Words>
  );
}
