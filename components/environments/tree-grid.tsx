"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, type KeyboardEvent, useMemo } from "react";
import { DrawingLinks } from "@/components/drawings/drawing-links";
import type { DrawingLine } from "@/components/drawings/queries";
import { ChevronRight } from "@/components/ui/icons";
import { Opens } from "@/components/ui/list/opens";
import { RowTab } from "@/components/ui/list/row-tab";
import { useRows } from "@/components/ui/list/rows";
import type { List } from "@/components/ui/list/use-list";
import { menuLater } from "@/components/ui/menu";
import { placeKey } from "@/components/words/choices";
import { Resource } from "@/components/words/resource";
import { Faces, Levels } from "./access-cells";
import { EnvState } from "./env-state";
import { lineKey } from "./places";
import type { PlaceLine } from "./queries";

type Props = {
  label: string;
  lines: readonly PlaceLine[];
  list: List;
  total: number;
  pages: number;
  /** The diagrams about each environment, by its appid. */
  drawn: ReadonlyMap<string, readonly DrawingLine[]>;
  onToggle(path: string, open: boolean): void;
};

const NONE: readonly DrawingLine[] = [];
const head = "h-8 pe-4 text-start text-label font-medium whitespace-nowrap text-muted";

const PlaceMenu = menuLater(async () => (await import("./place-menu")).PlaceMenu);

/**
 * The tree as a table (treegrid): arrows walk its rows, right and left open and close a group, Enter opens the panel. Its roles are
 * said aloud: on a phone its rows are two lines and no table to a browser.
 */
export function TreeGrid({ label, lines, list, total, pages, drawn, onToggle }: Props) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const drawings = useTranslations("drawings");
  const keys = useMemo(() => lines.map(lineKey), [lines]);
  const { body, here, bodyProps } = useRows({
    keys,
    chosen: list.chosen,
    open: (key) => rowOf(key)?.querySelector<HTMLElement>("[data-opens]")?.click(),
    page: list.page,
    pages,
    go: list.go,
  });
  const rowOf = (key: string) => body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target as HTMLElement;
    const at = keys.indexOf(row.dataset?.row ?? "");
    const line = lines[at];
    if (line && (event.key === "ArrowRight" || event.key === "ArrowLeft") && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const ltr = getComputedStyle(row).direction !== "rtl";
      const onwards = (event.key === "ArrowRight") === ltr;
      if (onwards && line.open === false) onToggle(line.resourceId, true);
      else if (onwards && line.open) focus(at + 1);
      else if (!onwards && line.open) onToggle(line.resourceId, false);
      else if (!onwards) focus(lines.findLastIndex((one, index) => index < at && one.depth < line.depth));
      return;
    }
    bodyProps.onKeyDown(event);
  };
  const focus = (index: number) => index >= 0 && rowOf(keys[index] ?? "")?.focus();

  return (
    <table
      role="treegrid"
      aria-label={label}
      aria-rowcount={total + 1}
      className="w-full border-collapse text-start text-table max-sm:block"
    >
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" aria-rowindex={1} className="border-b border-line">
          <th role="columnheader" className={head}>
            {t("columnName")}
          </th>
          <th role="columnheader" className={head}>
            {t("columnState")}
          </th>
          <th role="columnheader" className={head}>
            {t("columnAccess")}
          </th>
          <th role="columnheader" className={`${head} max-lg:hidden`}>
            {t("columnLevel")}
          </th>
          <th role="columnheader" className={head}>
            {drawings("column")}
          </th>
          <th role="columnheader" className="w-8">
            <span className="sr-only">{ui("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup" {...bodyProps} onKeyDown={onKeyDown} className="max-sm:block">
        {lines.map((line, index) => (
          <RowTab key={keys[index]} value={keys[index] === here ? 0 : -1}>
            <Line
              line={line}
              rowKey={keys[index]!}
              at={list.start + index}
              isHere={keys[index] === here}
              drawings={line.type === "ENV" ? (drawn.get(line.resourceId) ?? NONE) : NONE}
              onToggle={onToggle}
            />
          </RowTab>
        ))}
      </tbody>
    </table>
  );
}

const cell = "py-2 pe-4 align-middle max-sm:p-0";
const second = "max-sm:pe-3 max-sm:pt-0.5";
/** On a phone the second line begins below the name. */
const below = "max-sm:ps-(--at)";

function Line({
  line,
  rowKey,
  at,
  isHere,
  drawings,
  onToggle,
}: {
  line: PlaceLine;
  rowKey: string;
  at: number;
  isHere: boolean;
  drawings: readonly DrawingLine[];
  onToggle: Props["onToggle"];
}) {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  const isGroup = line.type === "ENV_GROUP" && line.resourceId !== "*";
  const tab = isHere ? 0 : -1;
  // Inside its group a group is called by the last part of its path.
  const cut = isGroup && line.under !== null ? line.under.length + 1 : 0;
  return (
    <tr
      role="row"
      data-row={rowKey}
      tabIndex={tab}
      aria-rowindex={at + 2}
      aria-level={line.depth + 1}
      aria-posinset={line.position}
      aria-setsize={line.beside}
      aria-expanded={line.open ?? undefined}
      className="scroll-mb-20 border-b border-line -outline-offset-2! hover:bg-sunken max-sm:relative max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:py-2"
    >
      <th role="rowheader" className={`${cell} text-start max-sm:min-w-0 max-sm:basis-full max-sm:pe-10!`}>
        <span className="flex items-start gap-1" style={{ paddingInlineStart: Math.min(line.depth, 6) * 20 }}>
          {line.open === null ? (
            <span className="w-6 flex-none" />
          ) : (
            // The arrows of the row do the same.
            <button
              type="button"
              tabIndex={-1}
              aria-hidden
              className="flex size-6 flex-none items-center justify-center rounded-md hover:bg-line"
              onClick={() => onToggle(line.resourceId, !line.open)}
            >
              <ChevronRight size={16} className={`text-muted ${line.open ? "rotate-90" : "rtl:-scale-x-100"}`} />
            </button>
          )}
          <span className="min-w-0 py-[3px]">
            <Opens to={["thing", placeKey(line)]} tab={tab}>
              <span className={`group-hover:underline ${isGroup ? "font-medium" : ""}`}>
                <Resource
                  item={{ ...line, resourceId: line.resourceId.slice(cut) }}
                  kind={line.type.endsWith("REGION")}
                  color={line.color}
                />
              </span>
            </Opens>
            {line.shownAs && line.shownAs !== line.name && (
              <span className="block break-words ps-6 text-label text-muted">{line.shownAs}</span>
            )}
          </span>
        </span>
      </th>
      <td
        role="gridcell"
        className={`${cell} ${second} ${below} text-muted max-sm:empty:pe-0!`}
        style={{ "--at": `${Math.min(line.depth, 6) * 20 + 52}px` } as CSSProperties}
      >
        {line.status !== null && <EnvState status={line.status} />}
        {line.inside > 0 && words("environments", { n: line.inside })}
      </td>
      <td role="gridcell" className={`${cell} ${second}`}>
        <Faces access={line.access} />
      </td>
      <td role="gridcell" className={`${cell} ${second} text-label text-muted max-lg:hidden`}>
        <Levels line={line} />
      </td>
      <td role="gridcell" className={`${cell} ${second} max-sm:empty:hidden`}>
        <DrawingLinks drawings={drawings} />
      </td>
      <td role="gridcell" className="w-8 py-1 max-sm:absolute max-sm:end-0 max-sm:top-1 max-sm:w-10 max-sm:p-0">
        <PlaceMenu thing={{ type: line.type, id: line.resourceId }} label={t("actionsFor", { name: line.name })} />
      </td>
    </tr>
  );
}
