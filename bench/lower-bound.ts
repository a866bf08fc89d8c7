/**
 * What somebody would write by hand to answer one question as fast as plain Maps and bits allow: may this person call this method on
 * this environment? String ids, three levels, nearest ancestor per group, deny. It knows one membership a person and nothing else: no
 * owner, no token, no other resource, no reason. The engine is measured against it (performance.md).
 */
import { baseline, methods } from "../lib/domain/method";
import { systemPolicies } from "../lib/domain/policy";
import type { WorldFacts } from "../lib/domain/world";

type Roles = { allow: Uint32Array; deny: Uint32Array };
type Person = { direct: Map<string, Roles>; groups: Map<string, Roles>; base: Roles | undefined };

export type LowerBound = (uid: number, method: string, appid: string) => boolean;

const words = Math.ceil(methods.length / 32);
const bitOf = new Map(methods.map((method, bit) => [method.name, bit]));
const shareable = new Set(methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name));

export function lowerBound(facts: WorldFacts): LowerBound {
  const set = (bits: Uint32Array, name: string) => {
    const bit = bitOf.get(name);
    if (bit !== undefined && shareable.has(name)) bits[bit >> 5]! |= 1 << (bit & 31);
  };
  const policies = new Map([...facts.policies, ...systemPolicies].map((policy) => [policy.id, policy]));
  const roles = new Map(facts.roles.map((role) => [role.id, role]));
  const known = new Map<string, Roles>();
  const together = (roleIds: number[]): Roles => {
    const key = [...roleIds].sort((a, b) => a - b).join();
    let both = known.get(key);
    if (!both) {
      both = { allow: new Uint32Array(words), deny: new Uint32Array(words) };
      for (const name of baseline) set(both.allow, name);
      for (const id of roleIds) {
        for (const policyId of roles.get(id)!.policyIds) {
          const policy = policies.get(policyId)!;
          for (const name of policy.methods) set(policy.behavior === "ALLOW" ? both.allow : both.deny, name);
        }
      }
      known.set(key, both);
    }
    return both;
  };

  const ofCollaboration = new Map<number, Person>();
  const people = new Map<number, Person>();
  for (const member of facts.members) {
    if (member.status !== "ACTIVE" || member.uid === null) continue;
    const person: Person = { direct: new Map(), groups: new Map(), base: undefined };
    ofCollaboration.set(member.collaborationId, person);
    people.set(member.uid, person);
  }
  for (const share of facts.shares) {
    const person = ofCollaboration.get(share.collaborationId);
    if (!person || share.roleIds.length === 0) continue;
    if (share.type === "ENV" && share.resourceId === "*") person.base = together(share.roleIds);
    else if (share.type === "ENV") person.direct.set(share.resourceId, together(share.roleIds));
    else person.groups.set(share.resourceId, together(share.roleIds));
  }
  const chainOf = new Map<string, string[]>();
  const chainFrom = (path: string): string[] => {
    let chain = chainOf.get(path);
    if (!chain) {
      const cut = path.lastIndexOf("/");
      chain = [path, ...(cut < 0 ? ["*"] : chainFrom(path.slice(0, cut)))];
      chainOf.set(path, chain);
    }
    return chain;
  };
  const chains = new Map(facts.environments.map(({ appid, groups }) => [appid, groups.map(chainFrom)]));

  return (uid, method, appid) => {
    const person = people.get(uid);
    const bit = bitOf.get(method);
    const groups = chains.get(appid);
    if (person === undefined || bit === undefined || groups === undefined) return false;
    const word = bit >> 5;
    const mask = 1 << (bit & 31);
    const direct = person.direct.get(appid);
    if (direct !== undefined) return (direct.allow[word]! & ~direct.deny[word]! & mask) !== 0;
    let allow = 0;
    let deny = 0;
    let isShared = false;
    for (const chain of groups) {
      for (const path of chain) {
        const roles = person.groups.get(path);
        if (roles === undefined) continue;
        isShared = true;
        allow |= roles.allow[word]!;
        deny |= roles.deny[word]!;
        break;
      }
    }
    if (isShared) return (allow & ~deny & mask) !== 0;
    const base = person.base;
    return base !== undefined && (base.allow[word]! & ~base.deny[word]! & mask) !== 0;
  };
}
