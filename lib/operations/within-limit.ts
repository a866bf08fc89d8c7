import type { Db } from "../../db/client";
import { countUp } from "../../db/counters";
import { config } from "../config.mjs";
import { REASON } from "../domain/reason";
import { Refusal } from "../domain/refusal";

/** What is counted and for whom, how often it may be in so many seconds, and how the refusal reads where it says more than that. */
type Limit = { key: string; seconds: number; most: number; sentence?: string; reason?: number; field?: string };

/**
 * Counts one more, in the transaction where one is given; without limits (`CONFER_RATE_LIMIT=off`) nothing is counted. Returns how
 * many are left. Where the store does not answer this throws, and what it guards stays closed (S-68). Refusal: too-many.
 */
export async function withinLimit(limit: Limit, at?: Db): Promise<number> {
  const { key, seconds, most, sentence = "too many requests", reason = REASON.tooManyRequests, field } = limit;
  if (!config().rateLimit) return most;
  const { ok, left, retryAfter } = await countUp(key, seconds, most, at);
  if (ok) return left;
  throw new Refusal("too-many", sentence, { reason, retryAfter, ...(field ? { field } : {}) });
}

/** The same for what is left undone beyond it, and refused to nobody. */
export const isWithin = async ({ key, seconds, most }: Limit, at?: Db): Promise<boolean> =>
  !config().rateLimit || (await countUp(key, seconds, most, at)).ok;
