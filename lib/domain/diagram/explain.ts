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
  const listed = listedRole(model, asker);
  const suffices = atLeast(listed.role, neededRole(method));
  const list = listStep(model, asker, listed.role, suffices, listed.trail[0]!);
  const over = overStep(model, asker);
  // What has ended speaks where nothing of the list is left; else it stands beside it.
  const lists = !over ? [list] : listed.role ? [list, over] : [over];
  const lacks = asker.token !== undefined && !asker.token.methods.has(method);
  const decision =
    model.environment !== null && world ? decide(world, asker, method, { type: "ENV", id: model.environment }) : null;
  if (suffices) {
    const token = asker.token ? [tokenStep(asker.token.id, method, !lacks)] : [];
    const beside = [...lists.slice(1), ...(decision?.trail ?? []).filter(({ step }) => step !== "token")];
    return {
      allowed: !lacks,
      level: null,
      sentence: lacks ? `Denied: the token does not hold ${method}.` : `Allowed: ${lowered(list.why)}`,
      chain: [list, ...token],
      weighed: beside,
      trail: [list, ...beside, ...token],
    };
  }
  if (decision) {
    const { sentence, chain, weighed } = tell(decision);
    const { allowed, level } = decision;
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
