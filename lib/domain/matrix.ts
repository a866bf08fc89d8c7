import { add, type Bits, bitsOf, findBit, holds, noBits, remove } from "./bits";
import { roleMethods } from "./holdings";
import { methods } from "./method";
import { type Level, reach } from "./reach";
import { size } from "./sets";
import type { Membership, World } from "./world";

/** How far what somebody may do reaches: it only looks, it changes something, it can even delete the environment. */
export type Strength = "looks" | "changes" | "deletes";

/** What stands in a cell; all cells alike are one. */
export type Kind = {
  level: Level;
  /** The roles that count, the strongest first: the one with the most methods. */
  roleIds: number[];
  strength: Strength;
  /** Some role denies something. */
  denies: boolean;
};

const unsafe = bitsOf(methods.filter(({ isSafe }) => !isSafe).map(({ name }) => name));
const deleting = bitsOf(["environment.control.DeleteEnv"]);
const levels: readonly Level[] = ["direct", "group", "base"];

/** Judges cell after cell of one world; whatever is alike is judged once. */
export function judgeCells(world: World) {
  const kinds: Kind[] = [];
  const known = new Map<string, number>();
  const counts = new Map<number, number>();
  const methodsOf = (role: number): number => {
    const n = counts.get(role) ?? roleMethods(world, role).length;
    counts.set(role, n);
    return n;
  };

  /** What these memberships of one person give on a place together: the index of its kind, or -1 for no access. */
  function cell(memberships: readonly Membership[], place: number): number {
    const key = keyOf(memberships, place);
    if (key === "") return -1;
    const at = known.get(key);
    if (at !== undefined) return at;
    const made = kinds.push(kindOf(key)) - 1;
    known.set(key, made);
    return made;
  }

  /** Alike for cells that are alike: of each membership the level and the role sets that count. */
  function keyOf(memberships: readonly Membership[], place: number): string {
    let key = "";
    for (const membership of memberships) {
      const { level, shares, count } = reach(world, membership, place);
      if (level === null) continue;
      key += `${levels.indexOf(level)}:`;
      for (let index = 0; index < count; index++) key += `${world.shareRoles[shares[index]!]},`;
      key += ";";
    }
    return key;
  }

  function kindOf(key: string): Kind {
    const roleIds = new Set<number>();
    let denies = false;
    let level = levels.length - 1;
    for (const part of key.split(";").filter(Boolean)) {
      const [at, sets = ""] = part.split(":");
      level = Math.min(level, Number(at));
      for (const index of sets.split(",").filter(Boolean)) {
        const set = world.roleSets[Number(index)]!;
        denies ||= set.denies.some((word) => word !== 0);
        for (const id of set.roleIds) roleIds.add(id);
      }
    }
    const held = heldBy(key);
    return {
      level: levels[level]!,
      roleIds: [...roleIds].sort((a, b) => methodsOf(b) - methodsOf(a) || a - b),
      strength: meets(held, deleting) ? "deletes" : meets(held, unsafe) ? "changes" : "looks",
      denies,
    };
  }

  /** What the parts of a key give together: each for itself minus what it denies. */
  function heldBy(key: string): Bits {
    const held = noBits();
    for (const part of key.split(";").filter(Boolean)) {
      const mine = noBits();
      const taken = noBits();
      for (const index of part.split(":")[1]!.split(",").filter(Boolean)) {
        const set = world.roleSets[Number(index)]!;
        add(mine, set.offers);
        add(taken, set.denies);
      }
      remove(mine, taken);
      add(held, mine);
    }
    return held;
  }

  /** How many methods these memberships give on a place, and how many of those change something. */
  function methodsIn(memberships: readonly Membership[], place: number): { methods: number; changes: number } {
    const held = heldBy(keyOf(memberships, place));
    const changing = held.map((word, at) => word & unsafe[at]!);
    return { methods: size(held), changes: size(changing) };
  }

  /** Whether these memberships hold a method on a place. */
  function holdsIn(memberships: readonly Membership[], place: number): (method: string) => boolean {
    const held = heldBy(keyOf(memberships, place));
    return (method) => {
      const bit = findBit(method);
      return bit !== undefined && holds(held, bit);
    };
  }

  return { kinds, cell, methodsIn, holdsIn };
}

const meets = (a: Bits, b: Bits): boolean => a.some((word, at) => (word & b[at]!) !== 0);
