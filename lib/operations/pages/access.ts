import { z } from "zod";
import type { Estate } from "../../../db/estate";
import { memberStatuses } from "../../domain/collaboration";
import { fallback, reach } from "../../domain/reach";
import type { Resource } from "../../domain/resource";
import { includes } from "../../domain/sets";
import { type Company, type Partner, stateOf } from "../company";
import { counted, momentWire, type Place, placeShape, told } from "./places";

const int = z.number().int();
const role = z.strictObject({ id: int, name: z.string() });
const way = z.strictObject({
  level: z.enum(["direct", "group", "base"]),
  roles: z.array(role),
  /** `ends`: when that share does, in ISO 8601. */
  via: z.array(placeShape.extend({ shareId: int, ends: z.string().nullable() })),
});

export const access = z.strictObject({
  collaborationId: int,
  /** Of a person: which member they are; of a team null, with how many of its people are active. */
  memberId: int.nullable(),
  name: z.string(),
  email: z.string(),
  people: z.strictObject({ active: int, all: int }),
  state: z.enum(memberStatuses),
  /** When the membership of this one person ends. */
  ends: z.string().nullable(),
  /** The caller themselves, or a team they are in: nobody changes their own membership. */
  self: z.boolean(),
  now: z.boolean(),
  way,
  /** The share on the thing itself, which can be taken away here, and what would be left without it. */
  own: z
    .strictObject({ shareId: int, roleIds: z.array(int), metadata: z.string(), ends: z.string().nullable() })
    .nullable(),
  left: way.nullable(),
});
export type Access = z.infer<typeof access>;

/** How one collaboration reaches a place; it does. */
export function toAccess(
  estate: Estate,
  { membershipOf, now, numberOf }: Company,
  partner: Partner,
  place: number,
  names: ReadonlyMap<number, string>,
  nameOf: (resource: Resource) => Place,
  asker: number,
): Access {
  const { collaborationId, team, people } = partner;
  const { world } = estate;
  const membership = membershipOf.get(collaborationId)!;
  const is = counted(reach(world, membership, place));
  const own = is.shares.find((share) => world.sharePlaces[share] === place);
  const rest = own === undefined ? null : counted(fallback(world, membership, place));
  const ownId = own === undefined ? 0 : world.shareIds[own]!;
  return {
    collaborationId,
    memberId: team === null ? people[0]!.id : null,
    name: names.get(collaborationId)!,
    email: team === null ? people[0]!.email : "",
    people: { active: people.filter(({ status }) => status === "ACTIVE").length, all: people.length },
    state: stateOf(partner),
    ends: team === null ? momentWire(people[0]!.endsAt) : null,
    self: people.some(({ uid }) => uid === asker),
    now: includes(now, numberOf.get(collaborationId)!),
    way: { level: is.level!, ...told(estate, is.shares, nameOf) },
    own:
      own === undefined
        ? null
        : {
            shareId: ownId,
            roleIds: world.roleSets[world.shareRoles[own]!]!.roleIds,
            metadata: estate.metadata.get(ownId) ?? "",
            ends: momentWire(estate.ends.get(ownId)),
          },
    left: rest?.level ? { level: rest.level, ...told(estate, rest.shares, nameOf) } : null,
  };
}
