import type { Level } from "../reach";
import { decide } from "../rights";
import { type Telling, tell } from "../telling";
import { type TrailReason, type TrailStep, tokenStep } from "../trail";
import { endedSays, lowered } from "../trail-words";
import type { World } from "../world";
import { atLeast, endedOn, listedRole, type ModelFacts, type ModelRole, type mayOnModel, neededRole } from "./rights";

type Asker = Parameters<typeof mayOnModel>[1];

/** `trail`: the list's word first, then the way through the environment, where it was asked. */
export type ModelTelling = Telling & { allowed: boolean; level: "owner" | Level | null; trail: TrailStep[] };

/** As `mayOnModel` judges, with the way to it: what the model's own list says, and what its environment does. */
export function explainOnModel(model: ModelFacts, asker: Asker, world: World | null, method: string): ModelTelling {
  const { list, lists, suffices } = listSteps(model, asker, neededRole(method));
  const decision =
    model.environment !== null && world ? decide(world, asker, method, { type: "ENV", id: model.environment }) : null;
  if (suffices) {
    const beside = [...lists.slice(1), ...(decision?.trail ?? []).filter(({ step }) => step !== "token")];
    return byList(list, beside, asker, method);
  }
  if (decision) {
    const { sentence, chain, weighed } = tell(decision);
    const { allowed, level } = decision;
    const over = lists.find(({ ended }) => ended !== undefined);
    if (!allowed && over && isLast(over, chain)) {
      const rest = lists.filter((one) => one !== over);
      return {
        ...{ allowed, level, sentence: `Denied: ${lowered(over.why)}`, chain: [over, ...chain] },
        ...{ weighed: [...rest, ...weighed], trail: [...lists, ...decision.trail] },
      };
    }
    return { allowed, level, sentence, chain, weighed: [...lists, ...weighed], trail: [...lists, ...decision.trail] };
  }
  const notAttached: TrailStep = {
    step: "resource",
    id: null,
    name: "environment",
    counted: false,
    reason: "notAttached",
    why: "The model is attached to no environment they reach.",
  };
  const chain = [...lists, notAttached];
  return {
    allowed: false,
    level: null,
    sentence: `Denied: ${lowered(chain.find(({ ended }) => ended)?.why ?? list.why)}`,
    chain,
    weighed: [],
    trail: chain,
  };
}

/** Was it by this end that they could not any more? Nothing of the environment was theirs longer, and nobody has suspended them there. */
const isLast = (over: TrailStep, chain: readonly TrailStep[]): boolean =>
  chain.every(({ step, counted, ended }) =>
    ended === undefined ? step !== "status" || counted : ended <= over.ended!,
  );

export const ONLY_OWNERS = "Only its owners change that.";

/**
 * Whether they own it, and so say who can open it and where it is attached: its own list alone decides that, whatever a role on its
 * environment gives.
 */
export function explainOwning(model: ModelFacts, asker: Asker, method: string): ModelTelling {
  const { list, lists, suffices } = listSteps(model, asker, "owner");
  if (suffices) return byList(list, lists.slice(1), asker, method);
  const end: TrailStep = {
    ...{ step: "method", id: method, name: method, counted: false },
    ...{ reason: "ownersOnly", why: ONLY_OWNERS },
  };
  const chain = [...lists, end];
  return {
    ...{ allowed: false, level: null, sentence: `Denied: ${lowered(ONLY_OWNERS)}` },
    ...{ chain, weighed: [], trail: chain },
  };
}

/** What the list says, and whether that is as much as is needed. */
function listSteps(model: ModelFacts, asker: Asker, needed: ModelRole) {
  const listed = listedRole(model, asker);
  const suffices = atLeast(listed.role, needed);
  const list = listStep(model, asker, listed.role, suffices, listed.trail[0]!);
  const over = overStep(model, asker);
  // What has ended speaks where nothing of the list is left; else it stands beside it.
  return { list, lists: !over ? [list] : listed.role ? [list, over] : [over], suffices };
}

/** The list gives it, unless they come with a token that does not hold it. */
function byList(list: TrailStep, weighed: TrailStep[], { token }: Asker, method: string): ModelTelling {
  const lacks = token !== undefined && !token.methods.has(method);
  const last = token ? [tokenStep(token.id, method, !lacks)] : [];
  return {
    allowed: !lacks,
    level: null,
    sentence: lacks ? `Denied: the token does not hold ${method}.` : `Allowed: ${lowered(list.why)}`,
    chain: [list, ...last],
    weighed,
    trail: [list, ...weighed, ...last],
  };
}

/** What the list gave until it ended; null where nothing has that would be more than there is now. */
function overStep(model: ModelFacts, asker: Asker): TrailStep | null {
  const over = endedOn(model, asker);
  if (!over) return null;
  const ended = over.ends_at.getTime();
  const why = endedSays("What the model's own list gave them", ended);
  return { step: "list", id: null, name: over.role, counted: false, reason: "listEnded", why, ended };
}

function listStep(model: ModelFacts, asker: Asker, role: ModelRole | null, suffices: boolean, why: string): TrailStep {
  const owns = asker.uid === model.owner_uid;
  const named: TrailReason = owns ? "listOwner" : suffices ? "listNames" : "listTooLow";
  const reason = role ? named : asker.token?.resources ? "listToken" : "listLacks";
  return { step: "list", id: null, name: role ?? "list", counted: suffices, reason, why };
}
