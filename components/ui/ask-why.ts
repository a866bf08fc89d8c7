"use client";

import { useSyncExternalStore } from "react";

/** A question about access, as whoever explains it takes it. */
export type Asking = { readonly [name: string]: string | number | boolean };

/** Something asked from anywhere, and whoever hears it. Null: it is closed. */
function line() {
  let asked: Asking | null = null;
  const heard = new Set<() => void>();
  const ask = (question: Asking | null): void => {
    asked = question;
    for (const hear of heard) hear();
  };
  const listen = (hear: () => void) => {
    heard.add(hear);
    return () => heard.delete(hear);
  };
  const now = () => asked;
  const none = () => null;
  return { ask, useAsked: (): Asking | null => useSyncExternalStore(listen, now, none) };
}

const why = line();
const access = line();

/** Asks why, from wherever something is refused; the answer comes up beside the page. */
export const askWhy = why.ask;
export const useAskedWhy = why.useAsked;

/** Opens the request for what is missing. */
export const askAccess = access.ask;
export const useAskedAccess = access.useAsked;
