import { z } from "zod";
import { partsOf, type Whole, wholesOf } from "../../../db/albums";
import { environmentsOf } from "../../../db/environments";
import { holdersOf, thingsInRoles } from "../../../db/role-use";
import { memberStatuses } from "../../domain/collaboration";
import { resourceTypes } from "../../domain/resource";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";

/** More of them are found on the page of members. */
const MOST = 100;

const thing = { type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() };
const holder = z.strictObject({
  collaborationId: z.number(),
  /** The person's membership; null for a team. */
  memberId: z.number().nullable(),
  name: z.string(),
  email: z.string(),
  state: z.enum(memberStatuses).nullable(),
  /** How many people a team has. */
  people: z.number(),
  things: z.array(z.strictObject(thing)),
});
const roleUse = z.strictObject({
  members: z.array(holder),
  things: z.array(z.strictObject({ ...thing, members: z.number() })),
  totalMembers: z.number(),
  totalThings: z.number(),
});
export type RoleUse = z.infer<typeof roleUse>;

export const getRoleUse = operation({
  method: "confer.pages.GetRoleUse",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Tell who holds any of these roles, and on what: the first of them by name, and how many there are.",
  input: z.object({ roleIds: field.ids(500), ownerUid: field.ownerUid() }),
  output: roleUse,
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async ({ db, owner, input }) => {
    const names = new Map((await environmentsOf(db, owner)).map(({ appid, name }) => [appid, name]));
    const thingOf = (type: Whole["shares"][number]["type"], id: string) => ({
      type,
      resourceId: id,
      name: names.get(id) ?? id,
    });
    const { ids, total } = await holdersOf(db, owner, input.roleIds, MOST);
    const things = await thingsInRoles(db, owner, input.roleIds, MOST);
    const people = new Map((await partsOf(db, owner, ids, false)).people.map((person) => [person.uid, person]));
    const asked = new Set(input.roleIds);
    return {
      members: (await wholesOf(db, owner, ids)).map((whole) => ({
        ...holderOf(whole, (uid) => people.get(uid)?.name ?? ""),
        things: whole.shares
          .filter((share) => share.role_ids.some((id) => asked.has(id)))
          .map((share) => thingOf(share.type, share.resource_id)),
      })),
      things: things.map((one) => ({ ...thingOf(one.type, one.resource_id), members: one.members })),
      totalMembers: total,
      totalThings: things[0]?.total ?? 0,
    };
  },
});

function holderOf({ collaboration, members }: Whole, nameOf: (uid: number) => string) {
  const pair = collaboration.type === "ACCOUNT" ? members[0] : undefined;
  const own = pair?.member_uid ? nameOf(pair.member_uid) : "";
  return {
    collaborationId: collaboration.id,
    memberId: pair?.id ?? null,
    name: pair ? pair.display_name || own || pair.email_shown : collaboration.display_name,
    email: pair?.email_shown ?? "",
    state: pair?.status ?? null,
    people: members.length,
  };
}
