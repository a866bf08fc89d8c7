import { z } from "zod";
import { environmentNamesOf, roleNamesOf, rosterOf } from "../../../db/roster";
import { resourceTypes } from "../../domain/resource";
import { waysOf } from "../../domain/ways";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { memberRow, roleName, rowsOf } from "./member-rows";
import { subjectOf } from "./subject";

const MOST_THINGS = 50;

const way = z.strictObject({
  /** The team it comes through; empty for what is shared with them alone. */
  team: z.string(),
  shareIds: z.array(z.number()),
  roles: z.array(roleName),
  methods: z.array(z.string()),
  denied: z.array(z.string()),
  /** What it decides about, the widest first, and how many more. */
  things: z.array(
    z.strictObject({
      type: z.enum(resourceTypes),
      resourceId: z.string(),
      name: z.string(),
      level: z.enum(["direct", "group", "base"]),
    }),
  ),
  more: z.number(),
});
const memberView = z.strictObject({
  member: memberRow,
  /** Whether all of it holds now, or would if they were active. */
  now: z.boolean(),
  ways: z.array(way),
});
export type MemberView = z.infer<typeof memberView>;
export type MemberWay = z.infer<typeof way>;

export const getMemberView = operation({
  method: "confer.pages.GetMemberView",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Show one member: what they may do with what, through which shares and roles, a DENY as such.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: memberView,
  owner: ownerMeant,
  load: subjectOf,
  allow: () => yes("Whom they may not manage they do not find."),
  handle: async (at) => {
    const { member, world, uid, now } = at.facts;
    const { people, teams } = await rosterOf(at.db, at.owner, at.version);
    const [row] = await rowsOf(
      at,
      people.filter(({ id }) => id === member.id),
      teams,
    );
    const ways = waysOf(world, uid).map(({ things, ...rest }) => ({
      ...rest,
      things: things.slice(0, MOST_THINGS),
      more: Math.max(0, things.length - MOST_THINGS),
    }));
    const appids = ways.flatMap(({ things }) =>
      things.flatMap(({ resource }) => (resource.type === "ENV" ? resource.id : [])),
    );
    const names = await environmentNamesOf(at.db, at.owner, [...new Set(appids)]);
    const roles = await roleNamesOf(at.db, at.owner);
    return {
      member: row!,
      now,
      ways: ways.map(({ collaborationId, roleIds, things, ...rest }) => ({
        ...rest,
        team: collaborationId === member.collaboration_id ? "" : (teams.get(collaborationId) ?? ""),
        roles: roleIds.map((id) => ({ id, name: roles.get(id) ?? "" })),
        things: things.map(({ resource: { type, id }, level }) => ({
          type,
          resourceId: id,
          name: names.get(id) ?? id,
          level,
        })),
      })),
    };
  },
});
