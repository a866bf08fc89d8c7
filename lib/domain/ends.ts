import type { MemberStatus } from "./collaboration";

/**
 * What may end by itself: a membership, and one share of it. The end takes that grant and nothing else. It is told twice beforehand and
 * once when it has come; the stage is kept with the row, so that each is told once, whoever looks.
 */
const DAY = 86_400_000;
/** Days before the end at which it is told. */
export const WARN_DAYS = [7, 1] as const;
/** An end lies at most this far ahead. */
export const FARTHEST_END_DAYS = 3_660;

export type Stage = 0 | 1 | 2 | 3;
export const OVER: Stage = 3;

/** All in milliseconds. A grant has ended from its end on. */
export const isOver = (endsAt: number | null | undefined, now: number): boolean => endsAt != null && endsAt <= now;

/** How far it has come: 1 and 2 from a week and a day before on, 3 once it is over. */
export function stageOf(endsAt: number, now: number): Stage {
  if (endsAt <= now) return OVER;
  if (endsAt - WARN_DAYS[1] * DAY <= now) return 2;
  return endsAt - WARN_DAYS[0] * DAY <= now ? 1 : 0;
}

/** Days that are left, rounded up; null where it is not yet time to say so, or over. */
export function daysLeft(endsAt: number | null, now: number): number | null {
  if (endsAt === null || isOver(endsAt, now) || stageOf(endsAt, now) === 0) return null;
  return Math.ceil((endsAt - now) / DAY);
}

/** Where somebody stands once the clock is asked: a membership that has ended gives as little as a suspended one. */
export const statusAt = (status: MemberStatus, endsAt: number | null | undefined, now: number): MemberStatus =>
  status === "ACTIVE" && isOver(endsAt, now) ? "SUSPENDED" : status;
