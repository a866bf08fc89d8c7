import type { Person } from "./accounts";
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
export type Whole = { collaboration: CollaborationRow; members: MemberRow[]; shares: Share[] };
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
  ids: Ids,
  withPolicies: boolean,
): Promise<{ wholes: Whole[]; parts: Parts }> {
  const [row] = await both(at, owner, listOf(ids), withPolicies);
  return { wholes: toWholes(row!, ids), parts: toParts(row!) };
}

type WholesRow = {
  collaborations: JsonOf<CollaborationRow>[] | null;
  members: JsonOf<MemberRow>[] | null;
  shares: Share[] | null;
};
type PartsRow = { people: Person[] | null; roles: Role[] | null; policies: PolicyRow[] | null };

/** All of them is null to the statements below, which plan it away. */
const listOf = (ids: Ids) => (ids === "all" ? null : [...ids]);

const WHOLES = `
  (select json_agg(c) from collaboration c
    where c.owner_uid = $1::bigint and ($2::bigint[] is null or c.id = any($2::bigint[]))) as collaborations,
  (select json_agg(m order by m.email) from member m
    where m.owner_uid = $1::bigint and ($2::bigint[] is null or m.collaboration_id = any($2::bigint[]))) as members,
  (select json_agg(s order by s.type, s.resource_id) from (
    select s.owner_uid, s.id, s.collaboration_id, s.type, s.resource_id, s.metadata,
      coalesce(array_agg(r.role_id order by r.role_id) filter (where r.role_id is not null), '{}') as role_ids
    from share s left join share_role r on r.owner_uid = s.owner_uid and r.share_id = s.id
    where s.owner_uid = $1::bigint and ($2::bigint[] is null or s.collaboration_id = any($2::bigint[]))
    group by s.owner_uid, s.id) s) as shares`;

const PARTS = `
  (select json_agg(json_build_object('uid', a.owner_uid, 'email', a.email_shown, 'name', a.name, 'status', a.status,
      'twoFactor', a.totp_secret is not null))
    from account a where a.owner_uid in (select $1::bigint union select m.member_uid from member m
      where m.owner_uid = $1::bigint and ($2::bigint[] is null or m.collaboration_id = any($2::bigint[])))) as people,
  (select json_agg(r order by r.name_key) from (
    select r.*, array(select p.policy_id from role_policy p where p.owner_uid = $1::bigint and p.role_id = r.id
      order by p.policy_id) as policy_ids
    from role r where r.owner_uid = $1::bigint) r) as roles,
  case when $3::boolean then
    (select json_agg(p order by p.name_key) from policy p where p.owner_uid = $1::bigint) end as policies`;

const wholes = statement<WholesRow>(`select ${WHOLES}`);
const parts = statement<PartsRow>(`select ${PARTS}`);
const both = statement<WholesRow & PartsRow>(`select ${WHOLES}, ${PARTS}`);

function toWholes({ collaborations, members, shares }: WholesRow, ids: Ids): Whole[] {
  const wholes = new Map<number, Whole>(
    (collaborations ?? []).map((row) => [
      row.id,
      { collaboration: withDates(row, ["created_at"]), members: [], shares: [] },
    ]),
  );
  for (const row of members ?? []) wholes.get(row.collaboration_id)?.members.push(withDates(row, MEMBER_DATES));
  for (const row of shares ?? []) wholes.get(row.collaboration_id)?.shares.push(row);
  return ids === "all" ? [...wholes.values()] : ids.flatMap((id) => wholes.get(id) ?? []);
}

const toParts = (row: PartsRow): Parts => ({
  people: row.people ?? [],
  roles: row.roles ?? [],
  policies: row.policies ?? [],
});

/** A row as the database writes it in JSON: its dates are texts. */
type JsonOf<Row> = {
  [K in keyof Row]: Row[K] extends Date ? string : Row[K] extends Date | null ? string | null : Row[K];
};

const MEMBER_DATES = ["status_at", "sent_at", "secret_expires_at", "created_at"] as const;

function withDates<Row>(row: JsonOf<Row>, keys: readonly (keyof Row)[]): Row {
  const dated = row as Record<keyof Row, unknown>;
  for (const key of keys) if (dated[key] !== null) dated[key] = new Date(dated[key] as string);
  return dated as Row;
}
