import { forgetStrikes, strike, strikesOf } from "../../db/counters";
import { isKnownDevice } from "../../db/sign-ins";
import { config } from "../config.mjs";
import type { Actor } from "../domain/actor";
import { REASON } from "../domain/reason";
import { Refusal } from "../domain/refusal";
import { hashSecret } from "../secrets";
import { withinLimit } from "./within-limit";

/** S-62. */
const PER_ACCOUNT_MINUTE = 10;
const PER_ADDRESS_MINUTE = 30;
/** S-35: a wait that doubles from the sixth failure in a row on, and the end of guessing. */
const FREE_FAILURES = 5;
const LONGEST_WAIT_SECONDS = 900;
const MOST_FAILURES = 100;

/** One try to show who one is. What it counts against does not tell whether the account exists. */
export type Attempt = { left: number; failed(): Promise<void>; succeeded(): Promise<void> };

/**
 * Lets one try at this login through, or refuses too-many (S-35, S-62). Counted for the address it comes from, and for the
 * login; somebody on a device the account has signed in from before counts for that device alone, so that strangers who
 * guess cannot lock the person out. Failures in a row make the next try wait; after a hundred the password no longer opens
 * anything there until it is set anew. A store that does not answer lets nobody through (S-68).
 */
export async function admitAttempt(login: string, uid: number | null, from: Actor["from"]): Promise<Attempt> {
  if (!config().rateLimit) return { left: PER_ACCOUNT_MINUTE, failed: async () => {}, succeeded: async () => {} };
  await within(`sign-in/address/${from.ip}`, PER_ADDRESS_MINUTE);
  const known = uid !== null && (await isKnownDevice(uid, from));
  const who = `${hashSecret(login)}${known ? `/${hashSecret(`${from.ip} ${from.userAgent}`)}` : ""}`;
  const left = await within(`sign-in/login/${who}`, PER_ACCOUNT_MINUTE);
  const strikes = `sign-in/failures/${who}`;
  const { n, last } = await strikesOf(strikes);
  if (n >= MOST_FAILURES) throw tooMany(LONGEST_WAIT_SECONDS);
  if (n >= FREE_FAILURES && last) {
    const wait = Math.min(2 ** (n - FREE_FAILURES), LONGEST_WAIT_SECONDS) - (Date.now() - last.getTime()) / 1000;
    if (wait > 0) throw tooMany(Math.ceil(wait));
  }
  return { left, failed: () => strike(strikes), succeeded: () => forgetStrikes(strikes) };
}

/** A password set anew clears what guessing at the old one has closed. */
export const forgiveLogin = (login: string): Promise<void> => forgetStrikes(`sign-in/failures/${hashSecret(login)}`);

const SENTENCE = "too many attempts to sign in";

const within = (key: string, most: number): Promise<number> =>
  withinLimit({ key, seconds: 60, most, sentence: SENTENCE, reason: REASON.tooManySignIns });

const tooMany = (retryAfter: number) =>
  new Refusal("too-many", SENTENCE, { reason: REASON.tooManySignIns, retryAfter });

/** One sentence for every way a sign-in can fail, so that it tells nothing about the account. */
export const wrongPassword = () => new Refusal("wrong-password", "wrong login or password");
