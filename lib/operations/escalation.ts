import type { Whole } from "../../db/albums";
import { factsOf } from "../../db/worlds";
import { gainsBeyond } from "../domain/gains";
import { Refusal } from "../domain/refusal";
import type { Resource } from "../domain/resource";
import { exceeds } from "../domain/rights";
import type { At } from "./operation";
import type { Standing } from "./standing";
import { sharesAsFacts, TAKER, worldOfTaker } from "./taker";

type Here = Pick<At<unknown>, "db" | "actor" | "owner" | "version">;

/** What a giver does not hold of what they would give. `here`: the first of it that they lack on the thing itself; null where it is elsewhere. */
export type Excess = { beyond: readonly string[]; here: string | null };

const NOTHING: Excess = { beyond: [], here: null };

/**
 * A delegate hands on what they hold and nothing more (D10, S-08): judged on the roles alone, and on what the collaboration would
 * gain anywhere once they replace what it had.
 */
export async function excessOf(
  at: Here,
  standing: Standing,
  whole: Whole,
  resource: Resource,
  roleIds: readonly number[],
): Promise<Excess> {
  if (standing.as === "owner") return NOTHING;
  const [here = null, ...more] = exceeds(standing.world, at.actor, roleIds, resource);
  if (here !== null) return { beyond: [here, ...more], here };
  return { beyond: await gains(at, whole, resource, roleIds), here };
}

/** Refusal: forbidden, naming methods, for whoever would give more than they hold. */
export async function refuseEscalation(
  at: Here,
  standing: Standing,
  whole: Whole,
  resource: Resource,
  roleIds: readonly number[],
): Promise<void> {
  const { beyond, here } = await excessOf(at, standing, whole, resource, roleIds);
  if (beyond.length === 0) return;
  const about = { resourceType: resource.type, resourceId: resource.id, ownerUid: at.owner };
  throw new Refusal("forbidden", `they do not hold [${beyond.slice(0, 20).join(", ")}] there`, {
    // What they would gain besides may be somewhere else.
    ...(here && { about: { serviceMethod: here, ...about } }),
  });
}

async function gains(at: Here, whole: Whole, resource: Resource, roleIds: readonly number[]): Promise<string[]> {
  const facts = await factsOf(at.db, at.owner, at.version, at.actor.uid);
  const shares = sharesAsFacts(whole);
  const others = shares.filter((share) => share.type !== resource.type || share.resourceId !== resource.id);
  const collaborationId = whole.collaboration.id;
  const changed = { id: 0, collaborationId, type: resource.type, resourceId: resource.id, roleIds: [...roleIds] };
  const before = worldOfTaker(facts, whole, shares);
  const after = worldOfTaker(facts, whole, [...others, changed]);
  return gainsBeyond(before, after, { uid: TAKER }, at.actor);
}
