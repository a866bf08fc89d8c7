import { getTimeZone } from "next-intl/server";
import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { askedIn, beforeIn } from "@/components/journal/asked";
import { JournalList } from "@/components/journal/journal-list";
import { choicesKey, journalPageKey, readChoices, readJournal } from "@/components/journal/queries";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "journal");

/** Everything that changed in my account, and everything that was refused there. */
export default async function Page({ searchParams }: PageProps<"/journal">) {
  const search = await searchParams;
  const here = addressOf("/journal", search);
  const asked = askedIn(search, await getTimeZone());
  const before = search.live === "1" ? null : beforeIn(String(search.before ?? ""));
  const page = await load(here, () => readJournal(asked, before));
  const choices = await load(here, () => readChoices(asked.of));
  return (
    <Words rooms={["journal"]}>
      <Seed
        data={[
          [journalPageKey(asked, before), page],
          [choicesKey(asked.of), choices],
        ]}
      >
        <JournalList />
      </Seed>
    </Words>
  );
}
