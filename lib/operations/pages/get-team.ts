import { z } from "zod";
import { memberStatuses } from "../../domain/collaboration";
import { resourceAt } from "../../domain/places";
import { notFound } from "../../domain/refusal";
import { companyOf, finds, namesOf } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { dateWire } from "../wire/people";
import { momentWire, placeNamer, placeShape } from "./places";

const LARGEST_PAGE = 200;
const int = z.number().int();
const role = z.strictObject({ id: int, name: z.string() });
const person = z.strictObject({
  memberId: int,
  name: z.string(),
  email: z.string(),
  state: z.enum(memberStatuses),
  since: z.string(),
  /** The link of their invitation works no more. */
  expired: z.boolean(),
  /** When their membership ends, if it does. */
  ends: z.string().nullable(),
});
const share = placeShape.extend({
  shareId: int,
  metadata: z.string(),
  ends: z.string().nullable(),
  roles: z.array(role),
});
export type TeamPerson = z.infer<typeof person>;
export type TeamShare = z.infer<typeof share>;

export const getTeam = operation({
  method: "confer.pages.GetTeam",
  kind: "read",
  tokens: false,
  summary: "Show one of the owner's teams: one page of its people, and everything shared with it.",
  input: z.object({
    teamId: field.id(),
    search: field.text(200).optional(),
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(LARGEST_PAGE).optional(),
  }),
  output: z.strictObject({
    id: int,
    name: z.string(),
    people: z.array(person),
    total: int,
    active: int,
    shares: z.array(share),
  }),
  load: async (at) => {
    const both = await companyOf(at);
    const name = both.estate.teams.get(at.input.teamId);
    if (name === undefined) throw notFound("team");
    return { ...both, name };
  },
  allow: theirOwn,
  handle: async (at) => {
    const { estate, company, name } = at.facts;
    const { teamId: id, startRow = 0, resultCount = LARGEST_PAGE } = at.input;
    const { people } = company.partners[company.numberOf.get(id)!]!;
    const isFound = finds(at.input.search);
    const found = people.filter((one) => isFound(one.found));
    const page = found.slice(startRow, startRow + resultCount);
    const names = await namesOf(at, page);
    const now = Date.now();
    const { world } = estate;
    const nameOf = placeNamer(estate);
    const { first, end } = company.membershipOf.get(id)!;
    return {
      id,
      name,
      people: page.map((one) => ({
        memberId: one.id,
        name: names.get(one.id)!,
        email: one.email,
        state: one.status,
        since: dateWire(new Date(one.since)),
        expired: one.status === "PENDING" && one.invitedUntil !== null && one.invitedUntil <= now,
        ends: momentWire(one.endsAt),
      })),
      total: found.length,
      active: people.filter(({ status }) => status === "ACTIVE").length,
      shares: Array.from({ length: end - first }, (_, n) => {
        const share = first + n;
        const roleIds = new Set(world.roleSets[world.shareRoles[share]!]!.roleIds);
        const shareId = world.shareIds[share]!;
        return {
          ...nameOf(resourceAt(world.places, world.sharePlaces[share]!)),
          shareId,
          metadata: estate.metadata.get(shareId) ?? "",
          ends: momentWire(estate.ends.get(shareId)),
          roles: [...estate.roles.values()].filter((one) => roleIds.has(one.id)),
        };
      }),
    };
  },
});
