"use client";

import { useEffect, useState } from "react";
import { useLater } from "./ui/later";

/** `uid` is who is signed in; `moment` names what the page was made of, so that what moved since is asked for. */
export type LiveProps = { uid: number; moment: string };

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
