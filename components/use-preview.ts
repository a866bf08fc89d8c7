"use client";

import { useEffect, useState } from "react";
import { type No, resultOf } from "@/lib/actions/answer";
import { type Preview, tryEachFirst, tryFirst } from "@/lib/actions/previews";
import { useRead } from "./reading";
import { useNo } from "./use-act";

export type { Preview };
export type Step = Parameters<typeof tryFirst>[0][number];

/** Milliseconds after which somebody who types or ticks is taken to have finished. */
const SETTLED = 250;
/** Of more that are done one by one, the first say enough. */
const MOST = 100;
let opened = 0;

/** The end of a token goes as a moment; other ends go as text. */
const moments = (key: string, value: unknown): unknown => (key === "expiresAt" ? new Date(String(value)) : value);

/** What is asked for in its place once the button is pressed, and so is no reason to keep it from being pressed. */
const ASKED_IN_PLACE = new Set<string>(["signed-out", "password-again"] satisfies No["code"][]);

/**
 * `armed`: what is told is of exactly these steps, and not all of them would be refused. `no`: why they are, or why nothing can be
 * told; `nos`: those of several that would be refused each on its own. `first`: only so many of them were weighed.
 */
export type Weighed = {
  told: Preview | undefined;
  armed: boolean;
  no?: No | null;
  nos?: readonly No[];
  first?: number;
  again?(): void;
};

/** Of several things that have a result of their own not one would be done. */
export const isDeclined = ({ declined: { n, of } }: Preview): boolean => of > 0 && n === of;

/** What it finds wrong with a field, for whoever shows it there. */
export const wrongIn = ({ no }: Weighed): Readonly<Record<string, string>> =>
  no?.field ? { [no.field]: no.message } : {};

/**
 * What these steps would do to everybody's access, weighed anew whenever they change; null for those that concern nobody. `each`: they are
 * done one by one, and of those that are refused nothing comes.
 */
export function usePreview(steps: readonly Step[] | null, { each = false } = {}): Weighed {
  const weighable = each ? (steps?.slice(0, MOST) ?? null) : steps;
  const now = JSON.stringify(weighable);
  const [asked, ask] = useState(now);
  // What was weighed for a form that was closed since may be otherwise by now.
  const [turn] = useState(() => ++opened);
  const [round, setRound] = useState(0);
  const again = () => setRound((before) => before + 1);
  useEffect(() => {
    const timer = setTimeout(() => ask(now), SETTLED);
    return () => clearTimeout(timer);
  }, [now]);
  const { data, error } = useRead(
    ["preview", turn, round, asked],
    async () => {
      const of = JSON.parse(asked, moments) as Step[] | null;
      if (!of) return { asked, told: undefined, nos: [] };
      if (!each) return { asked, told: await resultOf(tryFirst(of)), nos: [] };
      return { asked, ...(await resultOf(tryEachFirst(of))) };
    },
    { keep: true },
  );
  const toNo = useNo();
  const refused = error && now === asked ? toNo(error) : null;
  const no = refused && !ASKED_IN_PLACE.has(refused.code) ? refused : null;
  const wait = no?.again;
  // What is refused for now is weighed once more when it is time.
  useEffect(() => {
    if (wait === undefined) return;
    const timer = setTimeout(() => setRound(round + 1), wait * 1_000);
    return () => clearTimeout(timer);
  }, [wait, round]);
  if (weighable === null) return { told: undefined, armed: true };
  const isOfNow = now === asked && data?.asked === asked;
  const nos = isOfNow ? data.nos.flatMap((one) => one ?? []) : [];
  const isKnown = isOfNow || refused !== null;
  const isRefused = no !== null || (nos.length > 0 && nos.length === weighable.length);
  const isNothing = isOfNow && data.told !== undefined && isDeclined(data.told);
  return {
    told: (error && now === asked) || isRefused ? undefined : data?.told,
    armed: isKnown && !isRefused && !isNothing,
    no,
    nos,
    ...(steps!.length > weighable.length ? { first: weighable.length } : {}),
    again,
  };
}
