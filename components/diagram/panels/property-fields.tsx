"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, useEffect, useState } from "react";
import type { Cell } from "@/lib/domain/diagram/cell";
import { boxOf, kindOf, LONGEST_LABEL, labelOf } from "@/lib/domain/diagram/read-cell";
import { TextArea, TextField } from "../../ui/field";
import type { Room } from "../room";
import { usePointers, useRoomState } from "../use-room-state";
import { useNames } from "./seen";
import type { Edits } from "./use-edits";

/** Who is typing in this cell right now, other than in this window; null for nobody. */
export function useHolder(room: Room, id: string): number | null {
  return usePointers(room, (all) => {
    const { socket } = room.getState();
    for (const one of all.values()) if (one.holding === id && one.socket !== socket) return one.uid;
    return null;
  });
}

/** Typed here, it is held for the others; nobody waits for a key to send it. */
export function NameField({ room, cell, edits }: { room: Room; cell: Cell; edits: Edits }) {
  const t = useTranslations("panels");
  const names = useNames();
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const people = useRoomState(room, (state) => state.people);
  const holder = useHolder(room, cell.id);
  const Field = (kindOf(cell) === "text" ? TextArea : TextField) as typeof TextField;
  useEffect(() => () => room.hold(null), [room]);
  return (
    <Field
      label={kindOf(cell) === "text" ? t("text") : t("name")}
      hint={holder === null ? undefined : t("isHeld", { who: names.person(people, holder) })}
      value={labelOf(cell)}
      maxLength={LONGEST_LABEL}
      readOnly={!mayEdit || holder !== null}
      autoComplete="off"
      onFocus={() => mayEdit && holder === null && room.hold(cell.id)}
      onBlur={() => {
        edits.settle();
        room.hold(null);
      }}
      onChange={(event) => {
        // Said again while somebody types: a hold of which nothing is heard frees itself.
        room.hold(cell.id);
        edits.name(cell.id, event.target.value);
      }}
    />
  );
}

/** Where it lies and how large it is, in grid points: what is dragged otherwise. */
export function PlaceFields({ room, cell, edits }: { room: Room; cell: Cell; edits: Edits }) {
  const t = useTranslations("panels");
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const box = boxOf(cell);
  if (!box) return null;
  const { x, y, width, height } = box;
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2">
      <NumberField label={t("left")} value={x} readOnly={!mayEdit} onSay={(to) => edits.move(cell.id, { x: to, y })} />
      <NumberField label={t("top")} value={y} readOnly={!mayEdit} onSay={(to) => edits.move(cell.id, { x, y: to })} />
      <NumberField
        label={t("width")}
        value={width}
        min={40}
        readOnly={!mayEdit}
        onSay={(to) => edits.size(cell.id, { width: to, height })}
      />
      <NumberField
        label={t("height")}
        value={height}
        min={30}
        readOnly={!mayEdit}
        onSay={(to) => edits.size(cell.id, { width, height: to })}
      />
    </div>
  );
}

const FARTHEST = 100_000;

/** What is typed holds as soon as it is a number in bounds; what is none stays typed until the field is left. */
function NumberField({
  value,
  min = -FARTHEST,
  onSay,
  ...rest
}: { label: string; value: number; min?: number; onSay(value: number): void } & Pick<
  ComponentProps<"input">,
  "readOnly"
>) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      {...rest}
      type="number"
      step={10}
      min={min}
      max={FARTHEST}
      value={typed ?? String(Math.round(value))}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        const said = event.target.valueAsNumber;
        setTyped(event.target.value);
        if (Number.isFinite(said) && said >= min && said <= FARTHEST) onSay(said);
      }}
    />
  );
}
