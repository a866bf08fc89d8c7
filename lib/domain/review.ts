/** What a reviewer decided about one share: nothing yet, and nothing for now, are told apart. */
export const decisions = ["keep", "remove", "skip"] as const;
export type Decision = (typeof decisions)[number];

/** What use speaks for. `new`: not there long enough to tell. */
export const suggestions = ["keep", "remove", "reduce", "new"] as const;
export type Suggestion = (typeof suggestions)[number];

/** Days without use after which a share is better taken away. */
export const UNUSED_DAYS = 30;

/**
 * `sinceDay`: from when on they could have used it; `lastUse`: the last day they did, if ever; days since 1970. `onlyLooked`: all they did
 * there was reading, and they may do more.
 */
export function suggest(
  of: { sinceDay: number; lastUse: number | null; onlyLooked: boolean },
  today: number,
): Suggestion {
  if (of.lastUse !== null && today - of.lastUse < UNUSED_DAYS) return of.onlyLooked ? "reduce" : "keep";
  return today - of.sinceDay < UNUSED_DAYS ? "new" : "remove";
}

export const dayOf = (time: number): number => Math.floor(time / 86_400_000);
