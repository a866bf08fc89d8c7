import { accessibleBits, add, type Bits, bitsOf, findBit, holds, keep, namesOf, noBits, remove } from "./bits";
import type { MemberStatus } from "./collaboration";
import { resourceAt, within } from "./places";
import { type Level, locate, ownable, reach, UNKNOWN } from "./reach";
import { type Resource, type ResourceType, resourceOfKey } from "./resource";
import { type Asker, tokenCovers } from "./token";
import { combine, type Membership, type RoleSet, type World } from "./world";

/** One collaboration that reaches a resource, and how. */
export type Access = {
  memberId: number;
  collaborationId: number;
  uid: number | null;
  status: MemberStatus;
  level: Level;
  /** The roles that count, ascending. */
  roleIds: number[];
  /** The shares they come from. */
  via: { type: ResourceType; resourceId: string; shareId: number }[];
};

/** All methods the asker may call on the resource, among those that can be shared: exactly those `decide` allows (S-15). Sorted. */
export function methodsOn(world: World, asker: Asker, resource: Resource): string[] {
  const place = locate(world, resource);
  if (place === UNKNOWN && !(asker.uid === world.ownerUid && ownable(place, resource))) return [];
  return namesOf(heldOn(world, asker, place, resource));
}

/** As `methodsOn`, as a set. */
export const rightsOn = (world: World, asker: Asker, resource: Resource): Bits => {
  const place = locate(world, resource);
  return place === UNKNOWN ? noBits() : heldOn(world, asker, place, resource);
};

/**
 * All methods the asker may call on anything of this account (D7, account scope): the union over their ACTIVE memberships of what each
 * share gives on its own resource; for the owner everything that can be shared. Under a token that is limited to some resources, the
 * union over those. Sorted.
 */
export function methodsAnywhere(world: World, asker: Asker): string[] {
  const anywhere = noBits();
  if (asker.token && asker.token.resources !== null) {
    const named = [...asker.token.resources]
      .map(resourceOfKey)
      .filter((resource) => ownable(locate(world, resource), resource));
    for (const resource of [...named, ...world.places.ids.map((_, place) => resourceAt(world.places, place))]) {
      add(anywhere, heldOn(world, asker, locate(world, resource), resource));
    }
    return namesOf(anywhere);
  }
  if (asker.uid === world.ownerUid) add(anywhere, accessibleBits);
  for (const membership of activeOf(world, asker.uid)) {
    for (let share = membership.first; share < membership.end; share++) {
      add(anywhere, heldBy(world, membership, world.sharePlaces[share]!));
    }
  }
  if (asker.token) keep(anywhere, bitsOf(asker.token.methods));
  return namesOf(anywhere);
}

/** Everyone whose collaboration reaches the resource, in whatever status they are: the caller filters. Sorted by member. */
export const accessTo = (world: World, resource: Resource): Access[] => accessWhere(world, resource, () => true);

/** Of those, everyone to whom it gives the method there; each collaboration is judged apart, as `decide` does. */
export function accessWith(world: World, resource: Resource, method: string): Access[] {
  const bit = findBit(method);
  if (bit === undefined) return [];
  return accessWhere(world, resource, (shares, count) => allowedBy(world, shares, count, bit));
}

/** Do these shares, the first `count` of them, give the method together? */
export function allowedBy(world: World, shares: readonly number[], count: number, bit: number): boolean {
  let offered = false;
  for (let index = 0; index < count; index++) {
    const set = setOf(world, shares[index]!);
    if (holds(set.denies, bit)) return false;
    if (holds(set.offers, bit)) offered = true;
  }
  return offered;
}

function accessWhere(
  world: World,
  resource: Resource,
  counts: (shares: readonly number[], count: number) => boolean,
): Access[] {
  const place = locate(world, resource);
  const everyone: Access[] = [];
  if (place === UNKNOWN) return everyone;
  for (const membership of world.memberships) {
    const { level, shares, count } = reach(world, membership, place);
    if (level === null || !counts(shares, count)) continue;
    const counted = shares.slice(0, count);
    const roleIds = counted.flatMap((share) => setOf(world, share).roleIds);
    everyone.push({
      memberId: membership.id,
      collaborationId: membership.collaborationId,
      uid: membership.uid,
      status: membership.status,
      level,
      roleIds: [...new Set(roleIds)].sort((a, b) => a - b),
      via: counted.map((share) => {
        const { type, id } = resourceAt(world.places, world.sharePlaces[share]!);
        return { type, resourceId: id, shareId: world.shareIds[share]! };
      }),
    });
  }
  return everyone;
}

/** What the role itself grants: ALLOW minus DENY, without the baseline that comes with any role. Sorted; empty for an unknown role. */
export function roleMethods(world: World, roleId: number): string[] {
  const role = world.roles.get(roleId);
  if (!role) return [];
  const granted = noBits();
  for (const policy of role.policies) if (policy.behavior === "ALLOW") add(granted, policy.bits);
  remove(granted, combine([role]).denies);
  keep(granted, accessibleBits);
  return namesOf(granted);
}

/**
 * The methods the asker would give away without holding them, by assigning these roles on the resource (D10, S-08); empty when they
 * may. Each role is judged on its own, since a DENY beside it can be taken away later, and on every environment and group inside the
 * resource, where the asker may hold less than on the resource. The owner gives freely.
 */
export function exceeds(world: World, asker: Asker, roleIds: readonly number[], resource: Resource): string[] {
  if (asker.uid === world.ownerUid) return [];
  const given = noBits();
  for (const id of roleIds) {
    const role = world.roles.get(id);
    if (role) add(given, effective([combine([role])]));
  }
  const place = locate(world, resource);
  if (place === UNKNOWN) return namesOf(given);
  const excess = noBits();
  for (const inside of within(world.places, place)) {
    const missing = given.slice();
    remove(missing, heldOn(world, asker, inside, resourceAt(world.places, inside)));
    add(excess, missing);
  }
  return namesOf(excess);
}

const setOf = (world: World, share: number): RoleSet => world.roleSets[world.shareRoles[share]!]!;

const activeOf = (world: World, uid: number): Membership[] =>
  uid === world.ownerUid
    ? []
    : (world.membershipsOf.get(uid) ?? []).filter((membership) => membership.status === "ACTIVE");

/** What role sets of one level give together: everything offered, minus everything denied. */
function effective(sets: RoleSet[]): Bits {
  const held = noBits();
  for (const set of sets) add(held, set.offers);
  for (const set of sets) remove(held, set.denies);
  return held;
}

function heldBy(world: World, membership: Membership, place: number): Bits {
  const { shares, count } = reach(world, membership, place);
  return effective(shares.slice(0, count).map((share) => setOf(world, share)));
}

function heldOn(world: World, asker: Asker, place: number, resource: Resource): Bits {
  const held = noBits();
  if (asker.token && !tokenCovers(asker.token, world.places, place, resource)) return held;
  if (asker.uid === world.ownerUid) add(held, accessibleBits);
  for (const membership of activeOf(world, asker.uid)) add(held, heldBy(world, membership, place));
  if (asker.token) keep(held, bitsOf(asker.token.methods));
  return held;
}
