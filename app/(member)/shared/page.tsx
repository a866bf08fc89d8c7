import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { Seed } from "@/components/seed";
import { readShared, sharedKey } from "@/components/shared/queries";
import { SharedList } from "@/components/shared/shared-list";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "shared");

/** What others share with me, and what I may do there. */
export default async function Page() {
  const shared = await load("/shared", readShared);
  return (
    <Words rooms={["shared"]}>
      <Seed data={[[sharedKey, shared]]}>
        <SharedList />
      </Seed>
    </Words>
  );
}
