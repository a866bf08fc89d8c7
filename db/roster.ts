import type { MemberStatus } from "../lib/domain/collaboration";
import { statusAt } from "../lib/domain/ends";
import { fold } from "../lib/domain/fold";
import type { Resource, ResourceType } from "../lib/domain/resource";
import { one } from "../lib/one";
import { type Db, statement } from "./client";
import { type Lasts, lastsUntil, stillLasts } from "./clock";
import type { MemberRow } from "./schema";
import { ms } from "./worlds";

/**
 * Everybody an owner works with, as lists search and sort them. An owner has at most 10,000 members (S-65), and no engine we run on
 * folds accents alike, so the rows are read once for each version of the owner (R8) and searched here: a substring of name, label
 * or address, whatever its case and accents.
 */
export type Roster = {
  /** By what they are listed as: the owner's label, their own name, their address. */
  people: Listed[];
  teams: ReadonlyMap<number, string>;
  /** Keyed by collaboration; read when first asked for. */
  shareCounts: () => Promise<ReadonlyMap<number, number>>;
  firstRoles: () => Promise<ReadonlyMap<number, string>>;
};

export type Listed = {
  id: number;
  collaborationId: number;
  type: "ACCOUNT" | "GROUP";
  email: string;
  uid: number | null;
  status: MemberStatus;
  label: string;
  /** Since when the status is what it is, and until when the invitation is open (milliseconds). */
  since: number;
  invitedUntil: number | null;
  /** When the membership ends or did; one that has is SUSPENDED (milliseconds). */
  endsAt: number | null;
  /** When they were last seen (milliseconds). */
  seen: number | null;
  /** Label, name and address, folded: whatever of it is there, in this order. */
  found: string;
};

/** What belongs to the person and not to the membership, so no version of the owner tells when it changes. */
export type Face = { name: string; seen: number | null; found: string };

type Member = Omit<Listed, "seen" | "found"> & { before: string; after: string };
type Read = { members: Member[]; lasts: Lasts; rest: Pick<Roster, "teams" | "shareCounts" | "firstRoles"> };
type Faces = { until: number; known: Promise<Map<number, Face>> };
type Kept = { version: number; read: Promise<Read>; people: Promise<Listed[]>; faces: Faces };

const MOST_ROWS = 100_000;
const FACES_KEPT = 10_000;
const cache = one("rosters", () => ({ kept: new Map<number, Kept>(), rows: new Map<number, number>() }));

/** The owner's roster at `version`; names in it are at most ten seconds old. */
export async function rosterOf(at: Db, owner: number, version: number): Promise<Roster> {
  let kept = cache.kept.get(owner);
  const faces = kept && kept.faces.until > Date.now() ? kept.faces : newFaces();
  const holds = kept?.version === version && stillLasts((await kept.read).lasts);
  if (!kept || !holds || kept.faces !== faces) {
    const read = kept && holds ? kept.read : readMembers(at, owner);
    kept = { version, read, faces, people: read.then(({ members }) => withFaces(at, members, faces)) };
    keep(owner, kept);
  }
  const [{ rest }, people] = await Promise.all([kept.read, kept.people]);
  return { people, ...rest };
}

const newFaces = (): Faces => ({ until: Date.now() + FACES_KEPT, known: Promise.resolve(new Map()) });

function forget(owner: number): void {
  cache.kept.delete(owner);
  cache.rows.delete(owner);
}

function keep(owner: number, kept: Kept): void {
  forget(owner);
  cache.kept.set(owner, kept);
  kept.people.then(
    ({ length }) => {
      if (cache.kept.get(owner) !== kept) return;
      cache.rows.set(owner, length);
      let rows = [...cache.rows.values()].reduce((sum, n) => sum + n, 0);
      for (const [key, n] of cache.rows) {
        if (rows <= MOST_ROWS || key === owner) break;
        rows -= n;
        forget(key);
      }
    },
    () => cache.kept.get(owner) === kept && forget(owner),
  );
}

async function withFaces(at: Db, members: readonly Member[], faces: Faces): Promise<Listed[]> {
  faces.known = faces.known.then(async (known) => {
    const unknown = members.flatMap(({ uid }) => (uid === null || known.has(uid) ? [] : uid));
    for (const [uid, face] of await facesOf(at, [...new Set(unknown)])) known.set(uid, face);
    return known;
  });
  const known = await faces.known;
  const people = members.map(({ before, after, ...member }): Listed => {
    const face = member.uid === null ? undefined : known.get(member.uid);
    const name = face?.found ? `${face.found}\n` : "";
    return { ...member, seen: face?.seen ?? null, found: before === "" ? name + after : `${before}\n${name}${after}` };
  });
  return people.sort((a, b) => (a.found < b.found ? -1 : a.found > b.found ? 1 : a.id - b.id));
}

type MemberTuple = [
  number,
  number,
  "ACCOUNT" | "GROUP",
  string,
  number | null,
  MemberStatus,
  string,
  number,
  number | null,
  number | null,
];

const members = statement<{ now: number; members: MemberTuple[] | null; teams: [number, string][] | null }>(`
  select ${ms("clock_timestamp()")} as now,
    (select json_agg(json_build_array(m.id, m.collaboration_id, m.type, m.email_shown, m.member_uid, m.status, m.display_name,
        date_part('epoch', m.status_at), date_part('epoch', m.secret_expires_at), ${ms("m.ends_at")}))
      from member m where m.owner_uid = $1) as members,
    (select json_agg(json_build_array(c.id, c.display_name))
      from collaboration c where c.owner_uid = $1 and c.type = 'GROUP') as teams`);

async function readMembers(at: Db, owner: number): Promise<Read> {
  const askedAt = performance.now();
  const [row] = await members(at, owner);
  const now = row!.now;
  const read = (row!.members ?? []).map((member) => toMember(member, now));
  const ahead = read.flatMap(({ endsAt }) => (endsAt !== null && endsAt > now ? endsAt : []));
  return {
    members: read,
    lasts: lastsUntil(ahead.length > 0 ? ahead.reduce((a, b) => Math.min(a, b)) : null, now, askedAt),
    rest: {
      teams: new Map(row!.teams ?? []),
      shareCounts: once(() => shareCountsOf(at, owner)),
      firstRoles: once(() => firstRolesOf(at, owner)),
    },
  };
}

const toMember = (
  [id, collaborationId, type, email, uid, status, label, since, until, endsAt]: MemberTuple,
  now: number,
): Member => ({
  id,
  collaborationId,
  type,
  email,
  uid,
  status: statusAt(status, endsAt, now),
  endsAt,
  label,
  since: since * 1000,
  invitedUntil: status === "PENDING" && until !== null ? until * 1000 : null,
  before: fold(label),
  after: fold(email),
});

/** Asked once, and again only where that failed. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask().catch((error) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}

const faces = statement<{ faces: [number, string, number | null][] | null }>(`
  select json_agg(json_build_array(a.owner_uid, a.name,
      (select date_part('epoch', max(s.last_seen_at)) from sign_in s where s.owner_uid = a.owner_uid))) as faces
  from account a where a.owner_uid = any($1::bigint[])`);

/** Names, and when each was last seen in any sign-in; keyed by uid. */
export async function facesOf(at: Db, uids: readonly number[]): Promise<Map<number, Face>> {
  if (uids.length === 0) return new Map();
  const [row] = await faces(at, uids);
  return new Map(
    (row!.faces ?? []).map(([uid, name, seen]) => [
      uid,
      { name, seen: seen === null ? null : seen * 1000, found: fold(name) },
    ]),
  );
}

const roleHolders = statement<{ id: number }>(`
  select distinct s.collaboration_id as id from share_role r join share s on s.owner_uid = r.owner_uid and s.id = r.share_id
  where r.owner_uid = $1 and r.role_id = $2`);

/** The collaborations that hold this role anywhere. */
export const collaborationsWithRole = async (at: Db, owner: number, role: number): Promise<Set<number>> =>
  new Set((await roleHolders(at, owner, role)).map(({ id }) => id));

const reaching = statement<{ id: number }>(`
  select distinct s.collaboration_id as id from share s join unnest($2::text[], $3::text[]) as t(type, id)
    on s.type = t.type and s.resource_id = t.id
  where s.owner_uid = $1`);

/** The collaborations in which one of these is shared. */
export const collaborationsSharing = async (
  at: Db,
  owner: number,
  resources: readonly Resource[],
): Promise<Set<number>> =>
  new Set(
    (
      await reaching(
        at,
        owner,
        resources.map(({ type }) => type),
        resources.map(({ id }) => id),
      )
    ).map(({ id }) => id),
  );

const shareCounts = statement<{ id: number; n: number }>(
  "select collaboration_id as id, count(*) as n from share where owner_uid = $1 group by collaboration_id",
);

/** How much is shared in each collaboration; those with nothing are not in it. */
const shareCountsOf = async (at: Db, owner: number): Promise<Map<number, number>> =>
  new Map((await shareCounts(at, owner)).map(({ id, n }) => [id, n]));

const firstRoles = statement<{ id: number; name: string }>(`
  select s.collaboration_id as id, min(o.name_key) as name from share s
  join share_role r on r.owner_uid = s.owner_uid and r.share_id = s.id
  join role o on o.owner_uid = r.owner_uid and o.id = r.role_id
  where s.owner_uid = $1 group by s.collaboration_id`);

/** Of each collaboration that holds roles, the name of the first. */
const firstRolesOf = async (at: Db, owner: number): Promise<Map<number, string>> =>
  new Map((await firstRoles(at, owner)).map(({ id, name }) => [id, name]));

export type SharedThing = {
  id: number;
  collaborationId: number;
  type: ResourceType;
  resourceId: string;
  roleIds: number[];
  /** Milliseconds. */
  endsAt: number | null;
};

const things = statement<{ things: [number, number, ResourceType, string, number[], number | null][] | null }>(`
  select json_agg(json_build_array(s.id, s.collaboration_id, s.type, s.resource_id,
      array(select r.role_id from share_role r where r.owner_uid = $1 and r.share_id = s.id), ${ms("s.ends_at")})
      order by s.type, s.resource_id) as things
  from share s where s.owner_uid = $1 and s.collaboration_id = any($2::bigint[])`);

/** What is shared in these collaborations. */
export async function thingsOf(at: Db, owner: number, ids: readonly number[]): Promise<SharedThing[]> {
  if (ids.length === 0) return [];
  const [row] = await things(at, owner, ids);
  return (row!.things ?? []).map(([id, collaborationId, type, resourceId, roleIds, endsAt]) => ({
    id,
    collaborationId,
    type,
    resourceId,
    roleIds,
    endsAt,
  }));
}

type ShareNamed = { id: number; type: ResourceType; resourceId: string; endsAt: number | null };
const sharesNamed = statement<ShareNamed>(`
  select id, type, resource_id as "resourceId", ${ms("ends_at")} as "endsAt" from share
  where owner_uid = $1 and id = any($2::bigint[])`);

/** What is shared by these shares, and until when (milliseconds). */
export const sharesById = async (
  at: Db,
  owner: number,
  ids: readonly number[],
): Promise<Map<number, Omit<ShareNamed, "id">>> =>
  ids.length === 0
    ? new Map()
    : new Map((await sharesNamed(at, owner, [...ids])).map(({ id, ...share }) => [id, share]));

const roles = statement<{ id: number; name: string }>("select id, name from role where owner_uid = $1");

export const roleNamesOf = async (at: Db, owner: number): Promise<Map<number, string>> =>
  new Map((await roles(at, owner)).map(({ id, name }) => [id, name]));

const environments = statement<{ appid: string; name: string }>(
  "select appid, name from environment where owner_uid = $1 and appid = any($2::text[])",
);

/** What these environments are called, by appid. */
export const environmentNamesOf = async (
  at: Db,
  owner: number,
  appids: readonly string[],
): Promise<Map<string, string>> =>
  appids.length === 0
    ? new Map()
    : new Map((await environments(at, owner, appids)).map(({ appid, name }) => [appid, name]));

const pairs = statement<MemberRow>(
  "select * from member where owner_uid = $1 and type = 'ACCOUNT' and email = any($2::text[])",
);

/** The pairs of these canonical addresses. */
export const pairsOf = async (at: Db, owner: number, emails: readonly string[]): Promise<MemberRow[]> =>
  emails.length === 0 ? [] : pairs(at, owner, emails);
