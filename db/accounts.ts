import { type Db, db, type Last, statement } from "./client";
import type { AccountRow } from "./schema";

/**
 * An owner at the beginning of a write: the version it makes, the one at which their book last changed, who they are, and the
 * other people asked for.
 */
export type Raised = { version: number; book: number; person: Person; people: Person[] | null };

/**
 * Raises the owner's version, and says what it is now; null where there is no such account. The row stays locked until the
 * transaction ends: writes of one owner follow one another, and rights judged now still hold at commit.
 */
export async function raiseVersion(tx: Db, owner: number, people: readonly number[] = []): Promise<Raised | null> {
  const [row] = await raise(tx, owner, [...people]);
  return row?.raised ?? null;
}

/** Keeps other writes of this owner out until the transaction ends, without making a version. */
export const holdVersion = statement<{ version: number }>(
  "select version from account where owner_uid = $1 for update",
);

/** A person as JSON writes them, out of a row of `account`. */
export const PERSON = `json_build_object('uid', a.owner_uid, 'email', a.email_shown, 'name', a.name, 'status', a.status,
  'twoFactor', a.totp_secret is not null)`;

/** People as they are called now: that is their own, and no version of an owner's tells. */
export const peopleOf = async (at: Db, uids: readonly number[]): Promise<Person[]> =>
  uids.length > 0 ? ((await peopleNamed(at, [...uids]))[0]!.people ?? []) : [];

const peopleNamed = statement<{ people: Person[] | null }>(`
  select json_agg(${PERSON}) as people from account a where a.owner_uid = any($1::bigint[])`);

/** In one column, because each costs whoever reads it. `beside` is done in the same statement. */
export const raising = (next: string, beside = "") => `
  with raised as (update account set version = ${next} where owner_uid = $1
    returning version, book_version, owner_uid, email_shown, name, status, totp_secret)${beside}
  select json_build_object('version', a.version, 'book', a.book_version, 'person', ${PERSON},
    'people', (select json_agg(${PERSON}) from account a where a.owner_uid = any($2::bigint[]))) as raised
  from raised a`;
const raise = statement<{ raised: Raised }>(raising("version + 1"));

/** Statements that mark this version as one at which the owner's keys or book changed. */
export const markStatements = (owner: number, version: number, changed: { keys: boolean; book: boolean }): Last[] => [
  ...(changed.keys ? [{ sql: MARK_KEYS, parameters: [version, owner] }] : []),
  ...(changed.book ? [{ sql: MARK_BOOK, parameters: [version, owner] }] : []),
];

const MARK_KEYS = "update account set keys_version = $1 where owner_uid = $2";
const MARK_BOOK = "update account set book_version = $1 where owner_uid = $2";

/** The owner's version now, or null where there is no such account. */
export async function versionNow(owner: number): Promise<number | null> {
  const row = await db().selectFrom("account").select("version").where("owner_uid", "=", owner).executeTakeFirst();
  return row?.version ?? null;
}

export async function findAccount(at: Db, uid: number): Promise<AccountRow | undefined> {
  return (await at.selectFrom("account").selectAll().where("owner_uid", "=", uid).executeTakeFirst()) as
    | AccountRow
    | undefined;
}

/** Whom letters reach. */
export type Reader = { uid: number; email: string; lang: string };

/** Those of these people whose account is open, keyed by uid. */
export async function readersOf(at: Db, uids: readonly number[]): Promise<Map<number, Reader>> {
  if (uids.length === 0) return new Map();
  return new Map((await readers(at, [...uids])).map((reader) => [reader.uid, reader]));
}

const readers = statement<Reader>(`
  select owner_uid as uid, email_shown as email, lang from account
  where owner_uid = any($1::bigint[]) and status = 'ACTIVE'`);

/** By canonical address: the pointer first, then the row it points to, read again (R5). */
export async function findAccountByEmail(at: Db, email: string): Promise<AccountRow | undefined> {
  const pointer = await findUidByEmail(at, email);
  const account = pointer === null ? undefined : await findAccount(at, pointer);
  return account?.email === email ? account : undefined;
}

export async function findUidByEmail(at: Db, email: string): Promise<number | null> {
  const row = await at.selectFrom("directory_email").select("owner_uid").where("email", "=", email).executeTakeFirst();
  return row?.owner_uid ?? null;
}

/** A person as others may see them. `status` is the account's. */
export type Person = { uid: number; email: string; name: string; status: AccountRow["status"]; twoFactor: boolean };

const addressed = statement<{ uid: number; email: string; verified: boolean }>(`
  select owner_uid as uid, email, verified_at is not null as verified from account where owner_uid = any($1::bigint[])`);

/** By which address lists know these people, keyed by uid. */
export async function addressesOf(at: Db, uids: readonly number[]) {
  return new Map((uids.length === 0 ? [] : await addressed(at, uids)).map((one) => [one.uid, one]));
}

/** How these people are called, keyed by uid. */
export async function namesOf(at: Db, uids: Iterable<number>): Promise<Map<number, Named>> {
  const wanted = [...new Set(uids)];
  if (wanted.length === 0) return new Map();
  const rows = await at
    .selectFrom("account")
    .select(["owner_uid as uid", "email_shown as email", "name"])
    .where("owner_uid", "in", wanted)
    .execute();
  return new Map(rows.map((row) => [row.uid, row]));
}

export type Named = Pick<Person, "uid" | "email" | "name">;
