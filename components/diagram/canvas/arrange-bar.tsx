"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { CellEdit } from "@/lib/domain/diagram/apply";
import { type Alignment, aligned, distributed, ordered, sameSize } from "@/lib/domain/diagram/arrange";
import { isPinned, withPin } from "@/lib/domain/diagram/read-cell";
import { Hint } from "../../ui/hint";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  BringToFront,
  CopyPlus,
  type Icon,
  Pin,
  PinOff,
  Scaling,
  SendToBack,
  SquareDashed,
  Trash2,
  Ungroup,
} from "../../ui/icons";
import { useView } from "../view";
import { group, ungroup } from "./keys";
import type { Stage } from "./stage";
import { walkButtons } from "./tools";
import { useStore } from "./use-store";

type Deed = { id: string; icon: Icon; keys?: readonly string[]; run(): void };

const ALIGN: readonly [how: Alignment, icon: Icon][] = [
  ["left", AlignStartVertical],
  ["centre", AlignCenterVertical],
  ["right", AlignEndVertical],
  ["top", AlignStartHorizontal],
  ["middle", AlignCenterHorizontal],
  ["bottom", AlignEndHorizontal],
];

/** What can be done with what is chosen, above the canvas: always at the same place. */
export function ArrangeBar({ stage }: { stage: Stage }) {
  const t = useTranslations("canvas");
  const selected = useView(stage.view, (state) => state.selected);
  const mayEdit = useStore(stage.room, (state) => state.mayEdit);
  const cells = useStore(stage.room, (state) => state.cells);
  const isBusy = useStore(stage.mode, (state) => state.gesture !== null || state.connecting !== null || state.previews);
  const draws = useView(stage.view, (state) => state.draws);
  const bar = useRef<HTMLDivElement>(null);
  const chosen = selected.flatMap((id) => stage.scene.get(id) ?? []);
  if (!mayEdit || !draws || isBusy || chosen.length === 0) return null;
  const nodes = chosen.filter(({ box }) => box).map(({ id }) => id);
  const edit = (edits: readonly CellEdit[]) => void stage.edit(edits);
  const move = (edits: readonly CellEdit[]) => void stage.move(edits);
  const areAllPinned = nodes.length > 0 && nodes.every((id) => isPinned(cells.get(id)!));
  const hasBoundary = chosen.some(({ kind }) => kind === "boundary");
  const deeds: (Deed | null)[] = [
    ...(nodes.length > 1
      ? ALIGN.map(([how, icon]): Deed => ({ id: `align-${how}`, icon, run: () => move(aligned(cells, nodes, how)) }))
      : []),
    ...(nodes.length > 2
      ? [
          {
            id: "distribute-across",
            icon: AlignHorizontalSpaceAround,
            run: () => move(distributed(cells, nodes, "across")),
          },
          { id: "distribute-down", icon: AlignVerticalSpaceAround, run: () => move(distributed(cells, nodes, "down")) },
        ]
      : []),
    ...(nodes.length > 1 ? [{ id: "same-size", icon: Scaling, run: () => edit(sameSize(cells, nodes)) }, null] : []),
    ...(nodes.length > 0 ? [{ id: "group", icon: SquareDashed, keys: ["Ctrl", "G"], run: () => group(stage) }] : []),
    ...(hasBoundary ? [{ id: "ungroup", icon: Ungroup, keys: ["Ctrl", "⇧", "G"], run: () => ungroup(stage) }] : []),
    { id: "front", icon: BringToFront, keys: ["PgUp"], run: () => edit(ordered(cells, selected, "front")) },
    { id: "back", icon: SendToBack, keys: ["PgDn"], run: () => edit(ordered(cells, selected, "back")) },
    ...(nodes.length > 0
      ? [
          {
            id: areAllPinned ? "unpin" : "pin",
            icon: areAllPinned ? PinOff : Pin,
            run: () =>
              edit(nodes.map((id) => ({ id, operation: "update", data: withPin(cells.get(id)!, !areAllPinned) }))),
          },
        ]
      : []),
    null,
    { id: "duplicate", icon: CopyPlus, keys: ["Ctrl", "D"], run: () => stage.duplicate() },
    { id: "remove", icon: Trash2, keys: ["Del"], run: () => stage.remove(selected) },
  ];
  const words: Record<string, string> = {
    "align-left": t("alignLeft"),
    "align-centre": t("alignCentre"),
    "align-right": t("alignRight"),
    "align-top": t("alignTop"),
    "align-middle": t("alignMiddle"),
    "align-bottom": t("alignBottom"),
    "distribute-across": t("distributeAcross"),
    "distribute-down": t("distributeDown"),
    "same-size": t("sameSize"),
    group: t("group"),
    ungroup: t("ungroup"),
    front: t("front"),
    back: t("back"),
    pin: t("pin"),
    unpin: t("unpin"),
    duplicate: t("duplicate"),
    remove: t("remove"),
  };
  const first = deeds[0]?.id;
  return (
    <div
      ref={bar}
      data-apart
      role="toolbar"
      aria-label={t("arrange")}
      onKeyDown={(event) => walkButtons(event, bar.current)}
      className="absolute start-1/2 top-3 flex max-w-[calc(100%-24px)] -translate-x-1/2 items-center gap-0.5 overflow-x-auto rounded-md border border-line bg-raised p-1 shadow-float rtl:translate-x-1/2"
    >
      {chosen.length > 1 && (
        <span className="px-2 text-label whitespace-nowrap text-muted">{t("chosen", { n: chosen.length })}</span>
      )}
      {deeds.map((deed, n) =>
        deed ? (
          <Hint key={deed.id} text={deed.keys ? `${words[deed.id]} · ${deed.keys.join(" ")}` : words[deed.id]}>
            <button
              type="button"
              aria-label={words[deed.id]}
              tabIndex={deed.id === first ? 0 : -1}
              onClick={deed.run}
              className="flex size-8 flex-none items-center justify-center rounded-md hover:bg-sunken"
            >
              <deed.icon size={17} />
            </button>
          </Hint>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line between two groups
          <span key={n} aria-hidden="true" className="mx-0.5 h-5 w-px flex-none bg-line" />
        ),
      )}
    </div>
  );
}
