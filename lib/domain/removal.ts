import { findBit, holds } from "./bits";
import { type Case, type Change, changed } from "./change";
import { locate, reach } from "./reach";
import { decide } from "./rights";
import { about, unshared } from "./smallest-change";
import { combine, compile, type World } from "./world";

/** More shares than anybody has on what contains one thing. */
const MOST_STEPS = 200;

/**
 * What gives somebody this right, as what would have to be taken from them: the roles that hold the method leave the shares they come by,
 * and what would count in their place is looked at again. Of a token, the method. Null for the owner, from whom nothing can be taken.
 */
export function removeThis(asked: Case): Change[] | null {
  const { asker, method, resource } = asked;
  if (asker.token) return [{ change: "token", tokenId: asker.token.id, method, resource, put: false }];
  let at = about(asked);
  const changes: Change[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    const world = compile(at.facts);
    if (!decide(world, asker, method, resource).allowed) return changes;
    const next = nextRemoval(world, at);
    if (!next) return null;
    changes.push(next);
    at = changed(at, next);
  }
  return null;
}

function nextRemoval(world: World, { asker, method, resource }: Case): Change | null {
  const bit = findBit(method)!;
  const place = locate(world, resource);
  for (const membership of world.membershipsOf.get(asker.uid) ?? []) {
    if (membership.status !== "ACTIVE" || asker.uid === world.ownerUid) continue;
    const { shares, count } = reach(world, membership, place);
    const sets = shares.slice(0, count).map((share) => ({ share, set: world.roleSets[world.shareRoles[share]!]! }));
    if (sets.some(({ set }) => holds(set.denies, bit))) continue;
    const granting = sets.find(({ set }) => holds(set.offers, bit));
    if (!granting) continue;
    const gives = (id: number) => holds(combine([world.roles.get(id)!]).offers, bit);
    const { roleIds } = granting.set;
    return unshared(
      world,
      membership,
      granting.share,
      roleIds.filter((id) => !gives(id)),
      roleIds.filter(gives),
    );
  }
  return null;
}
