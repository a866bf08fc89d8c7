import "../support/unlimited";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import * as pages from "../../lib/operations/pages";
import { pair, type Somebody, share, somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { ask, delegateOf, must, newEnvironment, newGroup, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";

beforeAll(freshDatabase);

type Filter = Parameters<typeof doAs<typeof pages.getMemberPage>>[2];
const page = (who: Somebody, filter: Filter = {}) => doAs(who, pages.getMemberPage, filter);
const namesIn = async (who: Somebody, filter: Filter) => (await page(who, filter)).rows.map((row) => row.name);
const rename = (who: Somebody, name: string) =>
  db().updateTable("account").set({ name }).where("owner_uid", "=", who.uid).execute();

describe("the page of members", () => {
  let olga: Somebody;
  let zoe: Somebody;
  let bjorn: Somebody;
  let ids: { zoe: number; bjorn: number };

  beforeAll(async () => {
    [olga, zoe, bjorn] = [await somebody("Olga"), await somebody("Zoe"), await somebody("Bjorn")];
    await rename(zoe, "Zoë Brontë");
    await rename(bjorn, "Bjørn Straße");
    ids = { zoe: await pair(olga, zoe), bjorn: await pair(olga, bjorn, "SUSPENDED") };
    await must(olga, "EditMember", { id: ids.bjorn, displayName: "Nachtwache" });
    await must(olga, "InviteMember", { email: "pending@example.com", displayName: "Pia" });
  });

  it("finds a part of a name, a label or an address, whatever its case and accents, and every word of it", async () => {
    expect(await namesIn(olga, { search: "BRONTE" })).toEqual(["Zoë Brontë"]);
    expect(await namesIn(olga, { search: "brönt zo" })).toEqual(["Zoë Brontë"]);
    expect(await namesIn(olga, { search: "strasse" })).toEqual(["Bjørn Straße"]);
    expect(await namesIn(olga, { search: "NACHT" })).toEqual(["Bjørn Straße"]);
    expect((await page(olga, { search: "ING@exam" })).rows.map((row) => row.label)).toEqual(["Pia"]);
    expect(await namesIn(olga, { search: "bronte nacht" })).toEqual([]);
    expect(await namesIn(olga, { search: "%" })).toEqual([]);
  });

  it("lists only those in the states asked for, and counts every state of those who fit the rest", async () => {
    const suspended = await page(olga, { state: ["SUSPENDED"] });
    expect(suspended.rows.map((row) => row.name)).toEqual(["Bjørn Straße"]);
    expect(suspended).toMatchObject({ total: 1, all: 3, counts: { ACTIVE: 1, SUSPENDED: 1, PENDING: 1, LEFT: 0 } });
    expect(await page(olga, { search: "zoe", state: ["PENDING"] })).toMatchObject({
      total: 0,
      counts: { ACTIVE: 1, SUSPENDED: 0, PENDING: 0 },
    });
  });

  it("an invitation whose link ran out is told apart", async () => {
    await must(olga, "InviteMember", { email: "late@example.com" });
    const past = new Date(Date.now() - 1_000);
    await db()
      .updateTable("member")
      .set({ secret_expires_at: past })
      .where("owner_uid", "=", olga.uid)
      .where("email", "=", "late@example.com")
      .execute();
    await must(olga, "EditMember", { id: ids.zoe, displayName: "" });
    await must(olga, "EditMember", { id: ids.bjorn, displayName: "Nachtwächter" });
    const expired = await page(olga, { state: ["EXPIRED"] });
    expect(expired.rows).toMatchObject([{ email: "late@example.com", state: "EXPIRED" }]);
    expect(expired.rows[0]!.invitedUntil).toBe(past.toISOString().slice(0, 19).replace("T", " "));
    await must(olga, "DeleteMember", { id: expired.rows[0]!.id });
  });

  it("a new name is found, and shown at once", async () => {
    await rename(zoe, "Zoë Quill");
    expect(await namesIn(olga, { state: ["ACTIVE"] })).toEqual(["Zoë Quill"]);
    await rename(zoe, "Zoë Brontë");
  });

  it("tells what each holds and how far it reaches, and finds people by a role and by a thing they reach", async () => {
    await newGroup(olga, "Shop");
    const [inside, outside] = [await newEnvironment(olga, "one", "Shop"), await newEnvironment(olga, "two")];
    const role = await newRole(olga, ["LOGS_VIEW"]);
    const other = await newRole(olga, ["LOGS_VIEW"]);
    const set = (collaborationId: number, resourceType: string, resourceId: string, roleIds: number) =>
      must(olga, "SetResource", { collaborationId, resourceType, resourceId, roleIds });
    await set(ids.zoe, "ENV", inside, role);
    await set(ids.zoe, "ENV_GROUP", "Shop", other);
    await set(ids.bjorn, "ENV_GROUP", "Shop", other);
    const [row] = (await page(olga, { search: "zoe" })).rows;
    expect(row!.shares.map(({ source, name, roles }) => [source, name, roles.map(({ id }) => id)])).toEqual([
      ["direct", "one", [role]],
      ["group", "Shop", [other]],
    ]);
    expect(row!.roles.map(({ id }) => id).sort()).toEqual([role, other].sort());
    expect(await namesIn(olga, { role })).toEqual(["Zoë Brontë"]);
    expect(await namesIn(olga, { role: other, sort: { by: "person", order: "asc" } })).toHaveLength(2);
    const through = await namesIn(olga, { resource: { type: "ENV", id: inside } });
    expect(through.sort()).toEqual(["Bjørn Straße", "Zoë Brontë"]);
    expect(await namesIn(olga, { resource: { type: "ENV", id: outside } })).toEqual([]);
    await set(ids.bjorn, "ENV", "*", role);
    expect(await namesIn(olga, { resource: { type: "ENV", id: outside } })).toEqual(["Bjørn Straße"]);
    const [sven] = (await page(olga, { search: "nacht" })).rows;
    expect(sven!.shares.map(({ source }) => source)).toEqual(["account", "group"]);
  });

  it("sorts both ways by each column, and those who have nothing there come last", async () => {
    const by = async (by: "roles" | "resources" | "changed" | "seen" | "state" | "person", order: "asc" | "desc") =>
      (await page(olga, { sort: { by, order } })).rows.map((row) => row.label || row.name);
    expect(await by("person", "asc")).toEqual(["Nachtwächter", "Pia", "Zoë Brontë"]);
    expect(await by("person", "desc")).toEqual(["Zoë Brontë", "Pia", "Nachtwächter"]);
    expect(await by("state", "asc")).toEqual(["Zoë Brontë", "Pia", "Nachtwächter"]);
    expect((await by("roles", "asc")).at(-1)).toBe("Pia");
    expect((await by("roles", "desc")).at(-1)).toBe("Pia");
    expect((await by("resources", "asc"))[0]).toBe("Pia");
    expect((await by("changed", "desc"))[0]).toBe("Pia");
    expect((await by("seen", "asc"))[0]).toBe("Zoë Brontë");
  });

  it("says when an active member was last seen, and of nobody else", async () => {
    const rows = (await page(olga)).rows;
    const seen = Object.fromEntries(rows.map((row) => [row.state, row.lastSeen]));
    expect(seen.ACTIVE).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(seen).toMatchObject({ SUSPENDED: null, PENDING: null });
  });

  it("gives pages that follow each other without gap or overlap", async () => {
    const all = (await page(olga)).rows.map((row) => row.id);
    const parts: number[] = [];
    for (let startRow = 0; startRow < all.length; startRow += 2) {
      parts.push(...(await page(olga, { startRow, resultCount: 2 })).rows.map((row) => row.id));
    }
    expect(parts).toEqual(all);
    expect((await page(olga, { startRow: 99 })).rows).toEqual([]);
    expect(await refusalOf(page(olga, { resultCount: 201 }))).toBe("invalid");
  });

  it("lists the people of teams with their team", async () => {
    await newTeam(olga, "Night shift", zoe);
    const rows = (await page(olga, { search: "zoe" })).rows;
    expect(rows.map((row) => [row.type, row.team])).toEqual(
      expect.arrayContaining([
        ["ACCOUNT", ""],
        ["GROUP", "Night shift"],
      ]),
    );
  });

  it("a delegate sees the owner's members; a plain member and a stranger see nothing", async () => {
    const delegate = await delegateOf(olga);
    expect((await page(delegate, { ownerUid: olga.uid, search: "zoe" })).rows.length).toBeGreaterThan(0);
    expect(await refusalOf(page(zoe, { ownerUid: olga.uid }))).toBe("forbidden");
    expect(await refusalOf(page(await somebody("Sten"), { ownerUid: olga.uid }))).toBe("not-found");
    expect((await page(zoe)).rows).toEqual([]);
  });

  it("shows a change at once, and forgets who was removed", async () => {
    const { owner, id } = await pairIn("ACTIVE");
    expect((await page(owner)).counts.ACTIVE).toBe(1);
    await ask(owner, "SuspendMember", { id });
    expect((await page(owner)).counts).toMatchObject({ ACTIVE: 0, SUSPENDED: 1 });
    await ask(owner, "DeleteMember", { id });
    expect(await page(owner)).toMatchObject({ rows: [], total: 0, all: 0 });
  });
});

describe("the table for spreadsheets", () => {
  it("holds everybody who fits the filter, in the order asked for, and runs nothing", async () => {
    const olga = await somebody("Olga");
    await must(olga, "InviteMember", { email: "a@example.com", displayName: '=HYPERLINK("http://x","y")' });
    await must(olga, "InviteMember", { email: "b@example.com", displayName: "+49 30; =1+1" });
    const { member } = await pairIn("ACTIVE", olga);
    const { csv, rows } = await doAs(olga, pages.getMemberCsv, { state: ["PENDING"] });
    expect(csv.startsWith("\ufeffemail,name,label")).toBe(true);
    const lines: Record<string, string>[] = parse(csv, { bom: true, columns: true });
    expect(rows).toBe(2);
    expect(lines.map((line) => [line.email, line.label, line.state])).toEqual([
      ["b@example.com", "'+49 30; '=1+1", "PENDING"],
      ["a@example.com", '\'=HYPERLINK("http://x","y")', "PENDING"],
    ]);
    const all = await doAs(olga, pages.getMemberCsv, { search: member.email });
    expect(all.rows).toBe(1);
  });

  it("says what each may reach, and is not for others", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    await newEnvironment(owner, "reachable");
    await share(owner, id, "ENV", "*");
    const { csv } = await doAs(owner, pages.getMemberCsv, {});
    expect(csv).toMatch(/ENV \*: role \d+/);
    expect(await refusalOf(doAs(member, pages.getMemberCsv, { ownerUid: owner.uid }))).toBe("forbidden");
  });
});

describe("ten thousand members who reach thirty thousand things", () => {
  const MEMBERS = 10_000;
  let owner: Somebody;

  beforeAll(async () => {
    owner = await somebody("Large");
    const uid = sql`${owner.uid}::bigint`;
    const base = sql`1000000000::bigint`;
    const every = sql`generate_series(1, ${MEMBERS}::int) n`;
    const steps = [
      sql`insert into account (owner_uid, email, email_shown, name, verified_at)
        select ${base} + n, 'm' || n || '@many.example', 'm' || n || '@many.example', 'Zoë Brontë ' || n, now() from ${every}`,
      sql`insert into sign_in (owner_uid, id, hash, door, expires_at, ends_at)
        select ${base} + n, ${base} + n, 'many ' || n, 'page', now(), now() from ${every}`,
      sql`insert into collaboration (owner_uid, id, type) select ${uid}, ${base} + n, 'ACCOUNT' from ${every}`,
      sql`insert into member (owner_uid, id, collaboration_id, type, email, email_shown, member_uid, status, signed_by, display_name)
        select ${uid}, ${base} + n, ${base} + n, 'ACCOUNT', 'm' || n || '@many.example', 'm' || n || '@many.example',
          ${base} + n, case when n % 10 = 0 then 'SUSPENDED' else 'ACTIVE' end, 'INVITATION', 'Täm ' || n % 100 from ${every}`,
      sql`insert into role (owner_uid, id, name, name_key, type) select ${uid}, ${base} + n, 'Role ' || n, 'role ' || n, 'VAP' from generate_series(1, 50) n`,
      sql`insert into share (owner_uid, id, collaboration_id, type, resource_id)
        select ${uid}, ${base} + (n - 1) * 3 + k, ${base} + n, 'ENV', 'env' || n % 500 || '-' || k from ${every}, generate_series(1, 3) k`,
      sql`insert into share_role select owner_uid, id, ${base} + id % 50 + 1 from share where owner_uid = ${uid}`,
      sql`update account set version = version + 1 where owner_uid = ${uid}`,
      sql`analyze`,
    ];
    for (const step of steps) await step.execute(db());
  }, 60_000);

  it("a page of fifty is there at once, whatever is searched, filtered or sorted", async () => {
    const questions: Record<string, Filter> = {
      all: {},
      last: { startRow: MEMBERS - 50 },
      name: { search: "bronte 77" },
      label: { search: "tam 42" },
      nothing: { search: "nobody is called so" },
      state: { state: ["SUSPENDED"] },
      role: { role: 1_000_000_007 },
      resource: { resource: { type: "ENV", id: "env7-3" } },
      state_: { sort: { by: "state", order: "desc" } },
      roles: { sort: { by: "roles", order: "asc" } },
      resources: { sort: { by: "resources", order: "desc" } },
      changed: { sort: { by: "changed", order: "desc" } },
      seen: { sort: { by: "seen", order: "desc" } },
    };
    const cold: Record<string, number> = {};
    const warm: Record<string, number> = {};
    for (const [name, filter] of Object.entries(questions)) {
      for (let n = 0; n < 3; n++) {
        // After a change nothing that is remembered holds any more.
        await sql`update account set version = version + 1 where owner_uid = ${owner.uid}`.execute(db());
        const [first, second] = [await timed(filter), await timed(filter)];
        cold[name] = Math.min(cold[name] ?? Infinity, first);
        warm[name] = Math.min(warm[name] ?? Infinity, second);
      }
    }
    if (process.env.CONFER_FIGURES) console.error(JSON.stringify({ cold, warm }));
    // Alone on two cores: 10-30 ms, and 50-100 after a change. Here others work beside it.
    const slow = (times: Record<string, number>, most: number) => Object.entries(times).filter(([, ms]) => ms > most);
    expect(slow(warm, 300)).toEqual([]);
    expect(slow(cold, 1_000)).toEqual([]);
  }, 60_000);

  async function timed(filter: Filter): Promise<number> {
    const began = performance.now();
    await page(owner, { resultCount: 50, ...filter });
    return Math.round(performance.now() - began);
  }

  it("finds the same by every way", async () => {
    expect((await page(owner, { search: "m7777@many" })).total).toBe(1);
    expect((await page(owner, { search: "täm 99 m9" })).total).toBeGreaterThan(0);
    expect((await page(owner, { state: ["SUSPENDED"] })).total).toBe(MEMBERS / 10);
    expect((await page(owner, { resource: { type: "ENV", id: "env7-3" } })).total).toBe(MEMBERS / 500);
  });
});
