import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { type JournalEntry, listJournal } from "@/lib/actions/journal";
import type { Said } from "@/lib/actions/journal-words";
import { getJournalChoices } from "@/lib/actions/pages";
import { type Asked, filterOf } from "./asked";

export type { JournalEntry, Said };
/** `asked` is what it was asked for: while another page is read, the last one stays. */
export type JournalPage = { entries: JournalEntry[]; next: number | null; asked: string };

/** Everything of the journal is below this key: the live line makes it stale when something was refused. */
export const journalKey = ["journal"] as const;
export const journalPageKey = (asked: Asked, before: number | null) =>
  [...journalKey, "page", filterOf(asked), before] as const;
export const choicesKey = (of: Of) => [...journalKey, "choices", of] as const;

const SIZE = 50;

export const readJournal = async (asked: Asked, before: number | null): Promise<JournalPage> => ({
  ...(await resultOf(listJournal({ ...filterOf(asked), resultCount: SIZE, ...(before ? { before } : {}) }))),
  asked: JSON.stringify(journalPageKey(asked, before)),
});

export const readChoices = (of: Of) => resultOf(getJournalChoices(of));
export type JournalChoices = Awaited<ReturnType<typeof readChoices>>;
