"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { LONGEST_LABEL, labelOf, withLabel } from "@/lib/domain/diagram/read-cell";
import type { Drawn } from "./scene";
import type { Stage } from "./stage";
import { useStore } from "./use-store";

/** Where a name is typed, on the element itself. It is said when it is whole: one name, one step back. */
export function NameBox({ stage }: { stage: Stage }) {
  const editing = useStore(stage.mode, (state) => state.editing);
  const drawn = editing === null ? undefined : stage.scene.get(editing);
  return drawn ? <Box key={drawn.id} stage={stage} drawn={drawn} /> : null;
}

function Box({ stage, drawn }: { stage: Stage; drawn: Drawn }) {
  const t = useTranslations("canvas");
  const { x, y, zoom } = useStore(stage.camera, (state) => state);
  const [text, setText] = useState(drawn.label);
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const done = (keeps: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    const cell = stage.cells.get(drawn.id);
    const said = text.trim();
    stage.closeName();
    if (keeps && cell && said !== labelOf(cell)) {
      const edits = [{ id: drawn.id, operation: "update" as const, data: withLabel(cell, said) }];
      // Rights may have gone while it was typed: the host is offered it.
      if (!stage.edit(edits)) stage.room.suggest(edits);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
      event.preventDefault();
      done(event.key !== "Escape");
      field.current?.closest<HTMLElement>("[data-canvas]")?.focus({ preventScroll: true });
    }
  };
  const size = Math.max(
    11,
    (drawn.kind === "text" ? 14 : drawn.kind === "flow" || drawn.kind === "boundary" ? 12 : 13) * zoom,
  );
  const { route } = drawn;
  const box = drawn.box ?? { x: (route?.label.x ?? 0) - 75, y: (route?.label.y ?? 0) - 14, width: 150, height: 28 };
  const height = drawn.kind === "boundary" ? 30 : box.height;
  const width = Math.max(96, box.width * zoom - 4);
  const isMiddle = drawn.kind !== "text" && drawn.kind !== "boundary";
  const rows = Math.max(1, Math.min(6, text.split("\n").length + Math.floor((text.length * size * 0.56) / width)));
  return (
    <textarea
      ref={field}
      data-apart
      aria-label={t("nameOf", { kind: t(drawn.kind) })}
      className={`absolute resize-none overflow-hidden rounded-md border-2 border-accent bg-raised px-1.5 py-0.5 font-medium text-ink shadow-float outline-none ${isMiddle ? "text-center" : "text-start"}`}
      style={{
        left: (box.x + (isMiddle ? box.width / 2 : 0)) * zoom + x,
        top: (box.y + (drawn.kind === "boundary" ? 0 : height / 2)) * zoom + y,
        width,
        fontSize: size,
        lineHeight: 1.3,
        translate: `${isMiddle ? "-50%" : "2px"} ${drawn.kind === "boundary" ? "2px" : "-50%"}`,
      }}
      dir="auto"
      rows={rows}
      maxLength={LONGEST_LABEL}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKey}
      onBlur={() => done(true)}
    />
  );
}
