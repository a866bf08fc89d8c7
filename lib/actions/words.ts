import { refusedBecause, type Standing, type Step, steps } from "../domain/collaboration";
import type { Language } from "../domain/language";
import { invalid, Refusal, type RefusalCode } from "../domain/refusal";
import type { Breaks } from "../operations/must-hold";
import { wordsIn } from "../words";
import type { No } from "./answer";
import { knownRefusal, type RefusalKey } from "./known-refusals";
import { lackIn } from "./refused-where";
import { wayIn } from "./steps-words";

/** What `mustBeFresh` says. */
const PASSWORD_AGAIN = invalid("password", "give your password again").message;

/** A refusal in words for people, in their language: the wire's wording is the platform's, and speaks of parameters. */
export function inWords(refusal: Refusal, language: Language): No {
  const { code, detail } = refusal;
  const asks = refusal.message === PASSWORD_AGAIN;
  const no: No = { ok: false, code: asks ? "password-again" : code, message: sentence(refusal, language) };
  if (detail.field) no.field = detail.field;
  if (detail.about) Object.assign(no, { why: detail.about, lack: lackIn(detail.about) });
  if (detail.breaks) no.chain = wayIn(language, detail.breaks as Breaks);
  if (detail.retryAfter) no.again = detail.retryAfter;
  return no;
}

/** What is said of a refusal where only its code arrived, as at a page without its scripts; undefined for no code of ours. */
export function inGeneral(code: unknown, language: Language): string | undefined {
  if (code === "error") return wordsIn(language, "refusals")("somethingWrong");
  return typeof code === "string" && Object.hasOwn(generally, code)
    ? wordsIn(language, "refusals")(generally[code as RefusalCode])
    : undefined;
}

/** What was kept of a refusal, in words. */
export const noteInWords = ({ code, note }: { code: string; note: string }, language: Language): string =>
  sentence(new Refusal((Object.hasOwn(generally, code) ? code : "wrong-state") as RefusalCode, note), language);

/** A fault of ours; under `id` it stands in the log. */
export const faultInWords = (id: string, language: Language): No => ({
  ok: false,
  code: "error",
  message: wordsIn(language, "refusals")("fault", { id }),
});

function sentence({ code, message, detail }: Refusal, language: Language): string {
  const t = wordsIn(language, "refusals");
  const says = code === "invalid" ? (/^invalid parameter \[[^\]]*\](?:: (.*))?$/s.exec(message)?.[1] ?? "") : message;
  const known = knownRefusal(says);
  const composed = language === "en" && code === "forbidden" ? asSentence(says) : t(generally[code]);
  const said = known ? t(known.key, known.values) : (refusedStepIn(says, t) ?? composed);
  if (code !== "too-many" || !detail.retryAfter) return said;
  const minutes = Math.ceil(detail.retryAfter / 60);
  const wait =
    detail.retryAfter < 90 ? t("waitSeconds", { n: Math.ceil(detail.retryAfter) }) : t("waitMinutes", { n: minutes });
  return `${said} ${wait}`;
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const generally: Record<RefusalCode, RefusalKey> = {
  "signed-out": "signedOut",
  "wrong-password": "wrongPassword",
  "token-scope": "forbidden",
  invalid: "invalid",
  "not-found": "notFound",
  "no-environment": "notFound",
  forbidden: "forbidden",
  exists: "exists",
  "wrong-state": "wrongState",
  "in-use": "inUse",
  limit: "limit",
  "too-many": "tooMany",
};

const stepKeys: Record<Step, RefusalKey> = {
  invite: "onlyInvite",
  resend: "onlyResend",
  accept: "onlyAccept",
  reject: "onlyReject",
  leave: "onlyLeave",
  suspend: "onlySuspend",
  activate: "onlyActivate",
  remove: "onlyRemove",
};

const standingKeys: Record<Standing, RefusalKey> = {
  PENDING: "standingPending",
  REJECTED: "standingRejected",
  ACTIVE: "standingActive",
  SUSPENDED: "standingSuspended",
  LEFT: "standingLeft",
  NOBODY: "standingNobody",
};

/** "Only an active member can be suspended; Ben has left.", or null for anything else. */
function refusedStepIn(says: string, t: (key: RefusalKey, values?: Record<string, string>) => string): string | null {
  const MARK = "\u0000";
  for (const step of steps) {
    for (const standing of Object.keys(standingKeys) as Standing[]) {
      const [before = "", after = ""] = refusedBecause(step, standing, MARK).split(MARK);
      if (!says.startsWith(before) || !says.endsWith(after)) continue;
      const who = says.slice(before.length, says.length - after.length);
      const name = who === "this membership" ? t("thisMembership") : who;
      return t("step", { only: t(stepKeys[step]), standing: t(standingKeys[standing], { name }) });
    }
  }
  return null;
}
