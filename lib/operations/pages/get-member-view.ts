import { z } from "zod";
import { rosterOf } from "../../../db/roster";
import { waysOf } from "../../domain/ways";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { memberRow, rowsOf } from "./member-rows";
import { namedWays, way } from "./named-ways";
import { subjectOf } from "./subject";

const memberView = z.strictObject({
  member: memberRow,
  /** Whether all of it holds now, or would if they were active. */
  now: z.boolean(),
  ways: z.array(way),
});
export type MemberView = z.infer<typeof memberView>;

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
    const ways = await namedWays(at, waysOf(world, uid), (id) =>
      id === member.collaboration_id ? "" : (teams.get(id) ?? ""),
    );
    return { member: row!, now, ways };
  },
});
