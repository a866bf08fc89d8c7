import type { HowDecided } from "../domain/kept-step";
import type { Refusal } from "../domain/refusal";

/** The answer of `allow`: may they, and the sentence that says why; what else is kept of a no is in `detail`. */
export type Verdict = { allowed: boolean; because: string; detail?: NoDetail };
type NoDetail = Pick<Refusal["detail"], "how" | "concerns">;

export const yes = (because: string): Verdict => ({ allowed: true, because });
export const no = (because: string, how?: HowDecided, concerns?: number): Verdict => ({
  allowed: false,
  because,
  detail: { ...(how && { how }), ...(concerns === undefined ? {} : { concerns }) },
});
/** The first no among several questions, or the last yes. */
export const all = (...verdicts: [Verdict, ...Verdict[]]): Verdict =>
  verdicts.find((verdict) => !verdict.allowed) ?? verdicts.at(-1)!;

/** Whether the membership that would change is the actor's own. */
export const ofAnother = (isTheirOwn: boolean | undefined): Verdict =>
  isTheirOwn ? no("Nobody changes their own membership.") : yes("It is another person's membership.");

/** For operations whose facts already are the actor's own: what they load is what they may. */
export const theirOwn = (): Verdict => yes("It is their own.");
export const anyone = (): Verdict => yes("Anyone may.");
