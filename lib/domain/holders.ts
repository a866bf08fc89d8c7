import { chainsOf, eachShare } from "./chains";
import { ALL_ENVIRONMENTS, ALL_GROUPS, groupsOf } from "./places";
import type { Level } from "./reach";
import { common, include, type Numbers, numbers, united, without } from "./sets";
import type { World } from "./world";

/**
 * Who reaches each place of a world, whole sets at a time: what `reach` answers for one membership, for all of them. A membership is
 * its number in the order the sets were made with. Sets are never changed, and shared between places.
 */
export type Holders = {
  /** Those that reach the place at all, by the level that counts for each. */
  at(place: number): Readonly<Record<Level, Numbers>>;
};

/** Those that reach a place by any level. */
export const anyWay = ({ direct, group, base }: Readonly<Record<Level, Numbers>>): Numbers =>
  united(united(direct, group), base);

/** `order`: the ids of the memberships that count, the first of them with number 0. */
export function holdersOf(world: World, order: readonly number[]): Holders {
  const none = numbers(order.length);
  const own = new Map<number, Numbers>();
  eachShare(world, order, (n, place) => {
    const set = own.get(place) ?? numbers(order.length);
    own.set(place, set);
    include(set, n);
  });
  const on = (place: number): Numbers => own.get(place) ?? none;
  /** By group: those with a share on it or on anything around it. */
  const chain = chainsOf(world, own, none, united);
  const { firstEnvironment, firstOther } = world.places;
  return {
    at(place) {
      if (place === ALL_ENVIRONMENTS || place === ALL_GROUPS) return { direct: none, group: none, base: on(place) };
      const direct = on(place);
      if (place >= firstOther) return { direct, group: none, base: none };
      if (place < firstEnvironment) {
        const inherited = without(chain(place), direct);
        // Those whom only the category brings are told apart from those whom a group around it brings.
        const base = common(inherited, without(on(ALL_GROUPS), groupsAround(place)));
        return { direct, group: without(inherited, base), base };
      }
      const grouped = groupsOf(world.places, place).map(chain);
      const group = without(grouped.reduce(united, none), direct);
      return { direct, group, base: without(without(on(ALL_ENVIRONMENTS), direct), group) };
    },
  };

  function groupsAround(group: number): Numbers {
    let around = none;
    for (let at = world.places.parents[group]!; at !== ALL_GROUPS; at = world.places.parents[at]!) {
      around = united(around, on(at));
    }
    return around;
  }
}
