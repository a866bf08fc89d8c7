import type { MemberStatus } from "./collaboration";
import { isOver } from "./ends";
import { type Resource, resourceKey } from "./resource";
import type { Asker } from "./token";
import type { WorldFacts } from "./world";

/** One thing an owner can change about somebody's rights, by the form where it is changed. */
export type Change =
  /** The member becomes active, without an end: by the owner's hand, or because they accept. */
  | { change: "status"; memberId: number; from: MemberStatus }
  /** A thing is shared in these roles from now on; in none, it is shared no more. */
  | {
      change: "share";
      collaborationId: number;
      resource: Resource;
      roleIds: number[];
      given: number[];
      taken: number[];
    }
  /** A method goes into a policy of their own, or out of it. */
  | { change: "policy"; policyId: number; method: string; put: boolean }
  /** A policy goes out of a role. */
  | { change: "role"; roleId: number; policyId: number }
  /** A role that holds just this is made: with the id `NEW`. */
  | { change: "newRole"; method: string }
  /** A token holds the method, or reaches the thing, or does so no more. */
  | { change: "token"; tokenId: number; method: string; resource: Resource; put: boolean };

export const NEW = -1;

/** A question about one person, and everything its answer follows from. */
export type Case = { facts: WorldFacts; asker: Asker; method: string; resource: Resource };

/** The same question once the change is made. */
export function changed(at: Case, change: Change): Case {
  const { facts } = at;
  switch (change.change) {
    case "status":
      return with_(at, {
        members: facts.members.map((one) =>
          one.id === change.memberId ? { ...one, status: "ACTIVE", endsAt: null } : one,
        ),
      });
    case "share":
      return with_(at, { shares: reshared(facts, change) });
    case "policy":
      return with_(at, {
        policies: facts.policies.map((one) => {
          if (one.id !== change.policyId) return one;
          const others = one.methods.filter((method) => method !== change.method);
          return { ...one, methods: change.put ? [...others, change.method] : others };
        }),
      });
    case "role":
      return with_(at, {
        roles: facts.roles.map((one) =>
          one.id === change.roleId ? { ...one, policyIds: one.policyIds.filter((id) => id !== change.policyId) } : one,
        ),
      });
    case "newRole":
      return with_(at, {
        policies: [...facts.policies, { id: NEW, name: change.method, behavior: "ALLOW", methods: [change.method] }],
        roles: [...facts.roles, { id: NEW, name: change.method, policyIds: [NEW] }],
      });
    case "token":
      return { ...at, asker: withToken(at.asker, change) };
  }
}

const with_ = (at: Case, facts: Partial<WorldFacts>): Case => ({ ...at, facts: { ...at.facts, ...facts } });

function reshared({ shares, now }: WorldFacts, change: Change & { change: "share" }): WorldFacts["shares"] {
  const { collaborationId, resource, roleIds } = change;
  const same = (one: WorldFacts["shares"][number]) =>
    one.collaborationId === collaborationId && one.type === resource.type && one.resourceId === resource.id;
  const others = shares.filter((one) => !same(one));
  if (roleIds.length === 0) return others;
  // An end that lies ahead stays; one that has come goes with what ended.
  const before = shares.find((one) => same(one) && !isOver(one.endsAt, now ?? Number.POSITIVE_INFINITY));
  const { id = NEW, endsAt = null } = before ?? {};
  return [...others, { id, collaborationId, type: resource.type, resourceId: resource.id, roleIds, endsAt }];
}

function withToken(asker: Asker, { method, resource, put }: Change & { change: "token" }): Asker {
  if (!asker.token) return asker;
  const methods = new Set(asker.token.methods);
  if (!put) methods.delete(method);
  else methods.add(method);
  const named = asker.token.resources;
  const resources = put && named !== null ? new Set([...named, resourceKey(resource)]) : named;
  return { ...asker, token: { ...asker.token, methods, resources } };
}
