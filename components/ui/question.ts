"use client";

import { useCallback, useSyncExternalStore } from "react";

/**
 * A question that code anywhere can put to whoever is at the page, such as "sign in again". `ask` answers whether they did what
 * was asked, and false at once where the page has nobody to ask it; `useAsked` is for the one place that asks, and `stands` tells whether it is there.
 */
export function question() {
  const asking = { waits: null as ((yes: boolean) => void)[] | null, stands: false, wake: () => {} };
  const ask = (): Promise<boolean> => {
    if (!asking.stands) return Promise.resolve(false);
    return new Promise((resolve) => {
      asking.waits = [...(asking.waits ?? []), resolve];
      asking.wake();
    });
  };
  const listen = (wake: () => void) => {
    asking.wake = wake;
    asking.stands = true;
    return () => {
      asking.stands = false;
    };
  };
  const isAsked = () => asking.waits !== null;
  const useAsked = () => {
    const open = useSyncExternalStore(listen, isAsked, () => false);
    const onAnswer = useCallback((yes: boolean) => {
      for (const resolve of asking.waits ?? []) resolve(yes);
      asking.waits = null;
      asking.wake();
    }, []);
    return { open, onAnswer };
  };
  return { ask, useAsked, stands: () => asking.stands };
}
