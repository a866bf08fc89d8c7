import type { Actor } from "../lib/domain/actor";
import type { HowDecided } from "../lib/domain/kept-step";
import { type Db, type Last, statement } from "./client";

/**
 * One thing that changed: what it was and what it became, without secrets. `target` is the noun, `id` its key; `by`: who it was, where
 * nobody was signed in.
 */
export type Change = { target: string; id: number | string; before?: unknown; after?: unknown; by?: number };

const COLUMNS = "owner_uid version n actor_uid door token_id method target target_id before after because".split(" ");
/** A statement takes at most 65,535 values. */
const ROWS_A_STATEMENT = 2_000;

/**
 * The statements that write the rows of one version; they belong into the transaction that makes it. `because`: why it was allowed; `how`:
 * the way to that, where rights decided, which stands with the first of them for all.
 */
export function journalStatements(
  owner: number,
  version: number,
  method: string,
  actor: Actor,
  changes: readonly Change[],
  { because, how }: { because: string; how?: HowDecided | undefined },
): Last[] {
  const why = changes.length > 0 ? how?.() : undefined;
  const rows = changes.map((change, n) => [
    owner,
    version,
    n,
    actor.uid || (change.by ?? 0),
    actor.door,
    actor.token?.id ?? null,
    method,
    change.target,
    String(change.id),
    change.before === undefined ? null : JSON.stringify(change.before),
    change.after === undefined ? null : JSON.stringify(change.after),
    because,
    ...(why === undefined ? [] : [n === 0 ? JSON.stringify(why) : null]),
  ]);
  return Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, part) => {
    const taken = rows.slice(part * ROWS_A_STATEMENT, (part + 1) * ROWS_A_STATEMENT);
    return { sql: insertOf(taken.length, why !== undefined), parameters: taken.flat() };
  });
}

const WITH_WHY = [...COLUMNS, "why"];
const ONE = textOf(1, COLUMNS);
const ONE_WITH_WHY = textOf(1, WITH_WHY);

const insertOf = (rows: number, withWhy: boolean) =>
  rows === 1 ? (withWhy ? ONE_WITH_WHY : ONE) : textOf(rows, withWhy ? WITH_WHY : COLUMNS);

function textOf(rows: number, columns: readonly string[]): string {
  const width = columns.length;
  const tuple = (row: number) => `(${Array.from({ length: width }, (_, n) => `$${row * width + n + 1}`).join(", ")})`;
  const names = columns.map((name) => `"${name}"`).join(", ");
  return `insert into "journal" (${names}) values ${Array.from({ length: rows }, (_, row) => tuple(row)).join(", ")}`;
}

export type Entry = {
  version: number;
  n: number;
  at: Date;
  actor_uid: number;
  door: string;
  method: string;
  target: string;
  before: Record<string, unknown> | unknown[] | null;
  after: Record<string, unknown> | unknown[] | null;
};

const histories = statement<Entry>(`
  select version, n, at, actor_uid, door, method, target, before, after from journal
  where owner_uid = $1 and (
    (target in ('member', 'view') and target_id = $2)
    or (target = 'collaboration' and target_id = $3)
    or (target = 'share' and $3 in (after ->> 'collaboration', before ->> 'collaboration', before ->> 'collaborationId')))
  order by version desc, n desc limit $4`);

/** What happened to one membership and to what is shared in its collaboration, the newest first. */
export const historyOf = (
  at: Db,
  owner: number,
  { member, collaboration, most }: { member: number; collaboration: number; most: number },
): Promise<Entry[]> => histories(at, owner, String(member), String(collaboration), most);

const sharedAt = statement<{ id: string; at: Date }>(`
  select j.target_id as id, max(j.at) as at from journal j
  where j.owner_uid = $1 and j.target = 'share' and (j.before is null or j.before = 'null'::jsonb) and j.target_id in (
    select s.id::text from share s join member m on m.owner_uid = s.owner_uid and m.collaboration_id = s.collaboration_id
    where s.owner_uid = $1 and (m.id = $2 or m.member_uid = $3))
  group by j.target_id`);

/** Since when each share is there that reaches this member, those of their teams too. */
export const sharedSince = async (
  at: Db,
  owner: number,
  member: number,
  uid: number | null,
): Promise<[number, Date][]> =>
  (await sharedAt(at, owner, member, uid)).map(({ id, at: moment }) => [Number(id), moment]);

const since = statement<Entry & { target_id: string }>(`
  select version, n, at, actor_uid, door, method, target, target_id, before, after from journal
  where owner_uid = $1 and version > $2 and version <= $3 order by version desc, n desc limit $4`);

/** What changed in an account between two of its versions, the newest first. */
export const changesSince = (at: Db, owner: number, after: number, upTo: number, most: number) =>
  since(at, owner, after, upTo, most);

export type Happened = { at: Date; actor_uid: number; method: string; before: unknown; after: unknown };

/** What happened to one thing last, the newest first. */
export async function happenedTo(
  at: Db,
  owner: number,
  target: string,
  id: number | string,
  most = 20,
): Promise<Happened[]> {
  return at
    .selectFrom("journal")
    .select(["at", "actor_uid", "method", "before", "after"])
    .where("owner_uid", "=", owner)
    .where("target", "=", target)
    .where("target_id", "=", String(id))
    .orderBy("version", "desc")
    .orderBy("n", "desc")
    .limit(most)
    .execute();
}
