import type { TokenScope } from "./actor";
import { chainsOf, type Places } from "./places";
import { CATEGORY, type Resource, resourceKey } from "./resource";

/** Whoever asks, and what they are called in sentences; an Actor fits. */
export type Asker = { uid: number; token?: TokenScope; name?: string; email?: string };

/**
 * Does the token reach this resource of a known place (S-41)? One limited to a group reaches what is inside it, one limited to a
 * category everything of it; `ENV_GROUP:*` reaches every group and every environment in one.
 */
export function tokenCovers(token: TokenScope, places: Places, place: number, resource: Resource): boolean {
  const limits = token.resources;
  if (limits === null || limits.has(resourceKey(resource))) return true;
  if (resource.type === "ENV" && limits.has(`ENV:${CATEGORY}`)) return true;
  return chainsOf(places, place).some((chain) => chain.some((group) => limits.has(`ENV_GROUP:${places.ids[group]}`)));
}
