import { z } from "zod";
import { rosterOf } from "../../../db/roster";
import { tokensOf } from "../../../db/tokens";
import { worldOf } from "../../../db/worlds";
import { methodsAnywhere } from "../../domain/rights";
import { waysOf } from "../../domain/ways";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { dateWire } from "../wire/people";
import { memberRow, rowsOf } from "./member-rows";
import { namedWays } from "./named-ways";
import { type Subject, subjectOf } from "./subject";
import { usedWay, usedWays } from "./used-ways";

const token = z.strictObject({
  id: z.number(),
  description: z.string(),
  last4: z.string(),
  /** How many methods it holds that its owner has here. */
  methods: z.number(),
  ends: z.string(),
  lastUsed: z.string().nullable(),
});
export type MemberToken = z.infer<typeof token>;
const memberView = z.strictObject({
  member: memberRow,
  /** Whether all of it holds now, or would if they were active. */
  now: z.boolean(),
  ways: z.array(usedWay),
  /** Of whoever is not active here: their other memberships of this account that give something now; no team for the one of their own. */
  still: z.array(z.strictObject({ id: z.number(), team: z.string() })),
  /** Of an active member, for the owner alone: tokens that can do something here. */
  tokens: z.array(token),
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
    const giving = now ? new Set<number>() : await givingNow(at, member.member_uid);
    const [row] = await rowsOf(
      at,
      people.filter(({ id }) => id === member.id),
      teams,
    );
    const named = await namedWays(at, waysOf(world, uid), (id) =>
      id === member.collaboration_id ? "" : (teams.get(id) ?? ""),
    );
    const ways = await usedWays(at, world, member.member_uid, named);
    const tokens = now && at.owner === at.actor.uid ? await tokensHere(at) : [];
    const still = people
      .filter(({ uid, collaborationId }) => uid !== null && uid === member.member_uid && giving.has(collaborationId))
      .map(({ id, collaborationId }) => ({ id, team: teams.get(collaborationId) ?? "" }));
    return { member: row!, now, ways, still, tokens };
  },
});

/** The collaborations through which somebody reaches anything of the account now. */
async function givingNow({ db, owner, version }: At<unknown>, uid: number | null): Promise<Set<number>> {
  const ways = uid === null ? [] : waysOf(await worldOf(db, owner, version, uid), uid);
  return new Set(ways.map(({ collaborationId }) => collaborationId));
}

/** What programs of this person can do with what is the owner's; a token that can do nothing of it is nobody's business. */
async function tokensHere({ db, facts: { world, uid } }: At<unknown> & { facts: Subject }): Promise<MemberToken[]> {
  const now = Date.now();
  return (await tokensOf(db, uid, null)).flatMap(({ id, methods, resources, description, last4, ...row }) => {
    const scope = { id, methods: new Set(methods), resources: resources && new Set(resources) };
    const held = row.expires_at.getTime() > now ? methodsAnywhere(world, { uid, token: scope }).length : 0;
    const lastUsed = row.last_used_at && dateWire(row.last_used_at);
    return held > 0 ? { id, description, last4, methods: held, ends: dateWire(row.expires_at), lastUsed } : [];
  });
}
