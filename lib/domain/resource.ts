import { invalid } from "./refusal";

/** The kinds of things that can be shared; the place in this list is the ordinal on the wire (vap.md B.2). */
export const resourceTypes = ["ENV", "ENV_GROUP", "ACCOUNT", "VHI_REGION", "S3_REGION"] as const;
export type ResourceType = (typeof resourceTypes)[number];

/** Which family of policies a resource takes: the platform's own, or cloud and storage. */
export type ResourceGroup = "VAP" | "CMP";

/**
 * A shared thing. `id` is the appid of an ENV, the full path of an ENV_GROUP, the owner's uid of an ACCOUNT, the unique name of a
 * region, or `CATEGORY` (vap.md C.4).
 */
export type Resource = { type: ResourceType; id: string };

/** In place of an ENV's or ENV_GROUP's id: all of them. */
export const CATEGORY = "*";

export const maxGroupDepth = 16;

export const ordinalOf = (type: ResourceType): number => resourceTypes.indexOf(type);

export const resourceGroup = (type: ResourceType): ResourceGroup =>
  type === "VHI_REGION" || type === "S3_REGION" ? "CMP" : "VAP";

/** `TYPE:id`, the spelling a token's limits use. */
export const resourceKey = (resource: Resource): string => `${resource.type}:${resource.id}`;

/** The resource a `TYPE:id` names; of a type nobody knows when the key is broken, so that nothing matches it. */
export const resourceOfKey = (key: string): Resource => {
  const [type = "", ...id] = key.split(":");
  return { type: type as ResourceType, id: id.join(":") };
};

/**
 * The id as it is stored: trimmed, in Unicode form C; for ENV and ENV_GROUP an empty one, `ALL` and `*` mean the category.
 * Refuses `invalid [resourceId]` for an empty id of another type and for a broken group path.
 */
export function normalizeResourceId(type: ResourceType, id: string): string {
  const clean = id.trim().normalize("NFC");
  if (type === "ENV" || type === "ENV_GROUP") {
    if (clean === "" || clean === CATEGORY || clean.toUpperCase() === "ALL") return CATEGORY;
    if (type === "ENV_GROUP") return groupPath(clean, "resourceId");
  }
  if (clean === "" || hasControlCharacter(clean)) throw invalid("resourceId");
  return clean;
}

/**
 * A full group path `Parent/Child` in Unicode form C. Refuses `invalid [field]` for an empty segment, a segment that is the category
 * sign, control characters, and more than 16 levels.
 */
export function groupPath(path: string, field = "envGroup"): string {
  const clean = path.normalize("NFC");
  const segments = clean.split("/");
  if (hasControlCharacter(clean)) throw invalid(field, "a group name holds no control characters");
  if (segments.length > maxGroupDepth) throw invalid(field, `groups nest at most ${maxGroupDepth} levels deep`);
  if (segments.some((segment) => segment.trim() === "" || segment === CATEGORY)) {
    throw invalid(field, "each group of the path needs a name");
  }
  return clean;
}

/** The group around this one, or null at the top. */
export function parentPath(path: string): string | null {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? null : path.slice(0, cut);
}

/** All groups around this one, the nearest first. */
export function ancestors(path: string): string[] {
  const parent = parentPath(path);
  return parent === null ? [] : [parent, ...ancestors(parent)];
}

/** Line separators and the marks that turn writing direction count as well: with them a name can pretend to be another. */
const hasControlCharacter = (text: string): boolean => /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/u.test(text);
