import { findAccount } from "../../db/accounts";
import { confirmedAt, confirmSignIn } from "../../db/sign-ins";
import { invalid, Refusal } from "../domain/refusal";
import { verifyPassword } from "../passwords";
import { admitAttempt, wrongPassword } from "./attempt";
import type { Asked } from "./operation";

/** How long a given password counts, in milliseconds (S-37). */
const FRESH = 5 * 60_000;

type Given = { password?: string | undefined };

/**
 * For `owner:` of whatever needs a fresh password: takes the one given with the call, if any, as given now. Judged before the
 * transaction, as in `prove`. Refusals: wrong-password, too-many.
 */
export async function confirm({ db, actor, input }: Asked<Given>): Promise<number> {
  if (input.password === undefined || actor.signInId === undefined) return actor.uid;
  const attempt = await admitAttempt(actor.email, actor.uid, actor.from);
  const account = await findAccount(db, actor.uid);
  const { ok } = await verifyPassword(account?.password_hash ?? null, input.password);
  if (!ok) {
    await attempt.failed();
    throw wrongPassword();
  }
  await attempt.succeeded();
  await confirmSignIn(actor.uid, actor.signInId, new Date());
  return actor.uid;
}

/** Refuses `invalid [password]` when the password was last given more than five minutes ago (S-37). */
export async function mustBeFresh({ db, actor }: Pick<Asked<Given>, "db" | "actor">): Promise<void> {
  if (actor.signInId === undefined) throw new Refusal("signed-out", "user not authenticated");
  const now = new Date();
  const given = await confirmedAt(db, actor.uid, actor.signInId, now);
  if (!given || now.getTime() - given.getTime() > FRESH) throw invalid("password", "give your password again");
}
