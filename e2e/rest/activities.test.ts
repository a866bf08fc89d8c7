import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { config } from "../../lib/config.mjs";
import * as pages from "../../lib/operations/pages";
import { openRunner, type Runner } from "../../lib/work/runner";
import { type Somebody, sharesOf, somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { ask, lettersOf, must, newEnvironment, newGroup, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";

beforeAll(freshDatabase);

const limited = config().rateLimit;
let runners: Runner[] = [];
const runner = () => {
  const opened = openRunner();
  runners.push(opened);
  return opened;
};
afterEach(async () => {
  await Promise.all(runners.map((one) => one.close()));
  runners = [];
});

type Invites = Parameters<typeof doAs<typeof pages.startInvites>>[2];
const invite = async (who: Somebody, input: Invites) => (await doAs(who, pages.startInvites, input)).id;
const read = (who: Somebody, id: number) => doAs(who, pages.getActivities, { id });

/** The activity once it is in this state. */
async function once(who: Somebody, id: number, state: string, within = 8_000) {
  const began = performance.now();
  for (;;) {
    const { activities, steps } = await read(who, id);
    if (activities[0]!.state === state) return { activity: activities[0]!, steps };
    if (performance.now() - began > within) throw new Error(`still ${JSON.stringify(activities[0])}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

const verdicts = (steps: { email: string; verdict: string | null; code: string }[]) =>
  steps.map(({ email, verdict, code }) => `${email} ${verdict}${code ? ` ${code}` : ""}`);
const people = (n: number) =>
  Array.from({ length: n }, (_, k) => ({ email: `p${k + 1}@many.example`, label: `P ${k + 1}` }));

/** As if the limits of this owner had passed. */
const forgetLimits = () => db().deleteFrom("counter").execute();

describe("inviting many", () => {
  it("gives each address its verdict, shares what was chosen, and writes a letter to each", async () => {
    const olga = await somebody("Olga");
    const { member } = await pairIn("ACTIVE", olga);
    const env = await newEnvironment(olga, "bulk-one");
    const role = await newRole(olga, ["LOGS_VIEW"]);
    runner();
    const id = await invite(olga, {
      invitees: [
        { email: "ann@many.example", label: "Ann" },
        { email: "ANN@many.example" },
        { email: "not an address" },
        { email: member.email },
        { email: olga.email },
        { email: "bob@many.example" },
      ],
      shares: [{ type: "ENV", resourceId: "bulk-one", roleIds: [role] }],
    });
    const { activity, steps } = await once(olga, id, "done");
    expect(verdicts(steps)).toEqual([
      "ann@many.example created",
      "ANN@many.example skipped duplicate",
      "not an address refused invalid",
      `${member.email} refused exists`,
      `${olga.email} refused invalid`,
      "bob@many.example created",
    ]);
    expect(activity).toMatchObject({ kind: "invite", total: 6, done: 6, refused: 3, pausedUntil: null });
    expect(activity.endedAt).not.toBeNull();
    const { rows } = await doAs(olga, pages.getMemberPage, { search: "many.example" });
    expect(rows.map((row) => [row.email, row.label, row.shares.map((one) => one.resourceId)])).toEqual([
      ["ann@many.example", "Ann", [env]],
      ["bob@many.example", "", [env]],
    ]);
    expect((await lettersOf(olga)).filter((letter) => letter.includes("many.example"))).toHaveLength(2);
  });

  it("says what could not be shared, though they are invited", async () => {
    const olga = await somebody("Olga");
    runner();
    const shares = [{ type: "ENV" as const, resourceId: "nowhere", roleIds: [1] }];
    const { steps } = await once(
      olga,
      await invite(olga, { invitees: [{ email: "part@many.example" }], shares }),
      "done",
    );
    expect(steps).toMatchObject([{ verdict: "created", code: "partly", note: "environment not found" }]);
  });

  it("12, S-27: two hundred go out at once as one of the hour's, and the two hundred and first waits for the day", async () => {
    if (!limited) throw new Error("this test needs the limits");
    const olga = await somebody("Olga");
    runner();
    const id = await invite(olga, { invitees: people(200) });
    const { activity } = await once(olga, id, "done", 60_000);
    expect(activity).toMatchObject({ done: 200, refused: 0, pausedUntil: null });
    expect(await lettersOf(olga)).toHaveLength(200);
    const over = await ask(olga, "InviteMember", { email: "over@many.example" });
    expect(over).toMatchObject({ result: 8214, error: expect.stringContaining("200 invitations a day") });
    await forgetLimits();
  }, 90_000);

  it("S-27: lists and single invitations are counted together, twenty in an hour", async () => {
    const olga = await somebody("Olga");
    for (let n = 0; n < 19; n++) await must(olga, "InviteMember", { email: `hour${n}@many.example` });
    const id = await invite(olga, { invitees: people(3) });
    expect((await ask(olga, "InviteMember", { email: "hour20@many.example" })).result).toBe(8214);
    expect(await refusalOf(invite(olga, { invitees: people(3) }))).toBe("too-many");
    runner();
    expect((await once(olga, id, "done")).activity).toMatchObject({ done: 3, refused: 0 });
    await forgetLimits();
  });

  it("12: a team is filled from a list as well, with a verdict for each address", async () => {
    const olga = await somebody("Olga");
    const milo = await somebody("Milo");
    const team = await newTeam(olga, "Crew", milo);
    runner();
    const id = await invite(olga, { teamId: team, invitees: [{ email: milo.email }, ...people(12)] });
    const { steps } = await once(olga, id, "done");
    expect(verdicts(steps)[0]).toBe(`${milo.email} refused exists`);
    expect(steps.filter(({ verdict }) => verdict === "created")).toHaveLength(12);
    const { rows } = await doAs(olga, pages.getMemberPage, { search: "many.example" });
    expect(rows.map(({ team: name, label }) => [name, label])).toContainEqual(["Crew", "P 1"]);
    const shares = [{ type: "ENV" as const, resourceId: "x", roleIds: [1] }];
    expect(await refusalOf(invite(olga, { teamId: team, invitees: people(1), shares }))).toBe("invalid");
    const sten = await somebody("Sten");
    expect(await refusalOf(invite(sten, { teamId: team, invitees: people(1) }))).toBe("not-found");
    await forgetLimits();
  });

  it("waits where a limit has to pass, and goes on from there", async () => {
    const olga = await somebody("Olga");
    const soon = new Date(Date.now() - 23 * 3_600_000);
    await db()
      .insertInto("counter")
      .values({ key: `invite/owner/day/${olga.uid}`, started_at: soon, n: 180 })
      .execute();
    runner();
    const id = await invite(olga, { invitees: people(25) });
    const paused = async () => (await read(olga, id)).activities[0]!;
    while ((await paused()).pausedUntil === null) await new Promise((done) => setTimeout(done, 20));
    const activity = await paused();
    expect(activity).toMatchObject({ state: "waiting", done: 20, refused: 0 });
    expect(Date.parse(`${activity.pausedUntil!.replace(" ", "T")}Z`)).toBeGreaterThan(Date.now() + 60_000);
    await forgetLimits();
    const past = new Date(Date.now() - 1_000);
    await db().updateTable("directory_activity").set({ due_at: past }).where("activity_id", "=", id).execute();
    runner();
    const { steps } = await once(olga, id, "done");
    expect(steps.every(({ verdict }) => verdict === "created")).toBe(true);
    await forgetLimits();
  });

  it("an address that was written to too often is refused, and holds nobody else up", async () => {
    const [olga, zoe] = [await somebody("Olga"), await somebody("Zoe")];
    const other = await Promise.all([1, 2].map(() => somebody("Other")));
    for (const by of [zoe, ...other]) await must(by, "InviteMember", { email: "often@many.example" });
    runner();
    const id = await invite(olga, { invitees: [{ email: "often@many.example" }, { email: "seldom@many.example" }] });
    const { steps } = await once(olga, id, "done");
    expect(verdicts(steps)).toEqual(["often@many.example refused too-many", "seldom@many.example created"]);
    await forgetLimits();
  });

  it("stops where it is cancelled, and what was done stays done", async () => {
    const olga = await somebody("Olga");
    const id = await invite(olga, { invitees: people(5) });
    const cancelled = await doAs(olga, pages.cancelActivity, { id });
    expect(cancelled.activity).toMatchObject({ state: "cancelled", done: 0 });
    runner();
    await new Promise((done) => setTimeout(done, 300));
    expect((await read(olga, id)).activities[0]).toMatchObject({ state: "cancelled", done: 0 });
    expect(await lettersOf(olga)).toEqual([]);
    expect((await doAs(olga, pages.cancelActivity, { id })).activity.state).toBe("cancelled");
  });

  it("goes on after a stop in the middle, and nobody is invited twice; two nodes do not do it twice either", async () => {
    const olga = await somebody("Olga");
    const first = runner();
    const id = await invite(olga, { invitees: people(18) });
    while ((await read(olga, id)).activities[0]!.done < 3) await new Promise((done) => setTimeout(done, 5));
    await first.close();
    const stopped = (await read(olga, id)).activities[0]!;
    expect(stopped.done).toBeLessThan(18);
    runner();
    runner();
    const { steps } = await once(olga, id, "done");
    expect(steps.map(({ verdict }) => verdict)).toEqual(steps.map(() => "created"));
    const letters = (await lettersOf(olga)).sort();
    expect(letters).toHaveLength(18);
    expect(new Set(letters).size).toBe(18);
    await forgetLimits();
  });

  it("is judged at each step: a role that goes in the meantime is not given", async () => {
    const olga = await somebody("Olga");
    await newEnvironment(olga, "bulk-two");
    const role = await newRole(olga, ["LOGS_VIEW"]);
    const shares = [{ type: "ENV" as const, resourceId: "bulk-two", roleIds: [role] }];
    const id = await invite(olga, { invitees: [{ email: "late@many.example" }], shares });
    await must(olga, "DeleteRole", { id: role });
    runner();
    expect((await once(olga, id, "done")).steps).toMatchObject([{ code: "partly", note: "role not found" }]);
    expect(await sharesOf(olga)).toEqual([]);
  });

  it("ends with the account whose it is", async () => {
    const olga = await somebody("Olga");
    const id = await invite(olga, { invitees: people(2) });
    await db().updateTable("account").set({ status: "DELETED" }).where("owner_uid", "=", olga.uid).execute();
    runner();
    const began = performance.now();
    for (;;) {
      const row = await db().selectFrom("activity").selectAll().where("owner_uid", "=", olga.uid).executeTakeFirst();
      if (row?.state === "cancelled") break;
      if (performance.now() - began > 5_000) throw new Error(`still ${row?.state} ${id}`);
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(await lettersOf(olga)).toEqual([]);
  });

  it("is nobody else's business, and there are limits", async () => {
    const [olga, sten] = [await somebody("Olga"), await somebody("Sten")];
    const id = await invite(olga, { invitees: [{ email: "mine@many.example" }] });
    expect(await refusalOf(read(sten, id))).toBe("not-found");
    expect(await refusalOf(doAs(sten, pages.cancelActivity, { id }))).toBe("not-found");
    expect((await doAs(sten, pages.getActivities, {})).activities).toEqual([]);
    expect(await refusalOf(invite(olga, { invitees: people(201) }))).toBe("invalid");
    for (let n = 0; n < 4; n++) await invite(olga, { invitees: [{ email: `${n}@many.example` }] });
    expect(await refusalOf(invite(olga, { invitees: [{ email: "six@many.example" }] }))).toBe("limit");
    expect((await doAs(olga, pages.getActivities, {})).activities).toHaveLength(5);
    const settled = await somebody("Settled");
    const nothing = await invite(settled, { invitees: [{ email: "no address" }] });
    expect((await read(settled, nothing)).activities[0]).toMatchObject({ state: "done", done: 1, refused: 1 });
  });
});

describe("importing a table of people", () => {
  const preview = async (who: Somebody, csv: string) => doAs(who, pages.previewImport, { csv });
  const lines = async (who: Somebody, csv: string) =>
    (await preview(who, csv)).lines.map(({ line, verdict, changes, code }) =>
      [line, verdict, ...changes, code].filter((part) => part !== "").join(" "),
    );

  it("says line by line what it would do, changes nothing, and then does just that", async () => {
    const olga = await somebody("Olga");
    const { id } = await pairIn("ACTIVE", olga);
    const milo = (await doAs(olga, pages.getMemberPage, {})).rows[0]!;
    const env = await newEnvironment(olga, "import-one");
    await newGroup(olga, "Imports");
    const [a, b] = [await newRole(olga, ["LOGS_VIEW"]), await newRole(olga, ["LOGS_VIEW"])];
    const roles = (await must(olga, "GetRoles", {})).roles as { id: number; name: string }[];
    const nameOf = (role: number) => roles.find((one) => one.id === role)!.name;
    await must(olga, "SetResource", { collaborationId: id, resourceId: "import-one", roleIds: a });
    const csv = [
      "\ufeffEmail;Label;Type;Resource;Roles",
      `new@import.example;Nora;;import-one;${nameOf(a)}`,
      `new@import.example;Nora;group;Imports;${nameOf(a)}, ${nameOf(b)}`,
      `new@import.example;Nora;;import-one;${nameOf(a)}`,
      `${milo.email};${milo.label};ENV;${env};${nameOf(a)}`,
      `${milo.email};${milo.label};ENV;${env};${nameOf(b)}`,
      `${milo.email};Milo, relabelled;;;`,
      "broken;X;;;",
      `other@import.example;;;nowhere;${nameOf(a)}`,
      "other@import.example;;;import-one;No such role",
      "other@import.example;;;import-one;",
      `other@import.example;;moon;import-one;${nameOf(a)}`,
      `${olga.email};;;;`,
      "",
    ].join("\r\n");
    const versionBefore = (await doAs(olga, pages.getMemberPage, {})).all;
    expect(await lines(olga, csv)).toEqual([
      "2 create invited",
      "3 change roles",
      "4 skip duplicate",
      "5 skip same",
      "6 change roles",
      "7 change label",
      "8 error invalid",
      "9 error not-found",
      "10 error not-found",
      "11 error invalid",
      "12 error invalid",
      "13 error invalid",
    ]);
    expect((await preview(olga, csv)).counts).toEqual({ create: 1, change: 3, skip: 2, error: 6 });
    expect((await doAs(olga, pages.getMemberPage, {})).all).toBe(versionBefore);

    runner();
    const started = await doAs(olga, pages.startImport, { csv });
    const { activity, steps } = await once(olga, started.id, "done");
    expect(activity).toMatchObject({ kind: "import", total: 12, done: 12, refused: 6 });
    expect(steps.map(({ verdict }) => verdict)).toEqual([
      "created",
      "changed",
      "skipped",
      "skipped",
      "changed",
      "changed",
      ...Array.from({ length: 6 }, () => "refused"),
    ]);
    const rows = (await doAs(olga, pages.getMemberPage, {})).rows;
    const nora = rows.find((row) => row.email === "new@import.example")!;
    expect(nora).toMatchObject({ label: "Nora", state: "PENDING" });
    expect(nora.shares.map(({ type, roles }) => [type, roles.map(({ id }) => id)])).toEqual([
      ["ENV", [a]],
      ["ENV_GROUP", [a, b]],
    ]);
    const changed = rows.find((row) => row.id === milo.id)!;
    expect(changed.label).toBe("Milo, relabelled");
    expect(changed.shares[0]!.roles.map(({ id }) => id).sort()).toEqual([a, b].sort());

    expect((await preview(olga, csv)).counts).toEqual({ create: 0, change: 2, skip: 4, error: 6 });
  });

  it("33 invites each until a last day of their own, else until that of all; a day that cannot be meant is refused for its person", async () => {
    const olga = await somebody("Olga");
    const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const [own, all] = [inDays(20), inDays(40)];
    runner();
    const started = await doAs(olga, pages.startInvites, {
      invitees: [
        { email: "own@ends.example", until: own },
        { email: "all@ends.example" },
        { email: "never@ends.example", until: "none" },
        { email: "past@ends.example", until: "2020-01-31T00:00:00Z" },
        { email: "someday@ends.example", until: "someday" },
      ],
      until: all,
    });
    await once(olga, started.id, "done");
    const { rows } = await doAs(olga, pages.getMemberPage, {});
    expect(rows.map(({ email, ends }) => [email, ends]).sort()).toEqual([
      ["all@ends.example", all],
      ["never@ends.example", null],
      ["own@ends.example", own],
    ]);
    const team = await newTeam(olga, "Crew");
    const invitees = [{ email: "crew@ends.example", until: own }, { email: "crew2@ends.example" }];
    await once(olga, (await doAs(olga, pages.startInvites, { teamId: team, invitees })).id, "done");
    const { people } = await doAs(olga, pages.getTeam, { teamId: team });
    expect(people.map(({ email, ends }) => [email, ends]).sort()).toEqual([
      ["crew2@ends.example", null],
      ["crew@ends.example", own],
    ]);
  });

  it("33 takes an end for each person: a day is the last one, and what has passed is refused", async () => {
    const olga = await somebody("Olga");
    await pairIn("ACTIVE", olga);
    const milo = (await doAs(olga, pages.getMemberPage, {})).rows[0]!;
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const csv = [
      "email,until",
      `until@import.example,${day}`,
      `${milo.email},${day}`,
      "past@import.example,2020-01-31",
      "never@import.example,someday",
    ].join("\n");
    expect(await lines(olga, csv)).toEqual(["2 create invited", "3 change end", "4 error invalid", "5 error invalid"]);
    runner();
    const started = await doAs(olga, pages.startImport, { csv });
    await once(olga, started.id, "done");
    const { rows } = await doAs(olga, pages.getMemberPage, {});
    const until = `${day}T23:59:59.000Z`;
    expect(rows.map(({ email, ends }) => [email, ends]).sort()).toEqual(
      [
        ["until@import.example", until],
        [milo.email, until],
      ].sort(),
    );
    expect(await lines(olga, csv)).toEqual(["2 skip same", "3 skip same", "4 error invalid", "5 error invalid"]);
  });

  it("reads a list of addresses without a head, and what was exported here", async () => {
    const olga = await somebody("Olga");
    expect(await lines(olga, "a@import.example,Ann\nb@import.example")).toEqual([
      "1 create invited",
      "2 create invited",
    ]);
    await must(olga, "InviteMember", { email: "x@import.example", displayName: "=Xaver; -1" });
    const { csv } = await doAs(olga, pages.getMemberCsv, {});
    expect(await lines(olga, csv)).toEqual(["2 skip same"]);
  });

  it("refuses what is no table of people, and a label that is no line of text", async () => {
    const olga = await somebody("Olga");
    expect(await refusalOf(preview(olga, "name,label\nAnn,A"))).toBe("invalid");
    expect(await refusalOf(preview(olga, 'email\n"open'))).toBe("invalid");
    expect(await refusalOf(preview(olga, ""))).toBe("invalid");
    expect(await refusalOf(preview(olga, `email\n${"a@b.example\n".repeat(2_001)}`))).toBe("invalid");
    expect(await refusalOf(preview(olga, "x".repeat(200_001)))).toBe("invalid");
    expect(
      await lines(olga, `email,label\na@import.example,"two\nlines"\nb@import.example,${"x".repeat(256)}`),
    ).toEqual(["3 error invalid", "4 error invalid"]);
  });

  it("whoever left or said no is invited again, and somebody who waits gets no second letter", async () => {
    const olga = await somebody("Olga");
    const left = await pairIn("LEFT", olga);
    const waits = await pairIn("PENDING", olga);
    await forgetLimits();
    const before = (await lettersOf(olga)).length;
    const csv = `email,label\n${left.member.email},\n${waits.member.email},Waits`;
    expect(await lines(olga, csv)).toEqual(["2 create invited", "3 change label"]);
    runner();
    await once(olga, (await doAs(olga, pages.startImport, { csv })).id, "done");
    const letters = (await lettersOf(olga)).slice(before);
    expect(letters).toEqual([`invitation ${left.member.email}`]);
  });
});
