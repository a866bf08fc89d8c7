import type { Resource } from "./resource";
import type { WorldFacts } from "./world";

/** A rearrangement of groups: the facts it leaves, and which things it touches, each as it is called before and after. */
export type Rearranged = { facts: WorldFacts; touched: { before: Resource; after: Resource }[] };

/** One environment hangs in these groups instead. */
export const regrouped =
  (appid: string, groups: string[]) =>
  (facts: WorldFacts): Rearranged => {
    const environment: Resource = { type: "ENV", id: appid };
    const environments = facts.environments.map((one) => (one.appid === appid ? { ...one, groups } : one));
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
      return { ...environment, groups: environment.groups.flatMap(follow) };
    });
    const shares = facts.shares.flatMap((share) =>
      share.type === "ENV_GROUP" ? follow(share.resourceId).map((resourceId) => ({ ...share, resourceId })) : [share],
    );
    return { facts: { ...facts, environments, shares, groups: facts.groups.flatMap(follow) }, touched };
  };
