import { resultOf } from "@/lib/actions/answer";
import type { mayDo } from "@/lib/actions/may";
import { type Key, useRead } from "./reading";
import type { Asking } from "./ui/ask-why";

export type Step = Parameters<typeof mayDo>[0][number];
/** As a control takes it: why it is refused, and the question that explains that. */
export type Refusal = { refused?: string; why?: Asking };

/** Stands for whatever would be made. */
export const NEW = "new";

const free: Refusal = {};

/**
 * Of each step whether it would be refused, as its own rule judges it, and why. `key`: null where everything is theirs and nothing is
 * asked. What is not known yet is not offered. `waiting`: said until then, and beside a decision that explains itself; one for all, or
 * for each. `inFull`: what the rule says stands beside such a decision too.
 */
export function useJudged(
  key: Key | null,
  steps: readonly Step[],
  waiting: string | readonly string[],
  inFull = false,
): Refusal[] {
  const asks = key !== null && steps.length > 0;
  const { data } = useRead(asks ? [...key, "judged", steps] : null, async () =>
    // Only who is judged brings its code.
    resultOf((await import("@/lib/actions/may")).mayDo(steps)),
  );
  return steps.map((_, index) => {
    if (!asks) return free;
    const no = data?.[index];
    if (no === null) return free;
    const says = typeof waiting === "string" ? waiting : waiting[index]!;
    return { refused: no?.why && !inFull ? says : (no?.message ?? says), ...(no?.why && { why: no.why }) };
  });
}
