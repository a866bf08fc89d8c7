"use client";

import { useTranslations } from "next-intl";
import { Bar } from "@/components/ui/bar";
import { Button } from "@/components/ui/button";
import { Undo2 } from "@/components/ui/icons";
import type { ReviewHead } from "./queries";

/** How far it is, in words and as a bar; and the last step, which can be taken back. */
export function Progress({
  review: { lines, decided, kept, removing, skipped },
  last,
  onUndo,
}: {
  review: Pick<ReviewHead, "lines" | "decided" | "kept" | "removing" | "skipped">;
  last: string | null;
  onUndo(): void;
}) {
  const t = useTranslations("review");
  return (
    <section
      aria-label={t("progressLabel")}
      className="mb-4 flex min-h-10 flex-wrap items-center gap-x-6 gap-y-2 border-y border-line py-2 text-table"
    >
      <div className="min-w-52 flex-1 basis-64">
        <p>
          <span className="font-medium">{t("progress", { n: decided, of: lines })}</span>{" "}
          <span className="text-muted">{t("sum", { kept, removing, skipped })}</span>
        </p>
        <Bar value={decided} max={lines} label={t("progressLabel")} className="mt-1 block w-full" />
      </div>
      <div className="flex min-w-0 flex-1 basis-64 items-center justify-end gap-2">
        {last && <span className="min-w-0 truncate text-muted">{last}</span>}
        <Button aria-disabled={last === null || undefined} className="flex-none" onClick={onUndo}>
          <Undo2 size={16} aria-hidden /> {t("undo")}
        </Button>
      </div>
    </section>
  );
}
