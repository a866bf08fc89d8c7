"use client";

import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import type { Draft } from "../ui/draft";
import { RotateCcw } from "../ui/icons";

/** Says that what is being written was found again, or that what it began with was changed by somebody since. */
export function DraftNote({ draft, changedElsewhere }: { draft: Draft<object>; changedElsewhere: boolean }) {
  const t = useTranslations("methods");
  const isStale = changedElsewhere && draft.stale;
  if (!isStale && !draft.found) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 border-y border-line py-2 text-table">
      <p className="min-w-0 flex-1 basis-60">{t(isStale ? "draftStale" : "draftFound")}</p>
      <Button onClick={draft.reset}>
        <RotateCcw size={16} aria-hidden /> {t("startOver")}
      </Button>
    </div>
  );
}
