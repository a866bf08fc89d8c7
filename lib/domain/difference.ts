/**
 * What a change makes of everybody's rights: two worlds of one owner, before and after, compared by what people may do in the end and
 * not by what was edited. A grant that two ways give is not lost with one of them, and a role that nobody holds changes nothing. Only
 * what can have changed is asked again: everything inside a share that gives something else, everything of a membership that begins or
 * ends, and every environment whose surroundings moved. The owner is not looked at: nothing takes or gives them rights.
 */
import { add, type Bits, noBits, remove } from "./bits";
import { insides, movedBetween, thingsOf } from "./inside";
import { reach, UNKNOWN } from "./reach";
import { type Resource, resourceKey } from "./resource";
import type { Membership, World } from "./world";

/** What somebody gains and loses on each of these things alike; never both nothing. */
export type Shift = { gains: Bits; loses: Bits; things: Resource[] };

/** Keyed by uid; whoever's rights stay as they are is not there. */
export type Difference = Map<number, Shift[]>;

export function difference(before: World, after: World): Difference {
  const held = holdingOf();
  const sides = [before, after] as const;
  const twin = twinsOf(before, after);
  const moved = movedBetween(before.places, after.places);
  const seen = [new Int32Array(before.places.ids.length), new Int32Array(after.places.ids.length)] as const;
  const found: Difference = new Map();
  let round = 0;
  for (const uid of new Set([...before.membershipsOf.keys(), ...after.membershipsOf.keys()])) {
    if (uid === before.ownerUid) continue;
    round += 1;
    const mine = sides.map((world) => (world.membershipsOf.get(uid) ?? []).filter(isActive));
    const shifts = new Map<Shift, Shift>();
    const ask = (side: 0 | 1, place: number): void => {
      const [was, is] = side === 0 ? [place, twin.after[place]!] : [twin.before[place]!, place];
      // A thing that is there on both sides is known by its place afterwards.
      const [at, mark] = is === UNKNOWN ? [seen[0], was] : [seen[1], is];
      if (at[mark] === round) return;
      at[mark] = round;
      const shift = held.between(held.of(before, mine[0]!, was), held.of(after, mine[1]!, is));
      if (shift === null) return;
      const own = shifts.get(shift) ?? { ...shift, things: [] };
      shifts.set(shift, own);
      own.things.push(is === UNKNOWN ? thingsOf(before.places)[was]! : thingsOf(after.places)[is]!);
    };
    for (const [side, place] of suspects(before, after, mine[0]!, mine[1]!, twin.after, held)) {
      for (const inside of insides(sides[side].places)[place]!) ask(side, inside);
    }
    if (mine.some((memberships) => memberships.some(({ first, end }) => end > first))) {
      for (const [side, place] of moved) ask(side, place);
    }
    if (shifts.size > 0) found.set(uid, [...shifts.values()]);
  }
  return found;
}

type Spot = [side: 0 | 1, place: number];

const isActive = ({ status }: Membership): boolean => status === "ACTIVE";

/** Where something else is shared with them than before, by their memberships. */
function* suspects(
  before: World,
  after: World,
  was: Membership[],
  is: Membership[],
  twin: Int32Array,
  held: ReturnType<typeof holdingOf>,
): Generator<Spot> {
  const now = new Map(is.map((membership) => [membership.id, membership]));
  for (const membership of was) {
    const then = now.get(membership.id);
    now.delete(membership.id);
    const given = new Map<number, number>();
    for (let share = then?.first ?? 0; share < (then?.end ?? 0); share++) {
      given.set(after.sharePlaces[share]!, held.set(after, after.shareRoles[share]!));
    }
    for (let share = membership.first; share < membership.end; share++) {
      const place = before.sharePlaces[share]!;
      const later = twin[place]!;
      const same = later !== UNKNOWN && given.get(later) === held.set(before, before.shareRoles[share]!);
      if (same) given.delete(later);
      else yield [0, place];
    }
    for (const place of given.keys()) yield [1, place];
  }
  for (const { first, end } of now.values()) {
    for (let share = first; share < end; share++) yield [1, after.sharePlaces[share]!];
  }
}

/** The place of each thing in the other world, or `UNKNOWN`. */
function twinsOf(before: World, after: World) {
  const there = (from: World, to: World) =>
    Int32Array.from(thingsOf(from.places), ({ type, id }) => to.places.byId.get(type)?.get(id) ?? UNKNOWN);
  return { after: there(before, after), before: there(after, before) };
}

const WIDE = 1 << 20;

/** What is held, by number: the same number is the same set, in either world. */
function holdingOf() {
  const numbers = new Map<string, number>();
  const all: Bits[] = [];
  const numberOf = (bits: Bits): number => {
    const key = bits.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return all.push(bits) - 1;
  };
  const nothing = numberOf(noBits());
  /** By role set: what it gives alone, and the number of it as a whole (what it offers and what it denies). */
  const sets = new WeakMap<World, { alone: number[]; whole: number[] }>();
  const setsOf = (world: World) => {
    let known = sets.get(world);
    if (!known) {
      known = {
        alone: world.roleSets.map((_, set) => numberOf(effective(world, [set]))),
        whole: world.roleSets.map(
          ({ roleIds, offers, denies }) =>
            (roleIds.length === 0 ? 0 : 1) + 2 * (numberOf(offers) * WIDE + numberOf(denies)),
        ),
      };
      sets.set(world, known);
    }
    return known;
  };
  const several = new WeakMap<World, Map<string, number>>();
  const united = new Map<number, number>();
  const shifts = new Map<number, Shift | null>();

  function byOne(world: World, membership: Membership, place: number): number {
    const { shares, count } = reach(world, membership, place);
    if (count === 0) return nothing;
    const known = setsOf(world);
    if (count === 1) return known.alone[world.shareRoles[shares[0]!]!]!;
    const together = shares.slice(0, count).map((share) => world.shareRoles[share]!);
    const key = together.sort((a, b) => a - b).join();
    const kept = several.get(world) ?? new Map<string, number>();
    several.set(world, kept);
    const number = kept.get(key) ?? numberOf(effective(world, together));
    kept.set(key, number);
    return number;
  }

  return {
    /** The number of what a role set gives and denies. */
    set: (world: World, roles: number): number => setsOf(world).whole[roles]!,
    /** The number of what these memberships hold there together. */
    of(world: World, memberships: Membership[], place: number): number {
      if (place === UNKNOWN) return nothing;
      let held = nothing;
      for (const membership of memberships) {
        const more = byOne(world, membership, place);
        if (held === nothing || more === held) held = more;
        else if (more !== nothing) {
          const key = held * WIDE + more;
          let both = united.get(key);
          if (both === undefined) {
            const bits = all[held]!.slice();
            add(bits, all[more]!);
            both = numberOf(bits);
            united.set(key, both);
          }
          held = both;
        }
      }
      return held;
    },
    between(was: number, is: number): Shift | null {
      if (was === is) return null;
      const key = was * WIDE + is;
      let shift = shifts.get(key);
      if (shift === undefined) {
        const [gains, loses] = [all[is]!.slice(), all[was]!.slice()];
        remove(gains, all[was]!);
        remove(loses, all[is]!);
        shift = { gains, loses, things: [] };
        shifts.set(key, shift);
      }
      return shift;
    },
  };
}

function effective(world: World, sets: readonly number[]): Bits {
  const held = noBits();
  for (const set of sets) add(held, world.roleSets[set]!.offers);
  for (const set of sets) remove(held, world.roleSets[set]!.denies);
  return held;
}

/** What somebody loses by a change, asked thing by thing; null where they lose nothing there. */
export function lossesOf(shifts: readonly Shift[]): Map<string, Bits> {
  const losses = new Map<string, Bits>();
  for (const { loses, things } of shifts) {
    if (loses.some((word) => word !== 0)) for (const thing of things) losses.set(resourceKey(thing), loses);
  }
  return losses;
}
