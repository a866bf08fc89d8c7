"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ReviewLine } from "./queries";
import { decisionLooks, suggestionLooks, useReviewWords } from "./words";

/** What use speaks for, by sign and word, and the reason below it. */
export function SuggestionMark({ line }: { line: ReviewLine }) {
  const t = useTranslations("review");
  const { reasonOf } = useReviewWords();
  const { icon, tone, word } = suggestionLooks[line.suggestion];
  return (
    <span className="block min-w-0">
      <Badge tone={tone} icon={icon}>
        {t(word)}
      </Badge>
      <span className="block max-w-64 text-label text-muted">{reasonOf(line)}</span>
    </span>
  );
}

export function DecisionMark({ line: { decision, outcome } }: { line: ReviewLine }) {
  const t = useTranslations("review");
  if (decision === null) return <span className="text-muted">{t("undecided")}</span>;
  const { icon, tone, was } = decisionLooks[decision];
  return (
    <Badge tone={tone} icon={icon}>
      {t(outcome === "gone" ? "goneBefore" : was)}
    </Badge>
  );
}
