import { findBit, holds } from "./bits";
import { type Case, type Change, changed } from "./change";
import { resourceAt } from "./places";
import { policyTypeOf, systemPolicies } from "./policy";
import { findShare, locate, reach } from "./reach";
import { resourceGroup } from "./resource";
import { decide } from "./rights";
import { size } from "./sets";
import { tell } from "./telling";
import { combine, compile, type Membership, type World } from "./world";

/** More steps than any case needs; a guard against going round. */
const MOST_STEPS = 12;

/**
 * What would have to change, step after step, so that a no becomes a yes, and no more than that: each step takes away the one reason
 * the decision gives. Of several ways the one that gives least to fewest: a role they have on the thing itself before a policy many
 * hold, the role with the fewest methods first. Empty where they may already; null where no change of the owner's can bring it.
 */
export function smallestChange(asked: Case): Change[] | null {
  let at = about(asked);
  const changes: Change[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    const world = compile(at.facts);
    if (decide(world, at.asker, at.method, at.resource).allowed) return changes;
    const change = nextChange(world, at);
    if (!change) return null;
    changes.push(change);
    at = changed(at, change);
  }
  return null;
}

/** The facts that can have a say about one person and one thing: judging them again and again costs next to nothing. */
export function about(asked: Case): Case {
  const { facts, asker, resource } = asked;
  const members = facts.members.filter(({ uid }) => uid === asker.uid);
  const mine = new Set(members.map(({ collaborationId }) => collaborationId));
  const environments = facts.environments.filter(({ appid }) => resource.type === "ENV" && appid === resource.id);
  const groups = new Set([...facts.groups, ...facts.environments.flatMap((environment) => environment.groups)]);
  const shares = facts.shares.filter(({ collaborationId }) => mine.has(collaborationId));
  return { ...asked, facts: { ...facts, members, environments, groups: [...groups], shares } };
}

function nextChange(world: World, at: Case): Change | null {
  const { asker, method, resource } = at;
  const decision = decide(world, asker, method, resource);
  const { chain } = tell(decision);
  const token = chain.find(({ step }) => step === "token");
  if (token && !token.counted) {
    return { change: "token", tokenId: Number(token.id), method, resource, put: true };
  }
  const mine = world.membershipsOf.get(asker.uid);
  const end = chain.findLast(({ step }) => step !== "token")!;
  if (end.reason === "unknownThing") {
    const first = mine?.find(({ status }) => status === "ACTIVE") ?? mine?.[0];
    const isRegion = resourceGroup(resource.type) === "CMP" && resource.id !== "" && asker.uid !== world.ownerUid;
    return isRegion && first ? (activated(first) ?? giveRole(world, at, first)) : null;
  }
  const member = chain.find(({ step }) => step === "member");
  const membership = mine?.find(({ id }) => id === member?.id);
  if (!membership) return null;
  switch (end.reason) {
    case "denied":
      return withoutDeny(world, at, membership);
    case "none":
    case "notHeld":
      return giveRole(world, at, membership);
    default:
      return activated(membership);
  }
}

const activated = ({ id, status }: Membership): Change | null =>
  status === "ACTIVE" ? null : { change: "status", memberId: id, from: status };

/** The smallest role that holds the method, on the thing itself and beside what counts there; else a policy they hold, else a new role. */
function giveRole(world: World, at: Case, membership: Membership): Change | null {
  const { resource, method } = at;
  const place = locate(world, resource);
  const { shares, count } = reach(world, membership, place);
  const own = findShare(world, membership, place);
  const counted = [...new Set([...shares.slice(0, count), ...(own < 0 ? [] : [own])])];
  const now = [...new Set(counted.flatMap((share) => world.roleSets[world.shareRoles[share]!]!.roleIds))];
  const role = smallestRole(world, at);
  if (role !== null) {
    const roleIds = [...now, role].sort((a, b) => a - b);
    return {
      change: "share",
      collaborationId: membership.collaborationId,
      resource,
      roleIds,
      given: [role],
      taken: [],
    };
  }
  const policyId = ownPolicyThatTakes(at, now);
  if (policyId !== null) return { change: "policy", policyId, method, put: true };
  const isCloud = typeOfMethods([method]) === "CMP";
  return isCloud === (resourceGroup(resource.type) === "CMP") ? { change: "newRole", method } : null;
}

/** The role with the fewest methods among those that hold this one and fit the kind of thing; null for none. */
export function smallestRole(world: World, { facts, method, resource }: Pick<Case, "facts" | "method" | "resource">) {
  const bit = findBit(method);
  if (bit === undefined) return null;
  const typeOf = new Map([...facts.policies.map(withType), ...systemPolicies].map(({ id, type }) => [id, type]));
  const isCloud = resourceGroup(resource.type) === "CMP";
  let best: { id: number; methods: number } | null = null;
  for (const { id, policyIds } of facts.roles) {
    const types = policyIds.flatMap((policyId) => typeOf.get(policyId) ?? []);
    const { offers, denies } = combine([world.roles.get(id)!]);
    if (types.length === 0 || types.some((type) => (type === "CMP") !== isCloud)) continue;
    if (!holds(offers, bit) || holds(denies, bit)) continue;
    const methods = size(offers.map((word, index) => word & ~denies[index]!));
    if (!best || methods < best.methods || (methods === best.methods && id < best.id)) best = { id, methods };
  }
  return best?.id ?? null;
}

const withType = ({ id, methods }: Case["facts"]["policies"][number]) => ({ id, type: typeOfMethods(methods) });

/** The type these methods make a policy of; null for none, and for a mix that no policy may hold. */
function typeOfMethods(methods: readonly string[]) {
  try {
    return policyTypeOf(methods);
  } catch {
    return null;
  }
}

/** Of the owner's policies in these roles that may hold the method too, the one in the fewest roles. */
function ownPolicyThatTakes({ facts, method }: Case, roleIds: readonly number[]): number | null {
  const inRoles = facts.roles.filter(({ id }) => roleIds.includes(id)).flatMap(({ policyIds }) => policyIds);
  const uses = (id: number) => facts.roles.filter(({ policyIds }) => policyIds.includes(id)).length;
  const fitting = facts.policies
    .filter(({ id, behavior, methods }) => {
      const type = methods.length > 0 && typeOfMethods(methods);
      return inRoles.includes(id) && behavior === "ALLOW" && type && typeOfMethods([...methods, method]) === type;
    })
    .sort((a, b) => uses(a.id) - uses(b.id) || a.id - b.id);
  return fitting[0]?.id ?? null;
}

/** The first DENY that holds the method goes: out of the policy, else the policy out of the role, else the role out of the share. */
function withoutDeny(world: World, { method, resource, facts }: Case, membership: Membership): Change | null {
  const bit = findBit(method)!;
  const { shares, count } = reach(world, membership, locate(world, resource));
  for (const share of shares.slice(0, count)) {
    const { roleIds } = world.roleSets[world.shareRoles[share]!]!;
    for (const roleId of roleIds) {
      const policies = world.roles.get(roleId)!.policies;
      const denying = policies.find(({ behavior, bits }) => behavior !== "ALLOW" && holds(bits, bit));
      if (!denying) continue;
      const own = facts.policies.find(({ id }) => id === denying.id);
      if (own?.methods.some((name) => name !== method)) {
        return { change: "policy", policyId: own.id, method, put: false };
      }
      if (policies.length > 1) return { change: "role", roleId, policyId: denying.id };
      const left = roleIds.filter((id) => id !== roleId);
      return unshared(world, membership, share, left, [roleId]);
    }
  }
  return null;
}

/** A share keeps these roles and loses those. */
export function unshared(
  world: World,
  { collaborationId }: Membership,
  share: number,
  roleIds: number[],
  taken: number[],
): Change {
  const { places, sharePlaces } = world;
  const at = sharePlaces[share]!;
  return { change: "share", collaborationId, resource: resourceAt(places, at), roleIds, given: [], taken };
}
