"use client";

import { useTranslations } from "next-intl";
import { CircleAlert, CircleCheck } from "@/components/ui/icons";
import type { JournalEntry } from "./queries";

/** Done or refused, by sign and word. */
export function OutcomeMark({ entry: { result } }: { entry: Pick<JournalEntry, "result"> }) {
  const t = useTranslations("journal");
  const Icon = result === 0 ? CircleCheck : CircleAlert;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon size={14} aria-hidden className={`flex-none ${result === 0 ? "text-allow" : "text-deny"}`} />
      {t(result === 0 ? "outcomeDone" : "outcomeRefused")}
    </span>
  );
}
