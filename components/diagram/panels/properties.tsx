"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Cell } from "@/lib/domain/diagram/cell";
import {
  colourOf,
  endsOf,
  isBoundaryLine,
  isFlow,
  isPinned,
  type Kind,
  kindOf,
  verticesOf,
} from "@/lib/domain/diagram/read-cell";
import { Button } from "../../ui/button";
import { Check, SelectField } from "../../ui/field";
import { ArrowLeftRight, Crosshair, Spline, Trash2 } from "../../ui/icons";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useView, type View } from "../view";
import { Colours } from "./colours";
import type { DiagramFacts } from "./facts";
import { BoundaryField, EndField } from "./place-fields";
import { NameField, PlaceFields } from "./property-fields";
import { aroundNow, KIND_WORD, useNames } from "./seen";
import { type Edits, NODE_KINDS, type NodeKind, useEdits } from "./use-edits";

type Props = { room: Room; view: View; diagram: DiagramFacts };

/** What is chosen, and all that can be said of it without dragging anything. */
export function Properties({ room, view, diagram }: Props) {
  const cells = useRoomState(room, (state) => state.cells);
  const selected = useView(view, (state) => state.selected);
  const chosen = useMemo(() => selected.flatMap((id) => cells.get(id) ?? []), [cells, selected]);
  const edits = useEdits(room, view);
  const only = chosen.length === 1 ? chosen[0] : undefined;
  if (chosen.length === 0) return <Whole room={room} diagram={diagram} />;
  return (
    <div className="flex flex-col gap-4">
      {only ? (
        <One key={only.id} room={room} view={view} cell={only} edits={edits} />
      ) : (
        <Many room={room} chosen={chosen} edits={edits} />
      )}
      <Common room={room} chosen={chosen} diagram={diagram} edits={edits} />
    </div>
  );
}

/** Nothing is chosen: what there is. */
function Whole({ room, diagram }: Pick<Props, "room" | "diagram">) {
  const t = useTranslations("panels");
  const cells = useRoomState(room, (state) => state.cells);
  const counts = useMemo(() => countsOf([...cells.values()]), [cells]);
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-why font-semibold">{diagram.name}</h2>
      <p className="text-table text-muted">{cells.size === 0 ? t("nothingDrawn") : t("chooseSomething")}</p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-table">
        {counts.map(([kind, n]) => (
          <div key={kind} className="contents">
            <dt className="text-muted">{t(KIND_WORD[kind])}</dt>
            <dd className="text-end">{t("count", { n })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function countsOf(cells: readonly Cell[]): [Kind, number][] {
  const counts = new Map<Kind, number>();
  for (const cell of cells) counts.set(kindOf(cell), (counts.get(kindOf(cell)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function One({ room, view, cell, edits }: Pick<Props, "room" | "view"> & { cell: Cell; edits: Edits }) {
  const t = useTranslations("panels");
  const names = useNames();
  const kind = kindOf(cell);
  return (
    <>
      <div className="flex items-center justify-between gap-2">
        <h2 className="min-w-0 truncate text-why font-semibold">
          {names.kind(isBoundaryLine(cell) ? "boundary" : kind)}
        </h2>
        <Button look="quiet" onClick={() => view.show([cell.id], true)}>
          <Crosshair size={16} aria-hidden />
          {t("goTo")}
        </Button>
      </div>
      <NameField room={room} cell={cell} edits={edits} />
      {kind === "flow" ? (
        <>
          <EndField room={room} flow={cell} which="source" edits={edits} />
          <EndField room={room} flow={cell} which="target" edits={edits} />
        </>
      ) : (
        <PlaceFields room={room} cell={cell} edits={edits} />
      )}
    </>
  );
}

function Many({ room, chosen, edits }: Pick<Props, "room"> & { chosen: readonly Cell[]; edits: Edits }) {
  const t = useTranslations("panels");
  const names = useNames();
  return (
    <>
      <h2 className="text-why font-semibold">{t("chosen", { n: chosen.length })}</h2>
      <p className="text-table text-muted">
        {countsOf(chosen)
          .map(([kind, n]) => t("kindCount", { kind: names.kind(kind), n }))
          .join(" · ")}
      </p>
      {room.getState().mayEdit && chosen.some(isFlow) && (
        <div className="flex flex-wrap gap-2">
          <FlowActs chosen={chosen.filter(isFlow)} edits={edits} />
        </div>
      )}
    </>
  );
}

function FlowActs({ chosen, edits }: { chosen: readonly Cell[]; edits: Edits }) {
  const t = useTranslations("panels");
  const ids = chosen.map(({ id }) => id);
  return (
    <>
      {chosen.every((cell) => endsOf(cell).source && endsOf(cell).target) && (
        <Button onClick={() => edits.reverse(ids)}>
          <ArrowLeftRight size={16} aria-hidden />
          {t("reverse")}
        </Button>
      )}
      {chosen.some((cell) => verticesOf(cell).length > 0) && (
        <Button onClick={() => edits.straighten(ids)}>
          <Spline size={16} aria-hidden />
          {t("straighten")}
        </Button>
      )}
    </>
  );
}

/** What one element and many have alike; where many differ nothing is shown as chosen. */
function Common({
  room,
  chosen,
  diagram,
  edits,
}: Pick<Props, "room" | "diagram"> & { chosen: readonly Cell[]; edits: Edits }) {
  const t = useTranslations("panels");
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const cells = useRoomState(room, (state) => state.cells);
  const ids = chosen.map(({ id }) => id);
  const nodes = chosen.filter((cell) => !isFlow(cell));
  const changeable = chosen.every((cell) => isNodeKind(kindOf(cell)));
  const around = aroundNow(cells);
  const boundary = same(nodes, (cell) => around.boundaryOf(cell.id));
  return (
    <>
      {changeable && (
        <SelectField
          label={t("kind")}
          disabled={!mayEdit}
          value={same(chosen, (cell) => kindOf(cell) as NodeKind) ?? ""}
          onChange={(event) => edits.kind(ids, event.target.value as NodeKind)}
        >
          {chosen.length > 1 && <option value="" disabled hidden />}
          {NODE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(KIND_WORD[kind])}
            </option>
          ))}
        </SelectField>
      )}
      {nodes.length > 0 && nodes.length === chosen.length && (
        <BoundaryField room={room} ids={ids} boundary={boundary} edits={edits} />
      )}
      <Colours
        own={diagram.palette}
        chosen={same(chosen, colourOf)}
        disabled={!mayEdit}
        onChoose={(colour) => edits.colour(ids, colour)}
      />
      {nodes.length > 0 && (
        <Check
          disabled={!mayEdit}
          checked={nodes.every(isPinned)}
          onChange={(event) => edits.pin(ids, event.target.checked)}
        >
          {t("pinned")}
        </Check>
      )}
      {mayEdit && (
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          {chosen.length === 1 && isFlow(chosen[0]!) && <FlowActs chosen={chosen} edits={edits} />}
          <Button look="danger" onClick={() => edits.remove(ids)}>
            <Trash2 size={16} aria-hidden />
            {t("remove", { n: chosen.length })}
          </Button>
        </div>
      )}
    </>
  );
}

const isNodeKind = (kind: Kind): kind is NodeKind => NODE_KINDS.some((one) => one === kind);

/** What all say alike; undefined where they differ. */
function same<T>(cells: readonly Cell[], of: (cell: Cell) => T): T | undefined {
  const [first, ...others] = cells.map(of);
  return others.every((one) => one === first) ? first : undefined;
}
