/**
 * A decision as the journal keeps it: the steps as they were taken, so that whatever is changed afterwards changes nothing of it. Lists
 * without names of members, since one goes with each entry: kind, id, name, whether it counted, reason, English; then what is shared,
 * as `ENV:shop`, and since when it has ended, where that is so.
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
export type KeptDecision = { chain: KeptStep[]; weighed: KeptStep[] };

/** Later: most refusals are never looked into. */
export type HowDecided = () => KeptDecision;
