import { findAccount, findAccountByEmail } from "../../db/accounts";
import { addCollaboration, addMember, findWhole, moveMember } from "../../db/collaborations";
import { saveDue, saveEnd } from "../../db/ends";
import { nextId } from "../../db/ids";
import { countMembers, pointInvitation } from "../../db/invitations";
import { pointTo } from "../../db/memberships";
import type { MemberRow } from "../../db/schema";
import { config } from "../config.mjs";
import { fromStates, NOBODY, next } from "../domain/collaboration";
import type { Email } from "../domain/email";
import { letterLanguage } from "../domain/language";
import { REASON } from "../domain/reason";
import { Refusal } from "../domain/refusal";
import { refusedStep } from "../domain/refused-step";
import { inert, type Letter } from "../mail";
import { hashSecret, newSecret } from "../secrets";
import { wordsIn } from "../words";
import { offeredLines } from "./offered";
import type { At, Leave } from "./operation";
import { endOf, hasEnded, untilWire } from "./until";
import { withinLimit } from "./within-limit";

/** An invitation's secret lives seven days (S-20); the same row is not written to more than once a minute. */
const LIVES_DAYS = 7;
const RESEND_SECONDS = 60;
/**
 * S-27. The day counts letters. The hour counts how often somebody sets out to invite: for one address, or for a list of many that
 * an owner starts on a page, each letter of which the day still counts.
 */
const PER_OWNER_HOUR = 20;
const PER_OWNER_DAY = 200;
const PER_ADDRESS_DAY = 3;
const MOST_PENDING = 500;
/** S-65. */
const MOST_MEMBERS = 10_000;

type Inviting = At<unknown> & Leave;
export type Invitee = { email: Email; displayName?: string | undefined; until?: Date | null | undefined };

/**
 * One row per owner and address, never a second (vap.md A.2): invites anew, refreshes, or revives. Returns the member's id. `share`
 * runs before the letter is written, which tells what is shared by then.
 */
export async function inviteInto(
  at: Inviting,
  into: { collaborationId: number; type: "ACCOUNT" | "GROUP" } | "a pair of its own",
  invitee: Invitee,
  existing: MemberRow | undefined,
  share: (collaborationId: number) => Promise<void> = async () => {},
): Promise<number> {
  if (existing) {
    await share(existing.collaboration_id);
    // Whoever is back after their end is not back for no time at all.
    const until = invitee.until ?? (hasEnded(existing) ? null : invitee.until);
    if (until !== undefined) await saveEnd(at.db, at.owner, "member", existing.id, until);
    const again = until === undefined ? existing : { ...existing, ends_at: until };
    if (until !== undefined && until?.getTime() !== existing.ends_at?.getTime()) {
      const told = (ends_at: Date | null) => ({ until: null, ...untilWire({ ends_at }) });
      at.record({ target: "member", id: existing.id, before: told(existing.ends_at), after: told(until) });
    }
    await inviteAgain(at, again, "invite", invitee.displayName);
    return existing.id;
  }
  const count = await countMembers(at.db, at.owner);
  if (count.pending >= MOST_PENDING) {
    throw new Refusal("limit", `At most ${MOST_PENDING} invitations can wait for an answer.`, {
      reason: REASON.mostOpenInvitations,
    });
  }
  if (count.all >= MOST_MEMBERS)
    throw new Refusal("limit", `An account has at most ${MOST_MEMBERS} members.`, { reason: REASON.mostMembers });
  await withinLimits(at, invitee.email.canonical);
  const id = await nextId();
  const { collaborationId, type } =
    into === "a pair of its own" ? { collaborationId: id, type: "ACCOUNT" as const } : into;
  if (into === "a pair of its own") {
    await addCollaboration(at.db, { owner_uid: at.owner, id, type, display_name: "", external_id: "" });
  }
  const now = new Date();
  const { secret, columns } = newLink(now, invitee.until);
  await addMember(
    at.db,
    {
      owner_uid: at.owner,
      id,
      collaboration_id: collaborationId,
      type,
      email: invitee.email.canonical,
      email_shown: invitee.email.shown,
      member_uid: null,
      status: "PENDING",
      signed_by: "INVITATION",
      display_name: invitee.displayName ?? "",
      owner_label: "",
      sent_at: now,
      ...columns,
      ...endOf(undefined, invitee.until),
    },
    now,
  );
  if (invitee.until) await saveDue(at.db, at.owner);
  await pointTo(at.db, at.owner, id, invitee.email.canonical);
  await pointInvitation(at.db, at.owner, id, columns.secret_hash);
  const invited = { email: invitee.email.canonical, status: "PENDING" };
  at.record({ target: "member", id, after: { ...invited, ...untilWire({ ends_at: invitee.until ?? null }) } });
  await share(collaborationId);
  const { shown, canonical } = invitee.email;
  at.send(await letterTo(at, { shown, canonical, collaborationId }, secret, columns.secret_expires_at));
  return id;
}

/**
 * A new letter with a new secret, which kills the old one (S-25); REJECTED and LEFT go back to PENDING with everything that was
 * shared. Inviting again within a minute changes nothing; asking to resend that soon is refused.
 */
export async function inviteAgain(
  at: Inviting,
  member: MemberRow,
  step: "invite" | "resend",
  displayName?: string,
): Promise<void> {
  const edge = next(step, member.status);
  if (!edge || edge.to === NOBODY) throw refusedStep(step, member.status, member.email_shown);
  const now = new Date();
  const waited = member.sent_at ? (now.getTime() - member.sent_at.getTime()) / 1000 : RESEND_SECONDS;
  const label = displayName === undefined ? {} : { display_name: displayName };
  if (member.status === "PENDING" && waited < RESEND_SECONDS) {
    if (step === "invite") return;
    const retryAfter = Math.max(1, Math.ceil(RESEND_SECONDS - waited));
    throw new Refusal("too-many", `This invitation was sent less than a minute ago.`, {
      reason: REASON.sentJustNow,
      retryAfter,
    });
  }
  await withinLimits(at, member.email);
  const { secret, columns } = newLink(now, hasEnded(member) ? null : member.ends_at);
  const moved = await moveMember(at.db, at.owner, member.id, fromStates(step), {
    status: "PENDING",
    sent_at: now,
    // A refreshed invitation is no change of status; a revived one is.
    ...(member.status === "PENDING" ? {} : { status_at: now }),
    ...label,
    ...columns,
    ...(hasEnded(member) ? { ends_at: null, ends_told: 0 } : {}),
  });
  if (!moved) throw refusedStep(step, member.status, member.email_shown);
  await pointInvitation(at.db, at.owner, member.id, columns.secret_hash);
  const { email_shown: shown, email: canonical, collaboration_id: collaborationId } = member;
  at.send(await letterTo(at, { shown, canonical, collaborationId }, secret, columns.secret_expires_at));
  at.record({ target: "member", id: member.id, before: { status: member.status }, after: { status: "PENDING" } });
}

/** It opens nothing any more once what it offers has ended. */
function newLink(now: Date, ends?: Date | null) {
  const secret = newSecret();
  const days = now.getTime() + LIVES_DAYS * 86_400_000;
  const until = new Date(ends ? Math.min(days, ends.getTime()) : days);
  return { secret, columns: { secret_hash: hashSecret(secret), secret_expires_at: until } };
}

type Receiver = { shown: string; canonical: string; collaborationId: number };

/** Who invites, into which account, to what, until when. */
async function letterTo(at: Inviting, to: Receiver, secret: string, until: Date): Promise<Letter> {
  const owner = (await findAccount(at.db, at.owner))!;
  // Whoever has no account yet is written to in the language of the one who invites them.
  const language = letterLanguage(((await findAccountByEmail(at.db, to.canonical)) ?? owner).lang);
  const t = wordsIn(language, "mail");
  const name = inert(owner.name);
  const email = owner.email_shown;
  const who = name ? t("who", { name, email }) : email;
  const whole = (await findWhole(at.db, at.owner, to.collaborationId))!;
  const ends = whole.members.find(({ email }) => email === to.canonical)?.ends_at;
  const team = inert(whole.collaboration.display_name);
  const by = at.actor.uid === at.owner ? "" : inert(at.actor.name);
  return {
    kind: "invitation",
    language,
    to: to.shown,
    subject: t("invitationSubject", { who: name || email }),
    lines: [
      team ? t("invitationTeam", { who, to: to.shown, team }) : t("invitationWhat", { who, to: to.shown }),
      ...(by ? [t("invitationBy", { name: by })] : []),
      ...(await offeredLines(at, whole, language)),
      ...(ends ? [t("invitationEnds", { until: ends })] : []),
      t("invitationUntil", { until }),
      t("invitationHow"),
    ],
    button: { label: t("invitationButton"), url: `${config().url}/invitation#${secret}` },
    small: t("invitationSmall", { to: to.shown }),
  };
}

async function withinLimits(at: Inviting, address: string): Promise<void> {
  // A step of long work: `countBulk` has counted it, as a whole.
  if (at.actor.door !== "system") await countHour(at);
  const day = { seconds: 86_400, reason: REASON.tooManyInvitations };
  const sentence = `At most ${PER_OWNER_DAY} invitations a day.`;
  await withinLimit({ ...day, key: `invite/owner/day/${at.owner}`, most: PER_OWNER_DAY, sentence }, at.db);
  const often = `At most ${PER_ADDRESS_DAY} invitations a day to one address.`;
  const one = { key: `invite/address/${address}`, most: PER_ADDRESS_DAY, sentence: often, field: "email" };
  await withinLimit({ ...day, ...one }, at.db);
}

/** Counts a whole list of invitations as one of the hour. Refusal: too-many. */
export const countBulk = (at: Pick<Inviting, "db" | "owner">): Promise<void> => countHour(at);

const countHour = async ({ db, owner }: Pick<Inviting, "db" | "owner">): Promise<void> => {
  const sentence = `At most ${PER_OWNER_HOUR} invitations an hour.`;
  const hour = { seconds: 3_600, most: PER_OWNER_HOUR, sentence, reason: REASON.tooManyInvitations };
  await withinLimit({ ...hour, key: `invite/owner/hour/${owner}` }, db);
};
