import { accessibleBits, add, type Bits, baselineBits, bitsOf, keep, noBits } from "./bits";
import type { MemberStatus } from "./collaboration";
import { isOver, statusAt } from "./ends";
import { layPlaces, type Places } from "./places";
import { type Behavior, systemPolicies } from "./policy";
import type { ResourceType } from "./resource";

/** Everything one owner's rights follow from, as plain rows in any order. Ids are unique within each list. */
export type WorldFacts = {
  ownerUid: number;
  version: number;
  /** When this is so (milliseconds, by the clock of the database); left out, whatever has an end is over. */
  now?: number;
  members: ({ id: number; collaborationId: number; uid: number | null; status: MemberStatus } & Ending)[];
  shares: ({
    id: number;
    collaborationId: number;
    type: ResourceType;
    resourceId: string;
    roleIds: number[];
  } & Ending)[];
  roles: { id: number; name: string; policyIds: number[] }[];
  /** The owner's own; the system's come from the catalogue and cannot be shadowed. */
  policies: { id: number; name: string; behavior: Behavior; methods: string[] }[];
  /** `groups`: full paths the environment is attached to; `name`: what it is called in sentences, its appid where it is left out. */
  environments: { appid: string; groups: string[]; name?: string }[];
  /** All full paths. A path implies the groups around it. */
  groups: string[];
};

/** From when on it gives nothing (milliseconds); null or left out: never. */
type Ending = { endsAt?: number | null };

export type WorldPolicy = { id: number; name: string; behavior: Behavior; bits: Bits };
export type WorldRole = { id: number; name: string; policies: WorldPolicy[] };

/** What roles give together: a method is held when it is offered and not denied. `offers` has the baseline in it. */
export type RoleSet = { roleIds: number[]; offers: Bits; denies: Bits };

/** One member of one collaboration; its shares are `first` up to and without `end` in the arrays of the world. */
export type Membership = {
  id: number;
  collaborationId: number;
  uid: number | null;
  /** SUSPENDED as well where an active one has ended, and then `ended` says when (milliseconds). */
  status: MemberStatus;
  ended?: number;
  first: number;
  end: number;
};

/**
 * Facts made ready for questions; never changed. Shares lie in parallel arrays, sorted by collaboration and then by place, so that a
 * share is found by halving and a world of ten thousand shares costs some hundred kilobytes.
 */
export type World = {
  ownerUid: number;
  version: number;
  places: Places;
  /** By id. */
  memberships: Membership[];
  /** Keyed by the member's uid. */
  membershipsOf: Map<number, Membership[]>;
  shareIds: Int32Array;
  sharePlaces: Int32Array;
  /** Index into `roleSets`; 0 is the set of no roles, which gives nothing. */
  shareRoles: Int32Array;
  roleSets: RoleSet[];
  roles: Map<number, WorldRole>;
  /** Shares that have ended, by their index, and when (milliseconds); they are here with no roles. */
  ended: ReadonlyMap<number, number>;
  /** When something in it ends next (milliseconds): until then, and no longer, it says what is so. */
  nextEnd: number | null;
};

const systemWorldPolicies = new Map<number, WorldPolicy>(
  systemPolicies.map(({ id, name, behavior, methods }) => [id, { id, name, behavior, bits: bitsOf(methods) }]),
);

/** Makes facts ready for `decide` and its kin. Whatever does not resolve (roles, policies, methods, vanished places) gives nothing. */
export function compile(facts: WorldFacts): World {
  const roles = resolveRoles(facts);
  const places = layPlaces(facts);
  const roleSets = roleSetsOf(roles);
  const now = facts.now ?? Number.POSITIVE_INFINITY;
  const shares = sortShares(facts, places, now);

  const sliceOf = new Map<number, { first: number; end: number }>();
  shares.forEach((share, index) => {
    const slice = sliceOf.get(share.collaborationId);
    if (slice) slice.end = index + 1;
    else sliceOf.set(share.collaborationId, { first: index, end: index + 1 });
  });

  const memberships = facts.members
    .map(({ id, collaborationId, uid, status: stored, endsAt }): Membership => {
      const { first, end } = sliceOf.get(collaborationId) ?? { first: 0, end: 0 };
      const status = statusAt(stored, endsAt, now);
      const ended = status === stored ? {} : { ended: endsAt! };
      return { id, collaborationId, uid, status, ...ended, first, end };
    })
    .sort((a, b) => a.id - b.id);
  const membershipsOf = new Map<number, Membership[]>();
  for (const membership of memberships) {
    if (membership.uid === null) continue;
    const mine = membershipsOf.get(membership.uid);
    if (mine) mine.push(membership);
    else membershipsOf.set(membership.uid, [membership]);
  }

  return {
    ownerUid: facts.ownerUid,
    version: facts.version,
    places,
    memberships,
    membershipsOf,
    shareIds: Int32Array.from(shares, (share) => share.id),
    sharePlaces: Int32Array.from(shares, (share) => share.place),
    shareRoles: Int32Array.from(shares, (share) => roleSets.indexOf(share.roleIds)),
    roleSets: roleSets.all,
    roles,
    ended: new Map(shares.flatMap(({ ended }, index) => (ended === undefined ? [] : [[index, ended]]))),
    nextEnd: nextEndOf(facts, now),
  };
}

function nextEndOf({ members, shares }: WorldFacts, now: number): number | null {
  let next: number | null = null;
  for (const list of [members, shares]) {
    for (const { endsAt } of list) {
      if (endsAt != null && endsAt > now && (next === null || endsAt < next)) next = endsAt;
    }
  }
  return next;
}

/** What these roles give together, each one resolved. */
export function combine(roles: Iterable<WorldRole>): RoleSet {
  const roleIds: number[] = [];
  const offers = noBits();
  const denies = noBits();
  for (const role of roles) {
    roleIds.push(role.id);
    // Anything that is not plainly an ALLOW denies (S-02).
    for (const policy of role.policies) add(policy.behavior === "ALLOW" ? offers : denies, policy.bits);
  }
  if (roleIds.length > 0) add(offers, baselineBits);
  keep(offers, accessibleBits);
  return { roleIds, offers, denies };
}

function resolveRoles(facts: WorldFacts): Map<number, WorldRole> {
  const own = new Map<number, WorldPolicy>(
    facts.policies.map(({ id, name, behavior, methods }) => [id, { id, name, behavior, bits: bitsOf(methods) }]),
  );
  return new Map(
    facts.roles.map(({ id, name, policyIds }) => {
      const policies = policyIds.map((policyId) => systemWorldPolicies.get(policyId) ?? own.get(policyId));
      return [id, { id, name, policies: policies.filter((policy) => policy !== undefined) }];
    }),
  );
}

/** Role sets by number: shares with the same roles have the same set. */
function roleSetsOf(roles: Map<number, WorldRole>) {
  const all: RoleSet[] = [combine([])];
  const indexes = new Map<string, number>([["", 0]]);
  return {
    all,
    indexOf(roleIds: number[]): number {
      const known = [...new Set(roleIds)].filter((id) => roles.has(id)).sort((a, b) => a - b);
      const key = known.join();
      let index = indexes.get(key);
      if (index === undefined) {
        index = all.push(combine(known.map((id) => roles.get(id)!))) - 1;
        indexes.set(key, index);
      }
      return index;
    },
  };
}

type PlacedShare = { id: number; collaborationId: number; place: number; roleIds: number[]; ended?: number };

/**
 * Shares of existing things, by collaboration, place and id; two of the same place become one with the roles of both. One that has ended
 * stays, to be told of, and gives nothing.
 */
function sortShares(facts: WorldFacts, places: Places, now: number): PlacedShare[] {
  const placed: PlacedShare[] = [];
  for (const { id, collaborationId, type, resourceId, roleIds, endsAt } of facts.shares) {
    const place = places.byId.get(type)?.get(resourceId);
    if (place === undefined) continue;
    const is = { id, collaborationId, place };
    placed.push(isOver(endsAt, now) ? { ...is, roleIds: [], ended: endsAt! } : { ...is, roleIds });
  }
  placed.sort((a, b) => a.collaborationId - b.collaborationId || a.place - b.place || a.id - b.id);
  const merged: PlacedShare[] = [];
  for (const share of placed) {
    const last = merged.at(-1);
    if (last?.collaborationId === share.collaborationId && last.place === share.place) {
      last.roleIds = [...last.roleIds, ...share.roleIds];
      if (share.ended === undefined) delete last.ended;
    } else merged.push(share);
  }
  return merged;
}
