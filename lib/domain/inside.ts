import { ALL_ENVIRONMENTS, ALL_GROUPS, chainsOf, groupsOf, type Places, resourceAt } from "./places";
import type { Resource } from "./resource";

const kept = new WeakMap<Places, { inside?: number[][]; things?: Resource[] }>();
const of = (places: Places) => {
  const known = kept.get(places) ?? {};
  kept.set(places, known);
  return known;
};

/** For every place the places a share of it reaches, itself first: as `within`, for all of them at once. */
export function insides(places: Places): readonly (readonly number[])[] {
  const known = of(places);
  if (known.inside) return known.inside;
  const inside = places.ids.map((_, place) => [place]);
  for (let place = ALL_GROUPS + 1; place < places.firstOther; place++) {
    const around = new Set(chainsOf(places, place).flat());
    if (place >= places.firstEnvironment) around.add(ALL_ENVIRONMENTS);
    around.delete(place);
    for (const group of around) inside[group]!.push(place);
  }
  known.inside = inside;
  return inside;
}

/** Every thing, by its place; made once for each world. */
export function thingsOf(places: Places): readonly Resource[] {
  const known = of(places);
  known.things ??= places.ids.map((_, place) => resourceAt(places, place));
  return known.things;
}

/** The environments and groups whose surroundings are not what they were, or that are there on one side only. */
export function movedBetween(before: Places, after: Places): [side: 0 | 1, place: number][] {
  const [were, are] = [surroundings(before), surroundings(after)];
  const moved: [0 | 1, number][] = [];
  for (const [key, { place, around }] of were) {
    const now = are.get(key);
    if (!now) moved.push([0, place]);
    else if (now.around !== around) moved.push([1, now.place]);
  }
  for (const [key, { place }] of are) if (!were.has(key)) moved.push([1, place]);
  return moved;
}

/** What a thing hangs in; groups hang in what their path says. */
function surroundings(places: Places): Map<string, { place: number; around: string }> {
  const found = new Map<string, { place: number; around: string }>();
  for (let place = ALL_GROUPS + 1; place < places.firstOther; place++) {
    const isGroup = place < places.firstEnvironment;
    const groups = isGroup ? [] : groupsOf(places, place).map((group) => places.ids[group]!);
    found.set(`${isGroup ? "group" : "environment"} ${places.ids[place]}`, {
      place,
      around: groups.sort().join("\n"),
    });
  }
  return found;
}
