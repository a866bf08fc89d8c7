"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Columns3 } from "../icons";
import { useMe } from "../me";
import { menuLater } from "../menu";
import { Shown, StillReading, useForced } from "../states";
import { Wide } from "../table";
import { FilterChip } from "./filter-chip";
import { Ledger, type ListProps } from "./ledger";
import { Pager, pagesOf } from "./pager";
import { SearchField } from "./search-field";
import { useCount } from "./use-count";

const ColumnMenu = menuLater(async () => (await import("./column-menu")).ColumnMenu);

/** A list with all that lists have: search, filters, sorting, columns, pages, choosing, and the keyboard. */
export function ListFrame<R>(props: ListProps<R>) {
  const { list, id, label, what, of, rows, total, keyOf, columns, filters = [], bulk } = props;
  const t = useTranslations("ui");
  const { columns: kept, keep } = useMe();
  const forced = useForced();
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const byKey = useMemo(() => new Map(rows.map((row) => [keyOf(row), row])), [rows, keyOf]);
  const pages = pagesOf(total, list);
  const shown = kept[id] ?? columns.filter((column) => !column.away).map((column) => column.id);
  const isEmpty = of.data !== undefined && total === 0 && !list.narrowed;
  useCount(of.data === undefined ? undefined : t("rowsOf", { total, page: list.page, pages }));
  return (
    <section aria-label={label}>
      {!isEmpty && forced !== "empty" && (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <SearchField list={list} label={t("search", { what })} />
          {filters.map((filter) => (
            <FilterChip key={filter.id} filter={filter} list={list} />
          ))}
          {list.narrowed && (
            <button
              type="button"
              className="h-8 rounded-md px-2 text-table text-accent max-sm:h-10"
              onClick={list.clear}
            >
              {t("clear")}
            </button>
          )}
          <StillReading of={of} what={what} />
          <span className="ms-auto flex items-center gap-2 max-sm:ms-0">
            {props.aside}
            <span className="max-sm:hidden">
              <ColumnMenu
                label={t("columns")}
                icon={Columns3}
                columns={columns}
                shown={shown}
                onShow={(ids) => keep({ columns: { ...kept, [id]: ids } })}
              />
            </span>
          </span>
        </div>
      )}
      <Shown of={of} what={what} empty={props.empty} isEmpty={isEmpty} rows={Math.min(list.size, 8)}>
        <Wide>
          <Ledger
            {...props}
            keys={keys}
            columns={columns.filter((column, index) => index === 0 || shown.includes(column.id))}
            pages={pages}
          />
        </Wide>
        {total === 0 && <p className="border-b border-line py-8 text-table text-muted">{t("nothingMatches")}</p>}
        <Pager list={list} label={label} total={total} shown={rows.length} counts />
        {bulk?.({ open: list.chosen.size > 0, list, rows: byKey })}
      </Shown>
    </section>
  );
}
