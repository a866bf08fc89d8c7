import { findAccountByEmail } from "../../../db/accounts";
import { findInvited } from "../../../db/invitations";
import { type AccountIds, newAccountIds, openAccount } from "../../../db/people";
import { config } from "../../config.mjs";
import { type Email, parseEmail } from "../../domain/email";
import { type Language, letterLanguage } from "../../domain/language";
import { REASON } from "../../domain/reason";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { hashPassword, judgePassword } from "../../passwords";
import { hashSecret } from "../../secrets";
import { giveWay } from "../give-way";
import type { Asked, At, Leave } from "../operation";
import { withinLimit } from "../within-limit";
import { accountExistsLetter, verificationLetter } from "./letters";

/** Somebody who wants an account for an address, and whether they have shown that it is theirs. */
type Claim = {
  email: Email;
  name: string;
  ids: AccountIds;
  passwordHash: string;
  /** They hold the secret of an invitation, which came to them by mail (S-20). */
  invited: boolean;
  taken: boolean;
  language: Language;
};

type Given = {
  key?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
  name?: string | undefined;
  lang?: string | undefined;
};

const claims = new WeakMap<object, Claim>();

/** Sign-ups an hour from one place, and a day for one address. */
const PER_PLACE_HOUR = 20;
const PER_ADDRESS_DAY = 3;

/**
 * For `owner:` of signing up: judges the claim and returns the uid the account will have. With the key of an invitation the
 * address is the invited one; without, only where everybody may sign up, and then the answer is the same whether or not the
 * address has an account. An account whose address was never verified gives way (S-29).
 * Refusals: invalid, not-found, exists (to whoever holds the key), forbidden, too-many.
 */
export async function claim({ db, actor, input }: Asked<Given>): Promise<number> {
  await withinLimit({ key: `sign-up/place/${actor.from.ip}`, seconds: 3_600, most: PER_PLACE_HOUR });
  const invited = input.key !== undefined;
  const email = invited ? await invitedAddress(db, input.key!) : openAddress(input.email);
  if (invited && input.email !== undefined && parseEmail(input.email).canonical !== email.canonical) {
    throw invalid("email", "the invitation is for another address");
  }
  if (!invited)
    await withinLimit({ key: `sign-up/address/${email.canonical}`, seconds: 86_400, most: PER_ADDRESS_DAY });
  if (input.password === undefined) throw invalid("password");
  const name = input.name ?? "";
  await judgePassword(input.password, { email: email.canonical, name });
  const passwordHash = await hashPassword(input.password);
  const before = await findAccountByEmail(db, email.canonical);
  const taken = before !== undefined && before.verified_at !== null;
  if (taken && invited)
    throw new Refusal("exists", "This address has an account already: sign in with it.", {
      reason: REASON.addressTaken,
    });
  if (before && !taken) await giveWay(before.owner_uid, email.canonical);
  const ids = await newAccountIds();
  const language = letterLanguage(taken ? before.lang : (input.lang ?? ""));
  claims.set(input, { email, name, ids, passwordHash, invited, taken, language });
  return ids.uid;
}

export const claimOf = (input: Given): Claim => claims.get(input)!;

/** Opens the account that was claimed, or writes to the person who has it. */
export async function settle(at: At<unknown> & Leave, made: Claim): Promise<{ email: string }> {
  const { email, name, ids, passwordHash, invited, language } = made;
  const verifiedAt = invited ? new Date() : null;
  const uid = made.taken
    ? null
    : await openAccount(at.db, { ids, email, name, passwordHash, verifiedAt, lang: language });
  if (uid !== null) {
    at.record({ target: "account", id: uid, after: { email: email.canonical, verified: invited } });
    if (!invited) at.send(verificationLetter(uid, email, language));
  } else if (invited) {
    throw new Refusal("exists", "This address has an account already: sign in with it.", {
      reason: REASON.addressTaken,
    });
  } else {
    at.send(accountExistsLetter(email, language));
  }
  return { email: email.shown };
}

async function invitedAddress(db: Asked<Given>["db"], key: string): Promise<Email> {
  const member = await findInvited(db, hashSecret(key));
  if (!member) throw notFound("invitation");
  return parseEmail(member.email_shown);
}

function openAddress(email: string | undefined): Email {
  if (config().signup !== "open") throw new Refusal("forbidden", "An account is made from an invitation.");
  if (email === undefined) throw invalid("email");
  return parseEmail(email);
}
