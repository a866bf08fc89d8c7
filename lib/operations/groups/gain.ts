import { factsOf } from "../../../db/worlds";
import type { Resource } from "../../domain/resource";
import { methodsOn } from "../../domain/rights";
import { compile, type WorldFacts } from "../../domain/world";
import type { At } from "../operation";
import { no, type Verdict, yes } from "../verdict";

/** A rearrangement of groups: the facts it leaves, and which things it touches, each as it is called before and after. */
export type Rearranged = { facts: WorldFacts; touched: { before: Resource; after: Resource }[] };

/**
 * Rights follow groups, so whoever moves things between them could give themselves more than the owner did. A member may
 * rearrange only what leaves them with no method they did not hold (in the spirit of D10).
 */
export async function gainsNothing(at: At<unknown>, rearrange: (facts: WorldFacts) => Rearranged): Promise<Verdict> {
  if (at.owner === at.actor.uid) return yes("They own the account.");
  const facts = await factsOf(at.db, at.owner, at.version, at.actor.uid);
  const { facts: then, touched } = rearrange(facts);
  const [world, next] = [compile(facts), compile(then)];
  const asker = { uid: at.actor.uid };
  for (const { before, after } of touched) {
    const held = new Set(methodsOn(world, asker, before));
    const gained = methodsOn(next, asker, after).find((method) => !held.has(method));
    if (gained) return no(`It would give them ${gained} on what they move, which they do not hold.`);
  }
  return yes("It gives them nothing they do not hold.");
}

/** One environment hangs in these groups instead. */
export const regrouped =
  (appid: string, groups: string[]) =>
  (facts: WorldFacts): Rearranged => {
    const environment: Resource = { type: "ENV", id: appid };
    const environments = facts.environments.map((one) => (one.appid === appid ? { appid, groups } : one));
    return { facts: { ...facts, environments }, touched: [{ before: environment, after: environment }] };
  };

/** Groups get other paths, or, where a path leads to null, are removed. Keyed by the old path. */
export const repathed =
  (moves: ReadonlyMap<string, string | null>) =>
  (facts: WorldFacts): Rearranged => {
    const follow = (path: string): string[] => {
      const to = moves.get(path);
      return to === undefined ? [path] : to === null ? [] : [to];
    };
    const touched: Rearranged["touched"] = [];
    for (const [from, to] of moves) {
      if (to !== null) touched.push({ before: { type: "ENV_GROUP", id: from }, after: { type: "ENV_GROUP", id: to } });
    }
    const environments = facts.environments.map((environment) => {
      if (!environment.groups.some((path) => moves.has(path))) return environment;
      const same: Resource = { type: "ENV", id: environment.appid };
      touched.push({ before: same, after: same });
      return { appid: environment.appid, groups: environment.groups.flatMap(follow) };
    });
    const shares = facts.shares.flatMap((share) =>
      share.type === "ENV_GROUP" ? follow(share.resourceId).map((resourceId) => ({ ...share, resourceId })) : [share],
    );
    return { facts: { ...facts, environments, shares, groups: facts.groups.flatMap(follow) }, touched };
  };
