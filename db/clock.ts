import { one } from "../lib/one";

/**
 * What the clock of the database shows is what counts (R12); this process only remembers what it last showed. It counts on from there by a
 * clock of its own that nobody sets. An answer that took its time seems to come from a clock that is slow: of several the quickest counts.
 */
const clock = one("clock", () => ({ ahead: performance.timeOrigin, heardAt: Number.NEGATIVE_INFINITY }));
/** Milliseconds for which the quickest answer is believed, so that a clock that was set back is heard of as well. */
const BELIEVED = 60_000;

/** What the database has just called now (milliseconds). */
export function heardNow(now: number): void {
  const at = performance.now();
  const ahead = now - at;
  if (ahead < clock.ahead && at - clock.heardAt < BELIEVED) return;
  clock.ahead = ahead;
  clock.heardAt = at;
}

/** About what the database calls now (milliseconds): to show by, and never to let anybody in by. */
export const nowThere = (): number => Math.round(performance.now() + clock.ahead);

/** How long something that was read holds, by two clocks of this process; null where nothing in it ends. */
export type Lasts = { steady: number; wall: number } | null;

/**
 * Of what was read while the database called it `now`, asked for at `askedAt` (`performance.now()`), and what changes by itself at
 * `next`: counted from before the question, so that it is never relied on for too long.
 */
export function lastsUntil(next: number | null, now: number | undefined, askedAt: number): Lasts {
  if (next === null) return null;
  const left = next - (now ?? next);
  return { steady: askedAt + left, wall: Date.now() - (performance.now() - askedAt) + left };
}

/** One of the two may be set, the other stands still while the machine sleeps: neither is believed alone. */
export const stillLasts = (lasts: Lasts): boolean =>
  lasts === null || (performance.now() < lasts.steady && Date.now() < lasts.wall);
