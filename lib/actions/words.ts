import type { Refusal } from "../domain/refusal";
import type { No } from "./answer";

/** A refusal in words for people: the wire's wording is the platform's, and speaks of parameters. */
export function inWords(refusal: Refusal): No {
  const { code, detail } = refusal;
  const no: No = { ok: false, code, message: sentence(refusal) };
  if (detail.field) no.field = detail.field;
  return no;
}

function sentence({ code, message, detail }: Refusal): string {
  switch (code) {
    case "signed-out":
      return "Your sign-in has ended. Sign in again to go on.";
    case "wrong-password":
      return "This address and password do not go together.";
    case "invalid": {
      const why = /^invalid parameter \[[^\]]*\](?:: (.*))?$/s.exec(message)?.[1] ?? "";
      if (why === "empty") return "Fill this in.";
      return why ? asSentence(why) : "This cannot be used here. Check what you entered.";
    }
    case "too-many":
      return detail.retryAfter
        ? `${asSentence(message)} Try again in ${wait(detail.retryAfter)}.`
        : asSentence(message);
    case "in-use":
      return `${asSentence(message.replace(/\[(.*)\]/s, "$1"))} Take it away there first.`;
    default:
      return asSentence(message.replace(/\[(.*?)\]/gs, "$1"));
  }
}

const asSentence = (text: string): string => {
  const full = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(full) ? full : `${full}.`;
};

const wait = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
