import "../e2e/support/unlimited";
import fs from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../e2e/support/database";
import { brokenInvariants } from "../e2e/support/invariants";
import { residents } from "../e2e/support/residents";
import { sweep } from "../e2e/support/sweep";
import { sweepAccess } from "../e2e/support/sweep-access";
import { sweepPages } from "../e2e/support/sweep-pages";
import { sweepRooms } from "../e2e/support/sweep-rooms";
import { type Statement, watchStatements } from "../e2e/support/watch";
import { operations } from "../lib/operations/families";
import * as pages from "../lib/operations/pages";
import { flushCalls } from "./calls";
import { db } from "./client";
import { flush } from "./touch";

beforeAll(freshDatabase);

const POINTERS = [
  "directory_activity",
  "directory_closed_invitation",
  "directory_diagram",
  "directory_email",
  "directory_environment",
  "directory_identity",
  "directory_invitation",
  "directory_key",
  "directory_membership",
  "directory_session",
  "directory_threat_model",
  "directory_threat_model_entry",
];
const WITHOUT_OWNER = [...POINTERS, "counter"];

describe("the catalogue", () => {
  it("R1: the tables without an owner first are the pointers and the counter, and no others", async () => {
    const tables = await tablesOf();
    const keyed = await rows<{ name: string; first: string }>(sql`
      select c.relname as name, a.attname as first from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1] where k.contype = 'p'`);
    const ownerFirst = keyed.filter((one) => one.first === "owner_uid").map((one) => one.name);
    expect(tables.filter((name) => !ownerFirst.includes(name))).toEqual(
      WITHOUT_OWNER.filter((name) => name !== "directory_membership" && name !== "directory_activity").sort(),
    );
    expect(tables.length).toBeGreaterThan(20);
  });

  it("R1: every table but the counter holds owner_uid, as bigint and never null", async () => {
    const found = await rows<{ name: string; type: string; required: boolean }>(sql`
      select c.relname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'owner_uid'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`);
    const sound = found.filter((one) => one.type === "bigint" && one.required).map((one) => one.name);
    expect(sound.sort()).toEqual((await tablesOf()).filter((name) => name !== "counter"));
  });

  it("R1: every unique constraint and index of an owner's table contains owner_uid", async () => {
    const unique = await rows<{ table: string; index: string; columns: string[] }>(sql`
      select t.relname as "table", i.relname as "index",
        array(select a.attname::text from unnest(x.indkey::int2[]) k join pg_attribute a on a.attrelid = t.oid and a.attnum = k) as columns
      from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      where x.indisunique and t.relnamespace = 'public'::regnamespace and t.relname not like 'kysely%'`);
    const ours = unique.filter((one) => !WITHOUT_OWNER.includes(one.table));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.filter((one) => !one.columns.includes("owner_uid"))).toEqual([]);
  });

  it("R1, R14: every foreign key leads by owner_uid to owner_uid, deletes along or not at all, and never updates", async () => {
    const keys = await rows<{ name: string; own: string[]; their: string[]; deletes: string; updates: string }>(sql`
      select k.conname as name, k.confdeltype::text as deletes, k.confupdtype::text as updates,
        array(select a.attname::text from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as own,
        array(select a.attname::text from unnest(k.confkey) n join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n) as their
      from pg_constraint k where k.contype = 'f'`);
    expect(keys.length).toBeGreaterThan(12);
    for (const key of keys) {
      expect(key.own.indexOf("owner_uid"), key.name).toBeGreaterThanOrEqual(0);
      expect(key.their.indexOf("owner_uid"), key.name).toBe(key.own.indexOf("owner_uid"));
      // Only CASCADE and NO ACTION; and a key that holds the distribution column cannot cascade an update there.
      expect(["c", "a"], key.name).toContain(key.deletes);
      expect(key.updates, key.name).toBe("a");
    }
  });

  it("R3: ids come from the one sequence, and no column counts by itself", async () => {
    const sequences = await rows<{ name: string; step: string }>(sql`
      select c.relname as name, s.seqincrement as step from pg_class c join pg_sequence s on s.seqrelid = c.oid`);
    expect(sequences).toEqual([{ name: "confer_id", step: 50 }]);
    const counting = await rows(sql`
      select a.attrelid::regclass::text as "table", a.attname from pg_attribute a
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like '%nextval%')`);
    expect(counting).toEqual([]);
  });

  it("R4: columns are of the few types whose JavaScript form is settled", async () => {
    const types = await rows<{ type: string }>(sql`
      select distinct format_type(a.atttypid, a.atttypmod) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
        and a.attnum > 0 and not a.attisdropped order by 1`);
    expect(types.map((one) => one.type)).toEqual([
      "bigint",
      "boolean",
      "integer",
      "jsonb",
      "text",
      "text[]",
      "timestamp with time zone",
      "uuid",
    ]);
  });

  it("R4: a bigint arrives as a number up to 2^53-1, alone and in an array, and throws beyond", async () => {
    const [row] = await rows<{ one: number; many: number[]; nothing: null }>(
      sql`select 9007199254740991::bigint as one, array[1, -9007199254740991]::bigint[] as many, null::bigint as nothing`,
    );
    expect(row).toEqual({ one: 9007199254740991, many: [1, -9007199254740991], nothing: null });
    await expect(rows(sql`select 9007199254740992::bigint as one`)).rejects.toThrow(RangeError);
    await expect(rows(sql`select array[-9007199254740992]::bigint[] as many`)).rejects.toThrow(RangeError);
  });

  it("R4: a moment comes back as the same moment, to the millisecond", async () => {
    const at = new Date("2026-02-28T23:59:59.987Z");
    const [row] = await rows<{ at: Date }>(sql`select ${at}::timestamptz as at`);
    expect(row!.at).toEqual(at);
  });

  it("R4, S-85: text compares byte by byte, without folding letters or accents", async () => {
    const [row] = await rows<{ order: string[]; same: boolean }>(sql`
      select array(select t from unnest(array['b', 'a', 'B', 'ä', 'z', 'A']) t order by t) as order, 'ı' = 'i' or 'A' = 'a' as same`);
    expect(row).toEqual({ order: ["A", "B", "a", "b", "z", "ä"], same: false });
  });

  it("R14: there is no trigger and no rule with logic in it", async () => {
    expect(await rows(sql`select tgname from pg_trigger where not tgisinternal`)).toEqual([]);
    expect(await rows(sql`select rulename from pg_rules where schemaname = 'public'`)).toEqual([]);
    const functions = sql`select proname from pg_proc where pronamespace = 'public'::regnamespace`;
    expect(await rows(functions)).toEqual([]);
  });
});

describe("every statement of a furnished house in which everybody did everything", () => {
  let statements: Statement[];
  let done: string[];
  let faults: string[];

  beforeAll(async () => {
    const watch = watchStatements();
    const people = await residents();
    const shown = await sweepPages(people);
    await sweepAccess(people.owner);
    await sweepRooms(people);
    const swept = await sweep(people);
    await flush();
    await flushCalls();
    watch.stop();
    statements = watch.statements.flatMap(unfolded);
    done = [...swept.done.keys(), ...shown];
    faults = swept.faults;
  }, 120_000);

  it("every operation of the register took part, and succeeded", () => {
    expect(faults).toEqual([]);
    const all = [...operations, ...Object.values(pages)].map((operation) => operation.method);
    expect(all.filter((method) => !done.includes(method))).toEqual([
      "confer.pages.GetLetter",
      "confer.pages.GetLetters",
    ]);
  });

  it("the database is sound after it", async () => expect(await brokenInvariants()).toEqual([]));

  it("every table was read or written", async () => {
    const touched = new Set(statements.flatMap((statement) => tablesIn(statement.text)));
    const untouched = (await tablesOf()).filter((name) => !touched.has(name));
    expect(untouched).toEqual([]);
  });

  it("R2, S-05: a statement names owner_uid, or touches only pointers, counters and the sequence", () => {
    const homeless = distinct(statements).filter((text) => {
      const ours = tablesIn(text).filter((table) => !WITHOUT_OWNER.includes(table));
      return ours.length > 0 && !namesOwner(text);
    });
    expect(homeless).toEqual([]);
  });

  it("R2: what changes rows is bound to one owner by a parameter, never by another column alone", () => {
    const loose = distinct(statements).filter((text) => {
      const table = /^(?:update|delete from) "?(\w+)"?/.exec(text)?.[1];
      return table && !POINTERS.includes(table) && table !== "counter" && !/where .*"?owner_uid"? = \$\d+/s.test(text);
    });
    expect(loose).toEqual([]);
    const inserts = distinct(statements).filter((text) => text.startsWith("insert into"));
    const ownerless = inserts.filter((text) => !/^insert into "?\w+"? \([^)]*\bowner_uid\b/.test(text));
    expect(ownerless.filter((text) => !text.startsWith('insert into "counter"'))).toEqual([]);
    expect(inserts.length).toBeGreaterThan(20);
  });

  it("R14: owner_uid is never updated", () => {
    const sets = distinct(statements).flatMap((text) => /\bset (.*?)(?: where | returning |$)/s.exec(text)?.[1] ?? []);
    expect(sets.length).toBeGreaterThan(10);
    expect(sets.filter((set) => /"?owner_uid"? =/.test(set))).toEqual([]);
  });

  it("R14: one transaction writes the data of one owner", () => {
    const torn: string[][] = [];
    let transactions = 0;
    for (const one of transactionsOf(statements)) {
      const owners = new Set(one.flatMap((statement) => ownerWritten(statement) ?? []));
      if (owners.size > 0) transactions += 1;
      if (owners.size > 1) torn.push(one.map((statement) => statement.text));
    }
    expect(torn).toEqual([]);
    expect(transactions).toBeGreaterThan(80);
  });

  it("R14: UPDATE, DELETE and ON CONFLICT call no function but those that never change their mind", () => {
    const calm = new Set([
      "least",
      "any",
      "coalesce",
      "in",
      "and",
      "or",
      "not",
      "values",
      "set",
      "where",
      "end",
      "case",
    ]);
    const restless = distinct(statements)
      .map((text) => (/^(?:update|delete)/.test(text) ? text : (/on conflict.*$/s.exec(text)?.[0] ?? "")))
      .filter((text) =>
        [...text.matchAll(/\b([a-z_]+)\s*\(/g)].some(([, name]) => !calm.has(name!) && name !== "conflict"),
      );
    expect(restless).toEqual([]);
    expect(
      distinct(statements).filter((text) => /(do update set|returning).*(now\(|current_timestamp|clock_)/s.test(text)),
    ).toEqual([]);
  });

  it("R9: nothing needs a connection of its own: no locks by number, LISTEN, SET, savepoints, temporary tables, named statements", () => {
    const texts = distinct(statements).map((text) => text.toLowerCase());
    const bound =
      /pg_(try_)?advisory|\blisten\b|\bnotify\b|^\s*set\s|set_config|savepoint|create temp|\bprepare\b|\bdeclare\b/;
    expect(texts.filter((text) => bound.test(text))).toEqual([]);
    expect(statements.filter((statement) => statement.name)).toEqual([]);
  });

  it("S-70: no value of a person stands in the text of a statement", () => {
    const spoken = /confer\.example|Olga|Shop|data-lab|Night shift|Sweep|Switch/;
    expect(distinct(statements).filter((text) => spoken.test(text))).toEqual([]);
    expect(statements.filter((statement) => statement.values.length > 0).length).toBeGreaterThan(500);
  });
});

describe("the source", () => {
  const files = ["db", "lib", "app", "components"].flatMap((folder) => sourcesIn(folder));

  it("R15: errors are told apart by SQLSTATE, never by the name of a constraint, table or column", () => {
    expect(files.length).toBeGreaterThan(100);
    const byName =
      /\b(?:error|err|e|cause|failure|fault|reason)\b(?:\s+as [^)]*\))?\??\.(?:constraint|table|column|schema|routine)\b/;
    expect(matching(byName)).toEqual([]);
    expect(matching(/["'`](?:\w+_(?:pk|pair|fk))["'`]/, "migrations")).toEqual([]);
  });

  it("S-70: no SQL is made of text: no sql.raw, no identifier from a variable, no template in a driver's query", () => {
    expect(matching(/\bsql\.(?:raw|ref|id|table|lit)\b/, "migrations")).toEqual([]);
    // The one exception makes the house's own role, with a password of its own making and the driver's own escaping.
    const made = matching(/\.query\(\s*(?:`[^`]*\$\{|[^"'`)\s]+\s*\+)/);
    expect(made).toEqual([expect.stringMatching(/^db\/embedded\.ts:\d+ .*`create role confer login\$\{password\}`/)]);
    expect(matching(/\b(?:db\(\)|at|tx|trx|eb)\.(?:raw|dynamic)\b/)).toEqual([]);
    expect(matching(/\.(?:orderBy|groupBy|select|selectFrom)\(\s*(?:input|raw|params|query)\b/)).toEqual([]);
  });

  it("S-70: no text becomes a JSON path", () => {
    expect(matching(/\beb\.ref\([^)]*,\s*["']->/)).toEqual([]);
    expect(matching(/\.key\(|jsonPath\(/, "", /^db\//)).toEqual([]);
  });

  function matching(pattern: RegExp, but = "", only = /./): string[] {
    return files
      .filter(({ name }) => (but === "" || !name.includes(but)) && only.test(name))
      .flatMap(({ name, lines }) =>
        lines.flatMap((line, n) => (pattern.test(line) ? [`${name}:${n + 1} ${line.trim()}`] : [])),
      );
  }
});

async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
  return (await query.execute(db())).rows as T[];
}

async function tablesOf(): Promise<string[]> {
  const found = await rows<{ name: string }>(sql`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not like 'kysely%' order by 1`);
  return found.map((one) => one.name).sort();
}

const distinct = (statements: readonly Statement[]): string[] => [...new Set(statements.map((one) => one.text))];

/** The tables a statement reads or writes, by the words before them. */
function tablesIn(text: string): string[] {
  const named = [...text.matchAll(/\b(?:from|join|into|update)\s+"?([a-z_]+)"?/g)].map((match) => match[1]!);
  const made = [...text.matchAll(/\bwith "?(\w+)"? as/g)].map((match) => match[1]);
  return [...new Set(named)].filter((name) => !made.includes(name) && !["m", "set", "unnest"].includes(name));
}

/** Is the owner compared, or given as the first value of a new row? */
const namesOwner = (text: string): boolean =>
  /owner_uid"?\s*(?:=|in)\s*/.test(text) || /^insert into "\w+" \([^)]*"owner_uid"/.test(text);

/** A statement that begins with another which writes, as both; one that only reads what that gives back stays as it is. */
function unfolded(statement: Statement): Statement[] {
  const [, beside, after] =
    /^\s*with \w+ as \(((?:update|insert|delete).*?)\)\s+(?=insert|update|delete|select)(.*)$/s.exec(statement.text) ??
    [];
  const texts = beside ? [beside, after!.startsWith("select") ? statement.text : after!] : [statement.text];
  return texts.map((text) => ({ ...statement, text }));
}

/** The statements between each begin and its commit, connection by connection. */
function transactionsOf(statements: readonly Statement[]): Statement[][] {
  const open = new Map<object, Statement[]>();
  const closed: Statement[][] = [];
  for (const statement of statements) {
    if (statement.text === "begin") open.set(statement.connection, []);
    else if (statement.text === "commit") {
      closed.push(open.get(statement.connection) ?? []);
      open.delete(statement.connection);
    } else open.get(statement.connection)?.push(statement);
  }
  return closed;
}

/** Whose row of an owner's table a statement writes; undefined for reads, pointers and counters. */
function ownerWritten({ text, values }: Statement): unknown {
  const table = /^(?:insert into|update|delete from) "?(\w+)"?/.exec(text)?.[1];
  if (!table || WITHOUT_OWNER.includes(table)) return undefined;
  const [, columns, first] = /^insert into "\w+" \(([^)]*)\)\s+(?:values \(|select )([^)]*)/.exec(text) ?? [];
  const place = columns
    ? first!.split(", ")[columns.split(", ").indexOf('"owner_uid"')]
    : /"?owner_uid"? = (\$\d+)/.exec(text)?.[1];
  return values[Number(place!.slice(1)) - 1];
}

function sourcesIn(folder: string): { name: string; lines: string[] }[] {
  const root = path.join(import.meta.dirname, "..");
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:tsx?|mjs)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => ({
      name: `${folder}/${name}`,
      lines: fs.readFileSync(path.join(root, folder, name), "utf8").split("\n"),
    }));
}
