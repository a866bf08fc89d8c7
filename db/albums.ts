import { keep } from "../lib/keep";
import { one } from "../lib/one";
import { PERSON, type Person } from "./accounts";
import { type Db, statement } from "./client";
import type { CollaborationRow, MemberRow, PolicyRow, RoleRow, ShareRow } from "./schema";

/**
 * Collaborations as they are shown: with their members, what is shared in them, the people behind, and the owner's roles. Each read
 * is one statement, so that all of it is of one moment, and a small answer costs one trip to the database.
 */
export type Share = ShareRow & { role_ids: number[] };
/** A role with the ids of its policies, in order. */
export type Role = RoleRow & { policy_ids: number[] };
/** A collaboration with everything that hangs on it. */
export type Whole = Omit<Shown, "members"> & { members: MemberRow[] };
/** The same with no more of its members than is shown of them. */
export type Shown = { collaboration: CollaborationRow; members: ShownMember[]; shares: Share[] };
export type ShownMember = Omit<MemberRow, "secret_hash" | "secret_expires_at" | "sent_at" | "created_at">;
/** The owner and the members who have an account, the owner's roles by name, and where asked the owner's policies by name. */
export type Parts = { people: Person[]; roles: Role[]; policies: PolicyRow[] };

type Ids = readonly number[] | "all";

/** Some collaborations of one owner, in the order of `ids`. */
export async function wholesOf(at: Db, owner: number, ids: Ids): Promise<Whole[]> {
  if (ids.length === 0) return [];
  const [row] = await wholes(at, owner, listOf(ids));
  return toWholes(row!, ids);
}

/** The parts that these collaborations need. */
export async function partsOf(at: Db, owner: number, ids: Ids, withPolicies: boolean): Promise<Parts> {
  const [row] = await parts(at, owner, listOf(ids), withPolicies);
  return toParts(row!);
}

/** Both at once. */
export async function readAlbum(
  at: Db,
  owner: number,
  ids: readonly number[],
  withPolicies: boolean,
): Promise<{ wholes: Whole[]; parts: Parts }> {
  const [row] = await both(at, owner, listOf(ids), withPolicies);
  return { wholes: toWholes(row!, ids), parts: toParts(row!) };
}

type WholesRow = {
  collaborations: JsonOf<CollaborationRow>[] | null;
  members: JsonOf<MemberRow>[] | null;
  shares: JsonOf<Share>[] | null;
};
export type PartsRow = { people: Person[] | null; roles: Role[] | null; policies: PolicyRow[] | null };

/** All of them is null to the statements below, which plan it away. */
const listOf = (ids: Ids) => (ids === "all" ? null : [...ids]);

/** A collaboration found by one of its members, read anew; undefined where there is no such member. */
export async function readWholeOf(at: Db, owner: number, memberId: number): Promise<Whole | undefined> {
  const [members, shares] = await Promise.all([membersBeside(at, owner, memberId), sharesBeside(at, owner, memberId)]);
  const [first] = members;
  if (!first) return undefined;
  const { team_name: display_name, team_external_id: external_id, team_created_at: created_at } = first;
  const { collaboration_id: id, type } = first;
  const collaboration = { owner_uid: owner, id, type, display_name, external_id, created_at };
  return { collaboration, members, shares: byShare(shares) };
}

/** An owner's roles and policies, each by name. */
export type Book = Pick<Parts, "roles" | "policies">;

const KEPT = 1_000;
const books = one("books", () => new Map<number, { version: number; book: Book }>());

/** The owner's book as it has been since `version`. To be asked before the transaction changes any of it. */
export async function bookOf(at: Db, owner: number, version: number): Promise<Book> {
  const kept = books.get(owner);
  if (kept?.version === version) return kept.book;
  const [row] = await book(at, owner);
  const read = { roles: row!.roles ?? [], policies: row!.policies ?? [] };
  keep(books, owner, { version, book: read }, KEPT);
  return read;
}

type Beside = MemberRow & { team_name: string; team_external_id: string; team_created_at: Date };

const BESIDE = "collaboration_id = (select collaboration_id from member where owner_uid = $1 and id = $2)";

/** Small statements rather than one large one: planning is most of what they cost. */
const membersBeside = statement<Beside>(`
  select m.*, c.display_name as team_name, c.external_id as team_external_id, c.created_at as team_created_at
  from member m join collaboration c on c.owner_uid = m.owner_uid and c.id = m.collaboration_id
  where m.owner_uid = $1 and m.${BESIDE} order by m.email`);

const sharesBeside = statement<ShareRow & { role_id: number | null }>(`
  select s.owner_uid, s.id, s.collaboration_id, s.type, s.resource_id, s.metadata, s.ends_at, s.ends_told, r.role_id
  from share s left join share_role r on r.owner_uid = s.owner_uid and r.share_id = s.id
  where s.owner_uid = $1 and s.${BESIDE} order by s.type, s.resource_id, r.role_id`);

function byShare(rows: readonly (ShareRow & { role_id: number | null })[]): Share[] {
  const shares: Share[] = [];
  for (const { role_id, ...share } of rows) {
    const last = shares.at(-1);
    const its = last?.id === share.id ? last : { ...share, role_ids: [] };
    if (its !== last) shares.push(its);
    if (role_id !== null) its.role_ids.push(role_id);
  }
  return shares;
}

const WHOLES = `
  (select json_agg(c) from collaboration c
    where c.owner_uid = $1::bigint and ($2::bigint[] is null or c.id = any($2::bigint[]))) as collaborations,
  (select json_agg(m order by m.email) from member m
    where m.owner_uid = $1::bigint and ($2::bigint[] is null or m.collaboration_id = any($2::bigint[]))) as members,
  (select json_agg(s order by s.type, s.resource_id) from (
    select s.owner_uid, s.id, s.collaboration_id, s.type, s.resource_id, s.metadata, s.ends_at, s.ends_told,
      coalesce(array_agg(r.role_id order by r.role_id) filter (where r.role_id is not null), '{}') as role_ids
    from share s left join share_role r on r.owner_uid = s.owner_uid and r.share_id = s.id
    where s.owner_uid = $1::bigint and ($2::bigint[] is null or s.collaboration_id = any($2::bigint[]))
    group by s.owner_uid, s.id) s) as shares`;

const ROLES = `
  (select json_agg(r order by r.name_key) from (
    select r.*, array(select p.policy_id from role_policy p where p.owner_uid = $1::bigint and p.role_id = r.id
      order by p.policy_id) as policy_ids
    from role r where r.owner_uid = $1::bigint) r) as roles`;
const POLICIES = "(select json_agg(p order by p.name_key) from policy p where p.owner_uid = $1::bigint)";

export const PARTS = `
  (select json_agg(${PERSON}) from account a where a.owner_uid in (select $1::bigint union select m.member_uid from member m
      where m.owner_uid = $1::bigint and ($2::bigint[] is null or m.collaboration_id = any($2::bigint[])))) as people,
  ${ROLES}, case when $3::boolean then ${POLICIES} end as policies`;

const wholes = statement<WholesRow>(`select ${WHOLES}`);
const parts = statement<PartsRow>(`select ${PARTS}`);
const book = statement<Omit<PartsRow, "people">>(`select ${ROLES}, ${POLICIES} as policies`);
const both = statement<WholesRow & PartsRow>(`select ${WHOLES}, ${PARTS}`);

function toWholes({ collaborations, members, shares }: WholesRow, ids: Ids): Whole[] {
  const wholes = new Map<number, Whole>(
    (collaborations ?? []).map((row) => [
      row.id,
      { collaboration: withDates(row, ["created_at"]), members: [], shares: [] },
    ]),
  );
  for (const row of members ?? []) wholes.get(row.collaboration_id)?.members.push(withDates(row, MEMBER_DATES));
  for (const row of shares ?? []) wholes.get(row.collaboration_id)?.shares.push(withDates(row, ["ends_at"]));
  return ids === "all" ? [...wholes.values()] : ids.flatMap((id) => wholes.get(id) ?? []);
}

export const toParts = (row: PartsRow): Parts => ({
  people: row.people ?? [],
  roles: row.roles ?? [],
  policies: row.policies ?? [],
});

/** A row as the database writes it in JSON: its dates are texts. */
type JsonOf<Row> = {
  [K in keyof Row]: Row[K] extends Date ? string : Row[K] extends Date | null ? string | null : Row[K];
};

const MEMBER_DATES = ["status_at", "sent_at", "secret_expires_at", "created_at", "ends_at"] as const;

function withDates<Row>(row: JsonOf<Row>, keys: readonly (keyof Row)[]): Row {
  const dated = row as Record<keyof Row, unknown>;
  for (const key of keys) if (dated[key] !== null) dated[key] = new Date(dated[key] as string);
  return dated as Row;
}
