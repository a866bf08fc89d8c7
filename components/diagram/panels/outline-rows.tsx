"use client";

import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import type { Around } from "@/lib/domain/diagram/around";
import type { Cell } from "@/lib/domain/diagram/cell";
import { kindOf, LONGEST_LABEL, labelOf } from "@/lib/domain/diagram/read-cell";
import { Crosshair, Trash2 } from "../../ui/icons";
import { inputClass } from "../../ui/input-class";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import type { View } from "../view";
import { LazySelect, QUIET, useElements, useEndNow } from "./place-fields";
import { useHolder } from "./property-fields";
import { KIND_WORD, useNames } from "./seen";
import { type Edits, NODE_KINDS, type NodeKind } from "./use-edits";

type Props = {
  room: Room;
  view: View;
  edits: Edits;
  mayEdit: boolean;
  cells: ReadonlyMap<string, Cell>;
  around: Around;
  cell: Cell;
  isChosen: boolean;
};

type ElementProps = Props & { depth: number };

/** One element: its name, what it is, what holds it, and how many flows it has. */
export const ElementRow = memo(function ElementRow(props: ElementProps) {
  const { room, edits, mayEdit, cells, around, cell, depth } = props;
  const t = useTranslations("panels");
  const names = useNames();
  const kind = kindOf(cell);
  const holder = around.boundaryOf(cell.id);
  const held = holder === null ? undefined : cells.get(holder);
  const boundaries = () => [
    { value: "", word: t("inNone") },
    ...[...room.getState().cells.values()]
      .filter((one) => kindOf(one) === "boundary" && one.id !== cell.id)
      .map((one) => ({ value: one.id, word: names.name(one) })),
  ];
  const hasFlows = kind !== "boundary" && kind !== "text";
  return (
    <Line {...props} depth={depth}>
      <td className="pe-2">
        {NODE_KINDS.some((one) => one === kind) ? (
          <LazySelect
            quiet
            aria-label={t("kindOf", { name: names.name(cell) })}
            disabled={!mayEdit}
            chosen={{ value: kind, word: names.kind(kind) }}
            options={() => NODE_KINDS.map((one) => ({ value: one, word: t(KIND_WORD[one]) }))}
            onChange={(event) => edits.kind([cell.id], event.target.value as NodeKind)}
          />
        ) : (
          <span className="px-[5px]">{names.kind(kind)}</span>
        )}
      </td>
      <td className="pe-2 @max-md:hidden">
        <LazySelect
          quiet
          aria-label={t("boundaryOf", { name: names.name(cell) })}
          disabled={!mayEdit}
          chosen={held ? { value: held.id, word: names.name(held) } : { value: "", word: t("inNone") }}
          options={boundaries}
          onChange={(event) => edits.put([cell.id], event.target.value || null)}
        />
      </td>
      <td className="pe-2 whitespace-nowrap text-muted @max-md:hidden">
        {hasFlows && (
          <>
            <span aria-hidden>
              {t("inOut", { into: around.into(cell.id).length, out: around.outOf(cell.id).length })}
            </span>
            <span className="sr-only">
              {t("inOutSaid", { into: around.into(cell.id).length, out: around.outOf(cell.id).length })}
            </span>
          </>
        )}
      </td>
    </Line>
  );
}, isSameLine);

/** One flow: its name, and where it comes from and goes. */
export const FlowRow = memo(function FlowRow(props: Props) {
  return (
    <Line {...props}>
      <EndCell {...props} which="source" />
      <EndCell {...props} which="target" />
    </Line>
  );
}, isSameLine);

/** Of everything that was drawn only what this line says counts. */
function isSameLine(a: Props & { depth?: number }, b: Props & { depth?: number }): boolean {
  const { id } = a.cell;
  const holder = b.around.boundaryOf(id);
  return (
    a.cell === b.cell &&
    a.isChosen === b.isChosen &&
    a.mayEdit === b.mayEdit &&
    a.edits === b.edits &&
    a.depth === b.depth &&
    a.around.boundaryOf(id) === holder &&
    (holder === null || a.cells.get(holder) === b.cells.get(holder)) &&
    a.around.into(id).length === b.around.into(id).length &&
    a.around.outOf(id).length === b.around.outOf(id).length
  );
}

function EndCell({ room, edits, mayEdit, cell, which }: Props & { which: "source" | "target" }) {
  const t = useTranslations("panels");
  const names = useNames();
  const now = useEndNow(room, cell, which);
  const elements = useElements(room);
  return (
    <td className="pe-2">
      <LazySelect
        aria-label={
          which === "source" ? t("fromOf", { name: names.name(cell) }) : t("toOf", { name: names.name(cell) })
        }
        disabled={!mayEdit}
        chosen={now}
        options={elements}
        onChange={(event) => event.target.value && edits.end(cell.id, which, event.target.value)}
      />
    </td>
  );
}

function Line({
  room,
  view,
  edits,
  mayEdit,
  cell,
  isChosen,
  depth = 0,
  children,
}: Props & { depth?: number; children: ReactNode }) {
  const t = useTranslations("panels");
  const names = useNames();
  const people = useRoomState(room, (state) => state.people);
  const holder = useHolder(room, cell.id);
  const name = names.name(cell);
  const isMine = mayEdit && holder === null;
  return (
    <tr
      aria-current={isChosen || undefined}
      className="border-b border-line aria-[current]:bg-sunken"
      onFocus={(event) => {
        // Whoever works here sees on the canvas where they are; pressing a button is no choosing.
        if (!(event.target instanceof HTMLButtonElement)) view.select([cell.id]);
      }}
    >
      <th scope="row" className="py-1 pe-2 text-start" style={{ paddingInlineStart: Math.min(depth, 6) * 14 }}>
        <input
          aria-label={t("nameOf", { name })}
          title={holder === null ? undefined : t("isHeld", { who: names.person(people, holder) })}
          value={labelOf(cell)}
          placeholder={name}
          maxLength={LONGEST_LABEL}
          readOnly={!isMine}
          autoComplete="off"
          onFocus={() => isMine && room.hold(cell.id)}
          onBlur={() => {
            if (!isMine) return;
            edits.settle();
            room.hold(null);
          }}
          onChange={(event) => {
            room.hold(cell.id);
            edits.name(cell.id, event.target.value);
          }}
          className={`${inputClass} ${QUIET} ${isChosen ? "font-medium" : ""} text-table! text-ellipsis`}
        />
      </th>
      {children}
      <td className="whitespace-nowrap">
        <Act word={t("goToOne", { name })} onPress={() => view.show([cell.id], true)}>
          <Crosshair size={16} aria-hidden />
        </Act>
        {mayEdit && (
          <Act word={t("removeOne", { name })} onPress={() => edits.remove([cell.id])}>
            <Trash2 size={16} aria-hidden />
          </Act>
        )}
      </td>
    </tr>
  );
}

function Act({ word, onPress, children }: { word: string; onPress(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={word}
      title={word}
      onClick={onPress}
      className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink max-sm:size-10"
    >
      {children}
    </button>
  );
}
