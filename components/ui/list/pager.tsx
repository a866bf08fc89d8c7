"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { buttonClass } from "../button";
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, type Icon } from "../icons";
import type { List } from "./use-list";

/** How many pages so many rows fill; one where there are none. */
export const pagesOf = (total: number, { size }: Pick<List, "size">): number => Math.max(1, Math.ceil(total / size));

/** Which rows of how many these are, and the way to the others. It goes away where all of them stand on one page, unless it `counts`. */
export function Pager({
  list,
  label,
  total,
  shown,
  counts = false,
}: {
  list: Pick<List, "page" | "start" | "size" | "go">;
  label: string;
  total: number;
  /** How many rows stand on this page; left out until that is known. Where there are none its rows are gone, or never were. */
  shown: number | undefined;
  counts?: boolean;
}) {
  const t = useTranslations("ui");
  const pages = pagesOf(total, list);
  const beyond = shown === 0 && total > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list is new each time
  useEffect(() => {
    // Next hears of an address only once its own effects have run.
    if (beyond) setTimeout(() => list.go(pages, "replace"));
  }, [beyond, pages]);
  const step = (to: number, word: string, Icon: Icon) => {
    const off = to < 1 || to > pages || to === list.page;
    return (
      <button
        type="button"
        aria-label={word}
        aria-disabled={off || undefined}
        className={buttonClass("quiet", "w-8 px-0! max-sm:w-10 aria-disabled:text-faint rtl:[&>svg]:-scale-x-100")}
        onClick={() => !off && list.go(to)}
      >
        <Icon size={16} aria-hidden />
      </button>
    );
  };
  if (pages === 1 && !counts) return null;
  return (
    <div className="flex min-h-10 items-center justify-between gap-2 pt-2 text-table text-muted">
      {total > 0 && !beyond && (
        <p>{t("range", { from: list.start + 1, to: Math.min(total, list.start + list.size), total })}</p>
      )}
      {pages > 1 && (
        <nav aria-label={t("pagesOf", { label })} className="flex items-center">
          {step(1, t("pageFirst"), ChevronFirst)}
          {step(list.page - 1, t("pagePrevious"), ChevronLeft)}
          <span className="px-1">{t("pageOf", { page: list.page, pages })}</span>
          {step(list.page + 1, t("pageNext"), ChevronRight)}
          {step(pages, t("pageLast"), ChevronLast)}
        </nav>
      )}
    </div>
  );
}
