import { addressesOf } from "../../db/accounts";
import { ANYWHERE, type Counted, callsOf, callsOnModels, flushCalls, MODEL } from "../../db/calls";
import { db } from "../../db/client";
import { findBit, holds } from "../domain/bits";
import type { Models } from "../domain/diagram/relisted";
import { listedLine, type ModelFacts, mayOnModel } from "../domain/diagram/rights";
import { type Difference, lossesOf } from "../domain/difference";
import { type Resource, resourceKey } from "../domain/resource";
import { methodsAnywhere } from "../domain/rights";
import type { World } from "../domain/world";

type Change = {
  owner: number;
  shifts: Difference;
  /** The threat models whose own list, environment or being there changes. */
  touched: readonly (ModelFacts & { id: string })[];
  rooms: readonly [Models, Models];
  /** Whether whoever asks may hear of people whom a threat model's own list does not let in. */
  everyone: boolean;
};

/** The calls of the last ninety days that would have been refused after a change, the most frequent first. */
export async function callsRefused({ owner, shifts, touched, rooms, everyone }: Change): Promise<Counted[]> {
  const [was, is] = rooms;
  const losses = new Map([...shifts].map(([uid, all]) => [uid, lossesOf(all)]));
  const losers = [...losses].flatMap(([uid, lost]) => (uid > 0 && lost.size > 0 ? uid : []));
  // What was just counted here counts.
  if (losers.length > 0 || touched.length > 0) await flushCalls();
  const loses = (uid: number, thing: Resource, method: string): boolean => {
    const lost = losses.get(uid)?.get(resourceKey(thing));
    return lost !== undefined && holds(lost, findBit(method)!);
  };
  const shared = (await callsOf(db(), owner, losers)).filter(({ uid, method, type, id }) => {
    if (type !== ANYWHERE) return type !== MODEL && loses(uid, { type, id }, method);
    return !methodsOf(is.world, uid).has(method) && methodsOf(was.world, uid).has(method);
  });
  const onModels = await callsOnModels(
    db(),
    owner,
    touched.map(({ id }) => id),
  );
  const askers = await addressesOf(db(), [...new Set(onModels.map(({ uid }) => uid))]);
  const drawn = onModels.filter(({ uid, method, id }) => {
    const asker = askers.get(uid);
    const model = was.models.get(id);
    if (!asker || !model || !(everyone || listedLine(model, asker))) return false;
    // Counted with the environment as well, and told there.
    if (model.environment && loses(uid, { type: "ENV", id: model.environment }, method)) return false;
    const after = is.models.get(id);
    const may = (facts: ModelFacts, world: World) => mayOnModel(facts, asker, world, method).role !== null;
    return may(model, was.world) && !(after && may(after, is.world));
  });
  return [...shared, ...drawn].sort((a, b) => b.n - a.n);
}

function methodsOf(world: World, uid: number): ReadonlySet<string> {
  const known = anywhere.get(world) ?? new Map<number, ReadonlySet<string>>();
  anywhere.set(world, known);
  const methods = known.get(uid) ?? new Set(methodsAnywhere(world, { uid }));
  known.set(uid, methods);
  return methods;
}

const anywhere = new WeakMap<World, Map<number, ReadonlySet<string>>>();
