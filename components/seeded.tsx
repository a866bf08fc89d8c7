"use client";

import { type ReactNode, useEffect } from "react";
import { type Key, useStore } from "./reading";

/** What its lists show first; and from then on, whenever the page is read anew. */
export function Seeded({ data, at, children }: { data: [Key, unknown][]; at: number; children: ReactNode }) {
  const store = useStore();
  // What is shown already changes only after drawing.
  for (const [key, value] of data) if (store.see(key).data === undefined) store.seed(key, value, at);
  useEffect(() => {
    for (const [key, value] of data) store.seed(key, value, at);
  }, [store, data, at]);
  return children;
}
