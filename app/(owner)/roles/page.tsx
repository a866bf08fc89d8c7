import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { RoleBook } from "@/components/roles/role-book";
import { Seed } from "@/components/seed";
import { ofIn } from "@/components/words/of";
import { bookKey, catalogueKey, readBook, readCatalogue, readUse, usedKey } from "@/components/words/role-book";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "roles");

/** An owner's roles and what each can do. `of`: whose, for who acts for another owner. */
export default async function Page({ searchParams }: PageProps<"/roles">) {
  const search = await searchParams;
  const { role, of } = search;
  const here = addressOf("/roles", search);
  const { ownerUid } = ofIn(of);
  const book = await load(here, () => readBook(ownerUid));
  const chosen = role === undefined ? book.roles[0]?.id : numberIn(role);
  const seeds: Parameters<typeof Seed>[0]["data"] = [[bookKey(ownerUid), book]];
  // The picture of a role needs the catalogue; making one does not.
  if (role !== "new") seeds.push([catalogueKey, await load(here, readCatalogue)]);
  if (chosen) {
    const ids = [chosen];
    seeds.push([usedKey(ids, ownerUid), await load(here, () => readUse(ids, ownerUid))]);
  }
  return (
    <Words rooms={["roles", "methods", "preview"]}>
      <Seed data={seeds}>
        <RoleBook ownerUid={ownerUid} />
      </Seed>
    </Words>
  );
}

const numberIn = (text: string | string[] | undefined): number | undefined =>
  typeof text === "string" && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
