const DAY = 86_400_000;
/** What one press gives. */
export const EXTEND_DAYS = 30;

/** The day of a moment, where its reader lives, as a field of dates has it. */
export function dayOf(at: string): string {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The end of that day, as operations take it; an empty day is no end. */
export const untilOf = (day: string): string => (day === "" ? "none" : new Date(`${day}T23:59:59`).toISOString());

/** A month more than what is left, and at least from now on. */
export const extended = (at: string): string =>
  new Date(Math.max(Date.parse(at), Date.now()) + EXTEND_DAYS * DAY).toISOString();
