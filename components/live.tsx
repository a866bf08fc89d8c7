"use client";

import { useEffect, useState } from "react";
import type { LiveProps } from "./live-parts";
import { useLater } from "./ui/later";

const load = async () => (await import("./live-parts")).LiveParts;

/** Keeps what is shown right while it is shown. Its code comes when the page stands. */
export function Live(props: LiveProps) {
  const [stands, setStands] = useState(false);
  useEffect(() => {
    const stand = () => setStands(true);
    if (!window.requestIdleCallback) {
      const soon = setTimeout(stand, 500);
      return () => clearTimeout(soon);
    }
    const idle = requestIdleCallback(stand, { timeout: 2_000 });
    return () => cancelIdleCallback(idle);
  }, []);
  const Parts = useLater(load, stands);
  return Parts && <Parts {...props} />;
}
