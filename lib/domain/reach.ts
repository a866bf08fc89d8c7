import { ALL_ENVIRONMENTS, ALL_GROUPS } from "./places";
import type { Resource } from "./resource";
import type { Membership, World } from "./world";

/** How near the counted roles are to the thing: on it, on a group around it, or on its whole category (D5). */
export type Level = "direct" | "group" | "base";

/** The shares of one membership that count for one place, as indexes into the arrays of the world. */
export type Reach = { level: Level | null; count: number; shares: number[] };

export const UNKNOWN = -1;

/** The place of a resource, or `UNKNOWN`. Regions are known once they are shared. */
export const locate = (world: World, resource: Resource): number =>
  world.places.byId.get(resource.type)?.get(resource.id) ?? UNKNOWN;

/** Is there such a thing for the owner? Regions are the platform's, so the owner may name any. */
export const ownable = (place: number, resource: Resource): boolean =>
  place !== UNKNOWN || ((resource.type === "VHI_REGION" || resource.type === "S3_REGION") && resource.id !== "");

const reached: Reach = { level: null, count: 0, shares: [] };

/**
 * Which shares of the membership count for the place, whatever its status: the highest level that has roles, nearest ancestor per
 * group, all groups of an environment together (D5, vap.md C.5). The answer is one reused object: read it before asking again.
 */
export function reach(world: World, membership: Membership, place: number): Reach {
  const { places } = world;
  reached.level = null;
  reached.count = 0;
  if (place === UNKNOWN) return reached;
  if (place >= places.firstOther) return only("direct", shareAt(world, membership, place));
  if (place === ALL_ENVIRONMENTS) return only("base", shareAt(world, membership, place));
  if (place < places.firstEnvironment) {
    const share = nearest(world, membership, place);
    const at = share < 0 ? place : world.sharePlaces[share]!;
    return only(at === ALL_GROUPS ? "base" : at === place ? "direct" : "group", share);
  }
  if (only("direct", shareAt(world, membership, place)).count > 0) return reached;
  return around(world, membership, place);
}

/** What would count for the place if the share on the place itself were not there. The answer is the same reused object. */
export function fallback(world: World, membership: Membership, place: number): Reach {
  const { places } = world;
  reached.level = null;
  reached.count = 0;
  if (place === UNKNOWN || place <= ALL_GROUPS || place >= places.firstOther) return reached;
  if (place >= places.firstEnvironment) return around(world, membership, place);
  const share = nearest(world, membership, places.parents[place]!);
  return only(share >= 0 && world.sharePlaces[share] === ALL_GROUPS ? "base" : "group", share);
}

/** The shares on the groups around an environment, or else on all environments. */
function around(world: World, membership: Membership, environment: number): Reach {
  const { places } = world;
  const at = environment - places.firstEnvironment;
  for (let index = places.groupStarts[at]!; index < places.groupStarts[at + 1]!; index++) {
    only("group", nearest(world, membership, places.groups[index]!));
  }
  return reached.count > 0 ? reached : only("base", shareAt(world, membership, ALL_ENVIRONMENTS));
}

/** Counts the share, when there is one. */
function only(level: Level, share: number): Reach {
  if (share < 0) return reached;
  reached.level = level;
  for (let index = 0; index < reached.count; index++) if (reached.shares[index] === share) return reached;
  reached.shares[reached.count++] = share;
  return reached;
}

/** The share on the group, or on the nearest group around it that has roles; -1 for none. */
function nearest(world: World, membership: Membership, group: number): number {
  for (let at = group; ; at = world.places.parents[at]!) {
    const share = shareAt(world, membership, at);
    if (share >= 0 || at === ALL_GROUPS) return share;
  }
}

/** The membership's share of exactly this place, provided it has roles; -1 for none. */
function shareAt(world: World, membership: Membership, place: number): number {
  const share = findShare(world, membership, place);
  return share >= 0 && world.shareRoles[share] !== 0 ? share : -1;
}

/** The membership's share of exactly this place, with or without roles; -1 for none. */
export function findShare(world: World, membership: Membership, place: number): number {
  const { sharePlaces } = world;
  let low = membership.first;
  let high = membership.end - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sharePlaces[middle]!;
    if (found === place) return middle;
    if (found < place) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
