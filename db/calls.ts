import { findBit } from "../lib/domain/bits";
import { dayOf } from "../lib/domain/days";
import type { Resource } from "../lib/domain/resource";
import { one } from "../lib/one";
import { type Db, db, statement } from "./client";

/**
 * How often members used a right that an owner gave them: by member, method and thing, a number a day. Calls are gathered in memory
 * and written together every few seconds and when the house closes, so no call waits for it; what a killed process had not written is
 * lost, and nothing but a number is smaller by it.
 */
const FLUSH_AFTER = 5_000;
/** Different ones that may wait; what comes beyond them is not counted. */
const MOST_WAITING = 50_000;
const ROWS_A_STATEMENT = 5_000;
export const KEPT_DAYS = 90;

type Key = [uid: number, method: string, type: string, resourceId: string];
type Waiting = Map<string, { key: Key; n: number }>;
const shelf = one("calls", () => ({
  /** By owner. */
  waiting: new Map<number, Waiting>(),
  size: 0,
  timer: null as NodeJS.Timeout | null,
  /** The day up to which an owner's old counts are gone. */
  swept: new Map<number, number>(),
}));

/** `ANYWHERE`: the call named nothing, and was allowed because they hold the method on something. */
export const ANYWHERE = "ANY";
/** The call was of a threat model, which its own list may have let them do. */
export const MODEL = "MODEL";
/** What a call named. */
export type CalledOn = Resource["type"] | typeof ANYWHERE | typeof MODEL;

/** Somebody used this method of an owner's. Their own use is not counted: nothing takes it from them. */
export function countCall(owner: number, uid: number, method: string, type: CalledOn, id: string, n = 1) {
  if (owner === uid) return;
  let mine = shelf.waiting.get(owner);
  if (!mine) {
    mine = new Map();
    shelf.waiting.set(owner, mine);
  }
  const name = `${uid} ${method} ${type} ${id}`;
  const known = mine.get(name);
  if (known) known.n += n;
  else if (shelf.size < MOST_WAITING && findBit(method) !== undefined) {
    mine.set(name, { key: [uid, method, type, id], n });
    shelf.size += 1;
  }
  shelf.timer ??= setTimeout(() => void flushCalls(), FLUSH_AFTER).unref();
}

/** Writes what waits, an owner at a time. */
export async function flushCalls(): Promise<void> {
  const { waiting } = shelf;
  if (shelf.timer) clearTimeout(shelf.timer);
  shelf.waiting = new Map();
  shelf.size = 0;
  shelf.timer = null;
  const today = dayOf(Date.now());
  for (const [owner, counted] of waiting) {
    // In one order everywhere, so that two nodes never wait for each other.
    const rows = [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    try {
      for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
        await add(owner, today, rows.slice(at, at + ROWS_A_STATEMENT));
      }
      await sweep(owner, today);
    } catch {
      // They are only numbers: what could not be written is not counted.
    }
  }
}

const added = statement(`
  insert into "counted_call" ("owner_uid", "uid", "day", "method", "type", "resource_id", "n")
  select $1, c.uid, $2::int, c.method, c.type, c.resource_id, c.n
  from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::int[]) as c(uid, method, type, resource_id, n)
  on conflict (owner_uid, uid, day, method, type, resource_id) do update set n = counted_call.n + excluded.n`);

const add = (owner: number, day: number, rows: readonly { key: Key; n: number }[]) =>
  added(
    db(),
    owner,
    day,
    rows.map(({ key }) => key[0]),
    rows.map(({ key }) => key[1]),
    rows.map(({ key }) => key[2]),
    rows.map(({ key }) => key[3]),
    rows.map(({ n }) => n),
  );

const dropped = statement("delete from counted_call where owner_uid = $1 and day < $2");

/** Once a day for an owner whose members are at work. */
async function sweep(owner: number, today: number): Promise<void> {
  if (shelf.swept.get(owner) === today) return;
  if (shelf.swept.size >= MOST_WAITING) shelf.swept.clear();
  shelf.swept.set(owner, today);
  await dropped(db(), owner, dayOf(Date.now()) - KEPT_DAYS);
}

export type Counted = {
  uid: number;
  method: string;
  type: CalledOn;
  id: string;
  n: number;
  /** Days since 1970, UTC. */
  last: number;
};

const counted = statement<Counted>(`
  select uid, method, type, resource_id as id, sum(n)::int as n, max(day) as last from counted_call
  where owner_uid = $1 and uid = any($2::bigint[]) and day >= $3
  group by uid, method, type, resource_id order by sum(n) desc, uid, method, resource_id`);

/** What these people did in the last ninety days, the most frequent first. */
export const callsOf = async (at: Db, owner: number, uids: readonly number[]): Promise<Counted[]> =>
  uids.length === 0 ? [] : counted(at, owner, [...uids], dayOf(Date.now()) - KEPT_DAYS);

const countedOnModels = statement<Counted>(`
  select uid, method, type, resource_id as id, sum(n)::int as n, max(day) as last from counted_call
  where owner_uid = $1 and type = '${MODEL}' and resource_id = any($2::text[]) and day >= $3
  group by uid, method, type, resource_id order by sum(n) desc, uid, method, resource_id`);

/** What anybody did on these threat models in the last ninety days, the most frequent first. */
export const callsOnModels = async (at: Db, owner: number, ids: readonly string[]): Promise<Counted[]> =>
  ids.length === 0 ? [] : countedOnModels(at, owner, [...ids], dayOf(Date.now()) - KEPT_DAYS);
