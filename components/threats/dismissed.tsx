"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Fold } from "@/components/ui/fold";
import type { Rule } from "@/lib/domain/threats/rule";
import type { Dismissal } from "@/lib/domain/threats/suggest";
import { useRuleWords } from "./rule-words";

/** What nobody wants to hear of, and how to hear of it again. */
export function Dismissed({
  dismissals,
  rules,
  nameOf,
  mayEdit,
  mayEditRules,
  onRestore,
}: {
  dismissals: readonly Dismissal[];
  rules: readonly Rule[];
  nameOf(cell: string): string;
  mayEdit: boolean;
  mayEditRules: boolean;
  onRestore(one: Dismissal): void;
}) {
  const t = useTranslations("threats");
  const wordsOf = useRuleWords();
  const where = (one: Dismissal): string => {
    if (one.scope === "always") return t("scopeAlways");
    return one.scope === "here" ? t("scopeHere", { element: nameOf(one.cell) }) : t("scopeKind");
  };
  if (dismissals.length === 0) return null;
  return (
    <Fold line={t("dismissedCount", { n: dismissals.length })}>
      <ul className="divide-y divide-line border-y border-line">
        {dismissals.map((one) => (
          <li key={JSON.stringify(one)} className="flex flex-wrap items-center justify-between gap-2 py-2 text-table">
            <span className="min-w-0">
              {
                wordsOf(
                  rules.find(({ id }) => id === one.rule) ?? { id: one.rule, words: null },
                  one.scope === "here" ? nameOf(one.cell) : "…",
                ).title
              }
              <span className="block text-label text-muted">{where(one)}</span>
            </span>
            {mayEdit && (one.scope !== "always" || mayEditRules) && (
              <Button look="quiet" onClick={() => onRestore(one)}>
                {t("bringBack")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
