"use client";

import { useEffect, useState } from "react";

/** `changed`: it differs from what it began with. `stale`: what it began with is not what there is any more. */
export type Draft<T> = {
  value: T;
  change(part: Partial<T>): void;
  changed: boolean;
  stale: boolean;
  /** Found again from before, as after Back. */
  found: boolean;
  /** Begins anew with what there is now. */
  reset(): void;
  forget(): void;
};

/**
 * What is being written and not saved yet. It outlives Back and a reload of this window, until it is saved or given up (`forget`).
 * Only in the browser, for what is plain data.
 */
export function useDraft<T extends object>(name: string, now: T): Draft<T> {
  const place = `confer-draft-${name}`;
  const [kept] = useState(() => read<T>(place));
  const [{ base, value }, set] = useState(kept ?? { base: now, value: now });
  const changed = !same(base, value);
  useEffect(() => {
    if (changed) store(place, JSON.stringify({ base, value }));
    else sessionStorage.removeItem(place);
  }, [place, base, value, changed]);
  return {
    value,
    change: (part) => set((before) => ({ ...before, value: { ...before.value, ...part } })),
    changed,
    stale: !same(base, now),
    found: kept !== null && changed,
    reset: () => set({ base: now, value: now }),
    forget: () => sessionStorage.removeItem(place),
  };
}

/** What is more than a browser keeps is not kept. */
function store(place: string, text: string): void {
  try {
    sessionStorage.setItem(place, text);
  } catch {
    sessionStorage.removeItem(place);
  }
}

function read<T>(place: string): { base: T; value: T } | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
