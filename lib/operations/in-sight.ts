import { environmentKey } from "../../db/environments";
import { environmentIn, worldOf } from "../../db/worlds";
import { invalid } from "../domain/refusal";
import { CATEGORY, normalizeResourceId, type Resource, type ResourceType } from "../domain/resource";
import { accessTo } from "../domain/rights";
import type { World } from "../domain/world";
import type { Asked } from "./operation";

/** A resource as the caller can know it: whose it is, and the world in which their rights on it are judged. */
export type Sight = { owner: number; world: World; resource: Resource };

/**
 * Every owner with whom the caller can see this resource: an environment has one owner; a group, region or category is somebody's
 * by name alone, so the caller's own account and everyone they work with are asked. Empty where it is unknown to them (D4).
 */
export async function sightsOf(
  at: Asked<unknown>,
  type: ResourceType,
  raw: string,
  isSeen: (sight: Sight, uid: number) => boolean = isKnown,
): Promise<Sight[]> {
  const { actor, db } = at;
  const id = normalizeResourceId(type, raw);
  let owners = [...actor.versions.keys()];
  if (type === "ACCOUNT") {
    if (!/^[1-9]\d{0,15}$/.test(id)) throw invalid("resourceId");
    owners = owners.filter((owner) => String(owner) === id);
  }
  const sights: Sight[] = [];
  for (const owner of owners) {
    const world = await worldOf(db, owner, actor.versions.get(owner)!, actor.uid);
    // Looked up in worlds that this request has confirmed: no pointer, no second question to the database.
    const known = type === "ENV" && id !== CATEGORY ? environmentIn(world, environmentKey(id)) : id;
    const sight = known === null ? null : { owner, world, resource: { type, id: known } };
    if (sight && isSeen(sight, actor.uid)) sights.push(sight);
  }
  return sights;
}

/** Theirs and there, or reached by a membership of theirs, in whatever state. */
function isKnown({ owner, world, resource }: Sight, uid: number): boolean {
  if (owner !== uid) return accessTo(world, resource).length > 0;
  const { type, id } = resource;
  if (type === "VHI_REGION" || type === "S3_REGION") return false;
  return type === "ACCOUNT" || id === CATEGORY || world.places.byId.get(type)?.has(id) === true;
}
