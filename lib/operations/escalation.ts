import type { Whole } from "../../db/albums";
import { factsOf } from "../../db/worlds";
import { gainsBeyond } from "../domain/gains";
import { Refusal } from "../domain/refusal";
import type { Resource } from "../domain/resource";
import { exceeds } from "../domain/rights";
import type { At } from "./operation";
import type { Standing } from "./standing";
import { sharesAsFacts, TAKER, worldOfTaker } from "./taker";

/**
 * A delegate hands on what they hold and nothing more (D10, S-08): judged on the roles alone, and on what the collaboration would
 * gain anywhere once they replace what it had. Refusal: forbidden, naming methods.
 */
export async function refuseEscalation(
  at: At<unknown>,
  standing: Standing,
  whole: Whole,
  resource: Resource,
  roleIds: readonly number[],
): Promise<void> {
  if (standing.as === "owner") return;
  const excess = exceeds(standing.world, at.actor, roleIds, resource);
  const beyond = excess.length > 0 ? excess : await gains(at, whole, resource, roleIds);
  if (beyond.length === 0) return;
  const about = { resourceType: resource.type, resourceId: resource.id, ownerUid: at.owner };
  throw new Refusal("forbidden", `they do not hold [${beyond.slice(0, 20).join(", ")}] there`, {
    // What they would gain besides may be somewhere else.
    ...(excess[0] && { about: { serviceMethod: excess[0], ...about } }),
  });
}

async function gains(at: At<unknown>, whole: Whole, resource: Resource, roleIds: readonly number[]): Promise<string[]> {
  const facts = await factsOf(at.db, at.owner, at.version, at.actor.uid);
  const shares = sharesAsFacts(whole);
  const others = shares.filter((share) => share.type !== resource.type || share.resourceId !== resource.id);
  const collaborationId = whole.collaboration.id;
  const changed = { id: 0, collaborationId, type: resource.type, resourceId: resource.id, roleIds: [...roleIds] };
  const before = worldOfTaker(facts, whole, shares);
  const after = worldOfTaker(facts, whole, [...others, changed]);
  return gainsBeyond(before, after, { uid: TAKER }, at.actor);
}
