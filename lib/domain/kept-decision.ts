import type { HowDecided, KeptDecision, KeptStep } from "./kept-step";
import { type Resource, resourceKey, resourceOfKey } from "./resource";
import type { Decision } from "./rights";
import { type Telling, tell } from "./telling";
import { type TrailReason, type TrailStep, trailSteps } from "./trail";
import { shareResource } from "./ways";
import type { World } from "./world";

/** A step as it was, and what is shared by it. */
export type StepThen = TrailStep & { place: Resource | null };

/** Of somebody in hundreds of teams no more is kept than anybody reads. */
const MOST_STEPS = 24;
const MOST_TEXT = 200;

/** `world`: in which it was judged; null where none was asked. */
export function keptDecision({ chain, weighed }: Pick<Telling, "chain" | "weighed">, world: World | null) {
  const kept = ({ step, id, name, counted, reason, why, ended }: TrailStep): KeptStep => {
    const at = step === "share" && world ? shareResource(world, Number(id)) : null;
    const place = at ? resourceKey(at) : "";
    const more: [string?, number?] = ended === undefined ? (place ? [place] : []) : [place, ended];
    return [step, id, name.slice(0, MOST_TEXT), counted ? 1 : 0, reason, why.slice(0, MOST_TEXT), ...more];
  };
  const part = (steps: readonly TrailStep[]) => steps.slice(0, MOST_STEPS).map(kept);
  return { chain: part(chain), weighed: part(weighed) } satisfies KeptDecision;
}

export const howDecided =
  (decision: Decision, world: World): HowDecided =>
  () =>
    keptDecision(tell(decision), world);

/** The steps of what `keptDecision` made; none of anything else. */
export function stepsThen(kept: unknown): { chain: StepThen[]; weighed: StepThen[] } {
  const { chain, weighed } = (kept ?? {}) as Partial<Record<keyof KeptDecision, unknown>>;
  const part = (steps: unknown) => (Array.isArray(steps) ? steps.flatMap((one) => stepThen(one) ?? []) : []);
  return { chain: part(chain), weighed: part(weighed) };
}

function stepThen(kept: unknown): StepThen | null {
  if (!Array.isArray(kept)) return null;
  const [kind, id, name, counted, reason, why, place, ended] = kept as KeptStep;
  const step = trailSteps.find((one) => one === kind);
  if (!step) return null;
  const then = { step, id, name, counted: counted === 1, reason: reason as TrailReason, why };
  return { ...then, place: place ? resourceOfKey(place) : null, ...(ended === undefined ? {} : { ended }) };
}
