import type { Db } from "../../db/client";
import { countShares } from "../../db/collaborations";
import { REASON } from "../domain/reason";
import { Refusal } from "../domain/refusal";

/** S-65, and one collaboration's part of it: so many shares, and lists of them stay readable. */
const MOST_SHARES = 10_000;
const MOST_SHARES_OF_OWNER = 100_000;

/** Is there room for `more` shares in a collaboration that has `count`? Refusal: limit. */
export async function withinShareLimit(at: { db: Db; owner: number }, count: number, more = 1): Promise<void> {
  if (more <= 0) return;
  if (count + more > MOST_SHARES) {
    throw new Refusal("limit", `A collaboration shares at most ${MOST_SHARES} resources.`, {
      reason: REASON.mostSharesOfOne,
    });
  }
  if ((await countShares(at.db, at.owner)) + more > MOST_SHARES_OF_OWNER) {
    throw new Refusal("limit", `An account shares at most ${MOST_SHARES_OF_OWNER} resources.`, {
      reason: REASON.mostShares,
    });
  }
}
