import { add, type Bits, bitsOf, noBits, remove } from "./bits";
import { roleMethods } from "./holdings";
import { methods } from "./method";
import { type Level, reach } from "./reach";
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
    let key = "";
    for (const membership of memberships) {
      const { level, shares, count } = reach(world, membership, place);
      if (level === null) continue;
      key += `${levels.indexOf(level)}:`;
      for (let index = 0; index < count; index++) key += `${world.shareRoles[shares[index]!]},`;
      key += ";";
    }
    if (key === "") return -1;
    const at = known.get(key);
    if (at !== undefined) return at;
    const made = kinds.push(kindOf(key)) - 1;
    known.set(key, made);
    return made;
  }

  function kindOf(key: string): Kind {
    const held = noBits();
    const roleIds = new Set<number>();
    let denies = false;
    let level = levels.length - 1;
    for (const part of key.split(";").filter(Boolean)) {
      const [at, sets = ""] = part.split(":");
      level = Math.min(level, Number(at));
      const mine = noBits();
      const taken = noBits();
      for (const index of sets.split(",").filter(Boolean)) {
        const set = world.roleSets[Number(index)]!;
        add(mine, set.offers);
        add(taken, set.denies);
        denies ||= set.denies.some((word) => word !== 0);
        for (const id of set.roleIds) roleIds.add(id);
      }
      remove(mine, taken);
      add(held, mine);
    }
    return {
      level: levels[level]!,
      roleIds: [...roleIds].sort((a, b) => methodsOf(b) - methodsOf(a) || a - b),
      strength: meets(held, deleting) ? "deletes" : meets(held, unsafe) ? "changes" : "looks",
      denies,
    };
  }

  return { kinds, cell };
}

const meets = (a: Bits, b: Bits): boolean => a.some((word, at) => (word & b[at]!) !== 0);
