import { locate, reach } from "../domain/reach";
import { CATEGORY, type Resource } from "../domain/resource";
import { wouldReach } from "../domain/revival";
import { accessTo, decide, rightsOn } from "../domain/rights";
import type { World } from "../domain/world";

/** Something of it is theirs, or was until it ended; the account itself, and that it has things of a kind, is known to whoever works there. */
export function knows(world: World, uid: number, resource: Resource): boolean {
  const mine = world.membershipsOf.get(uid) ?? [];
  const isIn = mine.some(({ status }) => status === "ACTIVE");
  if (resource.type === "ACCOUNT") return resource.id === String(world.ownerUid) && isIn;
  if (resource.id === CATEGORY && isIn) return true;
  if (rightsOn(world, { uid }, resource).some((word) => word !== 0)) return true;
  const place = locate(world, resource);
  if (mine.some((one) => one.ended !== undefined && reach(world, one, place).count > 0)) return true;
  return decide(world, { uid }, "threatmodel.diagram.GetDiagram", resource).trail.some(
    ({ step, ended }) => step === "share" && ended !== undefined,
  );
}

/** The same, and what a membership of theirs would reach that is suspended or has ended. */
export const mayAskFor = (world: World, uid: number, resource: Resource): boolean =>
  knows(world, uid, resource) || wouldReach(world, world.membershipsOf.get(uid) ?? [], resource);

/** What they know, and what is shared with them while they are suspended or have not answered. `world` holds nobody's memberships but theirs. */
export const hasHeardOf = (world: World, uid: number, resource: Resource): boolean =>
  knows(world, uid, resource) || accessTo(world, resource).length > 0;
