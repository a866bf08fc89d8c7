"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ArrowDown, ArrowUp } from "../icons";
import type { Asked } from "../states";
import type { BulkProps } from "./bulk";
import type { FilterOf } from "./filter-parts";
import { Opens } from "./opens";
import { RowTab } from "./row-tab";
import { useRows } from "./rows";
import type { List } from "./use-list";
import { VerdictLine } from "./verdict";

/**
 * One column. `sort`: can be sorted by; "down" starts with the last. `phone`: stands in the second line of a row at 390 px; the
 * others go there. `away`: not shown until it is chosen. `end`: at the end of its column, for numbers.
 */
export type ColumnOf<R> = {
  id: string;
  word: string;
  cell(row: R): ReactNode;
  sort?: "up" | "down";
  phone?: boolean;
  away?: boolean;
  end?: boolean;
};

export type ListProps<R> = {
  list: List;
  /** Names the list in the person's settings, such as "members". */
  id: string;
  /** Its accessible name: "Members". */
  label: string;
  /** In a sentence: "the members". */
  what: string;
  of: Asked;
  /** Of this page; `total` on all pages together. */
  rows: readonly R[];
  total: number;
  keyOf(row: R): string;
  /** What a row is called, as in "Choose Milo Marsh". */
  nameOf(row: R): string;
  /** The first heads its row. */
  columns: readonly ColumnOf<R>[];
  /** Where a row leads: a page ("/members/12"), or what opens in this address (`["member", "12"]`). */
  leadsTo?: (row: R) => string | readonly [name: string, value: string];
  filters?: readonly FilterOf[];
  /** What stands below the rows while some are chosen: a `BulkBar` with what can be done with them, fetched with the first. */
  bulk?: (props: BulkProps<R>) => ReactNode;
  /** What else can be done with a row, as a `Menu`. */
  menu?: (row: R) => ReactNode;
  /** Stands where there is nothing at all. */
  empty: ReactNode;
  /** Beside the search, such as an export. */
  aside?: ReactNode;
};

type Props<R> = ListProps<R> & { keys: readonly string[]; pages: number };

/** The rows, on a phone in two lines each. Its roles are said aloud: the lines of a phone are no table to a browser. */
export function Ledger<R>({ list, label, rows, total, keys, pages, columns, leadsTo, nameOf, bulk, menu }: Props<R>) {
  const t = useTranslations("ui");
  const { body, here, bodyProps, check } = useRows({
    keys,
    chosen: list.chosen,
    choose: bulk && list.choose,
    open: leadsTo && ((key) => opener(body.current, key)?.click()),
    page: list.page,
    pages,
    go: list.go,
  });
  const chosenHere = keys.filter((key) => list.chosen.has(key)).length;
  const cellLook = "py-2.5 pe-4 max-sm:p-0";
  return (
    <table
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-multiselectable={bulk ? true : undefined}
      className="w-full border-collapse text-start text-table max-sm:block"
    >
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" aria-rowindex={1} className="border-b border-line">
          {bulk && (
            <th role="columnheader" className="w-8 pe-2 text-start">
              <input
                type="checkbox"
                aria-label={t("chooseAll")}
                checked={chosenHere > 0 && chosenHere === keys.length}
                ref={(box) => {
                  if (box) box.indeterminate = chosenHere > 0 && chosenHere < keys.length;
                }}
                onChange={() =>
                  list.choose(
                    chosenHere === keys.length
                      ? [...list.chosen].filter((key) => !keys.includes(key))
                      : [...list.chosen, ...keys],
                  )
                }
                className="block"
              />
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} list={list} />
          ))}
          {menu && (
            <th role="columnheader" className="w-8">
              <span className="sr-only">{t("actions")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup" {...bodyProps} className="max-sm:block">
        {rows.map((row, index) => {
          const key = keys[index]!;
          const isChosen = list.chosen.has(key);
          const tab = key === here ? 0 : -1;
          const verdict = list.verdicts.get(key);
          const [first, ...others] = columns;
          return (
            <RowTab key={key} value={tab}>
              <tr
                role="row"
                data-row={key}
                tabIndex={tab}
                aria-rowindex={list.start + index + 2}
                aria-selected={bulk ? isChosen : undefined}
                className={`scroll-mb-20 border-b border-line -outline-offset-2! hover:bg-sunken max-sm:flex max-sm:flex-wrap max-sm:items-start max-sm:py-2 ${isChosen ? "bg-sunken" : ""} ${bulk ? "max-sm:before:order-3 max-sm:before:w-8" : ""}`}
              >
                {bulk && (
                  <td role="gridcell" className="w-8 pe-2 max-sm:p-0">
                    <input
                      type="checkbox"
                      tabIndex={tab}
                      aria-label={t("choose", { name: nameOf(row) })}
                      checked={isChosen}
                      onChange={(event) => check(key, (event.nativeEvent as MouseEvent).shiftKey)}
                      className="my-2 block max-sm:mt-3"
                    />
                  </td>
                )}
                <th
                  role="rowheader"
                  className={`${cellLook} text-start max-sm:min-w-0 ${headWidths[(bulk ? 1 : 0) + (menu ? 2 : 0)]}`}
                >
                  {leadsTo ? (
                    <Opens to={leadsTo(row)} tab={tab}>
                      {first?.cell(row)}
                    </Opens>
                  ) : (
                    first?.cell(row)
                  )}
                  {verdict && <VerdictLine verdict={verdict} />}
                </th>
                {others.map((column) => (
                  <td
                    key={column.id}
                    role="gridcell"
                    className={`${cellLook} ${column.end ? "text-end" : ""} ${column.phone ? "max-sm:order-3 max-sm:pe-3 max-sm:pt-1" : "max-sm:hidden"}`}
                  >
                    {column.cell(row)}
                  </td>
                ))}
                {menu && (
                  <td role="gridcell" className="w-8 py-1.5 max-sm:order-2 max-sm:p-0">
                    {menu(row)}
                  </td>
                )}
              </tr>
            </RowTab>
          );
        })}
      </tbody>
    </table>
  );
}

/** On a phone the head fills what box and menu leave of the first line: none, box, menu, both. */
const headWidths = [
  "max-sm:basis-full",
  "max-sm:basis-[calc(100%-32px)]",
  "max-sm:basis-[calc(100%-40px)]",
  "max-sm:basis-[calc(100%-72px)]",
];

const opener = (body: HTMLElement | null, key: string) =>
  body?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] [data-opens]`);

function HeadCell<R>({ column: { id, word, sort, end }, list }: { column: ColumnOf<R>; list: List }) {
  const t = useTranslations("ui");
  const by = list.sort.id === id ? (list.sort.down ? "descending" : "ascending") : undefined;
  const look = `h-8 pe-4 text-label font-medium whitespace-nowrap text-muted ${end ? "text-end" : "text-start"}`;
  if (!sort) {
    return (
      <th role="columnheader" className={look}>
        {word}
      </th>
    );
  }
  const Arrow = by === "descending" ? ArrowDown : ArrowUp;
  return (
    <th role="columnheader" aria-sort={by ?? "none"} className={look}>
      <button
        type="button"
        className={`group -ms-1.5 inline-flex min-h-6 items-center gap-1 rounded-md px-1.5 hover:bg-sunken hover:text-ink ${by ? "text-ink" : ""}`}
        onClick={() => {
          const down = by ? !list.sort.down : sort === "down";
          list.sortBy({ id, down });
        }}
        title={t("sortBy", { word })}
      >
        {word}
        <Arrow
          size={12}
          aria-hidden
          className={by ? "" : "invisible group-hover:visible group-focus-visible:visible"}
        />
      </button>
    </th>
  );
}
