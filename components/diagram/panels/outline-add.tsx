"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { freePlace } from "@/lib/domain/diagram/deeds";
import { newFlow, newNode } from "@/lib/domain/diagram/new-cell";
import { kindOf, LONGEST_LABEL, SIZE_OF } from "@/lib/domain/diagram/read-cell";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Plus } from "../../ui/icons";
import { inputClass } from "../../ui/input-class";
import { newId } from "../new-id";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useElements } from "./place-fields";
import { KIND_WORD, useNames } from "./seen";
import type { Edits } from "./use-edits";

const ADDED = ["process", "actor", "store", "boundary", "text"] as const;

/** Draws an element without a pointer: it lies where there is room. */
export function AddElement({ room, edits }: { room: Room; edits: Edits }) {
  const t = useTranslations("panels");
  const names = useNames();
  const cells = useRoomState(room, (state) => state.cells);
  const [kind, setKind] = useState<(typeof ADDED)[number]>("process");
  const [name, setName] = useState("");
  const [boundary, setBoundary] = useState("");
  const boundaries = [...cells.values()].filter((cell) => kindOf(cell) === "boundary");
  const add = (event: FormEvent) => {
    event.preventDefault();
    const into = boundaries.some(({ id }) => id === boundary) ? boundary : null;
    const place = { ...freePlace(room.getState().cells, SIZE_OF[kind], into), ...SIZE_OF[kind] };
    const cell = newNode(newId(), kind, place, name.trim(), into);
    edits.add([cell]);
    announce(t("added", { name: names.name(cell) }));
    setName("");
  };
  return (
    <Adding label={t("addElement")} onSubmit={add}>
      <Labelled word={t("kind")}>
        {(id) => (
          <select
            id={id}
            value={kind}
            onChange={(event) => setKind(event.target.value as typeof kind)}
            className={`${inputClass} px-1!`}
          >
            {ADDED.map((one) => (
              <option key={one} value={one}>
                {t(KIND_WORD[one])}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <NameInput word={t("name")} value={name} onSay={setName} />
      <Labelled word={t("inBoundary")}>
        {(id) => (
          <select
            id={id}
            value={boundary}
            onChange={(event) => setBoundary(event.target.value)}
            className={`${inputClass} px-1!`}
          >
            <option value="">{t("inNone")}</option>
            {boundaries.map((cell) => (
              <option key={cell.id} value={cell.id}>
                {names.name(cell)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </Adding>
  );
}

/** Connects two elements without a pointer. */
export function AddFlow({ room, edits }: { room: Room; edits: Edits }) {
  const t = useTranslations("panels");
  const names = useNames();
  useRoomState(room, (state) => state.cells);
  const elements = useElements(room)();
  const [name, setName] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const source = elements.find(({ value }) => value === from) ?? elements[0];
  const target = elements.find(({ value }) => value === to) ?? elements[1];
  if (!source || !target) return null;
  const add = (event: FormEvent) => {
    event.preventDefault();
    const end = (cell: string) => ({ cell, port: null });
    const flow = newFlow(newId(), end(source.value), end(target.value), name.trim());
    edits.add([flow]);
    announce(t("added", { name: names.name(flow) }));
    setName("");
  };
  const pick = (word: string, value: string, onPick: (value: string) => void) => (
    <Labelled word={word}>
      {(id) => (
        <select
          id={id}
          value={value}
          onChange={(event) => onPick(event.target.value)}
          className={`${inputClass} px-1!`}
        >
          {elements.map((one) => (
            <option key={one.value} value={one.value}>
              {one.word}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
  return (
    <Adding label={t("addFlow")} onSubmit={add}>
      {pick(t("from"), source.value, setFrom)}
      {pick(t("to"), target.value, setTo)}
      <NameInput word={t("name")} value={name} onSay={setName} />
    </Adding>
  );
}

function Adding({
  label,
  onSubmit,
  children,
}: {
  label: string;
  onSubmit(event: FormEvent): void;
  children: ReactNode;
}) {
  return (
    <form
      aria-label={label}
      onSubmit={onSubmit}
      className="mt-3 grid grid-cols-1 items-end gap-2 @md:grid-cols-[1fr_1fr_1fr_auto]"
    >
      {children}
      <Button type="submit">
        <Plus size={16} aria-hidden />
        {label}
      </Button>
    </form>
  );
}

function NameInput({ word, value, onSay }: { word: string; value: string; onSay(value: string): void }) {
  return (
    <Labelled word={word}>
      {(id) => (
        <input
          id={id}
          value={value}
          maxLength={LONGEST_LABEL}
          autoComplete="off"
          onChange={(event) => onSay(event.target.value)}
          className={inputClass}
        />
      )}
    </Labelled>
  );
}

function Labelled({ word, children }: { word: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-label font-medium">
        {word}
      </label>
      {children(id)}
    </div>
  );
}
