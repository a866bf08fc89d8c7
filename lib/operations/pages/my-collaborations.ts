import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { overdue } from "../../../db/invitations";
import type { MemberRow } from "../../../db/schema";
import type { MemberStatus } from "../../domain/collaboration";
import { myMemberships } from "../mine";
import { type At, operation } from "../operation";
import { theirOwn } from "../verdict";
import { dateWire } from "../wire/people";
import { judgeMine } from "./list-rights";
import { thingShape, thingsOf } from "./things";

/** One end of a collaboration as its member sees it; days are UTC, as the wire has them. */
const side = {
  id: z.number(),
  owner: z.string(),
  email: z.string(),
  /** Empty for a pair. */
  team: z.string(),
  since: z.string(),
  things: z.array(thingShape),
  /** When it ends or did, in ISO 8601. */
  ends: z.string().nullable(),
};
const invitation = z.strictObject({ ...side, until: z.string(), over: z.boolean() });
const collaboration = z.strictObject({
  ...side,
  ownerUid: z.number(),
  label: z.string(),
  state: z.enum(["ACTIVE", "SUSPENDED"]),
});
export type InvitationToMe = z.infer<typeof invitation>;
export type SharedWithMe = z.infer<typeof collaboration>;

export const getInvitations = operation({
  method: "confer.pages.GetInvitations",
  kind: "read",
  tokens: false,
  inView: true,
  summary: "List the invitations that wait for the caller's answer, with what each would give them (S-28).",
  input: z.object({}),
  output: z.strictObject({ invitations: z.array(invitation) }),
  load: async (at) => mineIn(at, "PENDING"),
  allow: theirOwn,
  handle: async (at) => {
    const invitations: InvitationToMe[] = [];
    for (const row of at.facts) {
      const until = row.secret_expires_at ? dateWire(row.secret_expires_at) : "";
      const over = (await overdue(at.db, row.owner_uid, [row.id])).size > 0;
      invitations.push({ ...(await seenBy(at, row)), until, over });
    }
    return { invitations };
  },
});

export const countInvitations = operation({
  method: "confer.pages.CountInvitations",
  kind: "read",
  tokens: false,
  inView: true,
  summary: "Tell how many invitations wait for the caller's answer.",
  input: z.object({}),
  output: z.strictObject({ waiting: z.number().int() }),
  load: async (at) => mineIn(at, "PENDING"),
  allow: theirOwn,
  handle: async ({ db, facts }) => {
    let waiting = 0;
    for (const row of facts) if ((await overdue(db, row.owner_uid, [row.id])).size === 0) waiting += 1;
    return { waiting };
  },
});

export const getShared = operation({
  method: "confer.pages.GetShared",
  kind: "read",
  tokens: false,
  inView: true,
  summary: "List what others share with the caller, by owner, and what they may do with each thing.",
  input: z.object({}),
  output: z.strictObject({ collaborations: z.array(collaboration) }),
  load: async (at) => mineIn(at, "ACTIVE", "SUSPENDED"),
  allow: theirOwn,
  handle: async (at) => {
    const collaborations: SharedWithMe[] = [];
    for (const row of at.facts) {
      const state = row.status as SharedWithMe["state"];
      // What they call the owner is between them and themselves.
      const ownerUid = row.owner_uid;
      collaborations.push({
        ...(await seenBy(at, row)),
        ownerUid,
        label: at.actor.viewed ? "" : row.owner_label,
        state,
      });
    }
    return { collaborations };
  },
});

const mineIn = async (at: At<unknown>, ...states: MemberStatus[]): Promise<MemberRow[]> =>
  (await myMemberships(at)).filter((row) => states.includes(row.status));

/** What is taken away is no longer told: of a suspended one no thing is listed. */
async function seenBy(at: At<unknown>, row: MemberRow) {
  const owner = (await findAccount(at.db, row.owner_uid))!;
  const { whole, world, uid } = await judgeMine(at, row);
  const shares = row.status === "SUSPENDED" ? [] : whole.shares;
  return {
    id: row.collaboration_id,
    owner: owner.name || owner.email_shown,
    email: owner.email_shown,
    team: row.type === "GROUP" ? whole.collaboration.display_name : "",
    since: dateWire(row.status === "PENDING" ? (row.sent_at ?? row.status_at) : row.status_at),
    ends: row.ends_at?.toISOString() ?? null,
    things: await thingsOf(at.db, row.owner_uid, shares, { world, uid }),
  };
}
