import type { TokenRow } from "../../db/schema";
import type { ThreatModel } from "../../db/threat-models";
import { type Asker, type Relisted, relisted } from "../domain/diagram/relisted";
import { type Difference, difference } from "../domain/difference";
import { expectant, onlyOf, waitingIn } from "../domain/waiting";
import { compile, type WorldFacts } from "../domain/world";

/** What there is of an owner on one side of a change, of which something may end. */
export type Ending = {
  facts: WorldFacts;
  models: readonly ThreatModel[];
  tokens: readonly Pick<TokenRow, "id" | "description" | "expires_at">[];
};

/** What an end that was set takes when it comes (milliseconds). */
export type Later = { at: number; shifts: Difference; models: Relisted[]; tokens: Ending["tokens"] };

/** So many of several ends are looked at, the soonest first; of the others only how many they are is told. */
const MOST = 3;

/**
 * What becomes of everybody's access at each end that was set: the world as it is afterwards, just before that moment and from it on,
 * compared like any two worlds.
 */
export function laterOf(before: Ending, after: Ending, askers: readonly Asker[]): { told: Later[]; more: number } {
  const set = endsSet(before, after);
  const told = set.slice(0, MOST).map((at): Later => {
    const [world, later] = [at - 1, at].map((now) => compile(expectant({ ...after.facts, now }))) as [World, World];
    const ending = after.models.filter(({ entries }) => entries.some(({ ends_at }) => ends_at?.getTime() === at));
    const modelsAt = (now: number) => new Map(after.models.map((model) => [model.id, { ...model, now }]));
    return {
      at,
      shifts: onlyOf(difference(world, later), waitingIn(after.facts)),
      models: relisted(ending, askers, { world, models: modelsAt(at - 1) }, { world: later, models: modelsAt(at) }),
      tokens: after.tokens.filter(({ expires_at }) => expires_at.getTime() === at),
    };
  });
  return { told, more: set.length - told.length };
}

type World = ReturnType<typeof compile>;

function endsSet(before: Ending, after: Ending): number[] {
  const had = endsOf(before);
  const now = after.facts.now ?? 0;
  const set = [...endsOf(after)].flatMap(([key, at]) => (at > now && had.get(key) !== at ? at : []));
  return [...new Set(set)].sort((a, b) => a - b);
}

/** By whose end it is (milliseconds). */
function endsOf({ facts: { members, shares }, models, tokens }: Ending): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { id, endsAt } of members) if (endsAt) ends.set(`member ${id}`, endsAt);
  for (const { id, endsAt } of shares) if (endsAt) ends.set(`share ${id}`, endsAt);
  for (const { id, expires_at } of tokens) ends.set(`token ${id}`, expires_at.getTime());
  for (const { id, entries } of models) {
    for (const { uid, email, group_name, ends_at } of entries) {
      if (ends_at) ends.set(`${id} ${uid} ${email} ${group_name}`, ends_at.getTime());
    }
  }
  return ends;
}
