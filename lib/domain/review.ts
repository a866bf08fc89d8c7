/** What a reviewer decided about one share: nothing yet, and nothing for now, are told apart. */
export const decisions = ["keep", "remove", "skip"] as const;
export type Decision = (typeof decisions)[number];

/** What use speaks for. `new`: not there long enough to tell. */
export const suggestions = ["keep", "remove", "reduce", "new"] as const;
export type Suggestion = (typeof suggestions)[number];

/** The memberships that are reviewed: those that give something, or would as soon as they are accepted or activated. */
export const reviewedStates = ["ACTIVE", "PENDING", "SUSPENDED"] as const;
export type ReviewedState = (typeof reviewedStates)[number];

/** What became of a line at the end: it was taken away, or was gone before. */
export const outcomes = ["removed", "gone"] as const;
export type Outcome = (typeof outcomes)[number];

/** Days without use after which a share is better taken away. */
export const UNUSED_DAYS = 30;

/**
 * `sinceDay`: from when on they could have used it, as it is; `lastUse`: the last day they did, if ever; days since 1970. `onlyLooked`:
 * all they did there was reading, and they may do more.
 */
export function suggest(
  of: { sinceDay: number; lastUse: number | null; onlyLooked: boolean },
  today: number,
): Suggestion {
  if (of.lastUse !== null && today - of.lastUse < UNUSED_DAYS) return of.onlyLooked ? "reduce" : "keep";
  return today - of.sinceDay < UNUSED_DAYS ? "new" : "remove";
}

/** Why that is suggested: which sentence says it. */
export const reasons = [
  "used",
  "looked",
  "unused",
  "usedBefore",
  "new",
  "invited",
  "invitedLately",
  "suspended",
  "suspendedLately",
] as const;
export type Reason = (typeof reasons)[number];

export function reasonOf({
  suggestion,
  state,
  used,
}: {
  suggestion: Suggestion;
  state: ReviewedState;
  used: boolean;
}): Reason {
  if (suggestion === "keep") return "used";
  if (suggestion === "reduce") return "looked";
  const late = suggestion === "new";
  if (state === "SUSPENDED") return late ? "suspendedLately" : "suspended";
  if (state === "PENDING") return late ? "invitedLately" : "invited";
  if (late) return "new";
  return used ? "usedBefore" : "unused";
}

/** What is looked for in a review; `outside`: addresses of another domain than the owner's; `unused`: in the last 90 days. */
export const wishes = ["undecided", "keep", "remove", "skip"] as const;
export const uses = ["unused", "stale", "lately"] as const;
export const whoses = ["outside", "team", ...reviewedStates] as const;

export const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();
