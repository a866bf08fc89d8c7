import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { AccessPage } from "@/components/access/access-page";
import { readCalled } from "@/components/access/called";
import { answerKey, askedIn, readAnswer } from "@/components/access/queries";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("access", "title");

/** Why somebody may do something, who may, what they may: the same question as the address puts it. */
export default async function Page({ searchParams }: PageProps<"/access">) {
  const search = await searchParams;
  const asked = askedIn((name) => (typeof search[name] === "string" ? search[name] : null));
  const here = addressOf("/access", search);
  const [answered, called] = await load(here, () => Promise.all([readAnswer(asked), readCalled(asked)]));
  return (
    <Words rooms={["access", "preview"]}>
      <Seed data={[[answerKey(asked), answered]]}>
        <AccessPage called={called} />
      </Seed>
    </Words>
  );
}
