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

/** Keys that something on this page hears by itself, told in the sheet of shortcuts: the keys and what they do. */
export type Shortcuts = { title: string; keys: readonly (readonly [keys: string, word: string])[] };

const told = new Map<symbol, { current: Shortcuts }>();

/** Tells of such keys while the component stands. */
export function useShortcuts(title: string, keys: Shortcuts["keys"]): void {
  const latest = useRef<Shortcuts>({ title, keys });
  useEffect(() => {
    latest.current = { title, keys };
  });
  useEffect(() => {
    const key = Symbol();
    told.set(key, latest);
    return () => void told.delete(key);
  }, []);
}

export const shortcutsHere = (): Shortcuts[] => [...told.values()].map(({ current }) => current);
