"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { buttonClass } from "../button";
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, type Icon } from "../icons";
import type { List } from "./use-list";

/** Which rows of how many these are, and the way to the others. */
export function Pager({
  list,
  label,
  total,
  pages,
  past,
}: {
  list: Pick<List, "page" | "start" | "size" | "go">;
  label: string;
  total: number;
  pages: number;
  /** Nothing stands on this page: its rows are gone, or never were. */
  past: boolean;
}) {
  const t = useTranslations("ui");
  const beyond = past && total > 0;
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
