import type { Whole } from "../../../db/albums";
import { factsOf } from "../../../db/worlds";
import { gainsBeyond } from "../../domain/gains";
import { Refusal } from "../../domain/refusal";
import type { Resource } from "../../domain/resource";
import { exceeds } from "../../domain/rights";
import { compile, type WorldFacts } from "../../domain/world";
import type { At } from "../operation";
import type { Standing } from "../standing";

/** Stands for whoever the collaboration is with: bound or not, active or not yet. */
const TAKER = -1;

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
  if (beyond.length > 0) {
    throw new Refusal("forbidden", `they do not hold [${beyond.slice(0, 20).join(", ")}] there`);
  }
}

async function gains(at: At<unknown>, whole: Whole, resource: Resource, roleIds: readonly number[]): Promise<string[]> {
  const facts = await factsOf(at.db, at.owner, at.version, at.actor.uid);
  const id = whole.collaboration.id;
  const member = { id: TAKER, collaborationId: id, uid: TAKER, status: "ACTIVE" as const };
  const shares = whole.shares.map((share) => ({
    id: share.id,
    collaborationId: id,
    type: share.type,
    resourceId: share.resource_id,
    roleIds: share.role_ids,
  }));
  const others = shares.filter((share) => share.type !== resource.type || share.resourceId !== resource.id);
  const changed = { id: 0, collaborationId: id, type: resource.type, resourceId: resource.id, roleIds: [...roleIds] };
  const world = (theirs: WorldFacts["shares"]) =>
    compile({ ...facts, members: [...facts.members, member], shares: [...facts.shares, ...theirs] });
  return gainsBeyond(world(shares), world([...others, changed]), { uid: TAKER }, at.actor);
}
