"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type FocusEvent, type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { useLookWords } from "./cell-looks";
import { MatrixRow } from "./matrix-row";
import type { Matrix, MatrixKind } from "./queries";

const NONE: readonly number[] = [];

/**
 * The table of people by environments, a grid of one Tab stop: arrows walk its cells, Home and End the row, with Control the whole
 * table, Enter opens what one cell is made of. Heads stay in sight; it scrolls inside its frame.
 */
export function MatrixGrid({
  matrix,
  letters,
  row,
  column,
}: {
  matrix: Matrix;
  /** By the name of a role. */
  letters: ReadonlyMap<string, string>;
  row: number;
  column: number;
}) {
  const t = useTranslations("environments");
  const words = useCellWords();
  const body = useRef<HTMLTableSectionElement>(null);
  const { people, environments, cells, kinds } = matrix;
  const [active, setActive] = useState({ y: 0, x: 0 });
  const at = { y: Math.min(active.y, people.length - 1), x: Math.min(active.x, environments.length - 1) };
  const said = useMemo(() => kinds.map(words), [kinds, words]);

  const go = (y: number, x: number) => {
    const next = {
      y: Math.max(0, Math.min(y, people.length - 1)),
      x: Math.max(0, Math.min(x, environments.length - 1)),
    };
    setActive(next);
    body.current?.rows[next.y]?.cells[next.x + 1]?.querySelector<HTMLElement>("[data-cell]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { y, x } = at;
    const all = event.ctrlKey || event.metaKey;
    const onwards = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const page = 10;
    const steps: Record<string, () => void> = {
      ArrowDown: () => go(y + 1, x),
      ArrowUp: () => go(y - 1, x),
      ArrowRight: () => go(y, x + onwards),
      ArrowLeft: () => go(y, x - onwards),
      Home: () => go(all ? 0 : y, 0),
      End: () => go(all ? people.length - 1 : y, environments.length - 1),
      PageDown: () => go(y + page, x),
      PageUp: () => go(y - page, x),
    };
    const step = steps[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    step();
  };
  const onFocus = ({ target }: FocusEvent) => {
    const [cell, line] = [target.closest("td"), target.closest("tr")];
    if (cell && line) setActive({ y: line.sectionRowIndex, x: cell.cellIndex - 1 });
  };
  return (
    <div className="max-h-[70dvh] overflow-auto border-y border-line">
      <table
        role="grid"
        aria-label={t("viewMatrix")}
        aria-rowcount={matrix.totalPeople + 1}
        aria-colcount={matrix.totalEnvironments + 1}
        className="group/grid border-separate border-spacing-0 text-table"
      >
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            <th
              role="columnheader"
              aria-colindex={1}
              className="sticky start-0 top-0 z-3 w-52 min-w-52 border-e border-b border-line bg-paper px-2 pb-2 text-start align-bottom text-label font-medium text-muted max-sm:w-32 max-sm:min-w-32"
            >
              {t("columnPerson")}
            </th>
            {environments.map((environment, x) => (
              <th
                key={environment.appid}
                role="columnheader"
                aria-colindex={column + x + 2}
                className={`sticky top-0 z-2 h-32 border-b border-line bg-paper px-1 pb-2 align-bottom font-medium text-muted ${at.x === x ? "group-focus-within/grid:text-ink" : ""}`}
              >
                <span className="inline-block max-h-28 rotate-180 overflow-hidden text-label text-ellipsis whitespace-nowrap [writing-mode:vertical-rl]">
                  {environment.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {/* The cells inside hold the focus. */}
        <tbody role="rowgroup" ref={body} onKeyDown={onKeyDown} onFocus={onFocus}>
          {people.map((person, y) => (
            <MatrixRow
              key={person.memberId}
              person={person}
              cells={cells[y] ?? NONE}
              environments={environments}
              kinds={kinds}
              said={said}
              letters={letters}
              row={row + y + 2}
              column={column + 2}
              active={at.y === y ? at.x : -1}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A cell in words: "Developer and Viewer, by a group, changes things, a role denies something". */
function useCellWords(): (kind: MatrixKind) => string {
  const t = useTranslations("environments");
  const format = useFormatter();
  const words = useLookWords();
  return useCallback(
    (kind) =>
      t(kind.denies ? "cellDenies" : "cellWords", {
        roles: format.list(kind.roles, { type: "conjunction" }),
        level: words.level[kind.level],
        strength: words.strength[kind.strength],
      }),
    [t, format, words],
  );
}
