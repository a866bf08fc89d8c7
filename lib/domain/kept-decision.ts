import type { HowDecided, KeptDecision, KeptStep } from "./kept-step";
import { type Resource, resourceKey, resourceOfKey } from "./resource";
import type { Decision } from "./rights";
import { type Telling, tell } from "./telling";
import { ownerStep, type TrailReason, type TrailStep, tokenStep, trailSteps } from "./trail";
import { levelSays, memberName, memberSays, policySays, roleSays, statusSays } from "./trail-words";
import { shareResource } from "./ways";
import type { World } from "./world";

/** A step as it was, and what is shared by it. */
export type StepThen = TrailStep & { place: Resource | null };

/** Of somebody in hundreds of teams no more is kept than anybody reads. */
const MOST_STEPS = 24;
const MOST_TEXT = 200;

/** What each of these reasons says of anything. */
const plain: Partial<Record<TrailReason, string>> = {
  ...statusSays,
  ...levelSays,
  ...policySays,
  ...{ roleHolds: roleSays.true, roleInVain: roleSays.false, member: memberSays("") },
};

/** `world`: in which it was judged; null where none was asked. `on`: what it was about. */
export function keptDecision(
  { chain, weighed }: Pick<Telling, "chain" | "weighed">,
  world: World | null,
  on?: Resource,
) {
  const kept = ({ step, id, name, counted, reason, why, ended }: TrailStep): KeptStep => {
    const at = step === "share" && world ? shareResource(world, Number(id)) : null;
    const place = at ? resourceKey(at) : "";
    const more: [string?, number?] = ended === undefined ? (place ? [place] : []) : [place, ended];
    // Whose membership it is the entry says itself: nobody's name stands in what is kept for ever.
    const isMember = reason === "member";
    const called = name === id || isMember ? "" : name.slice(0, MOST_TEXT);
    // What allowed it is the sentence of the entry itself.
    const says = isMember || reason === "allowed" || why === plain[reason] ? "" : why.slice(0, MOST_TEXT);
    return [step, id, called, counted ? 1 : 0, reason, says, ...more];
  };
  const part = (steps: readonly TrailStep[]) => steps.slice(0, MOST_STEPS).map(kept);
  const about = on ? { on: resourceKey(on) } : {};
  return { chain: part(chain), weighed: part(weighed), ...about } satisfies KeptDecision;
}

export const howDecided =
  (decision: Decision, world: World, on: Resource): HowDecided =>
  () =>
    keptDecision(tell(decision), world, on);

export type Then = { chain: StepThen[]; weighed: StepThen[]; on: Resource | null };

/** The steps of what `keptDecision` made; none of anything else. `because`: the sentence of the entry they are kept with. */
export function stepsThen(kept: unknown, because: string): Then {
  const { chain, weighed, on } = (kept ?? {}) as Partial<Record<keyof KeptDecision, unknown>>;
  const part = (steps: unknown) => (Array.isArray(steps) ? steps.flatMap((one) => stepThen(one, because) ?? []) : []);
  return { chain: part(chain), weighed: part(weighed), on: typeof on === "string" ? resourceOfKey(on) : null };
}

/** What owners did with their own needs no world: these steps are all there ever are. `token`: which they held, null for none. */
export function ownersThen(uid: number, method: string, token: number | null): Then {
  const steps = [ownerStep(uid), ...(token === null ? [] : [tokenStep(token, method, true)])];
  return { chain: steps.map((step) => ({ ...step, place: null })), weighed: [], on: null };
}

function stepThen(kept: unknown, because: string): StepThen | null {
  if (!Array.isArray(kept)) return null;
  const [kind, id, name, counted, reason, why, place, ended] = kept as KeptStep;
  const step = trailSteps.find((one) => one === kind);
  if (!step) return null;
  const called = name || (reason === "member" ? memberName(Number(id), "") : String(id ?? ""));
  const says = why || (reason === "allowed" ? because : (plain[reason as TrailReason] ?? ""));
  const then = { step, id, name: called, counted: counted === 1, reason: reason as TrailReason, why: says };
  return { ...then, place: place ? resourceOfKey(place) : null, ...(ended === undefined ? {} : { ended }) };
}
