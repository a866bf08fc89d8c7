"use client";

import { useEffect } from "react";
import { useAddress } from "@/components/ui/address";
import { useMe } from "@/components/ui/me";
import { SEEN } from "./steps";

/** How the last of the first steps says in the address that it leads here: it counts once somebody has arrived. */
export const SEE_STEP = { step: "see" } as const;

/** Ticks the last step for whoever came by it. */
export function SeeStep() {
  const { get, set } = useAddress();
  const { dismissed, keep } = useMe();
  const came = get("step") === SEE_STEP.step;
  useEffect(() => {
    if (!came) return;
    if (!dismissed.includes(SEEN)) keep({ dismissed: [...dismissed, SEEN] });
    set({ step: null });
  }, [came, dismissed, keep, set]);
  return null;
}
