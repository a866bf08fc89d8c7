import type { AccountRow } from "../../../db/schema";
import { config } from "../../config.mjs";
import type { Email } from "../../domain/email";
import { type Language, letterLanguage } from "../../domain/language";
import { newLink } from "../../links";
import type { Letter } from "../../mail";
import { wordsIn } from "../../words";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** What a letter's key is sealed with: once the address or the password is another, it no longer fits. */
export const verifyState = (email: string): string => email;
export const recoverState = (account: Pick<AccountRow, "email" | "password_hash">): string =>
  `${account.email}\n${account.password_hash ?? ""}`;

export function verificationLetter(uid: number, email: Email, language: Language): Letter {
  const t = wordsIn(language, "mail");
  const key = newLink({ use: "verify", uid, until: new Date(Date.now() + 7 * DAY) }, verifyState(email.canonical));
  return {
    kind: "verification",
    language,
    to: email.shown,
    subject: t("verificationSubject"),
    lines: [t("verificationWhat"), t("verificationNext")],
    button: { label: t("verificationButton"), url: `${config().url}/activate#${key}` },
    small: t("verificationSmall"),
  };
}

export function accountExistsLetter(email: Email, language: Language): Letter {
  const t = wordsIn(language, "mail");
  return {
    kind: "account",
    language,
    to: email.shown,
    subject: t("accountSubject"),
    lines: [t("accountWhat")],
    button: { label: t("accountButton"), url: `${config().url}/sign-in` },
    small: t("accountSmall"),
  };
}

export function recoveryLetter(account: AccountRow): Letter {
  const language = letterLanguage(account.lang);
  const t = wordsIn(language, "mail");
  const until = new Date(Date.now() + HOUR);
  const key = newLink({ use: "recover", uid: account.owner_uid, until }, recoverState(account));
  return {
    kind: "recovery",
    language,
    to: account.email_shown,
    subject: t("recoverySubject"),
    lines: [t("recoveryWhat"), t("recoveryNext")],
    button: { label: t("recoveryButton"), url: `${config().url}/activate#${key}` },
    small: t("recoverySmall"),
  };
}
