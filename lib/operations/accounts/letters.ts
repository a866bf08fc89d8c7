import type { AccountRow } from "../../../db/schema";
import { config } from "../../config.mjs";
import type { Email } from "../../domain/email";
import { newLink } from "../../links";
import type { Letter } from "../../mail";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** What a letter's key is sealed with: once the address or the password is another, it no longer fits. */
export const verifyState = (email: string): string => email;
export const recoverState = (account: Pick<AccountRow, "email" | "password_hash">): string =>
  `${account.email}\n${account.password_hash ?? ""}`;

export function verificationLetter(uid: number, email: Email): Letter {
  const key = newLink({ use: "verify", uid, until: new Date(Date.now() + 7 * DAY) }, verifyState(email.canonical));
  return {
    kind: "verification",
    to: email.shown,
    subject: "Is this your address?",
    lines: ["Somebody, probably you, made an account on Confer with this address.", "Show that it is yours to go on."],
    button: { label: "It is my address", url: `${config().url}/activate#${key}` },
    small:
      "Open for seven days. If it was not you, do nothing: without your answer the account stays closed to others' invitations.",
  };
}

export const accountExistsLetter = (email: Email): Letter => ({
  kind: "account",
  to: email.shown,
  subject: "You have an account already",
  lines: ["Somebody, probably you, wanted to make an account on Confer with this address. You have one already."],
  button: { label: "Sign in", url: `${config().url}/sign-in` },
  small: "If it was not you, do nothing.",
});

export function recoveryLetter(account: AccountRow): Letter {
  const until = new Date(Date.now() + HOUR);
  const key = newLink({ use: "recover", uid: account.owner_uid, until }, recoverState(account));
  return {
    kind: "recovery",
    to: account.email_shown,
    subject: "A new password",
    lines: [
      "Somebody, probably you, asked for a new password on Confer.",
      "Choosing one ends every sign-in and every token of the account.",
    ],
    button: { label: "Choose a new password", url: `${config().url}/activate#${key}` },
    small: "Open for one hour. If it was not you, do nothing: the password stays as it is.",
  };
}
