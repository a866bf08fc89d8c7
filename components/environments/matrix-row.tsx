"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { ListChecks } from "@/components/ui/icons";
import { MemberState } from "@/components/words/member-state";
import { CellMark } from "./cell-mark";
import type { Matrix } from "./queries";

type Props = {
  person: Matrix["people"][number];
  cells: readonly number[];
  columns: Matrix["columns"];
  kinds: Matrix["kinds"];
  /** Each kind in words. */
  said: readonly string[];
  /** By the name of a role. */
  letters: ReadonlyMap<string, string>;
  /** Its number in the whole table, and that of its first cell. */
  row: number;
  first: number;
  onOpen(person: Matrix["people"][number], column: string, kind: Matrix["kinds"][number] | undefined): void;
  /** Which of its cells the Tab key stops at; -1 for none. */
  active: number;
};

/** One person of the matrix. Drawn anew only where it changes: a table has thousands of cells, and the arrows go from row to row. */
export const MatrixRow = memo(function MatrixRow({
  person,
  cells,
  columns,
  kinds,
  said,
  letters,
  row,
  first,
  active,
  onOpen,
}: Props) {
  return (
    <tr role="row" aria-rowindex={row} className="group">
      <th
        role="rowheader"
        aria-colindex={1}
        className="sticky start-0 z-1 w-52 min-w-52 border-e border-b border-line bg-paper px-2 py-1 text-start group-hover:bg-sunken max-sm:w-32 max-sm:min-w-32"
      >
        <span className="block max-w-48 truncate font-medium max-sm:max-w-28" title={person.email}>
          {person.name}
        </span>
        {person.state !== "ACTIVE" && (
          <span className="text-label">
            {person.state ? <MemberState state={person.state} /> : <ByList hasAccount={person.listed === "account"} />}
          </span>
        )}
      </th>
      {columns.map((column, x) => {
        const index = cells[x] ?? -1;
        const kind = kinds[index];
        return (
          <MatrixCell
            key={column.id}
            person={person}
            column={column}
            kind={kind}
            said={said[index]}
            letters={letters.get(kind?.roles[0] ?? "") ?? ""}
            number={first + x}
            onOpen={onOpen}
            isActive={active === x}
          />
        );
      })}
    </tr>
  );
});

/** Whoever is no member here. */
function ByList({ hasAccount }: { hasAccount: boolean }) {
  const t = useTranslations("environments");
  return (
    <>
      <Badge tone="muted" icon={ListChecks}>
        {t("stateListed")}
      </Badge>
      {!hasAccount && <span className="block text-muted">{t("noAccountYet")}</span>}
    </>
  );
}

type CellProps = {
  person: Props["person"];
  column: Matrix["columns"][number];
  /** None for no access. */
  kind: Matrix["kinds"][number] | undefined;
  said: string | undefined;
  letters: string;
  number: number;
  onOpen: Props["onOpen"];
  isActive: boolean;
};

/** The words of its label are most of what a cell costs: an arrow makes two of them, not two rows. */
const MatrixCell = memo(function MatrixCell({
  person,
  column,
  kind,
  said = "",
  letters,
  number,
  onOpen,
  isActive,
}: CellProps) {
  const t = useTranslations("environments");
  const isNow = kind?.now ?? person.state === "ACTIVE";
  const values = { name: person.name, environment: column.name };
  return (
    <td role="gridcell" aria-colindex={number} className="border-b border-line p-0.5 text-center group-hover:bg-sunken">
      <button
        type="button"
        data-cell
        tabIndex={isActive ? 0 : -1}
        aria-label={kind ? t(isNow ? "cellHas" : "cellWould", { ...values, how: said }) : t("cellNone", values)}
        className="inline-flex h-9 w-11 items-center justify-center rounded-md -outline-offset-2!"
        onClick={() => onOpen(person, column.id, kind)}
      >
        {kind ? (
          <CellMark kind={kind} letters={letters} faint={!isNow} />
        ) : (
          <span aria-hidden className="text-faint">
            ·
          </span>
        )}
      </button>
    </td>
  );
});
