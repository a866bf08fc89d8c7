import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { findMember } from "../../../db/collaborations";
import { endedIn, readNow } from "../../../db/ends";
import { type Happened, happenedTo } from "../../../db/journal";
import { type MemberStatus, memberStatuses } from "../../domain/collaboration";
import { statusAt } from "../../domain/ends";
import { notFound } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import * as field from "../fields";
import { isMine } from "../mine";
import { type At, operation } from "../operation";
import { theirOwn } from "../verdict";
import { dateWire } from "../wire/people";

export const getStanding = operation({
  method: "confer.pages.GetStanding",
  kind: "read",
  tokens: false,
  summary:
    "Tell the caller where they stand in one membership of theirs, who brought it about, whom to ask, and what ended there.",
  /** `after`: of what was shared and ended since (milliseconds). */
  input: z.object({ ownerUid: field.id(), memberId: field.id(), after: z.number().int().optional() }),
  output: z.strictObject({
    /** Ended by itself, removed, or the status it has. */
    state: z.enum([...memberStatuses, "ENDED", "REMOVED"]),
    since: z.string().nullable(),
    /** Who did it; empty where that was the caller, or the clock. */
    by: z.string(),
    ownerName: z.string(),
    ownerEmail: z.string(),
    ended: z.array(
      z.strictObject({
        shareId: z.number(),
        type: z.enum(resourceTypes),
        resourceId: z.string(),
        name: z.string(),
        ends: z.string(),
      }),
    ),
  }),
  owner: ({ input }) => input.ownerUid,
  load: stood,
  allow: theirOwn,
  handle: async ({ db, owner, actor, input, facts: { state, last, since, within } }) => {
    const account = (await findAccount(db, owner))!;
    const ended = within && input.after !== undefined ? await endedIn(db, owner, within, input.after) : [];
    const by = !last || last.actor_uid === actor.uid ? undefined : await findAccount(db, last.actor_uid);
    return {
      state,
      since: since || last ? dateWire(since ?? last!.at) : null,
      by: by ? by.name || by.email_shown : "",
      ownerName: account.name || account.email_shown,
      ownerEmail: account.email_shown,
      ended: ended.map(({ endsAt, ...thing }) => ({ ...thing, ends: endsAt.toISOString() })),
    };
  },
});

type State = (typeof memberStatuses)[number] | "ENDED" | "REMOVED";
/** `within`: of whoever is active, the collaboration. */
type Stood = { state: State; last?: Happened | undefined; since?: Date | null; within?: number };

/** Refusal: not-found, for a membership that is not theirs and, once it is gone, never was (D4). */
async function stood(at: At<{ memberId: number }>): Promise<Stood> {
  const { db, owner, actor, input } = at;
  const member = await findMember(db, owner, input.memberId);
  if (member && !isMine(member, actor)) throw notFound("collaboration");
  const happened = await happenedTo(db, owner, "member", input.memberId);
  if (member && statusAt(member.status, member.ends_at?.getTime(), await readNow(db)) !== member.status)
    return { state: "ENDED", since: member.ends_at };
  if (member) {
    const last = happened.find(({ after }) => bringsTo(member.status, after));
    return { state: member.status, last, ...(member.status === "ACTIVE" && { within: member.collaboration_id }) };
  }
  const removal = happened[0];
  const theirs = actor.verified && removal && (removal.before as { email?: unknown } | null)?.email === actor.email;
  if (!theirs || removal.after !== null) throw notFound("collaboration");
  return { state: "REMOVED", last: removal };
}

/** A step to this status; or, to one that had ended, more time. */
function bringsTo(status: MemberStatus, after: Happened["after"]): boolean {
  const is = (after ?? {}) as { status?: unknown };
  return is.status === status || (status === "ACTIVE" && is.status === undefined && "until" in is);
}
