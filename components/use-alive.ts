"use client";

import { useEffect } from "react";
import { type Key, useStale } from "@/components/reading";

/** Milliseconds between two looks at work that goes on, for a window whose live line is cut. */
const LOOK = 2_000;

/** Reads again what is below `key` while something there goes on. */
export function useAlive(goesOn: boolean, key: Key): void {
  const stale = useStale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what reads again is the same for the same key
  useEffect(() => {
    if (!goesOn) return;
    const timer = window.setInterval(() => !document.hidden && void stale([key]), LOOK);
    return () => window.clearInterval(timer);
  }, [goesOn, JSON.stringify(key)]);
}
