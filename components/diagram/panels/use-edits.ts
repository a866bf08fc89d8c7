"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Cell, Patch } from "@/lib/domain/diagram/cell";
import { moveTo, putInto, removalOf } from "@/lib/domain/diagram/deeds";
import { withEnd } from "@/lib/domain/diagram/new-cell";
import {
  cellOf,
  endsOf,
  isFlow,
  type Point,
  SHAPE_OF,
  withColour,
  withLabel,
  withPin,
  withSize,
} from "@/lib/domain/diagram/read-cell";
import { tell } from "../../ui/toast";
import type { Room } from "../room";
import type { View } from "../view";

export type Edits = ReturnType<typeof useEdits>;
/** Kinds that one may become another of. */
export const NODE_KINDS = ["actor", "process", "store"] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** What the panels do with cells; each is one step of undo, and typing is one per cell. */
export function useEdits(room: Room, view: View) {
  const t = useTranslations("panels");
  return useMemo(() => {
    const cellsNow = () => room.getState().cells;
    /** Whoever works themselves follows nobody any more. */
    const edit: Room["edit"] = (cells, options) => {
      view.follow(null);
      return room.edit(cells, options);
    };
    const patch = (id: string, data: Patch): CellEdit => ({ id, operation: "update", data });
    const each = (ids: readonly string[], patchOf: (cell: Cell) => Patch | null, joins?: string) => {
      const cells = cellsNow();
      const edits = ids.flatMap((id) => {
        const cell = cells.get(id);
        const data = cell && patchOf(cell);
        return data ? [patch(id, data)] : [];
      });
      if (edits.length > 0) edit(edits, joins ? { joins } : {});
    };
    return {
      name: (id: string, text: string) => each([id], (cell) => withLabel(cell, text), `name ${id}`),
      settle: () => room.settle(),
      colour: (ids: readonly string[], colour: string | null) => each(ids, (cell) => withColour(cell, colour)),
      kind: (ids: readonly string[], kind: NodeKind) => each(ids, () => ({ shape: SHAPE_OF[kind] })),
      pin: (ids: readonly string[], on: boolean) => each(ids, (cell) => (isFlow(cell) ? null : withPin(cell, on))),
      move: (id: string, to: Point) => {
        const edits = moveTo(cellsNow(), id, to);
        if (edits.length > 0) edit(edits, { joins: `move ${id}` });
      },
      size: (id: string, size: { width: number; height: number }) =>
        each([id], (cell) => withSize(cell, size), `size ${id}`),
      /** One after the other, so that two do not get the same place. */
      put: (ids: readonly string[], boundary: string | null) => {
        const cells = new Map(cellsNow());
        const edits = ids.flatMap((id) => {
          const found = putInto(cells, id, boundary);
          for (const edit of found)
            if (edit.operation === "update") cells.set(edit.id, { ...cells.get(edit.id)!, ...edit.data } as Cell);
          return found;
        });
        if (edits.length > 0) edit(edits);
      },
      end: (id: string, which: "source" | "target", cell: string) =>
        each([id], () => ({ ...withEnd(which, { cell, port: null }), vertices: [] })),
      reverse: (ids: readonly string[]) =>
        each(ids, (cell) => {
          if (!isFlow(cell)) return null;
          const bends = Array.isArray(cell.vertices) ? cell.vertices.toReversed() : [];
          return { source: cell.target, target: cell.source, vertices: bends };
        }),
      straighten: (ids: readonly string[]) => each(ids, (cell) => (isFlow(cell) ? { vertices: [] } : null)),
      /** Each new cell is chosen. */
      add: (cells: readonly Cell[]) => {
        const isTaken = edit(cells.map((data): CellEdit => ({ id: data.id, operation: "add", data })));
        if (isTaken) view.select(cells.map(({ id }) => id));
      },
      remove: (ids: readonly string[]) => {
        const { cells, order } = room.getState();
        const { edits, back } = removalOf(cells, order, ids);
        if (edits.length === 0 || !edit(edits)) return;
        view.select(view.getState().selected.filter((id) => !ids.includes(id)));
        tell(t("removed", { n: edits.length }), undefined, {
          undo: () => edit(back.filter(({ id }) => !room.getState().cells.has(id))),
        });
      },
      isJoined: (cell: Cell): boolean => {
        const { source, target } = endsOf(cell);
        return cellOf(source) !== null && cellOf(target) !== null;
      },
    };
  }, [room, view, t]);
}
