import type { MemberStatus } from "../lib/domain/collaboration";
import { db, statement } from "./client";
import { ms } from "./worlds";

/** Questions of the live pages, each for many people at once. */
export type Standing = { owner: number; memberId: number; status: MemberStatus };

const standings = statement<{ uid: number; owner: number; memberId: number; status: MemberStatus }>(`
  select d.member_uid as uid, m.owner_uid as owner, m.id as "memberId",
    case when m.status = 'ACTIVE' and m.ends_at <= now() then 'SUSPENDED' else m.status end as status
  from directory_membership d join member m on m.owner_uid = d.owner_uid and m.id = d.member_id and m.member_uid = d.member_uid
  where d.member_uid = any($1::bigint[])`);

/** Where these people stand in every collaboration they are bound to; keyed by uid. */
export async function standingsOf(uids: readonly number[]): Promise<Map<number, Standing[]>> {
  const found = new Map<number, Standing[]>(uids.map((uid) => [uid, []]));
  if (uids.length === 0) return found;
  for (const { uid, ...standing } of await standings(db(), uids)) found.get(uid)!.push(standing);
  return found;
}

export type EndedShare = { owner: number; memberId: number; shareId: number; endsAt: number };

const endedShares = statement<EndedShare & { uid: number }>(`
  select d.member_uid as uid, m.owner_uid as owner, m.id as "memberId", s.id as "shareId", ${ms("s.ends_at")} as "endsAt"
  from directory_membership d
    join member m on m.owner_uid = d.owner_uid and m.id = d.member_id and m.member_uid = d.member_uid and m.status = 'ACTIVE'
    join share s on s.owner_uid = m.owner_uid and s.collaboration_id = m.collaboration_id
  where d.member_uid = any($1::bigint[]) and d.owner_uid = any($2::bigint[])
    and s.ends_at > to_timestamp($3 / 1000.0) and s.ends_at <= clock_timestamp()`);

/** What these owners shared with these people and ended by itself after a moment (milliseconds); keyed by uid. */
export async function endedSharesOf(
  uids: readonly number[],
  owners: readonly number[],
  after: number,
): Promise<Map<number, EndedShare[]>> {
  const found = new Map<number, EndedShare[]>(uids.map((uid) => [uid, []]));
  for (const { uid, ...one } of await endedShares(db(), uids, owners, after)) found.get(uid)!.push(one);
  return found;
}

const invitations = statement<{ email: string; owner: number; version: number }>(`
  select d.email, d.owner_uid as owner, a.version from directory_membership d join account a on a.owner_uid = d.owner_uid
  where d.email = any($1::text[]) and d.member_uid is null`);

/** The owners who have something open for these addresses, each with their version; keyed by address. */
export async function invitationsTo(emails: readonly string[]): Promise<Map<string, Map<number, number>>> {
  const found = new Map<string, Map<number, number>>(emails.map((email) => [email, new Map()]));
  if (emails.length === 0) return found;
  for (const { email, owner, version } of await invitations(db(), emails)) found.get(email)!.set(owner, version);
  return found;
}

const invited = statement<{ email: string }>(`
  select distinct d.email from directory_membership d
  where d.owner_uid = any($1::bigint[]) and d.email = any($2::text[]) and d.member_uid is null`);

/** Those of these addresses that one of these owners invites. */
export const invitedBy = async (owners: readonly number[], emails: readonly string[]): Promise<Set<string>> =>
  owners.length === 0 || emails.length === 0
    ? new Set()
    : new Set((await invited(db(), owners, emails)).map(({ email }) => email));

/** By owner: lists are short, and people who sit there may be many. */
const named = statement<{ key: string }>(
  "select distinct key from directory_threat_model_entry where owner_uid = any($1::bigint[])",
);

export type Named = { uid: number; email: string | null };
const keysOf = ({ uid, email }: Named) => [`uid:${uid}`, ...(email ? [`email:${email}`] : [])];

/** Those of these people whom a threat model of one of these owners names; and where `everyone`, who see one that is for everybody. */
export async function namedBy(
  owners: readonly number[],
  people: readonly Named[],
  { everyone = true } = {},
): Promise<Set<number>> {
  if (owners.length === 0 || people.length === 0) return new Set();
  const found = new Set((await named(db(), owners)).map(({ key }) => key));
  if (everyone && found.has("everyone")) return new Set(people.map(({ uid }) => uid));
  return new Set(people.filter((one) => keysOf(one).some((key) => found.has(key))).map(({ uid }) => uid));
}

const namings = statement<{ key: string; owner: number; version: number }>(`
  select distinct d.key, d.owner_uid as owner, a.version
  from directory_threat_model_entry d join account a on a.owner_uid = d.owner_uid where d.key = any($1::text[])`);

/** The owners whose threat models name these people, each with their version; keyed by uid. */
export async function namingsOf(people: readonly Named[]): Promise<Map<number, Map<number, number>>> {
  const found = new Map<number, Map<number, number>>(people.map(({ uid }) => [uid, new Map()]));
  if (people.length === 0) return found;
  const whose = new Map(people.flatMap((one) => keysOf(one).map((key) => [key, found.get(one.uid)!] as const)));
  for (const { key, owner, version } of await namings(db(), [...whose.keys()])) whose.get(key)!.set(owner, version);
  return found;
}
