import type { Socket } from "node:net";
import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { keep } from "../lib/keep";
import { one } from "../lib/one";
import type { Schema } from "./schema";

/** The database, or one transaction in it: whoever runs queries takes this. */
export type Db = Kysely<Schema>;

type Connected = { db: Db; pool: pg.Pool; frontPool: pg.Pool };

/** Limits every connection starts with (milliseconds). They travel in the startup message: R9 forbids a session SET. */
export const connectionLimits = {
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  // A node that was frozen in the middle of one keeps its owner's other writers waiting no longer than this.
  idle_in_transaction_session_timeout: 3_000,
};

const MOST_CONNECTIONS = 16;
/** Kept apart for asking who is at the door: writers that wait for each other must not keep everyone outside. */
const FRONT_CONNECTIONS = 2;

const held = one<{ now: Connected | null }>("db", () => ({ now: null }));

/** Opens the pool the whole process shares. Connecting again without `disconnect` first is a mistake and throws. */
export function connect(settings: pg.PoolConfig): Db {
  if (held.now) throw new Error("The database is already connected.");
  const pool = openPool(settings, MOST_CONNECTIONS);
  const frontPool = openPool(settings, FRONT_CONNECTIONS);
  held.now = { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), pool, frontPool };
  return held.now.db;
}

function openPool(settings: pg.PoolConfig, max: number): pg.Pool {
  const pool = new pg.Pool({
    application_name: "confer",
    connectionTimeoutMillis: 5_000,
    max,
    pipeline: true,
    ...connectionLimits,
    ...settings,
    types: { getTypeParser },
  });
  // A connection that dies (a restart, a failover) leaves the pool, and its queries are refused; it must not end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** The database; throws where nobody has connected yet. */
export function db(): Db {
  return connected().db;
}

/** The pool below `db()`, for what Kysely does not do: LISTEN, and cancelling. */
export function pool(): pg.Pool {
  return connected().pool;
}

/** For finding out who is at the door, and nothing else. */
export function frontPool(): pg.Pool {
  return connected().frontPool;
}

export async function disconnect(): Promise<void> {
  const was = held.now;
  held.now = null;
  await was?.frontPool.end();
  await was?.db.destroy();
}

/**
 * The transaction was complete and its COMMIT failed without a verdict: it may have happened (R16). Whoever catches this asks
 * the log for the operation's id before doing anything again.
 */
export class CommitUnknown extends Error {
  override name = "CommitUnknown";
  constructor(cause: unknown) {
    super("The database did not say whether the transaction was committed.", { cause });
  }
}

/**
 * A statement written out once, for paths so hot that building it anew each time would cost more than sending it. The text is
 * constant and says `$1`, `$2` …; values only ever travel beside it (S-70).
 */
export const statement =
  <Row>(text: string) =>
  async (at: Db, ...values: unknown[]): Promise<Row[]> =>
    (await sentTo(at, text, values)).rows as Row[];

/** The same, of which only is asked how many rows it wrote. */
export const change =
  (text: string) =>
  async (at: Db, ...values: unknown[]): Promise<number> =>
    (await sentTo(at, text, values)).rowCount ?? 0;

async function sentTo(at: Db, text: string, values: unknown[]): Promise<Pick<pg.QueryResult, "rows" | "rowCount">> {
  // Straight to the connection of a transaction, so that statements leave in the order they were called.
  const line = connections.get(at) ?? (at === held.now?.db ? held.now.pool : null);
  if (line) return line.query(text, values);
  const { rows, numAffectedRows } = await at.executeQuery(CompiledQuery.raw(text, values));
  return { rows, rowCount: Number(numAffectedRows ?? 0) };
}

const connections = new WeakMap<Db, pg.PoolClient>();

/**
 * Runs `body` in a transaction, again when it lost a race (40001, 40P01) or its connection before COMMIT (R10), after a short
 * random wait. So the body may run twice: keys are made outside it, and it touches nothing but the database. A COMMIT without
 * a verdict is never repeated; it throws `CommitUnknown`.
 */
export async function transaction<T>(body: Body<T>, { tries = 10 } = {}): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt(body);
    } catch (error) {
      if (n >= tries || error instanceof CommitUnknown || !(lostRace(error) || lostConnection(error))) throw error;
      await jitter(n);
    }
  }
}

/** Runs `body` in a transaction that is rolled back in any case: what it answers is what would have been. */
export async function undone<T>(body: (trx: Db) => Promise<T>): Promise<T> {
  const done: T[] = [];
  try {
    await transaction(async (trx) => {
      done[0] = await body(trx);
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return done[0]!;
}

class Undone extends Error {}

/** What would have travelled with COMMIT, in order. */
export async function runAll(trx: Db, statements: readonly Last[]): Promise<void> {
  for (const { sql, parameters } of statements) await trx.executeQuery(CompiledQuery.raw(sql, [...parameters]));
}

/**
 * `last` takes statements that nobody needs to wait for: they travel with COMMIT, in order, ahead of it; `heard` is told what they
 * answer. A body of nothing else travels in one piece: it commits, and lets go of its locks, though its sender be heard of no more.
 */
type Body<T> = (trx: Db, last: (statement: Last, heard?: (rows: unknown[]) => void) => void) => Promise<T>;
export type Last = Pick<CompiledQuery, "sql" | "parameters">;

/** Two statements that touch different tables, as one: each costs a small transaction a tenth of what it costs at all. */
export function asOne(first: Last, second: Last): Last {
  const key = `${first.sql};${second.sql}`;
  let sql = joined.get(key);
  if (sql === undefined) {
    sql = `with beside as (${shifted(first.sql, second.parameters.length)}) ${second.sql}`;
    keep(joined, key, sql, JOINED);
  }
  return { sql, parameters: [...second.parameters, ...first.parameters] };
}

/** The statement with its parameters counted from `by` on. */
export const shifted = (sql: string, by: number): string => sql.replace(/\$(\d+)/g, (_, n) => `$${Number(n) + by}`);

const JOINED = 200;
const joined = new Map<string, string>();

async function attempt<T>(body: Body<T>): Promise<T> {
  const connection = await pool().connect();
  let committing = false;
  let broken: Error | undefined;
  try {
    // Connections are pipelined: BEGIN travels with the body's first statement.
    holdBack(connection);
    const begun = sent(connection.query("begin"));
    const last: (Last & { heard?: (rows: unknown[]) => void })[] = [];
    const result = await body(boundTo(connection), (statement, heard) => last.push({ ...statement, heard }));
    holdBack(connection);
    const closing = last.map(({ sql, parameters, heard }) =>
      sent(connection.query(sql, parameters as unknown[]).then(({ rows }) => heard?.(rows))),
    );
    committing = true;
    const commit = sent(connection.query("commit"));
    for (const statement of [begun, ...closing]) {
      // One that failed has turned COMMIT into ROLLBACK, and its own error says why; one that was never answered leaves COMMIT in doubt.
      await statement.catch((error) => {
        committing = withoutVerdict(error);
        throw error;
      });
    }
    const verdict = await commit;
    // A transaction in which a query failed answers COMMIT with ROLLBACK: a swallowed error must not look like success.
    if (verdict.command === "ROLLBACK") throw new Error("A query in the transaction had failed; it was rolled back.");
    return result;
  } catch (error) {
    const unknown = committing && withoutVerdict(error);
    if (unknown || lostConnection(error)) broken = asError(error);
    else await connection.query("rollback").catch((failure) => (broken = asError(failure)));
    throw unknown ? new CommitUnknown(error) : error;
  } finally {
    connection.release(broken);
  }
}

/** Its failure is looked at later, and is no unhandled one until then. */
function sent<T>(statement: Promise<T>): Promise<T> {
  statement.catch(() => {});
  return statement;
}

/** Lets this turn's statements leave in one system call: they are most of what a small transaction costs here. */
function holdBack(connection: pg.PoolClient): void {
  const { stream } = (connection as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** A Kysely over one connection that is already inside a transaction, and that it neither opens nor gives back. */
function boundTo(connection: pg.PoolClient): Db {
  const known = bound.get(connection);
  if (known) return known;
  const borrowed = { query: connection.query.bind(connection), release: () => {} } as unknown as pg.PoolClient;
  const made: Db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: { connect: async () => borrowed, end: async () => {} } }),
  });
  bound.set(connection, made);
  connections.set(made, connection);
  return made;
}

const bound = new WeakMap<pg.PoolClient, Db>();

function connected(): Connected {
  if (!held.now) throw new Error("The database is not connected yet.");
  return held.now;
}

/** The five-character SQLSTATE, the only thing by which errors are told apart (R15). */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !NODE_CODES.has(code) ? code : undefined;
}

const NODE_CODES = new Set(["EPIPE"]);
/** Told to whoever let a transaction wait: nothing of it was written. */
const IDLE_TOO_LONG = "25P03";
const LOST_BELOW_SQL = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "ENOENT"]);

export function lostRace(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

function lostConnection(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return state.startsWith("08") || state.startsWith("57P0") || state === IDLE_TOO_LONG;
  const { code, message } = error as { code?: string; message?: string };
  return LOST_BELOW_SQL.has(code ?? "") || /^Connection terminated|not queryable/.test(message ?? "");
}

export function withoutVerdict(error: unknown): boolean {
  return lostConnection(error) || sqlState(error) === "XX000";
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/** Waits 10 ms, 20, 40 … up to 160, each at random between half and the whole, so that two that collided do not meet again. */
export const jitter = (n: number) =>
  new Promise((done) => setTimeout(done, Math.min(10 * 2 ** (n - 1), 160) * (0.5 + Math.random() / 2)));

const INT8 = pg.types.builtins.INT8;
const INT8_ARRAY = 1016;
// The driver's type declarations describe another version of this function.
const arrayParser = pg.types.arrayParser as unknown as {
  create(text: string, entry: (text: string) => number): { parse(): (number | null)[] };
};

/** Column values as JavaScript sees them: int8 becomes a number, or throws past 2^53 (R4); the rest is the driver's own. */
const getTypeParser = ((oid: number, format?: "text") => {
  if (oid === INT8) return toSafeInteger;
  if (oid === INT8_ARRAY) return (text: string) => arrayParser.create(text, toSafeInteger).parse();
  return pg.types.getTypeParser(oid, format);
}) as typeof pg.types.getTypeParser;

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number can hold.`);
  return value;
}
