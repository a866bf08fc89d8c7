"use client";

import { lazy, Suspense, useEffect } from "react";
import { useRead } from "@/components/reading";
import { useMe } from "@/components/ui/me";
import { firstStepsKey, readFirstSteps } from "./queries";
import { BEGUN, PUT_AWAY } from "./steps";

// Drawn on the server like the rest, yet only whoever needs them brings their code.
const FirstSteps = lazy(async () => ({ default: (await import("./first-steps")).FirstSteps }));

/**
 * Leads a new account from inviting somebody to seeing what they see. Each step ticks itself. It is there until it is put away,
 * and comes back from the account's page.
 */
export function FirstUse() {
  const { dismissed, keep } = useMe();
  const { data } = useRead(firstStepsKey, readFirstSteps);
  const unfinished = data !== undefined && !(data.invited && data.role && data.shared);
  const begun = dismissed.includes(BEGUN);
  const away = dismissed.includes(PUT_AWAY);
  useEffect(() => {
    if (unfinished && !begun && !away) keep({ dismissed: [...dismissed, BEGUN] });
  }, [unfinished, begun, away, dismissed, keep]);
  if (!data || away || (!unfinished && !begun)) return null;
  return (
    <Suspense>
      <FirstSteps taken={data} />
    </Suspense>
  );
}
