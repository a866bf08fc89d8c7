"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useResourceWords } from "@/components/words/resource";
import type { Consequences as Told, Touched } from "@/lib/actions/pages";

const MOST = 5;

/** Who loses, gains, or keeps access another way, a sentence each; whoever comes after the first few, as a number. */
export function useConsequences(): (told: Told) => string[] {
  const t = useTranslations("environments");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const things = ({ things: first, n }: Touched) => {
    const names = first.map((one, at) => nameOf(one, at > 0));
    return n > names.length
      ? t("thingsMore", { things: format.list(names, { type: "unit" }), n: n - names.length })
      : format.list(names, { type: "conjunction" });
  };
  const sentences = (
    { who, n }: Told["loses"],
    word: "loses" | "gains" | "changes",
    more: "losesMore" | "gainsMore" | "changesMore",
  ) => [
    ...who.slice(0, MOST).map((one) => t(one.now ? word : laterWords[word], { name: one.name, things: things(one) })),
    ...(n > MOST ? [t(more, { n: n - MOST })] : []),
  ];
  return ({ loses, gains, changes }) => [
    ...sentences(loses, "loses", "losesMore"),
    ...sentences(gains, "gains", "gainsMore"),
    ...sentences(changes, "changes", "changesMore"),
  ];
}

/** Of those who are invited or suspended. */
const laterWords = { loses: "losesLater", gains: "gainsLater", changes: "changesLater" } as const;

/** The same as a list, heard when it changes; `nothing` where nobody's access changes. */
export function ConsequenceList({ told }: { told: Told | undefined }) {
  const t = useTranslations("environments");
  const toSentences = useConsequences();
  const lines = told ? toSentences(told) : [];
  return (
    <div className="border-s-2 border-accent ps-3 text-table" aria-live="polite" aria-busy={!told}>
      {!told ? (
        <p className="text-muted">{t("weighing")}</p>
      ) : lines.length === 0 ? (
        <p>{t("noChange")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
