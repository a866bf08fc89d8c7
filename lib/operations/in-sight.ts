import { findEnvironmentOwner } from "../../db/environments";
import { worldOf } from "../../db/worlds";
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
export async function sightsOf(at: Asked<unknown>, type: ResourceType, raw: string): Promise<Sight[]> {
  const { actor, db } = at;
  const id = normalizeResourceId(type, raw);
  let resource: Resource = { type, id };
  let owners = [...actor.versions.keys()];
  if (type === "ENV" && id !== CATEGORY) {
    const pointer = await findEnvironmentOwner(db, id);
    if (!pointer) return [];
    resource = { type, id: pointer.appid };
    owners = owners.filter((owner) => owner === pointer.owner);
  } else if (type === "ACCOUNT") {
    if (!/^[1-9]\d{0,15}$/.test(id)) throw invalid("resourceId");
    owners = owners.filter((owner) => String(owner) === id);
  }
  const sights = await Promise.all(
    owners.map(async (owner) => ({
      owner,
      world: await worldOf(db, owner, actor.versions.get(owner)!, actor.uid),
      resource,
    })),
  );
  return sights.filter((sight) => isKnown(sight, actor.uid));
}

/** Theirs and there, or reached by a membership of theirs, in whatever state. */
function isKnown({ owner, world, resource }: Sight, uid: number): boolean {
  if (owner !== uid) return accessTo(world, resource).length > 0;
  const { type, id } = resource;
  if (type === "VHI_REGION" || type === "S3_REGION") return false;
  return type === "ACCOUNT" || id === CATEGORY || world.places.byId.get(type)?.has(id) === true;
}
