import type { ModelFacts } from "../domain/diagram/rights";
import type { HowDecided } from "../domain/kept-step";
import type { Refusal } from "../domain/refusal";

/**
 * The answer of `allow`: may they, and the sentence that says why; what else is kept of it is in `detail`. `on`: the threat model on which
 * that is a use of the right, or the account itself.
 */
export type Verdict = { allowed: boolean; because: string; detail?: Detail; on?: Used };
export type Used = "account" | (ModelFacts & { id: string });
type Detail = Pick<Refusal["detail"], "about" | "how" | "concerns">;

export const yes = (because: string, how?: HowDecided): Verdict =>
  how ? { allowed: true, because, detail: { how } } : { allowed: true, because };
export const no = (because: string, how?: HowDecided, concerns?: number): Verdict => ({
  allowed: false,
  because,
  detail: { ...(how && { how }), ...(concerns === undefined ? {} : { concerns }) },
});
/** The first no among several questions; or the yes that rights decided, else the first. */
export const all = (...verdicts: [Verdict, ...Verdict[]]): Verdict =>
  verdicts.find((verdict) => !verdict.allowed) ?? verdicts.find((verdict) => verdict.detail?.how) ?? verdicts[0];

/** Whether the membership that would change is the actor's own. */
export const ofAnother = (isTheirOwn: boolean | undefined): Verdict =>
  isTheirOwn ? no("Nobody changes their own membership.") : yes("It is another person's membership.");

/** For operations whose facts already are the actor's own: what they load is what they may. */
export const THEIR_OWN = "It is their own.";
export const theirOwn = (): Verdict => yes(THEIR_OWN);
export const ANYONE_MAY = "Anyone may.";
export const anyone = (): Verdict => yes(ANYONE_MAY);
