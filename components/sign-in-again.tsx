"use client";

import { useCallback, useSyncExternalStore } from "react";
import { later } from "./ui/later";

/** Who waits for a new sign-in; null where nobody does. `stands`: whether a page is there that can ask for it. */
const asking = { waits: null as ((again: boolean) => void)[] | null, stands: false, wake: () => {} };

/**
 * Asks whoever's sign-in ended to sign in again in place, so that nothing typed is lost. Answers whether they did; false at once
 * where the page has nobody to ask.
 */
export function signInAgain(): Promise<boolean> {
  if (!asking.stands) return Promise.resolve(false);
  return new Promise((resolve) => {
    asking.waits = [...(asking.waits ?? []), resolve];
    asking.wake();
  });
}

/** Whether the page can ask for a sign-in in place. */
export const canSignInAgain = (): boolean => asking.stands;

const Dialog = later(async () => (await import("./sign-in-again-parts")).SignInAgainDialog);

/** Where it is asked; in the frame of whoever is signed in. */
export function SignInAgain() {
  const isAsked = useSyncExternalStore(
    listen,
    () => asking.waits !== null,
    () => false,
  );
  const answer = useCallback((again: boolean) => {
    for (const resolve of asking.waits ?? []) resolve(again);
    asking.waits = null;
    asking.wake();
  }, []);
  return <Dialog open={isAsked} onAnswer={answer} />;
}

function listen(wake: () => void): () => void {
  asking.wake = wake;
  asking.stands = true;
  return () => {
    asking.stands = false;
  };
}
