import { Refusal } from "../../domain/refusal";

/** One collaboration's part of S-65: so many shares, and lists of them stay readable. */
const MOST_SHARES = 10_000;

export function withinShareLimit(count: number): void {
  if (count >= MOST_SHARES) throw new Refusal("limit", `A collaboration shares at most ${MOST_SHARES} resources.`);
}
