"use client";

import { useState } from "react";
import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Stage } from "./stage";

/** The layout that is shown, as the edits that would keep it. */
const shown = new WeakMap<Stage, readonly CellEdit[]>();

/** Lays out what is chosen, or everything; shown first, and kept in one step. Its code comes with the first press. */
export function useTidy(stage: Stage) {
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async begin() {
      setBusy(true);
      try {
        const { tidied } = await import("./tidy");
        const edits = await tidied(stage.cells, stage.chosen);
        if (edits.length === 0) return;
        shown.set(stage, edits);
        stage.scene.preview(new Map(edits.flatMap((one) => (one.operation === "update" ? [[one.id, one.data]] : []))));
        stage.mode.set({ previews: true });
        stage.fit();
      } finally {
        setBusy(false);
      }
    },
    keep() {
      const edits = shown.get(stage) ?? [];
      shown.delete(stage);
      stage.scene.preview(null);
      stage.mode.set({ previews: false });
      // What somebody removed meanwhile has no place any more.
      stage.move(edits.filter(({ id }) => stage.cells.has(id)));
    },
  };
}
