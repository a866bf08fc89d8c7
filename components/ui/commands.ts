"use client";

import { useEffect, useRef } from "react";
import type { Icon } from "./icons";

/**
 * Something that can be done, by the palette, by its keys, and told in the sheet of shortcuts. `keys`: single keys one after the
 * other, "g m" or "i"; never while somebody types.
 */
export type Command = { id: string; word: string; keys?: string; icon?: Icon; run(): void };

const offered = new Map<symbol, { current: readonly Command[] }>();

/** Offers what can be done on this page while the component stands. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const key = Symbol();
    offered.set(key, latest);
    return () => void offered.delete(key);
  }, []);
}

/** What this page offers now. */
export const commandsHere = (): Command[] => [...offered.values()].flatMap(({ current }) => current);
