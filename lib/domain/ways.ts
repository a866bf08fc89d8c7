import { accessibleBits, add, keep, namesOf, noBits, remove } from "./bits";
import { resourceAt } from "./places";
import { type Level, reach } from "./reach";
import type { Resource } from "./resource";
import type { World } from "./world";

/** One way somebody reaches things: the shares that count there together, what they give, and everything they decide about. */
export type Way = {
  collaborationId: number;
  shareIds: number[];
  /** Ascending. */
  roleIds: number[];
  /** What is allowed in the end, and what a DENY forbids there; both sorted. */
  methods: string[];
  denied: string[];
  /** The widest first: categories, groups, environments, the account, regions. */
  things: { resource: Resource; level: Level }[];
};

/** Every way of a person's active memberships, in the order of what it reaches; two things reached alike share one. */
export function waysOf(world: World, uid: number): Way[] {
  const ways = new Map<string, Way>();
  const active = (world.membershipsOf.get(uid) ?? []).filter(({ status }) => status === "ACTIVE");
  world.places.ids.forEach((_, place) => {
    for (const membership of active) {
      const { level, shares, count } = reach(world, membership, place);
      if (level === null) continue;
      const counted = shares.slice(0, count).sort((a, b) => a - b);
      const key = counted.join();
      const way = ways.get(key) ?? wayOf(world, membership.collaborationId, counted);
      way.things.push({ resource: resourceAt(world.places, place), level });
      ways.set(key, way);
    }
  });
  return [...ways.values()];
}

function wayOf(world: World, collaborationId: number, shares: readonly number[]): Way {
  const sets = shares.map((share) => world.roleSets[world.shareRoles[share]!]!);
  const [held, denied] = [noBits(), noBits()];
  for (const { offers, denies } of sets) {
    add(held, offers);
    add(denied, denies);
  }
  remove(held, denied);
  keep(denied, accessibleBits);
  return {
    collaborationId,
    shareIds: shares.map((share) => world.shareIds[share]!),
    roleIds: [...new Set(sets.flatMap(({ roleIds }) => roleIds))].sort((a, b) => a - b),
    methods: namesOf(held),
    denied: namesOf(denied),
    things: [],
  };
}

/** What a share of this world is of; null for a share it does not hold. */
export function shareResource(world: World, shareId: number): Resource | null {
  const share = world.shareIds.indexOf(shareId);
  return share < 0 ? null : resourceAt(world.places, world.sharePlaces[share]!);
}
