import type { ReactNode } from "react";
import type { Asking } from "./ask-why";

/** What is explained now, and of which element; `why`: the decision behind it can be shown. One at a time, for all hints of a page. */
export type Shown = { anchor: Element; text: ReactNode; why?: Asking | undefined };
let shown: Shown | null = null;
let timer = 0;
const listeners = new Set<() => void>();

export function showHint(next: Shown | null, wait: number): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    shown = next;
    for (const listener of listeners) listener();
  }, wait);
}

/** Milliseconds until a hint comes under a resting pointer, and until it goes when the pointer has left. */
export const COME = 400;
const GO = 150;

export const holdHint = (): void => window.clearTimeout(timer);
export const dropHint = (wait = GO): void => showHint(null, wait);

export const hintShown = (): Shown | null => shown;

export const onHint = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
