"use client";

import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { Button } from "../../ui/button";
import { usePointers } from "../use-room-state";
import { useView } from "../view";
import { Cursors } from "./cursors";
import { Lasers } from "./lasers";
import { colourOfPerson, nameOfPerson, type Shown } from "./others";
import type { Stage } from "./stage";
import { useStore } from "./use-store";

/** Everybody else on the canvas, in one layer above it: what they have chosen, where they point, and whom this window follows. */
export function People({ stage }: { stage: Stage }) {
  const pointers = usePointers(stage.room, (state) => state);
  const people = useStore(stage.room, (state) => state.people);
  const socket = useStore(stage.room, (state) => state.socket);
  const shown = [...pointers.values()].flatMap((pointer): Shown[] => {
    const person = people.find(({ uid }) => uid === pointer.uid);
    return person && pointer.socket !== socket ? [{ pointer, person }] : [];
  });
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden">
      {shown.some(({ pointer }) => pointer.selection.length > 0 || pointer.holding) && (
        <Rings stage={stage} shown={shown} />
      )}
      <Lasers stage={stage} shown={shown} />
      <Cursors stage={stage} shown={shown} />
      <Following stage={stage} shown={shown} />
    </div>
  );
}

/** From here on somebody's choice is one frame. */
const MOST_RINGS = 40;

function Rings({ stage, shown }: { stage: Stage; shown: readonly Shown[] }) {
  const t = useTranslations("canvas");
  const { x, y, zoom } = useStore(stage.camera, (state) => state);
  useSyncExternalStore(
    stage.scene.subscribe,
    () => stage.scene.version,
    () => stage.scene.version,
  );
  return shown.flatMap(({ pointer, person }) => {
    const ids = [...new Set([...pointer.selection, ...(pointer.holding ? [pointer.holding] : [])])];
    const groups = ids.length > MOST_RINGS ? [ids] : ids.map((id) => [id]);
    return groups.flatMap((group, n) => {
      const box = stage.boxOf(group);
      if (!box) return [];
      const isHeld = pointer.holding !== null && group.includes(pointer.holding);
      return [
        <div
          key={`${pointer.socket} ${group[0]}`}
          className="absolute rounded-md border-2"
          style={{
            left: box.x * zoom + x - 5,
            top: box.y * zoom + y - 5,
            width: box.width * zoom + 10,
            height: box.height * zoom + 10,
            borderColor: colourOfPerson(person),
            borderStyle: isHeld ? "dashed" : "solid",
          }}
        >
          {(n === 0 || isHeld) && (
            <span
              className="absolute start-[-2px] bottom-full rounded-t-md px-1.5 text-[11px]/4 whitespace-nowrap text-on-accent"
              style={{ background: colourOfPerson(person) }}
            >
              {isHeld ? t("holds", { name: nameOfPerson(person) }) : nameOfPerson(person)}
            </span>
          )}
        </div>,
      ];
    });
  });
}

/** While this window follows somebody: their colour around it, their name, and the way out. */
function Following({ stage, shown }: { stage: Stage; shown: readonly Shown[] }) {
  const t = useTranslations("canvas");
  const following = useView(stage.view, (state) => state.following);
  const leader =
    following === null ? undefined : shown.find(({ pointer, person }) => person.uid === following && pointer.view);
  const person = useStore(stage.room, (state) => state.people).find(({ uid }) => uid === following);
  const view = leader?.pointer.view;
  useEffect(() => {
    if (view) stage.camera.lookAt(view);
  }, [stage, view]);
  if (!person) return null;
  return (
    <div className="absolute inset-0 border-4" style={{ borderColor: colourOfPerson(person) }}>
      <div
        data-apart
        className="pointer-events-auto absolute start-1/2 bottom-0 flex -translate-x-1/2 items-center gap-2 rounded-t-md py-1 ps-3 pe-1 text-table text-on-accent rtl:translate-x-1/2"
        style={{ background: colourOfPerson(person) }}
      >
        {t("following", { name: nameOfPerson(person) })}
        <Button className="h-7!" onClick={() => stage.view.follow(null)}>
          {t("stopFollowing")}
        </Button>
      </div>
    </div>
  );
}
