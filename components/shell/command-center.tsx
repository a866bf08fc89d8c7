"use client";

import { useEffect, useRef, useState } from "react";
import { commandsHere } from "../ui/commands";
import { later } from "../ui/later";
import { useMe } from "../ui/me";
import { useFrameCommands } from "./commands";
import { listen } from "./keys";
import { openEvent } from "./open-commands";

const CommandPalette = later(async () => (await import("./command-palette")).CommandPalette);
const ShortcutSheet = later(async () => (await import("./shortcut-sheet")).ShortcutSheet);

/** What was pressed or asked for before the code was here; the centre takes it up. */
export type Early = { keys: KeyboardEvent[]; open: "palette" | "sheet" | null };

/** Hears the keys of all commands, and opens the palette and the sheet; the code of both comes with the first use. */
export function CommandCenter({ waiting, early }: { waiting: number; early: Early }) {
  const [open, setOpen] = useState(early.open);
  const { shortcuts } = useMe();
  const parts = useFrameCommands({ waiting, onSheet: () => setOpen("sheet") });
  const latest = useRef({ parts, shortcuts });
  useEffect(() => {
    latest.current = { parts, shortcuts };
  });
  useEffect(
    () =>
      listen({
        commands: () => [...latest.current.parts.flatMap(({ commands }) => commands), ...commandsHere()],
        single: () => latest.current.shortcuts,
        palette: () => setOpen((now) => (now === "palette" ? null : "palette")),
        early: early.keys.splice(0),
      }),
    [early],
  );
  useEffect(() => {
    const onAsk = (event: Event) => setOpen((event as CustomEvent<"palette" | "sheet">).detail);
    window.addEventListener(openEvent, onAsk);
    return () => window.removeEventListener(openEvent, onAsk);
  }, []);
  const close = () => setOpen(null);
  return (
    <>
      <CommandPalette open={open === "palette"} onClose={close} parts={parts} />
      <ShortcutSheet open={open === "sheet"} onClose={close} parts={parts} />
    </>
  );
}
