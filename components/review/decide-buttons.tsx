"use client";

import { useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { Pencil } from "@/components/ui/icons";
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

/** Keep, remove, skip: what was decided is pressed; and the note beside it. */
export function DecideButtons({
  line,
  now,
  onDecide,
  onNote,
}: {
  line: ReviewLine;
  now: Decision | null;
  onDecide(decision: Decision): void;
  onNote(): void;
}) {
  const t = useTranslations("review");
  const tab = useRowTab();
  const { lineOf } = useReviewWords();
  const note = line.why && <span className="mt-1 block max-w-64 text-label break-words text-muted">{line.why}</span>;
  if (line.self)
    return (
      <>
        <span className="text-label text-muted">{t("self")}</span>
        {note}
      </>
    );
  const noteOf = t("noteOf", { line: lineOf(line) });
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 xl:flex-nowrap">
        <fieldset className="inline-flex flex-wrap rounded-md border border-edge bg-raised p-0.5 xl:flex-nowrap">
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
        <button
          type="button"
          tabIndex={tab}
          aria-label={noteOf}
          title={t("note")}
          className={noteClass}
          onClick={onNote}
        >
          <Pencil size={14} aria-hidden />
        </button>
      </div>
      {note}
    </>
  );
}

const noteClass =
  "inline-flex size-8 flex-none items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink max-sm:size-10";
