import { z } from "zod";
import type { Estate, OwnEnvironment } from "../../../db/estate";
import { resourceAt } from "../../domain/places";
import { locate, type Reach, UNKNOWN } from "../../domain/reach";
import { notFound } from "../../domain/refusal";
import { ancestors, CATEGORY, parentPath, type Resource, resourceTypes } from "../../domain/resource";

export const placeShape = z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() });
export type Place = z.infer<typeof placeShape>;

/** What a thing is called: an environment by its name, everything else by its id. */
export function placeNamer({ environments }: Pick<Estate, "environments">): (resource: Resource) => Place {
  const names = new Map(environments.map(({ appid, name }) => [appid, name]));
  return ({ type, id }) => ({ type, resourceId: id, name: type === "ENV" ? (names.get(id) ?? id) : id });
}

/** The number of a thing in the world of its owner. Refusal: not-found. */
export function placeOf({ world }: Estate, resource: Resource): number {
  const place = locate(world, resource);
  if (place === UNKNOWN) throw notFound("resource");
  return place;
}

/** How many environments each group holds, those in groups inside it too; `*` for all of them that hang in any. */
export function countInside(environments: readonly OwnEnvironment[]): Map<string, number> {
  const inside = new Map<string, number>();
  for (const { groups } of environments) {
    const around = new Set(groups.flatMap((path) => [path, ...ancestors(path)]));
    if (groups.length > 0) around.add(CATEGORY);
    for (const path of around) inside.set(path, (inside.get(path) ?? 0) + 1);
  }
  return inside;
}

/** The last part of a group's path. */
export const groupName = (path: string): string => path.slice((parentPath(path)?.length ?? -1) + 1);

export type Counted = Pick<Reach, "level"> & { shares: number[] };

/** A reach as one that stays: the answer of `reach` is read before it is asked again. */
export const counted = ({ level, shares, count }: Reach): Counted => ({ level, shares: shares.slice(0, count) });

/** Milliseconds as pages have them; null where there is no end. */
export const momentWire = (at: number | null | undefined): string | null => (at ? new Date(at).toISOString() : null);

/** The roles that these shares bring, by name, and the things they are shares of. */
export function told({ world, roles, ends }: Estate, shares: readonly number[], nameOf: (resource: Resource) => Place) {
  const ids = new Set(shares.flatMap((share) => world.roleSets[world.shareRoles[share]!]!.roleIds));
  return {
    roles: [...roles.values()].filter(({ id }) => ids.has(id)),
    via: shares.map((share) => ({
      ...nameOf(resourceAt(world.places, world.sharePlaces[share]!)),
      shareId: world.shareIds[share]!,
      ends: momentWire(ends.get(world.shareIds[share]!)),
    })),
  };
}
