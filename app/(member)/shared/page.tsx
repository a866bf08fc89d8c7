import { notFound, redirect } from "next/navigation";
import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { modelsKey, ofOthers, readModels } from "@/components/drawings/queries";
import { Seed } from "@/components/seed";
import { readShared, readThing, sharedKey } from "@/components/shared/queries";
import { SharedList } from "@/components/shared/shared-list";
import { thingIn } from "@/components/words/choices";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "shared");

/** What others share with me, and what I may do there. `thing`: what a link leads to, open beside it. */
export default async function Page({ searchParams }: PageProps<"/shared">) {
  const { thing } = await searchParams;
  const shared = await load(
    typeof thing === "string" ? `/shared?thing=${encodeURIComponent(thing)}` : "/shared",
    readShared,
  );
  return (
    <Words rooms={["shared", "drawings", "preview"]}>
      <Seed
        data={[
          [sharedKey, shared],
          [modelsKey(ofOthers), await load("/shared", () => readModels(ofOthers))],
        ]}
      >
        <SharedList linked={typeof thing === "string" ? await linked(thing) : null} />
      </Seed>
    </Words>
  );
}

/** The thing a link names. Its owner goes where they look after it; to whom it is not shared it is not there. */
async function linked(text: string) {
  const thing = thingIn(text) ?? notFound();
  const found = await load("/shared", () => readThing(thing));
  if (found.own) redirect(`/environments?thing=${encodeURIComponent(text)}`);
  return found;
}
