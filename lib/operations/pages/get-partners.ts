import { z } from "zod";
import { memberStatuses } from "../../domain/collaboration";
import { fallback, findShare } from "../../domain/reach";
import { resourceTypes } from "../../domain/resource";
import { finds, partnerNames, stateOf } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { momentWire, placeOf } from "./places";
import { inSightOnly, mayLookAround, SHOWS_PLACES, sightedOf } from "./sighted";

const MOST = 50;
const int = z.number().int();
const partner = z.strictObject({
  collaborationId: int,
  name: z.string(),
  email: z.string(),
  /** Of a team: how many people it has. */
  people: int.nullable(),
  state: z.enum(memberStatuses),
  /** The roles they have on the thing itself already. */
  roleIds: z.array(int),
  /** Until when they have them, in ISO 8601. */
  ends: z.string().nullable(),
  /** They reach it without a share on the thing itself: roles there would count instead. */
  otherwise: z.enum(["group", "base"]).nullable(),
});
export type PartnerChoice = z.infer<typeof partner>;

export const getPartners = operation({
  method: "confer.pages.GetPartners",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary: "List people and teams something can be shared with, by name, with the roles they have on it already.",
  input: z.object({
    search: field.text(200).optional(),
    /** None but these collaborations. */
    ids: field.ids().optional(),
    type: z.enum(resourceTypes),
    id: field.text(2000),
    resultCount: field.count(MOST).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: z.strictObject({ partners: z.array(partner), total: int }),
  owner: ownerMeant,
  load: sightedOf,
  allow: mayLookAround,
  handle: async (at) => {
    const { estate, company } = at.facts;
    const { world } = estate;
    inSightOnly(at.facts, at.input);
    const place = placeOf(estate, at.input);
    const isFound = finds(at.input.search);
    // Nobody changes their own membership.
    const isSelf = ({ people }: { people: { uid: number | null }[] }) => people.some(({ uid }) => uid === at.actor.uid);
    const { ids } = at.input;
    const found = company.partners.filter(
      (one) => isFound(one.found) && !isSelf(one) && (!ids || ids.includes(one.collaborationId)),
    );
    const page = found.slice(0, at.input.resultCount ?? MOST);
    const names = await partnerNames(at, page);
    return {
      partners: page.map((one) => {
        const membership = company.membershipOf.get(one.collaborationId)!;
        const share = findShare(world, membership, place);
        const { level } = fallback(world, membership, place);
        return {
          collaborationId: one.collaborationId,
          name: names.get(one.collaborationId)!,
          email: one.team === null ? one.people[0]!.email : "",
          people: one.team === null ? null : one.people.length,
          state: stateOf(one),
          roleIds: share < 0 ? [] : world.roleSets[world.shareRoles[share]!]!.roleIds,
          ends: share < 0 ? null : momentWire(estate.ends.get(world.shareIds[share]!)),
          otherwise: share < 0 && level !== "direct" ? level : null,
        };
      }),
      total: found.length,
    };
  },
});
