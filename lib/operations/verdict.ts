import type { HowDecided } from "../domain/kept-step";

/** The answer of `allow`: may they, and the sentence that says why; `how`: where rights decided, the way to it. */
export type Verdict = { allowed: boolean; because: string; how?: HowDecided };

export const yes = (because: string): Verdict => ({ allowed: true, because });
export const no = (because: string, how?: HowDecided): Verdict => ({ allowed: false, because, ...(how && { how }) });
/** The first no among several questions, or the last yes. */
export const all = (...verdicts: [Verdict, ...Verdict[]]): Verdict =>
  verdicts.find((verdict) => !verdict.allowed) ?? verdicts.at(-1)!;

/** Whether the membership that would change is the actor's own. */
export const ofAnother = (isTheirOwn: boolean | undefined): Verdict =>
  isTheirOwn ? no("Nobody changes their own membership.") : yes("It is another person's membership.");

/** For operations whose facts already are the actor's own: what they load is what they may. */
export const theirOwn = (): Verdict => yes("It is their own.");
export const anyone = (): Verdict => yes("Anyone may.");
