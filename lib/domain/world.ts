import { accessibleBits, add, type Bits, baselineBits, bitsOf, keep, noBits } from "./bits";
import type { MemberStatus } from "./collaboration";
import { layPlaces, type Places } from "./places";
import { type Behavior, systemPolicies } from "./policy";
import type { ResourceType } from "./resource";

/** Everything one owner's rights follow from, as plain rows in any order. Ids are unique within each list. */
export type WorldFacts = {
  ownerUid: number;
  version: number;
  members: { id: number; collaborationId: number; uid: number | null; status: MemberStatus }[];
  shares: { id: number; collaborationId: number; type: ResourceType; resourceId: string; roleIds: number[] }[];
  roles: { id: number; name: string; policyIds: number[] }[];
  /** The owner's own; the system's come from the catalogue and cannot be shadowed. */
  policies: { id: number; name: string; behavior: Behavior; methods: string[] }[];
  /** `groups`: full paths the environment is attached to. */
  environments: { appid: string; groups: string[] }[];
  /** All full paths. A path implies the groups around it. */
  groups: string[];
};

export type WorldPolicy = { id: number; name: string; behavior: Behavior; bits: Bits };
export type WorldRole = { id: number; name: string; policies: WorldPolicy[] };

/** What roles give together: a method is held when it is offered and not denied. `offers` has the baseline in it. */
export type RoleSet = { roleIds: number[]; offers: Bits; denies: Bits };

/** One member of one collaboration; its shares are `first` up to and without `end` in the arrays of the world. */
export type Membership = {
  id: number;
  collaborationId: number;
  uid: number | null;
  status: MemberStatus;
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
};

const systemWorldPolicies = new Map<number, WorldPolicy>(
  systemPolicies.map(({ id, name, behavior, methods }) => [id, { id, name, behavior, bits: bitsOf(methods) }]),
);

/** Makes facts ready for `decide` and its kin. Whatever does not resolve (roles, policies, methods, vanished places) gives nothing. */
export function compile(facts: WorldFacts): World {
  const roles = resolveRoles(facts);
  const places = layPlaces(facts);
  const roleSets = roleSetsOf(roles);
  const shares = sortShares(facts, places);

  const sliceOf = new Map<number, { first: number; end: number }>();
  shares.forEach((share, index) => {
    const slice = sliceOf.get(share.collaborationId);
    if (slice) slice.end = index + 1;
    else sliceOf.set(share.collaborationId, { first: index, end: index + 1 });
  });

  const memberships = facts.members
    .map(({ id, collaborationId, uid, status }) => {
      const { first, end } = sliceOf.get(collaborationId) ?? { first: 0, end: 0 };
      return { id, collaborationId, uid, status, first, end };
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
  };
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

type PlacedShare = { id: number; collaborationId: number; place: number; roleIds: number[] };

/** Shares of existing things, by collaboration, place and id; two of the same place become one with the roles of both. */
function sortShares(facts: WorldFacts, places: Places): PlacedShare[] {
  const placed: PlacedShare[] = [];
  for (const { id, collaborationId, type, resourceId, roleIds } of facts.shares) {
    const place = places.byId.get(type)?.get(resourceId);
    if (place !== undefined) placed.push({ id, collaborationId, place, roleIds });
  }
  placed.sort((a, b) => a.collaborationId - b.collaborationId || a.place - b.place || a.id - b.id);
  const merged: PlacedShare[] = [];
  for (const share of placed) {
    const last = merged.at(-1);
    if (last?.collaborationId === share.collaborationId && last.place === share.place) {
      last.roleIds = [...last.roleIds, ...share.roleIds];
    } else merged.push(share);
  }
  return merged;
}
