import { getTranslations } from "next-intl/server";
import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { Letters } from "@/components/outbox/letters";
import { letterKey, lettersKey, readLetter, readLetters } from "@/components/outbox/queries";
import type { Key } from "@/components/reading";
import { Seed } from "@/components/seed";
import { PageHead } from "@/components/ui/page";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "outbox", { robots: { index: false } });

/** The demo's letters, for everybody: whoever has just signed up finds theirs here. */
export default async function Page({ searchParams }: PageProps<"/outbox">) {
  const letters = await load("/outbox", readLetters);
  const { letter: id } = await searchParams;
  const open: [Key, unknown][] =
    typeof id === "string" && letters.some((one) => one.id === id)
      ? [[letterKey(id), await load("/outbox", () => readLetter(id))]]
      : [];
  const t = await getTranslations("outbox");
  const shell = await getTranslations("shell");
  return (
    <>
      <PageHead title={shell("outbox")} says={t("says")} />
      <Words rooms={["outbox"]}>
        <Seed data={[[lettersKey, letters], ...open]}>
          <Letters />
        </Seed>
      </Words>
    </>
  );
}
