import { findBit, holds } from "./bits";
import { ALL_ENVIRONMENTS, ALL_GROUPS, groupsOf } from "./places";
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
  const chains = new Map<number, Own>([[ALL_GROUPS, at(ALL_GROUPS)]]);
  const chain = (group: number): Own => {
    const known = chains.get(group);
    if (known) return known;
    const around = chain(world.places.parents[group]!);
    const mine = own.get(group);
    const both = mine ? under(mine, around) : around;
    chains.set(group, both);
    return both;
  };
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
  const numberOf = new Map(order.map((id, n) => [id, n]));
  const own = new Map<number, Own>();
  const make = () => numbers(order.length);
  for (const { id, first, end } of world.memberships) {
    const n = numberOf.get(id);
    if (n === undefined) continue;
    for (let share = first; share < end; share++) {
      if (world.shareRoles[share] === 0) continue;
      const place = world.sharePlaces[share]!;
      const there = own.get(place) ?? { on: make(), offers: make(), denies: make() };
      own.set(place, there);
      const roles = world.roleSets[world.shareRoles[share]!]!;
      include(there.on, n);
      if (holds(roles.offers, bit)) include(there.offers, n);
      if (holds(roles.denies, bit)) include(there.denies, n);
    }
  }
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
