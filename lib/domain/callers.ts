import { findBit, holds } from "./bits";
import { chainsOf, eachShare } from "./chains";
import { ALL_ENVIRONMENTS, groupsOf } from "./places";
import { addTo, include, type Numbers, numbers, takeFrom } from "./sets";
import type { World } from "./world";

/** Of those with a share somewhere: all of them, and those whose roles there offer the method and deny it. */
type Own = { on: Numbers; offers: Numbers; denies: Numbers };

/**
 * Who may call one method on each place of a world, whole sets at a time: what `accessWith` answers of one place, of all of them. A
 * membership is its number in `order`, the ids of those that count.
 */
export function callersOf(world: World, order: readonly number[], method: string): (place: number) => Numbers {
  const make = () => numbers(order.length);
  const bit = findBit(method);
  if (bit === undefined) return make;
  const none: Own = { on: make(), offers: make(), denies: make() };
  const own = sharesOf(world, order, bit);
  const at = (place: number): Own => own.get(place) ?? none;
  /** By group: for each the share nearest to it, on it or around it. */
  const chain = chainsOf(world, own, none, under);
  const { firstEnvironment, firstOther } = world.places;
  return (place) => {
    if (place === ALL_ENVIRONMENTS || place >= firstOther) return allowedBy(at(place));
    if (place < firstEnvironment) return allowedBy(chain(place));
    const grouped: Own = { on: make(), offers: make(), denies: make() };
    for (const group of groupsOf(world.places, place)) {
      const { on, offers, denies } = chain(group);
      addTo(grouped.on, on);
      addTo(grouped.offers, offers);
      addTo(grouped.denies, denies);
    }
    return allowedBy(under(at(place), under(grouped, at(ALL_ENVIRONMENTS))));
  };
}

function sharesOf(world: World, order: readonly number[], bit: number): Map<number, Own> {
  const own = new Map<number, Own>();
  const make = () => numbers(order.length);
  eachShare(world, order, (n, place, share) => {
    const there = own.get(place) ?? { on: make(), offers: make(), denies: make() };
    own.set(place, there);
    const roles = world.roleSets[world.shareRoles[share]!]!;
    include(there.on, n);
    if (holds(roles.offers, bit)) include(there.offers, n);
    if (holds(roles.denies, bit)) include(there.denies, n);
  });
  return own;
}

/** What is nearer counts, and what is around it only for those who have nothing nearer. */
function under(near: Own, around: Own): Own {
  const beyond = (mine: Numbers, theirs: Numbers): Numbers => {
    const left = theirs.slice();
    takeFrom(left, near.on);
    addTo(left, mine);
    return left;
  };
  return {
    on: beyond(near.on, around.on),
    offers: beyond(near.offers, around.offers),
    denies: beyond(near.denies, around.denies),
  };
}

function allowedBy({ offers, denies }: Own): Numbers {
  const allowed = offers.slice();
  takeFrom(allowed, denies);
  return allowed;
}
