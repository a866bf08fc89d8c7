import { z } from "zod";
import { findAccount, findAccountByEmail } from "../../../db/accounts";
import { type AccountIds, addIdentity, findIdentity, isInvited, newAccountIds, openAccount } from "../../../db/people";
import { config } from "../../config.mjs";
import { type Email, parseEmail } from "../../domain/email";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { wrongPassword } from "../attempt";
import * as field from "../fields";
import { giveWay } from "../give-way";
import { type Asked, operation } from "../operation";
import { anyone } from "../verdict";
import { authenticationResponse, authenticationWire } from "../wire/sign-ins";
import { open } from "./open";

type Newcomer = { email: Email; ids: AccountIds };

const newcomers = new WeakMap<object, Newcomer>();

const input = z.object({
  provider: field.name(50),
  subject: field.name(),
  email: field.text(320),
  /** What the provider says of the address. */
  verified: field.flag(),
  name: field.text(),
  lang: field.text(10).optional(),
});

/**
 * Signing in through a provider. The identity is the pair of provider and subject; its address only decides where a new
 * account may be made, and never opens one that is there (S-29). Not in the register: a provider's word comes through
 * next-auth alone.
 */
export const enter = operation({
  method: "users.authentication.Signin",
  kind: "write",
  dryRun: false,
  anyone: true,
  tokens: false,
  summary: "Sign in as whom a provider says one is; makes the account at the first time.",
  input,
  output: authenticationResponse,
  owner: async (at) => (await findIdentity(at.db, at.input.provider, at.input.subject)) ?? (await newcomer(at)),
  load: async ({ db, owner, input }) => ({ account: await findAccount(db, owner), newcomer: newcomers.get(input) }),
  allow: anyone,
  handle: async (at) => {
    const { db, facts, owner, record } = at;
    if (facts.newcomer) {
      const { email, ids } = facts.newcomer;
      const { name, provider, subject, lang } = at.input;
      const made = await openAccount(db, { ids, email, name, passwordHash: null, verifiedAt: new Date(), lang });
      if (made === null) throw hasAccount();
      await addIdentity(db, provider, subject, owner);
      record({ target: "account", id: owner, after: { email: email.canonical, provider } });
    }
    const account = facts.account ?? (await findAccount(db, owner));
    if (account?.status !== "ACTIVE") throw wrongPassword();
    const { secret } = await open(at, account.totp_secret !== null);
    return authenticationWire(account, { session: secret, attemptsLeft: 0, needsCode: false });
  },
});

async function newcomer({ db, input: asked }: Asked<z.output<typeof input>>): Promise<number> {
  if (!asked.verified) throw new Refusal("forbidden", "The provider has not verified this address.");
  const email = parseEmail(asked.email);
  const before = await findAccountByEmail(db, email.canonical);
  if (before?.verified_at) throw hasAccount();
  if (config().signup !== "open" && !(await isInvited(db, email.canonical))) {
    throw new Refusal("forbidden", "An account is made from an invitation.");
  }
  if (before) await giveWay(before.owner_uid, email.canonical);
  const ids = await newAccountIds();
  newcomers.set(asked, { email, ids });
  return ids.uid;
}

const hasAccount = () =>
  new Refusal("exists", "This address has an account already: sign in with its password.", {
    reason: REASON.addressTaken,
  });
