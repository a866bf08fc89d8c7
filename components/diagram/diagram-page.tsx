"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import type { Drawing } from "@/lib/actions/pages";
import { ExportButton } from "../drawings/export/export-button";
import { useSeeded } from "../reading";
import { openThreatsKey, readOpenThreats } from "../threats/queries";
import { Link } from "../ui/link";
import { useMe } from "../ui/me";
import { tell } from "../ui/toast";
import { Canvas } from "./canvas/canvas";
import { PeopleBar } from "./panels/bar";
import type { DiagramFacts } from "./panels/facts";
import { Shut, useIsShut } from "./panels/shut";
import { Side } from "./panels/side";
import { Status } from "./panels/status";
import { Told } from "./panels/told";
import type { Room } from "./room";
import { useThreatsTab } from "./threats/tab";
import { useRoom } from "./use-room";
import { makeView } from "./view";

/** The page of a diagram: a thin bar, and below it nothing but the canvas and what speaks of it. `menu` opens the rest of the house, `sharing` who can open it. */
export function DiagramPage({ drawing, menu, sharing }: { drawing: Drawing; menu: ReactNode; sharing: ReactNode }) {
  const { diagram, model, role, uid } = drawing;
  const room = useRoom({
    me: uid,
    threatModelId: model.id,
    diagramId: diagram.id,
    cells: diagram.cells,
    seq: diagram.updateVector,
    mayEdit: role !== "reader",
    untouched: useUntouched(),
  });
  const [view] = useState(makeView);
  const threats = useThreatsTab();
  const openThreats = useSeeded(openThreatsKey(model.id, diagram.id), () => readOpenThreats(model.id, diagram.id));
  const isShut = useIsShut(room);
  const facts: DiagramFacts = useMemo(
    () => ({
      id: diagram.id,
      threatModelId: model.id,
      name: diagram.name,
      palette: diagram.colorPalette?.map(({ color }) => color) ?? null,
    }),
    [diagram, model],
  );
  return (
    <div className="flex h-full flex-col">
      <header className="z-10 flex h-12 flex-none items-center gap-2 border-b border-line bg-raised px-2">
        {menu}
        <div className="min-w-0 flex-1 leading-tight">
          <p className="truncate text-label text-muted">
            <Link href={`/threat-models?model=${model.id}`} className="hover:underline">
              {model.name}
            </Link>
          </p>
          <h1 tabIndex={-1} className="truncate text-body font-semibold outline-none">
            {diagram.name}
          </h1>
        </div>
        {!isShut && sharing}
        {!isShut && <ExportButton diagram={facts} read={() => cellsOf(room)} />}
        {!isShut && <PeopleBar room={room} view={view} />}
      </header>
      {isShut ? (
        <Shut room={room} />
      ) : (
        <>
          <div className="relative flex min-h-0 flex-1">
            <div className="relative min-w-0 flex-1">
              <Canvas room={room} view={view} name={diagram.name} openThreats={openThreats} />
              <Told room={room} view={view} />
            </div>
            <Side room={room} view={view} diagram={facts} more={threats} />
          </div>
          <Status room={room} diagram={facts} />
        </>
      )}
    </div>
  );
}

const cellsOf = (room: Room) => {
  const { cells, order } = room.getState();
  return order.flatMap((id) => cells.get(id) ?? []);
};

/** Whoever looks at what somebody sees finds the tools as they have them, and each says why it does nothing. */
function useUntouched(): (() => void) | null {
  const t = useTranslations("shell");
  const { viewed } = useMe();
  return viewed && (() => tell(t("viewingAs", { name: viewed.name }), t("viewingSays")));
}
