"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { findFocus } from "../ui/focus";

/** Milliseconds after which the new page stands there, and what it opens has the focus. */
const SETTLED = 300;
let latest: string | null = null;

/** Whoever goes to another page by what goes away with the last one begins at the title of the new one; a rail's link keeps the focus. */
export function Arrival() {
  const path = usePathname();
  useEffect(() => {
    const isFirst = latest === null || latest === path;
    latest = path;
    if (isFirst) return;
    const timer = window.setTimeout(() => findFocus(), SETTLED);
    return () => window.clearTimeout(timer);
  }, [path]);
  return null;
}
