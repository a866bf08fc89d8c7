import { one } from "../lib/one";

/** What the clock of the database shows is what counts (R12); this process only remembers how far its own is off. */
const clock = one("clock", () => ({ ahead: 0 }));

/** What the database has just called now (milliseconds). */
export function heardNow(now: number): void {
  clock.ahead = now - Date.now();
}

/** About what the database calls now (milliseconds): to show by, and never to let anybody in by. */
export const nowThere = (): number => Date.now() + clock.ahead;

/** How long something that was read holds, on a clock of this process that nobody sets; null where nothing in it ends. */
export type Lasts = number | null;

/**
 * Of what was read while the database called it `now`, asked for at `askedAt` (`performance.now()`), and what changes by itself at
 * `next`: counted from before the question, so that it is never relied on for too long.
 */
export const lastsUntil = (next: number | null, now: number | undefined, askedAt: number): Lasts =>
  next === null ? null : askedAt + (next - (now ?? next));

export const stillLasts = (lasts: Lasts): boolean => lasts === null || performance.now() < lasts;
