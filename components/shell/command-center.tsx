"use client";

import { useCallback, useEffect, useRef, useState } from "react";
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
export function CommandCenter({ early }: { early: Early }) {
  const [open, setOpen] = useState(early.open);
  const { shortcuts } = useMe();
  /** What is typed while the palette is on its way; null while it is not. */
  const ahead = useRef<string | null>(early.open === "palette" ? "" : null);
  const show = useCallback((what: Early["open"]) => {
    ahead.current = what === "palette" ? "" : null;
    setOpen(what);
  }, []);
  const parts = useFrameCommands({ onSheet: () => show("sheet") });
  const latest = useRef({ parts, shortcuts, open });
  useEffect(() => {
    latest.current = { parts, shortcuts, open };
  });
  useEffect(
    () =>
      listen({
        commands: () => [...latest.current.parts.flatMap(({ commands }) => commands), ...commandsHere()],
        single: () => latest.current.shortcuts,
        palette: () => show(latest.current.open === "palette" ? null : "palette"),
        typeAhead: (letter) => {
          if (ahead.current === null) return false;
          ahead.current += letter;
          return true;
        },
        early: early.keys.splice(0),
      }),
    [early, show],
  );
  useEffect(() => {
    const onAsk = (event: Event) => show((event as CustomEvent<"palette" | "sheet">).detail);
    window.addEventListener(openEvent, onAsk);
    return () => window.removeEventListener(openEvent, onAsk);
  }, [show]);
  const close = () => show(null);
  const takeAhead = () => {
    const typed = ahead.current ?? "";
    ahead.current = null;
    return typed;
  };
  return (
    <>
      <CommandPalette open={open === "palette"} onClose={close} parts={parts} takeAhead={takeAhead} />
      <ShortcutSheet open={open === "sheet"} onClose={close} parts={parts} />
    </>
  );
}
