import { changed } from "./change";
import { baseline } from "./method";
import { locate, reach } from "./reach";
import type { Resource } from "./resource";
import { decide } from "./rights";
import { compile, type Membership, type World, type WorldFacts } from "./world";

/** Whether it is the membership itself that is asked for: on the account, what comes with anything shared. It needs no role. */
export const isMembership = (method: string, { type }: Resource): boolean => type === "ACCOUNT" && baseline.has(method);

/** A membership that comes back, the facts as they are then, and whether that alone would do. */
export type Revival = { memberId: number; facts: WorldFacts; alone: boolean };

/**
 * The membership of theirs to bring back so that they may: of those that are suspended or have ended the one with which they may at once,
 * else the one in `pairId`, where a role can be given beside it. Null where none is over, or none would do.
 */
export function revivalFor(
  facts: WorldFacts,
  uid: number,
  pairId: number | null,
  method: string,
  resource: Resource,
): Revival | null {
  const over = (compile(facts).membershipsOf.get(uid) ?? []).filter(({ status }) => status === "SUSPENDED");
  const revivals = over
    .sort((a, b) => Number(b.id === pairId) - Number(a.id === pairId))
    .map(({ id }): Revival => {
      const change = { change: "status", memberId: id, from: "SUSPENDED" } as const;
      const revived = changed({ facts, asker: { uid }, method, resource }, change).facts;
      const alone = isMembership(method, resource) || decide(compile(revived), { uid }, method, resource).allowed;
      return { memberId: id, facts: revived, alone };
    });
  return revivals.find(({ alone }) => alone) ?? revivals.find(({ memberId }) => memberId === pairId) ?? null;
}

/** Whether a membership that is over would reach the thing if it came back: then they know of it, and may ask for it. */
export function wouldReach(world: World, mine: readonly Membership[], resource: Resource): boolean {
  const over = mine.filter(({ status }) => status === "SUSPENDED");
  if (resource.type === "ACCOUNT") return over.length > 0 && resource.id === String(world.ownerUid);
  const place = locate(world, resource);
  return over.some((one) => reach(world, one, place).count > 0);
}
