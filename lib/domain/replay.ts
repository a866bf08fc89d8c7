import type { Level } from "./reach";
import type { TrailStep } from "./trail";

export type Replayed = { allowed: boolean; level: "owner" | Level | null };

/**
 * The answer once more, from the trail alone: whoever holds the steps can check what they come to without the world. The steps that
 * name the answer (`method`) are not asked, nor are the sentences.
 */
export function replay(trail: readonly TrailStep[]): Replayed {
  const token = trail.find(({ step }) => step === "token");
  const fits = token?.reason !== "tokenTooNarrow" && token?.reason !== "tokenLacksMethod";
  const told = withoutToken(trail);
  return { ...told, allowed: told.allowed && fits };
}

function withoutToken(trail: readonly TrailStep[]): Replayed {
  if (trail.some(({ step, counted }) => step === "list" && counted)) return { allowed: true, level: null };
  if (trail.some(({ step }) => step === "owner")) return { allowed: true, level: "owner" };
  return ofMemberships(partsOf(trail));
}

/** What each membership says, apart; whatever stands before the first or after the last is nobody's. */
export function partsOf(trail: readonly TrailStep[]): TrailStep[][] {
  const parts: TrailStep[][] = [];
  for (const step of trail) {
    if (step.step === "member" && step.reason === "member") parts.push([]);
    if (step.step !== "token") parts.at(-1)?.push(step);
  }
  return parts;
}

/** Memberships are united: the first that allows decides, and its level is told; else the level of the first that reaches. */
function ofMemberships(parts: readonly TrailStep[][]): Replayed {
  let level: Level | null = null;
  for (const part of parts) {
    const has = (reason: TrailStep["reason"]) => part.some((step) => step.reason === reason);
    const reached = part.find((step) => step.step === "level" && step.counted)?.name as Level | undefined;
    if (!has("ACTIVE") || !reached || !has("shareCounts")) continue;
    const offered = has("policyAllows") || has("policyBeaten") || has("baseline");
    if (offered && !has("policyDenies")) return { allowed: true, level: reached };
    level ??= reached;
  }
  return { allowed: false, level };
}
