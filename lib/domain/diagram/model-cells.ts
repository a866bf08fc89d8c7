import { judgeCells, type Kind, type Strength } from "../matrix";
import { type Level, UNKNOWN } from "../reach";
import type { Membership, World } from "../world";
import { atLeast, type ModelRole, roleOfMethods } from "./rights";

/** What stands in a cell of somebody and a threat model; all cells alike are one. */
export type ModelKind = Pick<Kind, "roleIds" | "denies"> & {
  role: ModelRole;
  /** By the model's own list, or how near the roles are to the environment it is attached to. */
  level: Level | "list";
  strength: Strength;
  /** They have it whatever becomes of their membership; null where that decides. */
  now: boolean | null;
};

/** What a threat model's own list gives somebody. `now`: they have an account already. */
export type ListedAs = { role: ModelRole; now: boolean };

const strengths = { reader: "looks", writer: "changes", owner: "deletes" } as const;

/** Judges cell after cell of one world, as `roleOnModel` does: the stronger of the list and of what is held on the environment. */
export function judgeModelCells(world: World) {
  const { kinds: under, cell: cellOn, holdsIn } = judgeCells(world);
  const kinds: ModelKind[] = [];
  const known = new Map<string, number>();
  const roles: (ModelRole | null)[] = [];

  function cell(memberships: readonly Membership[], place: number, listed: ListedAs | null): number {
    const at = place === UNKNOWN ? -1 : cellOn(memberships, place);
    if (at >= 0 && roles[at] === undefined) roles[at] = roleOfMethods(holdsIn(memberships, place));
    const through = at < 0 ? null : (roles[at] ?? null);
    if (listed && (through === null || atLeast(listed.role, through))) {
      const { role, now } = listed;
      return kindFor(`list ${role} ${now}`, { role, level: "list", roleIds: [], denies: false, now });
    }
    if (through === null) return -1;
    return kindFor(`${at}`, { role: through, now: null, ...under[at]! });
  }

  function kindFor(key: string, kind: Omit<ModelKind, "strength">): number {
    const at = known.get(key);
    if (at !== undefined) return at;
    const made = kinds.push({ ...kind, strength: strengths[kind.role] }) - 1;
    known.set(key, made);
    return made;
  }

  return { kinds, cell };
}
