import { Migrator } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { bareDatabase, freshDatabase, withSuperuser } from "../e2e/support/database";
import { brokenInvariants } from "../e2e/support/invariants";
import { furnish } from "../lib/furnish";
import { db, pool } from "./client";
import { migrateToLatest } from "./migrate";
import { migrations } from "./migrations";

type Tables = Map<string, string[]>;

const STEPS = Object.keys(migrations);
/** What a furnished house of today holds, by table. */
const furnished = new Map<string, unknown[]>();

beforeAll(async () => {
  const leave = await freshDatabase();
  await furnish();
  for (const name of (await tables()).keys()) {
    const { rows } = await pool().query(`select to_jsonb(t) as row from "${name}" t`);
    furnished.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  await leave();
}, 120_000);

describe.each(STEPS.slice(0, -1))("R13: a house of the step %s", (step) => {
  let had: Tables;

  beforeAll(async () => {
    const leave = await bareDatabase();
    const migrator = new Migrator({ db: db(), provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateTo(step);
    if (error) throw error;
    had = await tables();
    await moveIn(had);
    return leave;
  });

  it("opens at the newest with every row it had, and keeps the laws of the house", async () => {
    expect(await migrateToLatest(db())).toEqual(STEPS.slice(STEPS.indexOf(step) + 1));
    for (const name of had.keys()) expect([name, await count(name)]).toEqual([name, furnished.get(name)!.length]);
    expect([...furnished.values()].flat().length).toBeGreaterThan(100);
    expect(await brokenInvariants()).toEqual([]);
    expect(await migrateToLatest(db())).toEqual([]);
  });

  it("its code still writes into the newest, which knows every column of then and asks for no other", async () => {
    await moveIn(had);
    expect(await brokenInvariants()).toEqual([]);
  });
});

describe("R13: a house that is being read", () => {
  beforeAll(bareDatabase);

  it("is brought on only once it is let, or left as it is after 5 s", { timeout: 20_000 }, async () => {
    const migrator = new Migrator({ db: db(), provider: { getMigrations: async () => migrations } });
    await migrator.migrateTo(STEPS[0]!);
    const reader = await pool().connect();
    // Somebody from outside, such as a copy that is being taken: ours are cut off when they are silent.
    await reader.query("set idle_in_transaction_session_timeout = 0");
    await reader.query("begin");
    await reader.query("select from account");
    const began = Date.now();
    await expect(migrateToLatest(db())).rejects.toMatchObject({ code: "55P03" });
    expect(Date.now() - began).toBeLessThan(10_000);
    await reader.query("rollback");
    reader.release(true);
    const { rows } = await pool().query("select name from kysely_migration");
    expect(rows).toEqual([{ name: STEPS[0] }]);
    expect((await migrateToLatest(db())).length).toBe(STEPS.length - 1);
  });
});

/** The tables of the house that is open, each with its columns. */
async function tables(): Promise<Tables> {
  const { rows } = await pool().query(`
    select c.relname as name, array_agg('"' || a.attname || '"' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%' group by 1 order by 1`);
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

const count = async (table: string): Promise<number> =>
  (await pool().query(`select count(*)::int as n from "${table}"`)).rows[0].n;

/** Puts into these tables, and these columns alone, what a furnished house has there; what was there goes. */
async function moveIn(into: Tables): Promise<void> {
  const { rows } = await pool().query("select current_database() as name");
  await withSuperuser(async (client) => {
    // Rows come table by table, not in the order in which they lean on each other.
    await client.query("set session_replication_role = replica");
    for (const [name, columns] of into) {
      await client.query(`delete from "${name}"`);
      await client.query(
        `insert into "${name}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${name}", $1)`,
        [JSON.stringify(furnished.get(name))],
      );
    }
  }, rows[0].name);
}
