/**
 * A decision as the journal keeps it: the steps as they were taken, so that whatever is changed afterwards changes nothing of it. Lists
 * without names of members, since one goes with each entry: kind, id, name, whether it counted, reason, English; then what is shared,
 * as `ENV:shop`, and since when it has ended, where that is so. A name that is the id, and English that the reason or the entry says
 * anyway, are empty.
 */
export type KeptStep = [
  step: string,
  id: number | string | null,
  name: string,
  counted: 0 | 1,
  reason: string,
  why: string,
  place?: string,
  ended?: number,
];
/** `on`: what was asked about, as `ENV:shop`, where that is known to be a thing. */
export type KeptDecision = { chain: KeptStep[]; weighed: KeptStep[]; on?: string };

/** Later: most refusals are never looked into, and what was allowed and changed nothing is no entry. */
export type HowDecided = () => KeptDecision;
