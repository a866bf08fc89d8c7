/**
 * The rule of rights written a second time, for the tests alone: straight from the contract (vap.md C.5, D5), with sets of names over
 * plain facts, slow and obvious. It shares no code with `rights` and `world`, so that a mistake would have to be made twice.
 */
import type { TokenScope } from "./actor";
import { baseline, methods } from "./method";
import { systemPolicies } from "./policy";
import type { Resource } from "./resource";
import type { WorldFacts } from "./world";

type NaiveAsker = { uid: number; token?: TokenScope };
type Share = WorldFacts["shares"][number];

const known = new Set(methods.map((method) => method.name));
const shareable = new Set(methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name));

/** What is left of facts once everything that has ended is taken away. */
function naiveAt(facts: WorldFacts): WorldFacts {
  const stillThere = ({ endsAt }: { endsAt?: number | null }) =>
    endsAt === null || endsAt === undefined || (facts.now !== undefined && facts.now < endsAt);
  const shares = facts.shares.map((share) => (stillThere(share) ? share : { ...share, roleIds: [] }));
  return { ...facts, members: facts.members.filter(stillThere), shares };
}

/** Is this method allowed? */
export function naiveDecide(all: WorldFacts, asker: NaiveAsker, method: string, resource: Resource): boolean {
  if (!known.has(method)) return false;
  const facts = naiveAt(all);
  if (!naiveExists(facts, resource, asker.uid === facts.ownerUid)) return false;
  if (asker.token) {
    if (!asker.token.methods.has(method)) return false;
    if (!naiveTokenReaches(facts, asker.token, resource)) return false;
  }
  if (asker.uid === facts.ownerUid) return true;
  return facts.members
    .filter((member) => member.uid === asker.uid && member.status === "ACTIVE")
    .some((member) => naiveMethods(facts, member.collaborationId, resource).has(method));
}

/** What one collaboration gives on the resource. */
export function naiveMethods(facts: WorldFacts, collaborationId: number, resource: Resource): Set<string> {
  const roleIds = countedRoles(facts, collaborationId, resource);
  const granted = new Set<string>(roleIds.size > 0 ? baseline : []);
  const denied = new Set<string>();
  for (const policy of policiesOf(facts, roleIds)) {
    for (const method of policy.methods) (policy.behavior === "ALLOW" ? granted : denied).add(method);
  }
  return new Set([...granted].filter((method) => !denied.has(method) && shareable.has(method)));
}

function policiesOf(facts: WorldFacts, roleIds: Set<number>) {
  const wanted = facts.roles.filter((role) => roleIds.has(role.id)).flatMap((role) => role.policyIds);
  return [...systemPolicies, ...facts.policies].filter((policy) => wanted.includes(policy.id));
}

/** Step by step: direct, then each group with its nearest shared ancestor, then the category. */
function countedRoles(facts: WorldFacts, collaborationId: number, resource: Resource): Set<number> {
  const on = (type: Share["type"], resourceId: string): Set<number> => {
    const shares = facts.shares.filter(
      (share) => share.collaborationId === collaborationId && share.type === type && share.resourceId === resourceId,
    );
    const ids = shares.flatMap((share) => share.roleIds);
    return new Set(ids.filter((id) => facts.roles.some((role) => role.id === id)));
  };
  const onNearestGroup = (path: string): Set<number> => {
    for (const candidate of upwards(path)) {
      const roles = on("ENV_GROUP", candidate);
      if (roles.size > 0) return roles;
    }
    return new Set();
  };

  if (resource.type === "ENV_GROUP") return onNearestGroup(resource.id);
  if (resource.type !== "ENV" || resource.id === "*") return on(resource.type, resource.id);
  const direct = on("ENV", resource.id);
  if (direct.size > 0) return direct;
  const environment = facts.environments.find((candidate) => candidate.appid === resource.id);
  const united = new Set<number>();
  for (const group of environment?.groups ?? []) for (const role of onNearestGroup(group)) united.add(role);
  return united.size > 0 ? united : on("ENV", "*");
}

/** `A/B/C`, `A/B`, `A`, `*`. */
function upwards(path: string): string[] {
  if (path === "*") return ["*"];
  const segments = path.split("/");
  return [...segments.map((_, index) => segments.slice(0, segments.length - index).join("/")), "*"];
}

function naiveExists(facts: WorldFacts, resource: Resource, forOwner: boolean): boolean {
  const paths = [...facts.groups, ...facts.environments.flatMap((environment) => environment.groups)];
  switch (resource.type) {
    case "ENV":
      return resource.id === "*" || facts.environments.some((environment) => environment.appid === resource.id);
    case "ENV_GROUP":
      return resource.id === "*" || paths.some((path) => path === resource.id || path.startsWith(`${resource.id}/`));
    case "ACCOUNT":
      return resource.id === String(facts.ownerUid);
    default:
      return (
        (forOwner && resource.id !== "") ||
        facts.shares.some((share) => share.type === resource.type && share.resourceId === resource.id)
      );
  }
}

function naiveTokenReaches(facts: WorldFacts, token: TokenScope, resource: Resource): boolean {
  if (token.resources === null || token.resources.has(`${resource.type}:${resource.id}`)) return true;
  if (resource.type === "ENV" && token.resources.has("ENV:*")) return true;
  const groups =
    resource.type === "ENV_GROUP"
      ? [resource.id]
      : resource.type === "ENV"
        ? (facts.environments.find((environment) => environment.appid === resource.id)?.groups ?? [])
        : [];
  return groups.flatMap(upwards).some((path) => token.resources?.has(`ENV_GROUP:${path}`));
}
