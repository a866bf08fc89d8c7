"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, type ReactNode, useId, useState } from "react";
import type { Cell } from "@/lib/domain/diagram/cell";
import { cellOf, endsOf, isFlow, kindOf } from "@/lib/domain/diagram/read-cell";
import { SelectField } from "../../ui/field";
import { inputClass } from "../../ui/input-class";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useNames } from "./seen";
import type { Edits } from "./use-edits";

export const QUIET = "border-transparent! bg-transparent! hover:border-edge! focus:border-edge!";

type Option = { value: string; word: string };

/**
 * A list of choices that has only the chosen one until somebody comes near: a table of flows would hold every element twice a row.
 */
export function LazySelect({
  chosen,
  options,
  quiet = false,
  ...rest
}: {
  chosen: Option;
  options(): readonly Option[];
  /** In a table it looks like a field only where somebody is. */
  quiet?: boolean;
} & Omit<ComponentProps<"select">, "value" | "children">) {
  const [near, setNear] = useState(false);
  const come = () => setNear(true);
  const all = near ? options() : [chosen];
  const shown = all.some(({ value }) => value === chosen.value) ? all : [chosen, ...all];
  return (
    <select
      {...rest}
      value={chosen.value}
      onFocus={come}
      onPointerEnter={come}
      onPointerDown={come}
      className={`${inputClass} px-1! ${quiet ? `${QUIET} text-table! text-ellipsis` : ""}`}
    >
      {shown.map(({ value, word }) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  );
}

/** The boundary that holds these; `boundary` is undefined where they differ. */
export function BoundaryField({
  room,
  ids,
  boundary,
  edits,
}: {
  room: Room;
  ids: readonly string[];
  boundary: string | null | undefined;
  edits: Edits;
}) {
  const t = useTranslations("panels");
  const names = useNames();
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const cells = useRoomState(room, (state) => state.cells);
  const boundaries = [...cells.values()].filter((cell) => kindOf(cell) === "boundary" && !ids.includes(cell.id));
  return (
    <SelectField
      label={t("inBoundary")}
      disabled={!mayEdit}
      value={boundary === undefined ? MIXED : (boundary ?? "")}
      onChange={(event) => edits.put(ids, event.target.value || null)}
    >
      {boundary === undefined && <option value={MIXED} disabled hidden />}
      <option value="">{t("inNone")}</option>
      {boundaries.map((cell) => (
        <option key={cell.id} value={cell.id}>
          {names.name(cell)}
        </option>
      ))}
    </SelectField>
  );
}

const MIXED = "mixed";

/** The elements a flow may begin or end at. */
export function useElements(room: Room): () => Option[] {
  const names = useNames();
  return () => {
    const cells = [...room.getState().cells.values()].filter((cell) => {
      const kind = kindOf(cell);
      return kind === "actor" || kind === "process" || kind === "store";
    });
    return cells
      .map((cell) => ({ value: cell.id, word: names.name(cell) }))
      .sort((a, b) => a.word.localeCompare(b.word));
  };
}

/** Where a flow begins or ends now, as a choice. */
export function useEndNow(room: Room, flow: Cell, which: "source" | "target"): Option {
  const t = useTranslations("panels");
  const names = useNames();
  const id = cellOf(endsOf(flow)[which]);
  const cell = useRoomState(room, (state) => (id === null ? undefined : state.cells.get(id)));
  return cell && !isFlow(cell) ? { value: cell.id, word: names.name(cell) } : { value: "", word: t("loose") };
}

export function EndField({
  room,
  flow,
  which,
  edits,
}: {
  room: Room;
  flow: Cell;
  which: "source" | "target";
  edits: Edits;
}): ReactNode {
  const t = useTranslations("panels");
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const now = useEndNow(room, flow, which);
  const elements = useElements(room);
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-label font-medium">
        {which === "source" ? t("from") : t("to")}
      </label>
      <LazySelect
        id={id}
        chosen={now}
        options={elements}
        disabled={!mayEdit}
        onChange={(event) => event.target.value && edits.end(flow.id, which, event.target.value)}
      />
    </div>
  );
}
