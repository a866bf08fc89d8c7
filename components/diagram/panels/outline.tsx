"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from "react";
import { Button } from "../../ui/button";
import { Check } from "../../ui/field";
import { inputClass } from "../../ui/input-class";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useView, type View } from "../view";
import { AddElement, AddFlow } from "./outline-add";
import { linesOf } from "./outline-lines";
import { ElementRow, FlowRow } from "./outline-rows";
import { aroundNow, useNames } from "./seen";
import { useEdits } from "./use-edits";

/** How many rows are shown at first, and how many more with each press. */
const PORTION = 100;

/**
 * The diagram as two tables, which say and change all that the canvas does: elements below the boundary that holds them, and flows.
 * What is written here stands on the canvas at once, and the other way round.
 */
export function Outline({ room, view }: { room: Room; view: View }) {
  const t = useTranslations("panels");
  const names = useNames();
  const cells = useDeferredValue(useRoomState(room, (state) => state.cells));
  const order = useDeferredValue(useRoomState(room, (state) => state.order));
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const selected = useView(view, (state) => state.selected);
  const muted = useView(view, (state) => state.muted);
  const [sought, setSought] = useState("");
  const [portions, setPortions] = useState(1);
  const edits = useEdits(room, view);
  const around = aroundNow(cells);
  const { elements, flows } = useMemo(
    () => linesOf(cells, order, around, names.name, sought),
    [cells, order, around, names, sought],
  );
  const most = portions * PORTION;
  const more = Math.max(elements.length, flows.length) - most;
  const chosen = new Set(selected);
  const common = { room, view, edits, mayEdit, cells, around };

  return (
    <div className="flex flex-col gap-4 @container">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input
          type="search"
          aria-label={t("seek")}
          placeholder={t("seek")}
          value={sought}
          onChange={(event) => {
            setSought(event.target.value);
            setPortions(1);
          }}
          className={`${inputClass} w-56! max-sm:w-full!`}
        />
        <Check checked={!muted} onChange={(event) => view.mute(!event.target.checked)}>
          {t("announce")}
        </Check>
      </div>

      <section aria-labelledby="outline-elements">
        <h2 id="outline-elements" className="mb-1 text-body font-semibold">
          {t("elementsTitle", { n: elements.length })}
        </h2>
        <table className="w-full table-fixed border-collapse text-table" onKeyDown={walk}>
          <caption className="sr-only">{t("elementsSay")}</caption>
          <thead>
            <tr className="border-b border-line text-start text-label text-muted">
              <Heading word={t("name")} />
              <Heading word={t("kind")} width="w-[19%] @max-md:w-[30%]" />
              <Heading word={t("inBoundary")} width="w-[24%] @max-md:hidden" />
              <Heading word={t("flows")} width="w-12 @max-md:hidden" />
              <Heading word={t("acts")} width="w-16 @max-md:w-[84px]" hidden />
            </tr>
          </thead>
          <tbody>
            {elements.slice(0, most).map(({ cell, depth }) => (
              <ElementRow key={cell.id} {...common} cell={cell} depth={depth} isChosen={chosen.has(cell.id)} />
            ))}
          </tbody>
        </table>
        {mayEdit && <AddElement room={room} edits={edits} />}
      </section>

      <section aria-labelledby="outline-flows">
        <h2 id="outline-flows" className="mb-1 text-body font-semibold">
          {t("flowsTitle", { n: flows.length })}
        </h2>
        <table className="w-full table-fixed border-collapse text-table" onKeyDown={walk}>
          <caption className="sr-only">{t("flowsSay")}</caption>
          <thead>
            <tr className="border-b border-line text-start text-label text-muted">
              <Heading word={t("name")} />
              <Heading word={t("from")} width="w-[27%]" />
              <Heading word={t("to")} width="w-[27%]" />
              <Heading word={t("acts")} width="w-16 @max-md:w-[84px]" hidden />
            </tr>
          </thead>
          <tbody>
            {flows.slice(0, most).map((cell) => (
              <FlowRow key={cell.id} {...common} cell={cell} isChosen={chosen.has(cell.id)} />
            ))}
          </tbody>
        </table>
        {mayEdit && <AddFlow room={room} edits={edits} />}
      </section>

      {more > 0 && (
        <Button onClick={() => setPortions(portions + 1)} className="self-start">
          {t("more", { n: Math.min(more, PORTION) })}
        </Button>
      )}
    </div>
  );
}

function Heading({ word, width = "", hidden = false }: { word: string; width?: string; hidden?: boolean }) {
  return (
    <th scope="col" className={`h-8 pe-2 text-start font-medium whitespace-nowrap ${width}`}>
      {hidden ? <span className="sr-only">{word}</span> : word}
    </th>
  );
}

/** Up and down lead to the same field of the next row; in a list of choices they choose. */
function walk(event: KeyboardEvent<HTMLTableElement>) {
  const field = event.target as HTMLElement;
  const isDown = event.key === "ArrowDown" || event.key === "Enter";
  if (!(field instanceof HTMLInputElement) || !(isDown || event.key === "ArrowUp")) return;
  if (event.nativeEvent.isComposing) return;
  const row = field.closest("tr");
  const next = isDown ? row?.nextElementSibling : row?.previousElementSibling;
  const other = next?.querySelector("input");
  if (!other) return;
  event.preventDefault();
  other.focus();
}
