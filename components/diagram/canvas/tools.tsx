"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { Hint } from "../../ui/hint";
import { Hand, type Icon, MousePointer2, Redo2, Undo2, Workflow } from "../../ui/icons";
import { useView } from "../view";
import type { Tool } from "./mode";
import type { Stage } from "./stage";
import { useStore } from "./use-store";
import { useTidy } from "./use-tidy";

const TOOLS: readonly { tool: Tool; keys: string; icon: Icon | null }[] = [
  { tool: "select", keys: "V", icon: MousePointer2 },
  { tool: "hand", keys: "H", icon: Hand },
  { tool: "actor", keys: "A", icon: null },
  { tool: "process", keys: "P", icon: null },
  { tool: "store", keys: "S", icon: null },
  { tool: "flow", keys: "F", icon: null },
  { tool: "boundary", keys: "B", icon: null },
  { tool: "text", keys: "T", icon: null },
];

/** What can be drawn, at the left: press one, then the canvas. Readers have nothing to take in hand. */
export function Tools({ stage }: { stage: Stage }) {
  const t = useTranslations("canvas");
  const mayEdit = useStore(stage.room, (state) => state.mayEdit);
  const draws = useView(stage.view, (state) => state.draws);
  const tool = useStore(stage.mode, (state) => state.tool);
  const canUndo = useStore(stage.room, (state) => state.canUndo);
  const canRedo = useStore(stage.room, (state) => state.canRedo);
  const tidy = useTidy(stage);
  const bar = useRef<HTMLDivElement>(null);
  if (!mayEdit || !draws) return null;
  const word = (name: Tool): string => t(name === "select" ? "selectTool" : name === "hand" ? "handTool" : name);
  return (
    <div
      ref={bar}
      data-apart
      role="toolbar"
      aria-label={t("tools")}
      aria-orientation="vertical"
      onKeyDown={(event) => walkButtons(event, bar.current)}
      className="absolute start-3 top-1/2 flex -translate-y-1/2 flex-col gap-0.5 rounded-md border border-line bg-raised p-1 shadow-float max-sm:top-auto max-sm:bottom-16 max-sm:start-1/2 max-sm:translate-x-[-50%] max-sm:translate-y-0 max-sm:flex-row"
    >
      {TOOLS.map(({ tool: one, keys, icon: Shape }, n) => (
        <ToolButton
          key={one}
          word={word(one)}
          keys={keys}
          isFirst={n === 0}
          pressed={tool === one}
          parts={n === 2 || n === 6}
          onPress={() => stage.mode.set({ tool: tool === one ? "select" : one })}
        >
          {Shape ? <Shape size={18} /> : <Glyph tool={one} />}
        </ToolButton>
      ))}
      <ToolButton word={t("undo")} keys="Ctrl Z" parts disabled={!canUndo} onPress={() => stage.room.undo()}>
        <Undo2 size={18} />
      </ToolButton>
      <ToolButton word={t("redo")} keys="Ctrl ⇧ Z" disabled={!canRedo} onPress={() => stage.room.redo()}>
        <Redo2 size={18} />
      </ToolButton>
      <ToolButton word={t("tidy")} busy={tidy.busy} onPress={tidy.begin}>
        <Workflow size={18} />
      </ToolButton>
    </div>
  );
}

function ToolButton({
  word,
  keys,
  pressed,
  isFirst = false,
  parts = false,
  disabled = false,
  busy = false,
  onPress,
  children,
}: {
  word: string;
  keys?: string;
  pressed?: boolean;
  isFirst?: boolean;
  parts?: boolean;
  disabled?: boolean;
  busy?: boolean;
  onPress(): void;
  children: ReactNode;
}) {
  return (
    <>
      {parts && (
        <span aria-hidden="true" className="my-0.5 h-px bg-line max-sm:mx-0.5 max-sm:my-1 max-sm:h-auto max-sm:w-px" />
      )}
      <Hint text={keys ? `${word} · ${keys}` : word}>
        <button
          type="button"
          aria-label={word}
          aria-pressed={pressed}
          aria-disabled={disabled || undefined}
          aria-busy={busy || undefined}
          tabIndex={isFirst ? 0 : -1}
          onClick={() => !disabled && !busy && onPress()}
          className="flex size-8 items-center justify-center rounded-md text-ink hover:bg-sunken aria-disabled:cursor-default aria-disabled:text-faint aria-disabled:opacity-60 aria-pressed:bg-accent aria-pressed:text-on-accent aria-busy:animate-pulse max-sm:size-9"
        >
          {children}
        </button>
      </Hint>
    </>
  );
}

/** The shapes as they are drawn, small. */
function Glyph({ tool }: { tool: Tool }) {
  return (
    <svg
      aria-hidden="true"
      width={18}
      height={18}
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
    >
      {tool === "actor" && <rect x={2} y={4} width={14} height={10} rx={0.5} />}
      {tool === "process" && <rect x={2} y={4} width={14} height={10} rx={5} />}
      {tool === "store" && <path d="M2 4.5h14M2 13.5h14" />}
      {tool === "flow" && (
        <>
          <path d="M2 14C7 14 7 5 12.5 5" />
          <path d="M11 2l5 3-5 3z" fill="currentColor" stroke="none" />
        </>
      )}
      {tool === "boundary" && <rect x={2} y={2.5} width={14} height={13} rx={2.5} strokeDasharray="3 2.2" />}
      {tool === "text" && <path d="M4 5V4h10v1M9 4v10M7 14h4" />}
    </svg>
  );
}

/** Arrows walk along a bar of buttons: it is one stop of the Tab key. */
export function walkButtons(event: KeyboardEvent, bar: HTMLElement | null): void {
  const buttons = [...(bar?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const isBack = event.key === "ArrowUp" || event.key === "ArrowLeft";
  const isOn = event.key === "ArrowDown" || event.key === "ArrowRight";
  if (at < 0 || !(isBack || isOn)) return;
  event.preventDefault();
  buttons[(at + (isOn ? 1 : -1) + buttons.length) % buttons.length]?.focus();
}
