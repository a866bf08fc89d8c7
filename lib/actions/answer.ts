import type { About, RefusalCode } from "../domain/refusal";
import type { Line } from "./steps-words";

/**
 * `error` is a fault of ours; its message carries the request id under which it was logged. `password-again`: the password was
 * given too long ago for this (S-37); the page asks for it in place and goes on.
 */
export type AnswerCode = RefusalCode | "error" | "password-again";
export type No = {
  ok: false;
  code: AnswerCode;
  message: string;
  field?: string;
  /** Of what must hold and would not: the way there. */
  chain?: Line[];
  /** Of what is refused for now: seconds until it is not. */
  again?: number;
  /** Of what is not permitted: the method and the thing, as `confer.access.Explain` takes them. */
  why?: About | undefined;
  /** The same as `confer.access.RequestAccess` takes it, of what can be asked for. */
  lack?: About | undefined;
};

/** What a server action gives back: a refusal is a value, because production Next hides thrown messages from the browser. */
export type Answer<T> = { ok: true; value: T } | No;

/** A refused answer where a value was needed: react-query and pages work with throws. */
export class Refused extends Error {
  override name = "Refused";
  constructor(readonly no: No) {
    super(no.message);
  }
}

/** The value, or the refusal thrown as `Refused`. */
export async function resultOf<T>(promise: Promise<Answer<T>>): Promise<T> {
  const answer = await promise;
  if (!answer.ok) throw new Refused(answer);
  return answer.value;
}

/** What a form shows of a failed mutation. A request that never arrived has no refusal of ours: `unreached` is said for it. */
export function noOf(error: unknown, unreached: string): No | null {
  if (!error) return null;
  if (error instanceof Refused) return error.no;
  return { ok: false, code: "error", message: unreached };
}
