/** Days as somebody's own clock has them: from one midnight there to the next, which is not always 24 hours. */
const DAY = 86_400_000;

/** The moment at which a day such as `2026-11-22` begins in a time zone (IANA); null for what is no day. */
export function dayBegins(text: string, zone: string): Date | null {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(midnight)) return null;
  // The clock is set at most once between the two; where it skips midnight, the day begins as it is set.
  const begins = [-DAY, DAY].map((by) => midnight - aheadAt(midnight + by, zone));
  return new Date(Math.min(...begins.filter((at) => at + aheadAt(at, zone) >= midnight)));
}

/** The moment at which it is over; null for what is no day. */
export function dayEnds(text: string, zone: string): Date | null {
  const begins = dayBegins(text, "UTC");
  return begins && dayBegins(new Date(begins.getTime() + DAY).toISOString().slice(0, 10), zone);
}

/** Whether there is such a zone. */
export function isZone(zone: string): boolean {
  try {
    return clockOf(zone) !== undefined;
  } catch {
    return false;
  }
}

const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", era: "short" },
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });

/** By how much the clock there is ahead of UTC (milliseconds). */
function aheadAt(at: number, zone: string): number {
  const part = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const year = part.era === "BC" ? 1 - Number(part.year) : Number(part.year);
  const there = new Date(0);
  there.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
  there.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second), 0);
  return there.getTime() - Math.floor(at / 1000) * 1000;
}
