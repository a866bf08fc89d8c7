"use client";

import { useEffect, useState } from "react";
import { resultOf } from "@/lib/actions/answer";
import { type Preview, tryEachFirst, tryFirst } from "@/lib/actions/previews";
import { useRead } from "./reading";

export type { Preview };
export type Step = Parameters<typeof tryFirst>[0][number];

/** Milliseconds after which somebody who types or ticks is taken to have finished. */
const SETTLED = 250;
let opened = 0;

/** The end of a token goes as a moment; other ends go as text. */
const moments = (key: string, value: unknown): unknown => (key === "expiresAt" ? new Date(String(value)) : value);

/** `armed`: what is told is of exactly these steps, or they will be refused anyhow. */
export type Weighed = { told: Preview | undefined; armed: boolean };

/**
 * What these steps would do to everybody's access, weighed anew whenever they change; null for those that concern nobody. `each`: they are
 * done one by one, and of those that are refused nothing comes.
 */
export function usePreview(steps: readonly Step[] | null, { each = false } = {}): Weighed {
  const now = JSON.stringify(steps);
  const [asked, ask] = useState(now);
  // What was weighed for a form that was closed since may be otherwise by now.
  const [turn] = useState(() => ++opened);
  useEffect(() => {
    const timer = setTimeout(() => ask(now), SETTLED);
    return () => clearTimeout(timer);
  }, [now]);
  const { data, error } = useRead(
    ["preview", turn, asked],
    async () => {
      const of = JSON.parse(asked, moments) as Step[] | null;
      return { asked, preview: of && (await resultOf((each ? tryEachFirst : tryFirst)(of))) };
    },
    { keep: true },
  );
  if (steps === null) return { told: undefined, armed: true };
  const armed = now === asked && (data?.asked === asked || error !== null);
  return { told: error && now === asked ? undefined : (data?.preview ?? undefined), armed };
}
