"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { useOf } from "@/components/words/acting";
import { Day } from "@/components/words/day";
import { useResourceWords } from "@/components/words/resource";
import type { HistoryEntry } from "@/lib/actions/pages";
import { historyKey, readHistory } from "./queries";

/** What happened to a membership and who did it, the newest first. */
export function History({ id, most }: { id: number; most?: number }) {
  const t = useTranslations("members");
  const of = useOf();
  const { data, error } = useRead(historyKey(id), () => readHistory(id, of));
  if (error) return <p className="text-table text-deny">{t("historyFailed")}</p>;
  if (!data) return <p className="text-table text-muted">{t("historyComes")}</p>;
  const shown = most ? data.entries.slice(0, most) : data.entries;
  if (shown.length === 0) return <p className="text-table text-muted">{t("historyEmpty")}</p>;
  return (
    <ol className="divide-y divide-line border-y border-line text-table">
      {shown.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several things can happen in one second
        <li key={index} className="flex flex-wrap justify-between gap-x-4 py-2">
          <span className="min-w-0 break-words text-ink">
            <Event entry={entry} />
          </span>
          <span className="text-muted">
            <Day at={entry.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The texts of what can happen, by who did it. */
const says = {
  invited: "saysInvited",
  invitedAgain: "saysInvitedAgain",
  resent: "saysResent",
  accepted: "saysAccepted",
  rejected: "saysRejected",
  left: "saysLeft",
  suspended: "saysSuspended",
  activated: "saysActivated",
  labelled: "saysLabelled",
  shared: "saysShared",
  changedRoles: "saysChangedRoles",
  unshared: "saysUnshared",
  vanished: "saysVanished",
  sharedAnew: "saysSharedAnew",
  viewed: "saysViewed",
  endSet: "saysEndSet",
  endTaken: "saysEndTaken",
  ended: "saysEnded",
  shareEndSet: "saysShareEndSet",
  shareEndTaken: "saysShareEndTaken",
  shareEnded: "saysShareEnded",
} as const satisfies Record<HistoryEntry["what"], string>;

function Event({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("members");
  const words = useTranslations("words");
  const { nameOf } = useResourceWords();
  const format = useFormatter();
  const who = entry.name || t(entry.by === "member" ? "theMember" : "somebody");
  const values = {
    who,
    thing: entry.thing ? nameOf(entry.thing, true) : "",
    roles: format.list(entry.roles, { type: "conjunction" }),
    label: entry.label,
    day: entry.end ? format.dateTime(new Date(entry.end), "day") : "",
  };
  return (
    <>
      {entry.what === "labelled" && entry.label === "" ? t("saysUnlabelled", values) : t(says[entry.what], values)}
      {entry.end && (entry.what === "shared" || entry.what === "changedRoles" || entry.what === "invited") && (
        <span className="text-muted"> {words("endsOn", values)}</span>
      )}
      {entry.reason && <q className="text-muted"> {entry.reason}</q>}
      {entry.program && <span className="text-muted"> {t("byProgram")}</span>}
    </>
  );
}
