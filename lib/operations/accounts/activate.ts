import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { markVerified, savePassword } from "../../../db/people";
import type { AccountRow } from "../../../db/schema";
import { endSignIns } from "../../../db/sign-ins";
import { deleteTokens, tokensOf } from "../../../db/tokens";
import { invalid, notFound } from "../../domain/refusal";
import { linkFits, readLink } from "../../links";
import { hashPassword, judgePassword, verifyPassword } from "../../passwords";
import { admitAttempt, forgiveLogin, wrongPassword } from "../attempt";
import * as field from "../fields";
import { type Asked, type At, type Leave, operation } from "../operation";
import { anyone } from "../verdict";
import { claim, claimOf, settle } from "./claim";
import { recoverState, verifyState } from "./letters";

type Given = { key: string; password?: string | undefined };
type Shown = {
  account: AccountRow /** The new password; null where only the address was shown. */;
  hash: string | null;
};

const shown = new WeakMap<object, Shown>();

/**
 * What the key of a letter opens. An invitation's makes the account; a recovery's takes a new password; a verification's wants
 * the password the account was made with, so that whoever made it with somebody else's address gains nothing by their click.
 */
export const activate = operation({
  method: "users.registration.Activate",
  kind: "write",
  dryRun: false,
  anyone: true,
  postOnly: true,
  summary: "Use the key of a letter: make the invited account, verify an address, or choose a new password.",
  input: z.object({
    key: field.secret(200),
    password: field.secret().optional(),
    name: field.text().optional(),
  }),
  output: z.strictObject({ email: z.string() }),
  owner: (at) => (readLink(at.input.key) ? show(at) : claim(at)),
  load: async (at) => {
    const proof = shown.get(at.input);
    if (!proof) return { claim: claimOf(at.input) };
    const account = await findAccount(at.db, at.owner);
    // Used twice at once, the key works once.
    if (!account || !stillFits(at.input.key, account)) throw notFound("key");
    return { account, hash: proof.hash };
  },
  allow: anyone,
  handle: (at) => (at.facts.claim ? settle(at, at.facts.claim) : use(at, at.facts)),
});

async function show({ db, actor, input }: Asked<Given>): Promise<number> {
  const account = await findAccount(db, readLink(input.key)!.uid);
  if (!account || !stillFits(input.key, account)) throw notFound("key");
  if (input.password === undefined) throw invalid("password");
  if (readLink(input.key)!.use === "recover") {
    const twoFactor = account.totp_secret !== null;
    await judgePassword(input.password, { email: account.email, name: account.name, twoFactor });
    shown.set(input, { account, hash: await hashPassword(input.password) });
    return account.owner_uid;
  }
  const attempt = await admitAttempt(account.email, account.owner_uid, actor.from);
  const { ok } = await verifyPassword(account.password_hash, input.password);
  if (!ok) {
    await attempt.failed();
    throw wrongPassword();
  }
  shown.set(input, { account, hash: null });
  return account.owner_uid;
}

function stillFits(key: string, account: AccountRow): boolean {
  const verifies = readLink(key)?.use === "verify";
  const open = account.status === "ACTIVE" && verifies === (account.verified_at === null);
  return open && linkFits(key, verifies ? verifyState(account.email) : recoverState(account), new Date());
}

async function use({ db, owner, record }: At<unknown> & Leave, { account, hash }: Shown): Promise<{ email: string }> {
  const now = new Date();
  if (hash === null) {
    await markVerified(db, owner, now);
    record({ target: "account", id: owner, before: { verified: false }, after: { verified: true }, by: owner });
    return { email: account.email_shown };
  }
  await savePassword(db, owner, hash);
  await endSignIns(db, owner, { allBut: null }, now);
  const tokens = await tokensOf(db, owner, null);
  await deleteTokens(
    db,
    owner,
    tokens.map((token) => token.id),
  );
  await forgiveLogin(account.email);
  record({
    target: "account",
    id: owner,
    after: { password: "set anew by letter", signIns: "ended", tokens: "deleted" },
    by: owner,
  });
  return { email: account.email_shown };
}
