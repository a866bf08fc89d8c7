"use client";

import { useFormatter, useTranslations } from "next-intl";
import {
  type ComponentProps,
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLookWords } from "./cell-looks";
import { MatrixRow } from "./matrix-row";
import type { MatrixKind, MatrixPart } from "./queries";

const NONE: readonly number[] = [];
/** Rows that PageDown and PageUp go. */
const PAGE = 10;

const between = (least: number, n: number, most: number) => Math.max(least, Math.min(n, most));

/** A place in the whole table, from 0 on. */
type Place = { y: number; x: number };

/**
 * The table of people by environments or threat models, a grid of one Tab stop: arrows walk its cells, Home and End the row, with Control the whole
 * table, Enter opens what one cell is made of. Heads stay in sight; it scrolls inside its frame. The keys lead on to the parts that are
 * not shown: `turn` shows the one with this cell.
 */
export function MatrixGrid({
  matrix,
  label,
  letters,
  turn,
  onOpen,
}: {
  matrix: MatrixPart;
  label: string;
  /** By the name of a role. */
  letters: ReadonlyMap<string, string>;
  turn(y: number, x: number): void;
  /** Shows what a cell is made of. Always the same function: a row is drawn anew where it changes. */
  onOpen: ComponentProps<typeof MatrixRow>["onOpen"];
}) {
  const t = useTranslations("environments");
  const words = useCellWords();
  const body = useRef<HTMLTableSectionElement>(null);
  const { people, columns, cells, kinds, row, column, totalPeople, totalColumns } = matrix;
  const [active, setActive] = useState<Place>({ y: row, x: column });
  /** The cell of this part that the Tab key stops at, counted from its first. */
  const at = {
    y: between(0, active.y - row, people.length - 1),
    x: between(0, active.x - column, columns.length - 1),
  };
  const said = useMemo(() => kinds.map(words), [kinds, words]);
  /** The cell to focus once the part with it is here. */
  const awaited = useRef<Place | null>(null);
  const isInside = useRef(false);
  const focus = (y: number, x: number) =>
    body.current?.rows[y]?.cells[x + 1]?.querySelector<HTMLElement>("[data-cell]")?.focus();

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when another part is shown, not when the focus moves
  useLayoutEffect(() => {
    const { y, x } = awaited.current ?? active;
    const isHere = y >= row && y < row + people.length && x >= column && x < column + columns.length;
    if (awaited.current && isHere) {
      awaited.current = null;
      focus(y - row, x - column);
      // Whoever had the focus may be gone.
    } else if (isInside.current && document.activeElement === document.body) focus(at.y, at.x);
  }, [matrix]);

  const go = (to: Place) => {
    const y = between(0, to.y, totalPeople - 1);
    const x = between(0, to.x, totalColumns - 1);
    const [down, along] = [y - row, x - column];
    if (down >= 0 && down < people.length && along >= 0 && along < columns.length) {
      awaited.current = null;
      focus(down, along);
    } else {
      awaited.current = { y, x };
      turn(y, x);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { y, x } = awaited.current ?? { y: row + at.y, x: column + at.x };
    const all = event.ctrlKey || event.metaKey;
    const onwards = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const steps: Record<string, Place> = {
      ArrowDown: { y: y + 1, x },
      ArrowUp: { y: y - 1, x },
      ArrowRight: { y, x: x + onwards },
      ArrowLeft: { y, x: x - onwards },
      Home: { y: all ? 0 : y, x: 0 },
      End: { y: all ? totalPeople - 1 : y, x: totalColumns - 1 },
      PageDown: { y: y + PAGE, x },
      PageUp: { y: y - PAGE, x },
    };
    const step = steps[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    go(step);
  };
  const onFocus = ({ target }: FocusEvent) => {
    const [cell, line] = [target.closest("td"), target.closest("tr")];
    if (!cell || !line) return;
    isInside.current = true;
    setActive({ y: row + line.sectionRowIndex, x: column + cell.cellIndex - 1 });
  };
  const onBlur = ({ target }: FocusEvent) =>
    // A cell that went away says nothing of where the focus should go.
    queueMicrotask(() => {
      isInside.current = !target.isConnected || body.current?.contains(document.activeElement) === true;
    });
  return (
    <div className="max-h-[70dvh] overflow-auto border-y border-line">
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={totalPeople + 1}
        aria-colcount={totalColumns + 1}
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
            {columns.map((one, x) => (
              <th
                key={one.id}
                role="columnheader"
                aria-colindex={column + x + 2}
                className={`sticky top-0 z-2 h-32 border-b border-line bg-paper px-1 pb-2 align-bottom font-medium text-muted ${at.x === x ? "group-focus-within/grid:text-ink" : ""}`}
              >
                <span className="inline-block max-h-28 rotate-180 overflow-hidden text-label text-ellipsis whitespace-nowrap [writing-mode:vertical-rl]">
                  {one.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {/* The cells inside hold the focus. */}
        <tbody role="rowgroup" ref={body} onKeyDown={onKeyDown} onFocus={onFocus} onBlur={onBlur}>
          {people.map((person, y) => (
            <MatrixRow
              key={person.memberId ?? person.email}
              person={person}
              cells={cells[y] ?? NONE}
              columns={columns}
              kinds={kinds}
              said={said}
              letters={letters}
              row={row + y + 2}
              first={column + 2}
              onOpen={onOpen}
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
        level: kind.role && kind.level === "direct" ? t("kindDirectModel") : words.level[kind.level],
        strength: words.strength[kind.strength],
      }),
    [t, format, words],
  );
}
