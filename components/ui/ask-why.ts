"use client";

import { useSyncExternalStore } from "react";

/** A question about access, as whoever explains it takes it. */
export type Asking = { readonly [name: string]: string | number };

let asked: Asking | null = null;
const heard = new Set<() => void>();

/** Asks why, from wherever something is refused; the answer comes up beside the page. Null: it is closed. */
export function askWhy(question: Asking | null): void {
  asked = question;
  for (const hear of heard) hear();
}

export const useAskedWhy = (): Asking | null =>
  useSyncExternalStore(
    (hear) => {
      heard.add(hear);
      return () => heard.delete(hear);
    },
    () => asked,
    () => null,
  );
