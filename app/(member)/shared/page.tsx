import { load } from "@/app/load";
import { titled } from "@/app/titled";
import type { Key } from "@/components/reading";
import { Seed } from "@/components/seed";
import { readRights, readShared, rightsKey, sharedKey } from "@/components/shared/queries";
import { SharedList } from "@/components/shared/shared-list";

export const generateMetadata = titled("shell", "shared");

/** What others share with me, and what I may do there. */
export default async function Page() {
  const shared = await load("/shared", readShared);
  const rights = shared.map(
    async (of): Promise<[Key, unknown]> => [rightsKey(of), await load("/shared", () => readRights(of))],
  );
  return (
    <Seed data={[[sharedKey, shared], ...(await Promise.all(rights))]}>
      <SharedList />
    </Seed>
  );
}
