"use client";

import { useTranslations } from "next-intl";
import type { BulkProps } from "@/components/ui/list/bulk";
import { BulkBar } from "@/components/ui/list/bulk-bar";
import { type Decision, decisions } from "@/lib/domain/review";
import type { ReviewLine } from "./queries";
import { decisionLooks } from "./words";

/** The same for the chosen lines of this page. */
export function DecideMany({
  open,
  list,
  rows,
  onDecide,
}: BulkProps<ReviewLine> & { onDecide(lines: readonly ReviewLine[], decision: Decision): unknown }) {
  const t = useTranslations("review");
  if (!open) return null;
  const acts = decisions.map((one) => ({
    id: one,
    word: t(decisionLooks[one].word),
    icon: decisionLooks[one].icon,
    danger: one === "remove",
    begin: (keys: string[]) => {
      onDecide(
        keys.flatMap((key) => rows.get(key) ?? []),
        one,
      );
      // Those chosen on other pages stay so.
      list.choose(keys.filter((key) => !rows.has(key)));
    },
  }));
  return <BulkBar list={list} rows={rows} acts={acts} />;
}
