import type { ResourceType } from "../lib/domain/resource";
import { type Db, statement } from "./client";
import type { RequestRow } from "./schema";

export type NewRequest = Pick<
  RequestRow,
  "owner_uid" | "id" | "asker_uid" | "method" | "type" | "resource_id" | "note"
>;

export async function addRequest(at: Db, row: NewRequest): Promise<void> {
  await at
    .insertInto("access_request")
    .values({ ...row, state: "OPEN" })
    .execute();
}

const find = statement<RequestRow>("select * from access_request where owner_uid = $1 and id = $2");

export const findRequest = async (at: Db, owner: number, id: number): Promise<RequestRow | undefined> =>
  (await find(at, owner, id))[0];

const latest = statement<RequestRow>(`
  select * from access_request
  where owner_uid = $1 and asker_uid = $2 and method = $3 and type = $4 and resource_id = $5 order by id desc limit 1`);

/** The newest of one person for one method on one thing. */
export const latestRequest = async (
  at: Db,
  owner: number,
  asker: number,
  method: string,
  { type, id }: { type: ResourceType; id: string },
): Promise<RequestRow | undefined> => (await latest(at, owner, asker, method, type, id))[0];

const listed = statement<RequestRow>(`
  select * from access_request where owner_uid = $1 and (state = 'OPEN' or answered_at > now() - interval '30 days')
  order by state = 'OPEN' desc, id desc limit $2`);

/** What is open, the newest first, then what was answered in the last month. */
export const requestsOf = (at: Db, owner: number, most: number): Promise<RequestRow[]> => listed(at, owner, most);

const listedOf = statement<RequestRow>(`
  select * from access_request
  where owner_uid = $1 and asker_uid = $2 and (state = 'OPEN' or answered_at > now() - interval '30 days')
  order by id desc limit $3`);

/** The same of one person, the newest first. */
export const requestsBy = (at: Db, owner: number, asker: number, most: number): Promise<RequestRow[]> =>
  listedOf(at, owner, asker, most);

const count = statement<{ n: number }>(
  "select count(*) as n from access_request where owner_uid = $1 and state = 'OPEN' and ($2::bigint is null or asker_uid = $2)",
);

/** How many are open; of one person, or of all. */
export const countRequestsOf = async (at: Db, owner: number, asker: number | null): Promise<number> =>
  (await count(at, owner, asker))[0]!.n;

type Answer = Pick<RequestRow, "state" | "answer" | "role_id" | "until" | "by_uid">;

/** One conditional write (D2): says whether it was still open. */
export async function answerRequest(at: Db, owner: number, id: number, answer: Answer): Promise<boolean> {
  const row = await at
    .updateTable("access_request")
    .set({ ...answer, answered_at: new Date() })
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .where("state", "=", "OPEN")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

const asked = statement<{ id: number; uid: number }>(
  "select id, asker_uid as uid from access_request where owner_uid = $1 and id = any($2::bigint[])",
);

/** Whose these requests are, by their ids. */
export const askersOf = async (at: Db, owner: number, ids: readonly number[]): Promise<Map<number, number>> =>
  ids.length === 0 ? new Map() : new Map((await asked(at, owner, [...ids])).map(({ id, uid }) => [id, uid]));
