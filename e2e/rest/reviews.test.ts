import "../support/unlimited";
import { beforeAll, expect, it } from "vitest";
import { countCall, flushCalls } from "../../db/calls";
import { db } from "../../db/client";
import type { ReviewHead, ReviewLine } from "../../lib/operations/reviews/wire";
import { reviewCsv } from "../../lib/operations/reviews/written";
import { ask as callAs, journalOf, pair, type Somebody, share, sharesOf, somebody } from "../support/arrange";
import { ask, delegateOf, newEnvironment } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

beforeAll(freshDatabase);

const START = "environment.control.StartEnv";
const LOOK = "environment.control.GetEnvInfo";

async function must(who: Somebody, method: string, values: Record<string, string | number> = {}) {
  const { body } = await call(`confer.review.${method}`, values, who.session);
  expect(body.error).toBe("");
  return body as unknown as { review: ReviewHead; lines: ReviewLine[] };
}

/** Milo, who started one of two environments lately and looked at the other; and who has worked with Olga for a year. */
async function house() {
  const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
  const id = await pair(olga, milo);
  await share(olga, id, "ENV", "shop", [START, LOOK]);
  await share(olga, id, "ENV", "blog", [START, LOOK]);
  await share(olga, id, "ENV", "attic", [START, LOOK]);
  const year = new Date(Date.now() - 365 * 86_400_000);
  await db().updateTable("member").set({ status_at: year }).where("owner_uid", "=", olga.uid).execute();
  countCall(olga.uid, milo.uid, START, "ENV", "shop");
  countCall(olga.uid, milo.uid, LOOK, "ENV", "blog");
  await flushCalls();
  return { olga, milo, id };
}

it("a review has a line for each person and thing, with its last use and what that speaks for", async () => {
  const { olga } = await house();
  const { review } = await must(olga, "Start");
  const { lines } = await must(olga, "Get", { id: review.id });
  const today = new Date().toISOString().slice(0, 10);
  expect(lines.map(({ person, thing, lastUse, suggestion }) => [person, thing, lastUse, suggestion]).sort()).toEqual([
    ["Milo", "attic", null, "remove"],
    ["Milo", "blog", today, "reduce"],
    ["Milo", "shop", today, "keep"],
  ]);
});

it("what is decided is kept with who, when and why, can be taken back and gone on with, and ends as a report", async () => {
  const { olga } = await house();
  const { id } = (await must(olga, "Start")).review;
  await must(olga, "Decide", { id, lines: "1", decision: "keep", why: "on call" });
  await must(olga, "Decide", { id, lines: "2,3", decision: "remove" });
  await must(olga, "Decide", { id, lines: "3" });
  const { review, lines } = await must(olga, "Get", { id });
  expect(review).toMatchObject({ lines: 3, decided: 2 });
  expect(lines.map(({ decision, why, decidedBy }) => [decision, why, decidedBy])).toEqual([
    ["keep", "on call", "Olga"],
    ["remove", "", "Olga"],
    [null, "", ""],
  ]);
  expect(lines[0]!.decidedAt).not.toBeNull();
  await must(olga, "Finish", { id });
  for (const [method, values] of [
    ["Decide", { id, lines: "3", decision: "keep" }],
    ["Finish", { id }],
  ] as const) {
    const { body } = await call(`confer.review.${method}`, values, olga.session);
    expect([body.result, body.reason]).toEqual([8211, 240]);
  }
});

it("a note stands with its line whatever is decided afterwards, can come alone, and is in the report and its file", async () => {
  const { olga } = await house();
  const { id } = (await must(olga, "Start")).review;
  await must(olga, "Decide", { id, lines: "1", why: "ask her lead" });
  await must(olga, "Decide", { id, lines: "1", decision: "keep" });
  await must(olga, "Decide", { id, lines: "2", decision: "skip", why: "later" });
  await must(olga, "Decide", { id, lines: "2", why: "much later" });
  const { lines } = await must(olga, "Get", { id });
  expect(lines.map(({ decision, why, decidedBy }) => [decision, why, decidedBy])).toEqual([
    ["keep", "ask her lead", "Olga"],
    ["skip", "much later", "Olga"],
    [null, "", ""],
  ]);
  expect(reviewCsv(lines)).toContain("ask her lead");
  expect((await call("confer.review.Decide", { id, decision: "keep" }, olga.session)).body.result).toBe(3);
});

it("a line that is not there is not found, beside one that is as well; a filter that nothing fits decides nothing", async () => {
  const { olga } = await house();
  const { id } = (await must(olga, "Start")).review;
  const decide = async (values: Record<string, string | number | boolean>) =>
    (await call("confer.review.Decide", { id, decision: "keep", ...values }, olga.session)).body;
  for (const lines of ["4", "1,4", "4000000000"]) expect([lines, (await decide({ lines })).result]).toEqual([lines, 5]);
  expect((await decide({ lines: "" })).result).toBe(3);
  expect(await decide({ all: true, search: "nobody" })).toMatchObject({ result: 0, decided: 0, left: 0 });
  expect(await decide({ lines: "1,1" })).toMatchObject({ result: 0, decided: 1 });
  expect((await must(olga, "Get", { id })).review.decided).toBe(1);
});

it("all that fit are decided at once, also those on other pages; what comes with a team is not removed so", async () => {
  const { olga } = await house();
  const team = (await callAs(olga, "users.team.Create", { displayName: "Nights" })).collaboration.id;
  const nora = await somebody("Nora");
  await callAs(olga, "users.team.Invite", { teamId: team, email: nora.email, displayName: "Nora" });
  await share(olga, team, "ENV", "shop", [START]);
  const { id } = (await must(olga, "Start")).review;
  const all = async (values: Record<string, string | number | boolean>) => {
    const { body } = await call("confer.review.Decide", { id, all: true, ...values }, olga.session);
    return body as unknown as { decided: number; left: number };
  };
  expect(await all({ search: "milo", decision: "keep", why: "asked" })).toMatchObject({ decided: 3, left: 0 });
  expect(await all({ was: "undecided", decision: "remove" })).toMatchObject({ decided: 0, left: 1 });
  expect(await all({ suggestion: "remove", use: "unused", decision: "remove" })).toMatchObject({ decided: 1, left: 0 });
  expect(await all({ whose: "team", decision: "skip" })).toMatchObject({ decided: 1 });
  const { lines } = await must(olga, "Get", { id });
  expect(lines.map(({ person, thing, decision, why }) => [person, thing, decision, why])).toEqual([
    ["Milo", "attic", "remove", "asked"],
    ["Milo", "blog", "keep", "asked"],
    ["Milo", "shop", "keep", "asked"],
    ["Nora", "shop", "skip", ""],
  ]);
  const told = (await journalOf(olga, "review")).map(({ after }) => after);
  expect(told).toContainEqual({ lines: 3, search: "milo", decision: "keep", why: "asked" });
});

it("lines come person by person and thing by thing as they are called, what is widest first", async () => {
  const olga = await somebody("Olga");
  const people = await Promise.all(["Zoe", "Ada", "milo"].map((name) => somebody(name)));
  for (const one of people) {
    const id = await pair(olga, one);
    for (const name of ["web-10", "web-9"]) {
      await share(olga, id, "ENV", `key-of-${name}`, [START]);
    }
    await share(olga, id, "ENV", "*", [START]);
  }
  const { id } = (await must(olga, "Start")).review;
  const { lines } = await must(olga, "Get", { id });
  expect(lines.map(({ person, thing }) => `${person} ${thing}`)).toEqual(
    ["Ada", "milo", "Zoe"].flatMap((name) => ["*", "key-of-web-9", "key-of-web-10"].map((thing) => `${name} ${thing}`)),
  );
});

it("nothing is taken before the end; then what was decided is, and the report says what became of each", async () => {
  const { olga } = await house();
  const { id } = (await must(olga, "Start")).review;
  await must(olga, "Decide", { id, lines: "1,2", decision: "remove" });
  await must(olga, "Decide", { id, lines: "3", decision: "keep" });
  expect(await sharesOf(olga)).toHaveLength(3);
  const { lines } = await must(olga, "Get", { id });
  // Somebody takes one of them meanwhile.
  await ask(olga, "DeleteResources", { collaborationId: lines[1]!.collaborationId, ids: lines[1]!.shareId });
  const tried = await call("confer.review.Finish", { id, dryRun: true }, olga.session);
  expect(tried.body).toHaveProperty("preview");
  expect(await sharesOf(olga)).toHaveLength(2);
  const { review } = await must(olga, "Finish", { id });
  expect(review).toMatchObject({ kept: 1, removing: 2, endedBy: "Olga" });
  expect(await sharesOf(olga)).toEqual([lines[2]!.resource]);
  const report = await must(olga, "Get", { id });
  expect(report.lines.map(({ outcome }) => outcome)).toEqual(["removed", "gone", null]);
});

it("what is taken from many at the end is told to each of them in one letter, of what they lose", async () => {
  const olga = await somebody("Olga");
  const people = await Promise.all(["Ada", "Bo"].map((name) => somebody(name)));
  for (const one of people) {
    const id = await pair(olga, one);
    for (const name of ["shop", "blog", `own-${one.name}`]) await share(olga, id, "ENV", name, [START]);
  }
  const { id } = (await must(olga, "Start")).review;
  const { lines } = await must(olga, "Get", { id });
  const going = lines.filter(({ thing }) => thing !== "shop").map(({ n }) => n);
  await must(olga, "Decide", { id, lines: going.join(), decision: "remove" });
  await must(olga, "Finish", { id });
  expect(await sharesOf(olga)).toEqual(["ENV:shop", "ENV:shop"]);
  for (const one of people) {
    const letters = db().selectFrom("mail").select("text").where("to_email", "=", one.email);
    const told = await letters.where("kind", "=", "changed").orderBy("created_at", "desc").execute();
    const last = told.filter(({ text }) => text.includes("blog"))[0]!.text;
    expect(last).toContain(`own-${one.name}`);
    expect(last).not.toContain("shop");
  }
  const gone = (await journalOf(olga, "share")).filter(({ after }) => !after);
  expect(gone.map(({ before }) => (before as { resourceId: string }).resourceId).sort()).toEqual(
    ["blog", "blog", "own-Ada", "own-Bo"].sort(),
  );
});

it("what was given lately says nothing yet; what is asked for narrows the lines, and a review can begin narrowed", async () => {
  const { olga, id } = await house();
  const { roles } = (await ask(olga, "GetRoles")) as unknown as { roles: { id: number }[] };
  await newEnvironment(olga, "zoo");
  await ask(olga, "SetResource", { collaborationId: id, resourceId: "zoo", roleIds: roles[0]!.id });
  const { review } = await must(olga, "Start");
  const get = async (values: Record<string, string | number>) =>
    (await must(olga, "Get", { id: review.id, ...values })).lines.map(
      ({ thing, suggestion }) => `${thing} ${suggestion}`,
    );
  const [unused, used] = [
    ["attic remove", "zoo new"],
    ["blog reduce", "shop keep"],
  ];
  expect((await get({ sort: "use" })).slice(0, 2).sort()).toEqual(unused);
  expect((await get({ sort: "use", order: "desc" })).slice(0, 2).sort()).toEqual(used);
  expect(await get({ search: "ATT" })).toEqual(["attic remove"]);
  expect((await get({ use: "unused" })).sort()).toEqual(unused);
  expect(await get({ suggestion: "keep,remove", resultCount: 1, startIndex: 1 })).toHaveLength(1);
  expect(await get({ whose: "outside" })).toEqual([]);
  await must(olga, "Decide", { id: review.id, lines: "1", decision: "skip" });
  expect(await get({ decision: "undecided" })).toHaveLength(3);
  const narrow = await must(olga, "Start", { roleId: roles[0]!.id });
  expect(narrow.review).toMatchObject({ scope: { role: { id: roles[0]!.id } } });
  const { body } = await call("confer.review.Start", { state: "SUSPENDED" }, olga.session);
  expect([body.result, body.reason]).toEqual([8211, 260]);
  expect((await call("confer.review.Start", { roleId: 1 }, olga.session)).body.result).toBe(5);
});

it("what comes with a team is kept, or taken in the team: not from one of it", async () => {
  const olga = await somebody("Olga");
  const team = (await callAs(olga, "users.team.Create", { displayName: "Nights" })).collaboration.id;
  const nora = await somebody("Nora");
  await callAs(olga, "users.team.Invite", { teamId: team, email: nora.email, displayName: "Nora" });
  await share(olga, team, "ENV", "shop", [START]);
  const { id } = (await must(olga, "Start")).review;
  const { lines } = await must(olga, "Get", { id });
  expect(lines).toMatchObject([{ person: "Nora", team: "Nights", state: "PENDING", reason: "invitedLately" }]);
  const { body } = await call("confer.review.Decide", { id, lines: "1", decision: "remove" }, olga.session);
  expect([body.result, body.reason]).toEqual([8211, 261]);
  await must(olga, "Decide", { id, lines: "1", decision: "keep" });
});

it("a delegate reviews others, not themselves; only the owner ends what takes something away", async () => {
  const { olga, milo } = await house();
  const dana = await delegateOf(olga);
  const of = { ownerUid: olga.uid };
  const { id } = (await must(dana, "Start", of)).review;
  const { lines } = await must(dana, "Get", { id, ...of });
  const own = lines.find(({ self }) => self)!;
  expect(own.email).toBe(dana.email);
  const result = async (who: Somebody, method: string, values: Record<string, string | number>) =>
    (await call(`confer.review.${method}`, { ...values, ...of }, who.session)).body.result;
  expect(await result(dana, "Decide", { id, lines: own.n, decision: "keep" })).toBe(8);
  const other = lines.find(({ self }) => !self)!;
  await must(dana, "Decide", { id, lines: other.n, decision: "remove", ...of });
  expect(await result(dana, "Finish", { id })).toBe(8);
  for (const method of ["Start", "List", "Get", "Decide", "Finish"]) {
    expect([method, await result(milo, method, { id, lines: other.n, decision: "keep" })]).toEqual([method, 8]);
    expect(await result(await somebody("Sten"), method, { id, lines: other.n, decision: "keep" })).toBe(5);
  }
  await must(olga, "Finish", { id });
  const report = await must(dana, "Get", { id, ...of });
  expect(report.lines.find(({ n }) => n === other.n)).toMatchObject({ decidedBy: dana.name, outcome: "removed" });
});

it("a review is its owner's alone: for everybody else there is none", async () => {
  const { olga, milo } = await house();
  const { id } = (await must(olga, "Start")).review;
  for (const method of ["Get", "Decide", "Finish"]) {
    const { body } = await call(`confer.review.${method}`, { id, lines: "1", decision: "keep" }, milo.session);
    expect([method, body.result]).toEqual([method, 5]);
  }
  expect((await must(milo, "List")) as object).toMatchObject({ reviews: [] });
});

it("whoever looks after the members uses the whole account by it, and by nothing that was refused to them", async () => {
  const olga = await somebody("Olga");
  const dana = await delegateOf(olga);
  const lastUse = async () => {
    const { review } = await must(olga, "Start");
    const { lines } = await must(olga, "Get", { id: review.id });
    return lines.find(({ type }) => type === "ACCOUNT")!.lastUse;
  };
  await call("users.collaboration.DeleteRole", { id: 1, ownerUid: olga.uid }, dana.session);
  await flushCalls();
  expect(await lastUse()).toBeNull();
  expect(await ask(dana, "GetMembers", { ownerUid: olga.uid })).toMatchObject({ result: 0 });
  await flushCalls();
  expect(await lastUse()).toBe(new Date().toISOString().slice(0, 10));
});
