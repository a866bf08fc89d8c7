import { findAccountByEmail } from "../../../db/accounts";
import type { AccountRow } from "../../../db/schema";
import { type Email, parseEmail } from "../../domain/email";
import { Refusal } from "../../domain/refusal";
import { hashPassword, verifyPassword } from "../../passwords";
import { totpStep } from "../../totp";
import { admitAttempt, wrongPassword } from "../attempt";
import type { Asked } from "../operation";

/** What login, password and code have shown. */
export type Proof = {
  account: AccountRow;
  attemptsLeft: number;
  /** The password fits and the code of the second factor is still to be given. */
  needsCode: boolean;
  /** The step of the authenticator the code was for; spent with the sign-in it opens. */
  step: number | null;
  /** The password under today's cost and pepper, where it was kept under older ones. */
  rehashed: string | null;
};

type Given = { login: string; password: string; code?: string | undefined };

const proofs = new WeakMap<object, Proof>();

/**
 * Whose account login and password open. Judged before the transaction, so that neither a connection nor the account's lock
 * waits for argon2; `proofOf` hands what was found to the stairs that follow. An unknown login costs as long as a wrong
 * password and gets the same refusal. Refusals: wrong-password, too-many.
 */
export async function prove({ db, actor, input }: Asked<Given>): Promise<number> {
  const email = readLogin(input.login);
  const found = email ? await findAccountByEmail(db, email.canonical) : undefined;
  const account = found?.status === "ACTIVE" ? found : undefined;
  const attempt = await admitAttempt(email?.canonical ?? "", account?.owner_uid ?? null, actor.from);
  const { ok, outdated } = await verifyPassword(account?.password_hash ?? null, input.password);
  const secret = account?.totp_secret ?? null;
  const needsCode = secret !== null && !input.code;
  const step = secret && input.code ? totpStep(secret, input.code, account!.totp_step, new Date()) : null;
  if (!ok || !account || (secret && input.code && step === null)) {
    await attempt.failed();
    throw wrongPassword();
  }
  if (!needsCode) await attempt.succeeded();
  const rehashed = outdated ? await hashPassword(input.password) : null;
  proofs.set(input, { account, attemptsLeft: attempt.left, needsCode, step, rehashed });
  return account.owner_uid;
}

export const proofOf = (input: Given): Proof => proofs.get(input)!;

/** A login is an address; whatever is none belongs to nobody. */
function readLogin(login: string): Email | null {
  try {
    return parseEmail(login);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
