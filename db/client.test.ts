import { sql } from "kysely";
import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../e2e/support/database";
import { CommitUnknown, db, pool, sqlState, transaction } from "./client";

beforeAll(freshDatabase);

const value = async (query: string) => (await pool().query({ text: query, rowMode: "array" })).rows[0]?.[0];

describe("columns", () => {
  test("int8 is a number as far as numbers are exact, and an error beyond (R4)", async () => {
    expect(await value("select 9007199254740991::int8 as value")).toBe(Number.MAX_SAFE_INTEGER);
    expect(await value("select array[1, null, 3]::int8[] as value")).toEqual([1, null, 3]);
    await expect(value("select 9007199254740992::int8 as value")).rejects.toThrow(RangeError);
  });

  test("a moment is a Date", async () => {
    expect(await value("select '2026-11-21T10:00:00Z'::timestamptz as value")).toEqual(
      new Date("2026-11-21T10:00:00Z"),
    );
  });
});

test("every connection has its limits from the start, without a session SET (S-64, R9)", async () => {
  expect(await value("select current_setting('statement_timeout') as value")).toBe("5s");
  expect(await value("select current_setting('lock_timeout') as value")).toBe("2s");
  expect(await value("select current_setting('idle_in_transaction_session_timeout') as value")).toBe("3s");
});

test("the house's own role is no superuser", async () => {
  expect(await value("select rolsuper as value from pg_roles where rolname = current_user")).toBe(false);
});

describe("a transaction", () => {
  test.each(["40001", "40P01", "57P01", "25P03"])("runs again after %s, and commits once", async (state) => {
    let runs = 0;
    const answer = await transaction(async () => {
      runs += 1;
      if (runs < 3) throw Object.assign(new Error("made up"), { code: state });
      return "done";
    });
    expect({ answer, runs }).toEqual({ answer: "done", runs: 3 });
  });

  test("gives up after the tries it was given", async () => {
    let runs = 0;
    const lost = transaction(
      async () => {
        runs += 1;
        throw Object.assign(new Error("made up"), { code: "40001" });
      },
      { tries: 2 },
    );
    await expect(lost).rejects.toMatchObject({ code: "40001" });
    expect(runs).toBe(2);
  });

  test("does not run again after any other error, and leaves nothing behind", async () => {
    let runs = 0;
    const failed = transaction(async (trx) => {
      runs += 1;
      await sql`create table left_behind (a int)`.execute(trx);
      throw new Error("a bug");
    });
    await expect(failed).rejects.toThrow("a bug");
    expect(runs).toBe(1);
    expect(await value("select to_regclass('left_behind') as value")).toBeNull();
  });

  test("survives a connection that is cut in its middle", async () => {
    let runs = 0;
    const pid = await transaction(async (trx) => {
      runs += 1;
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      if (runs === 1) await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db());
      await sql`select 1`.execute(trx);
      return rows[0]!.pid;
    });
    expect({ runs, pid: typeof pid }).toEqual({ runs: 2, pid: "number" });
  });

  test("whose COMMIT is cut says that nobody knows, and does not run again (R16)", async () => {
    await sql`create table slow (a int)`.execute(db());
    await pool().query(
      "create function cut() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$",
    );
    await pool().query(
      "create constraint trigger cut after insert on slow deferrable initially deferred for each row execute function cut()",
    );
    let runs = 0;
    const cut = transaction(async (trx) => {
      runs += 1;
      await sql`insert into slow values (1)`.execute(trx);
    });
    await expect(cut).rejects.toBeInstanceOf(CommitUnknown);
    expect(runs).toBe(1);
  });

  test("of nothing but last statements travels in one piece, so that no lock waits for its sender (R6)", async () => {
    await sql`create table piece (a int)`.execute(db());
    const answeredBefore: number[] = [];
    let answered = 0;
    let ask: (...asked: unknown[]) => Promise<unknown>;
    let client: pg.PoolClient;
    pool().once("acquire", (acquired) => {
      client = acquired;
      ask = acquired.query.bind(acquired) as typeof ask;
      acquired.query = ((...asked: unknown[]) => {
        answeredBefore.push(answered);
        const answer = ask(...asked);
        const count = () => {
          answered += 1;
        };
        void answer.then(count, count);
        return answer;
      }) as typeof acquired.query;
    });
    const heard: unknown[] = [];
    await transaction(async (_, last) => {
      last({ sql: "insert into piece values ($1) returning a", parameters: [7] }, (rows) => heard.push(...rows));
    });
    client!.query = ask! as pg.PoolClient["query"];
    // BEGIN, the statement and COMMIT have all left before anything was answered.
    expect(answeredBefore).toEqual([0, 0, 0]);
    expect(heard).toEqual([{ a: 7 }]);
    expect(await value("select count(*)::int as value from piece")).toBe(1);
  });

  test("never reports success when a query in it failed and the error was swallowed", async () => {
    const swallowed = transaction(async (trx) => {
      await sql`select 1 / 0`.execute(trx).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow(/rolled back/);
  });

  test("gives its connection back, whatever happened", () => {
    expect(pool().idleCount).toBe(pool().totalCount);
  });
});

test("a SQLSTATE is told from the system's own codes", () => {
  expect(sqlState({ code: "23505" })).toBe("23505");
  expect(sqlState({ code: "EPIPE" })).toBeUndefined();
  expect(sqlState(new Error("x"))).toBeUndefined();
});
