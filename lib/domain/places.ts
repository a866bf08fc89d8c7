import { CATEGORY, ordinalOf, parentPath, type Resource, type ResourceType, resourceTypes } from "./resource";

/** What places follow from; the facts of a world fit. */
export type PlaceFacts = {
  ownerUid: number;
  groups: string[];
  environments: { appid: string; groups: string[]; name?: string }[];
  shares: { type: ResourceType; resourceId: string }[];
};

/**
 * Everything in an owner's world that can be shared, numbered: first the two categories, then the groups (a group after the one around
 * it), then the environments, then the account and the shared regions. Numbers make the walk from a thing to what contains it cheap.
 */
export type Places = {
  /** Type → id → number. */
  byId: Map<ResourceType, Map<string, number>>;
  /** Number → id, and number → ordinal of the type. */
  ids: string[];
  types: Uint8Array;
  firstEnvironment: number;
  firstOther: number;
  /** Of a group: the number of the group around it, or `ALL_GROUPS`. */
  parents: Int32Array;
  /** Environment `e` hangs in `groups[groupStarts[e - firstEnvironment]]` up to the next start. */
  groupStarts: Int32Array;
  groups: Int32Array;
  /** What environment `e` is called, at `e - firstEnvironment`; its id where nobody said. */
  names: string[];
};

export const ALL_ENVIRONMENTS = 0;
export const ALL_GROUPS = 1;
export const FIRST_GROUP = 2;

/** Numbers the places of a world. */
export function layPlaces(facts: PlaceFacts): Places {
  const byId = new Map<ResourceType, Map<string, number>>(resourceTypes.map((type) => [type, new Map()]));
  const ids: string[] = [];
  const types: number[] = [];
  const place = (type: ResourceType, id: string): number => {
    const ofType = byId.get(type)!;
    let number = ofType.get(id);
    if (number === undefined) {
      number = ids.push(id) - 1;
      types.push(ordinalOf(type));
      ofType.set(id, number);
    }
    return number;
  };

  place("ENV", CATEGORY);
  place("ENV_GROUP", CATEGORY);

  const parents = [ALL_ENVIRONMENTS, ALL_GROUPS];
  const group = (path: string): number => {
    const known = byId.get("ENV_GROUP")!.get(path);
    if (known !== undefined) return known;
    const around = parentPath(path);
    const parent = around === null ? ALL_GROUPS : group(around);
    const number = place("ENV_GROUP", path);
    parents[number] = parent;
    return number;
  };
  facts.groups.forEach(group);
  for (const environment of facts.environments) environment.groups.forEach(group);

  const firstEnvironment = ids.length;
  const groupStarts = [0];
  const groups: number[] = [];
  const names: string[] = [];
  for (const environment of facts.environments) {
    if (byId.get("ENV")!.has(environment.appid)) continue;
    place("ENV", environment.appid);
    names.push(environment.name || environment.appid);
    for (const path of new Set(environment.groups)) groups.push(group(path));
    groupStarts.push(groups.length);
  }

  const firstOther = ids.length;
  place("ACCOUNT", String(facts.ownerUid));
  for (const share of facts.shares) {
    if (share.type === "VHI_REGION" || share.type === "S3_REGION") place(share.type, share.resourceId);
  }

  return {
    byId,
    ids,
    types: Uint8Array.from(types),
    firstEnvironment,
    firstOther,
    parents: Int32Array.from(parents),
    groupStarts: Int32Array.from(groupStarts),
    groups: Int32Array.from(groups),
    names,
  };
}

/** The resource at a place. */
export const resourceAt = (places: Places, place: number): Resource => ({
  type: resourceTypes[places.types[place]!]!,
  id: places.ids[place]!,
});

/** What a resource is called: an environment by its name, everything else, and what is not there, by its id. */
export function calledIn(places: Places, { type, id }: Resource): string {
  const place = type === "ENV" ? places.byId.get(type)?.get(id) : undefined;
  return (place !== undefined && places.names[place - places.firstEnvironment]) || id;
}

/** Every chain of groups around an environment or a group, itself included, nearest first and ending with `ALL_GROUPS`; none elsewhere. */
export function chainsOf(places: Places, place: number): number[][] {
  if (place <= ALL_ENVIRONMENTS || place >= places.firstOther) return [];
  if (place < places.firstEnvironment) return [chainFrom(places, place)];
  return groupsOf(places, place).map((group) => chainFrom(places, group));
}

/** The groups an environment hangs in. */
export const groupsOf = (places: Places, environment: number): number[] => {
  const at = environment - places.firstEnvironment;
  return [...places.groups.subarray(places.groupStarts[at], places.groupStarts[at + 1])];
};

function chainFrom(places: Places, group: number): number[] {
  const chain = [group];
  for (let at = group; at !== ALL_GROUPS; chain.push(at)) at = places.parents[at]!;
  return chain;
}

/** This place and every known one inside it: what a role given here would reach. */
export function within(places: Places, place: number): number[] {
  if (place >= places.firstEnvironment) return [place];
  const inside = [place];
  for (let other = FIRST_GROUP; other < places.firstOther; other++) {
    const isEnvironment = other >= places.firstEnvironment;
    const covered =
      place === ALL_ENVIRONMENTS ? isEnvironment : chainsOf(places, other).some((chain) => chain.includes(place));
    if (other !== place && covered) inside.push(other);
  }
  return inside;
}
