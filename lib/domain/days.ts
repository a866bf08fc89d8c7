/** What is counted by the day is kept by its number: days since 1970, UTC. */
const DAY = 86_400_000;

/** The day of a moment in milliseconds. */
export const dayOf = (time: number): number => Math.floor(time / DAY);

/** Such a day as `2026-11-22`. */
export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
