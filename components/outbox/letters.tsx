"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { arrange } from "@/components/ui/list/arrange";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { Empty } from "@/components/ui/page";
import { Moment } from "@/components/words/day";
import type { LetterHead } from "@/lib/actions/pages";
import { LetterPanel } from "./letter-panel";
import { lettersKey, readLetters } from "./queries";

const keyOf = (letter: LetterHead) => letter.id;
const nameOf = (letter: LetterHead) => letter.subject;
const leadsTo = (letter: LetterHead) => ["letter", letter.id] as const;

/** The demo's letters, to whomever; one opens beside the list. */
export function Letters() {
  const t = useTranslations("outbox");
  const address = useAddress();
  const list = useList({ sort: "-at", filters: ["to"] });
  const letters = useRead(lettersKey, readLetters);
  const { rows, total } = useMemo(
    () =>
      arrange(letters.data ?? [], list, {
        text: ({ subject, to }) => `${subject} ${to}`,
        filters: { to: ({ to }) => [to] },
        sorts: { subject: ({ subject }) => subject, to: ({ to }) => to, at: ({ at }) => at },
      }),
    [letters.data, list],
  );
  const columns = useMemo(
    (): ColumnOf<LetterHead>[] => [
      { id: "subject", word: t("subject"), sort: "up", cell: ({ subject }) => <bdi>{subject}</bdi> },
      { id: "to", word: t("to"), sort: "up", phone: true, cell: ({ to }) => <span className="break-all">{to}</span> },
      { id: "at", word: t("sent"), sort: "down", phone: true, end: true, cell: ({ at }) => <Moment at={at} /> },
    ],
    [t],
  );
  const receivers = [...new Set((letters.data ?? []).map(({ to }) => to))].sort();
  const open = address.get("letter");
  return (
    <>
      <ListFrame
        list={list}
        id="letters"
        label={t("letters")}
        what={t("what")}
        of={letters}
        rows={rows}
        total={total}
        keyOf={keyOf}
        nameOf={nameOf}
        columns={columns}
        leadsTo={leadsTo}
        filters={[{ id: "to", word: t("to"), values: receivers.map((to) => ({ value: to, label: to })) }]}
        empty={<Empty title={t("emptyTitle")}>{t("emptySays")}</Empty>}
      />
      <LetterPanel
        id={letters.data?.some(({ id }) => id === open) ? open : null}
        onClose={() => address.close("letter")}
      />
    </>
  );
}
