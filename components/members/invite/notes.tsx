"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Day } from "@/components/words/day";
import { History } from "../history";
import type { DayFault, Entry } from "./entries";

const faultWords = {
  unread: "noteDayUnread",
  past: "noteDayPast",
  far: "noteDayFar",
} as const satisfies Record<DayFault, string>;

/** What is to be known of the addresses before anybody is invited: each reason once, with whom it is about. */
export function Notes({ entries, onMend }: { entries: readonly Entry[]; onMend(entry: Entry): void }) {
  const t = useTranslations("members");
  const of = (mark: Entry["mark"]) => entries.filter((entry) => entry.mark === mark);
  const plain = [
    ...of("broken").map(({ address }) => t("noteBroken", { address })),
    ...of("duplicate").map(({ address }) => t("noteDuplicate", { address })),
    ...of("self").map(({ address }) => t("noteSelf", { address })),
  ];
  const faulty = entries.filter(({ fault }) => fault !== null);
  const about = [...of("in"), ...of("waiting"), ...of("gone")];
  if (plain.length + faulty.length + about.length === 0) return null;
  return (
    <ul aria-label={t("notes")} className="flex flex-col gap-2 border-s-2 border-line ps-3 text-table">
      {plain.map((text) => (
        <li key={text} className="break-words text-deny">
          {text}
        </li>
      ))}
      {faulty.map((entry, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one address may stand here twice
        <li key={`${entry.key} ${n}`} className="break-words text-deny">
          {t(faultWords[entry.fault!], { address: entry.address, said: entry.end!.said })}{" "}
          <button
            type="button"
            className="min-h-6 text-accent underline underline-offset-2"
            aria-label={t("mendDayOf", { address: entry.address })}
            onClick={() => onMend(entry)}
          >
            {t("mendDay")}
          </button>
        </li>
      ))}
      {about.map((entry) => (
        <Known key={entry.key} entry={entry} />
      ))}
    </ul>
  );
}

function Known({ entry: { address, mark, member } }: { entry: Entry }) {
  const t = useTranslations("members");
  if (!member) return null;
  const values = { address, day: () => <Day at={member.since} /> };
  if (mark === "in") {
    return (
      <li className="break-words">
        {t("noteIn", { address })}{" "}
        <Link href={`/members/${member.id}`} className="text-accent underline underline-offset-2">
          {t("editInstead")}
        </Link>
      </li>
    );
  }
  if (mark === "waiting") return <li className="break-words">{t.rich("noteWaiting", values)}</li>;
  return (
    <li className="break-words">
      {t.rich(member.state === "LEFT" ? "noteLeft" : "noteRejected", values)}
      <div className="mt-1">
        <History id={member.id} most={4} />
      </div>
    </li>
  );
}
