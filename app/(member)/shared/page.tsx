import type { QueryKey } from "@tanstack/react-query";
import type { Metadata } from "next";
import { load } from "@/app/load";
import { Seed } from "@/components/seed";
import { methodsKey, readMethods, readShared, sharedKey } from "@/components/shared/queries";
import { SharedList } from "@/components/shared/shared-list";
import { baseline } from "@/lib/domain/method";

export const metadata: Metadata = { title: "Shared with me" };

/** What others share with me, and what I may do there. */
export default async function Page() {
  const shared = await load("/shared", readShared);
  const always = [...baseline];
  const methods = shared.flatMap((of) =>
    of.things.map(
      async (thing): Promise<[QueryKey, unknown]> => [
        methodsKey(of, thing),
        await load("/shared", () => readMethods(of, thing, always)),
      ],
    ),
  );
  return (
    <Seed data={[[sharedKey, shared], ...(await Promise.all(methods))]}>
      <SharedList baseline={always} />
    </Seed>
  );
}
