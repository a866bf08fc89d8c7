import { ALL_GROUPS } from "./places";
import type { World } from "./world";

/** Calls back for each share in a role of these memberships: the number of its membership in `order`, its place, and its own number. */
export function eachShare(
  world: World,
  order: readonly number[],
  each: (n: number, place: number, share: number) => void,
): void {
  const numberOf = new Map(order.map((id, n) => [id, n]));
  for (const { id, first, end } of world.memberships) {
    const n = numberOf.get(id);
    if (n === undefined) continue;
    for (let share = first; share < end; share++) {
      if (world.shareRoles[share] !== 0) each(n, world.sharePlaces[share]!, share);
    }
  }
}

/** By group: what lies on it laid over what lies on all around it, made once for each. `none`: where nothing lies on any. */
export function chainsOf<T>(
  world: World,
  own: ReadonlyMap<number, T>,
  none: T,
  over: (near: T, around: T) => T,
): (group: number) => T {
  const chains = new Map<number, T>([[ALL_GROUPS, own.get(ALL_GROUPS) ?? none]]);
  return function chain(group: number): T {
    const known = chains.get(group);
    if (known !== undefined) return known;
    const around = chain(world.places.parents[group]!);
    const mine = own.get(group);
    const both = mine === undefined ? around : over(mine, around);
    chains.set(group, both);
    return both;
  };
}
