"use client";

import { useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { useRowTab } from "@/components/ui/list/row-tab";
import { type Decision, decisions } from "@/lib/domain/review";
import type { ReviewLine } from "./queries";
import { decisionLooks, useReviewWords } from "./words";

const looks = {
  allow: "aria-pressed:text-allow",
  deny: "aria-pressed:text-deny",
  muted: "aria-pressed:text-ink",
  wait: "",
};

/** Keep, remove, skip: what was decided is pressed. */
export function DecideButtons({
  line,
  now,
  onDecide,
}: {
  line: ReviewLine;
  now: Decision | null;
  onDecide(decision: Decision): void;
}) {
  const t = useTranslations("review");
  const tab = useRowTab();
  const { lineOf } = useReviewWords();
  if (line.self) return <span className="text-label text-muted">{t("self")}</span>;
  return (
    <fieldset className="inline-flex rounded-md border border-edge bg-raised p-0.5">
      <legend className="sr-only">{t("decisionOf", { line: lineOf(line) })}</legend>
      {decisions.map((decision) => {
        const { icon: Icon, tone, word } = decisionLooks[decision];
        const refused = decision === "remove" && line.team !== null;
        const button = (
          <button
            key={decision}
            type="button"
            tabIndex={tab}
            aria-pressed={now === decision}
            aria-disabled={refused || undefined}
            className={`inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-table text-muted select-none hover:bg-sunken hover:text-ink aria-disabled:opacity-60 aria-pressed:bg-sunken aria-pressed:ring-1 aria-pressed:ring-edge aria-pressed:ring-inset max-sm:h-10 max-sm:px-3 ${looks[tone]}`}
            onClick={() => onDecide(decision)}
          >
            <Icon size={14} aria-hidden className="flex-none" />
            {t(word)}
          </button>
        );
        return refused ? (
          <Hint key={decision} text={t("teamHint", { team: line.team! })}>
            {button}
          </Hint>
        ) : (
          button
        );
      })}
    </fieldset>
  );
}
