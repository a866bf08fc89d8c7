import { methodsOn } from "./holdings";
import { resourceAt } from "./places";
import type { Resource } from "./resource";
import type { Asker } from "./token";
import type { World } from "./world";

/**
 * The methods somebody would gain anywhere by a change from one world to another, beyond what the giver holds in the same place
 * (D10, S-08). It sees what judging the new roles alone does not: taking away a share that carried a DENY, or the direct share
 * that lowered somebody, also gives. Sorted.
 */
export function gainsBeyond(before: World, after: World, taker: Asker, giver: Asker): string[] {
  const beyond = new Set<string>();
  after.places.ids.forEach((_, place) => {
    const resource = resourceAt(after.places, place);
    const now = methodsOn(after, taker, resource);
    if (now.length === 0) return;
    const held = new Set([...methodsOn(before, taker, resource), ...methodsOn(before, giver, resource)]);
    for (const method of now) if (!held.has(method)) beyond.add(method);
  });
  return [...beyond].sort();
}

/** A method, and where. */
export type Held = { method: string; resource: Resource };

/** What somebody holds anywhere that another does not hold in the same place. Sorted by method. */
export function holdsBeyond(theirs: World, them: Asker, mine: World, me: Asker): Held[] {
  return theirs.places.ids
    .flatMap((_, place) => {
      const resource = resourceAt(theirs.places, place);
      const held = new Set(methodsOn(mine, me, resource));
      return methodsOn(theirs, them, resource).flatMap((method) => (held.has(method) ? [] : { method, resource }));
    })
    .sort((a, b) => (a.method < b.method ? -1 : a.method > b.method ? 1 : 0));
}
