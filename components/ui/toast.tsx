"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useLater } from "./later";
import type { Said } from "./toast-parts";

/** What was said before anybody could show it, and from then on who shows it. */
const mouth = { waiting: [] as Said[], say: null as ((said: Said) => void) | null, wake: () => {} };

/** Says what was done, for eyes and ears. `tell("Suspended.", "They lost access to 4 environments at once.", { undo: activate })` */
export function useTell(): typeof tell {
  return tell;
}

export function tell(title: string, description?: string, { undo, act }: Pick<Said, "undo" | "act"> = {}): void {
  const said = { title, ...(description ? { description } : {}), ...(undo ? { undo } : {}), ...(act ? { act } : {}) };
  if (mouth.say) mouth.say(said);
  else {
    mouth.waiting.push(said);
    mouth.wake();
  }
}

const load = async () => (await import("./toast-parts")).ToastParts;

/** Where it is shown; its code comes with the first thing said. */
export function ToastArea() {
  const awake = useSyncExternalStore(listen, isAwake, () => false);
  const hear = useCallback((say: (said: Said) => void) => {
    mouth.say = say;
    for (const said of mouth.waiting.splice(0)) say(said);
  }, []);
  const Parts = useLater(load, awake);
  return Parts && <Parts hear={hear} />;
}

function listen(wake: () => void): () => void {
  mouth.wake = wake;
  return () => {};
}

const isAwake = (): boolean => mouth.say !== null || mouth.waiting.length > 0;
