import { z } from "zod";
import type { Estate } from "../../../db/estate";
import { anyWay } from "../../domain/holders";
import { CATEGORY, type Resource, resourceTypes } from "../../domain/resource";
import { common, firstOf, size, without } from "../../domain/sets";
import { finds, partnerNames } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { access, toAccess } from "./access";
import { countInside, type Place, placeNamer, placeOf, placeShape } from "./places";
import { inSightOnly, mayLookAround, SHOWS_PLACES, sightedOf } from "./sighted";

const LARGEST_PAGE = 200;
const int = z.number().int();
const place = placeShape.extend({
  shownAs: z.string(),
  status: int.nullable(),
  region: z.string(),
  color: z.string(),
  /** The groups an environment hangs in. */
  groups: z.array(z.string()),
  /** How many environments and groups are in it. */
  environments: int,
  innerGroups: int,
  /** How many shares are of it, or of a group in it: they go with it. */
  shares: int,
});
export type PlaceShown = z.infer<typeof place>;

export const getPlace = operation({
  method: "confer.pages.GetPlace",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary: "Tell about one thing of the owner's, and one page of who has access to it and through what.",
  input: z.object({
    type: z.enum(resourceTypes),
    id: field.text(2000),
    search: field.text(200).optional(),
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(LARGEST_PAGE).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: z.strictObject({ place, access: z.array(access), total: int, now: int }),
  owner: ownerMeant,
  load: sightedOf,
  allow: mayLookAround,
  handle: async (at) => {
    const { estate, company } = at.facts;
    inSightOnly(at.facts, at.input);
    const place = placeOf(estate, at.input);
    const all = anyWay(company.holders.at(place));
    const present = common(all, company.now);
    const isFound = finds(at.input.search);
    // Whoever has access stands before whoever would have it.
    const order = [...firstOf(present, size(present)), ...firstOf(without(all, present), company.partners.length)];
    const found = order.map((n) => company.partners[n]!).filter((partner) => isFound(partner.found));
    const from = at.input.startRow ?? 0;
    const page = found.slice(from, from + (at.input.resultCount ?? LARGEST_PAGE));
    const names = await partnerNames(at, page);
    const nameOf = placeNamer(estate);
    return {
      place: shownPlace(estate, at.input, nameOf),
      access: page.map((partner) => toAccess(estate, company, partner, place, names, nameOf, at.actor.uid)),
      total: found.length,
      now: size(present),
    };
  },
});

const isThisOrIn = (resourceId: string, id: string): boolean => resourceId === id || resourceId.startsWith(`${id}/`);

function shownPlace(estate: Estate, resource: Resource, nameOf: (resource: Resource) => Place): PlaceShown {
  const { type, id } = resource;
  const environment = type === "ENV" ? estate.environments.find(({ appid }) => appid === id) : undefined;
  const group = type === "ENV_GROUP" ? estate.groups.find(({ path }) => path === id) : undefined;
  const inside = countInside(estate.environments).get(id) ?? 0;
  const holds = { ENV: id === CATEGORY ? estate.environments.length : 0, ENV_GROUP: inside };
  const inner = estate.groups.filter(({ path }) => id === CATEGORY || path.startsWith(`${id}/`)).length;
  return {
    ...nameOf(resource),
    shownAs: environment?.shownAs ?? "",
    status: environment?.status ?? null,
    region: environment?.region ?? "",
    color: group?.color ?? "",
    groups: environment?.groups ?? [],
    shares: estate.facts.shares.filter((share) => share.type === type && isThisOrIn(share.resourceId, id)).length,
    environments: type === "ENV" || type === "ENV_GROUP" ? holds[type] : 0,
    innerGroups: type === "ENV_GROUP" ? inner : 0,
  };
}
