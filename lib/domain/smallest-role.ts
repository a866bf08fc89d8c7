import { namesOf, remove } from "./bits";
import { findMethod } from "./method";
import { locate, reach } from "./reach";
import { type Resource, resourceGroup } from "./resource";
import { decide, rightsOn } from "./rights";
import { compile, type WorldFacts } from "./world";

/** A role that would do, and how many methods it gives beyond the one that is missing. */
export type Fit = { roleId: number; roleIds: number[]; extra: number };
type RoleLike = { id: number; type: string };

/**
 * The roles with which somebody could call this method on this thing, the one that gives the least beside it first. Each is judged by doing
 * it: the thing is shared with them in the roles that count for it now and this one, and the engine is asked. `roleIds` is that share.
 */
export function fitsFor(
  facts: WorldFacts,
  roles: readonly RoleLike[],
  asker: { uid: number; collaborationId: number },
  methodName: string,
  resource: Resource,
): Fit[] {
  const method = findMethod(methodName);
  if (!method) return [];
  const before = compile(facts);
  const membership = before.membershipsOf
    .get(asker.uid)
    ?.find(({ collaborationId }) => collaborationId === asker.collaborationId);
  if (!membership) return [];
  const { shares, count } = reach(before, membership, locate(before, resource));
  const counted = [
    ...new Set(shares.slice(0, count).flatMap((share) => before.roleSets[before.shareRoles[share]!]!.roleIds)),
  ];
  const held = rightsOn(before, asker, resource);
  const isThere = (share: WorldFacts["shares"][number]) =>
    share.collaborationId === asker.collaborationId && share.type === resource.type && share.resourceId === resource.id;
  const others = facts.shares.filter((share) => !isThere(share));
  return roles
    .filter(({ type }) => type === resourceGroup(resource.type))
    .flatMap(({ id }): Fit[] => {
      const roleIds = [...new Set([...counted, id])].sort((a, b) => a - b);
      const share = {
        id: 0,
        collaborationId: asker.collaborationId,
        type: resource.type,
        resourceId: resource.id,
        roleIds,
      };
      const after = compile({ ...facts, shares: [...others, share] });
      if (!decide(after, asker, method.name, resource).allowed) return [];
      const gained = rightsOn(after, asker, resource);
      remove(gained, held);
      return [{ roleId: id, roleIds, extra: Math.max(0, namesOf(gained).length - 1) }];
    })
    .sort((a, b) => a.extra - b.extra || a.roleId - b.roleId);
}
