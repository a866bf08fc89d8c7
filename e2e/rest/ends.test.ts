import "../support/unlimited";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { dueEndsOf, dueWithin } from "../../db/ends";
import { settleEnds } from "../../lib/operations/ends";
import { getMemberHistory } from "../../lib/operations/pages";
import { perform } from "../../lib/operations/perform";
import { openEndsClock } from "../../lib/work/ends";
import { actorFor } from "../../lib/work/owner-actor";
import { limited, type Somebody } from "../support/arrange";
import { doAs } from "../support/at-page";
import {
  ask,
  delegateOf,
  must,
  newEnvironment,
  newGroup,
  newRole,
  pairIn,
  shareAccount,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

const LOOK = "environment.control.GetEnvInfo";
const START = "environment.control.StartEnv";
const DAY = 86_400_000;

beforeAll(freshDatabase);

let olga: Somebody;
let milo: Somebody;
let id: number;
let env: { name: string; appid: string };
let viewer: number;
let starter: number;

beforeEach(async () => {
  ({ owner: olga, member: milo, id } = await pairIn("ACTIVE"));
  const [name, group] = [`shop-${olga.uid}`, "Shops"];
  await newGroup(olga, group);
  env = { name, appid: await newEnvironment(olga, name, group) };
  viewer = (await newRole(olga, ["LOGS_VIEW"])) as number;
  starter = (await newRole(olga, ["ENV_STATE"])) as number;
  await must(olga, "SetResource", {
    collaborationId: id,
    resourceId: group,
    resourceType: "ENV_GROUP",
    roleIds: viewer,
  });
});

const may = async (method: string): Promise<number> =>
  (await ask(milo, "CheckEnvironmentRights", { envName: env.name, serviceMethod: method })).result;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const direct = (until?: string) =>
  must(olga, "SetResource", {
    collaborationId: id,
    resourceId: env.name,
    roleIds: starter,
    ...(until ? { until } : {}),
  });
const setEnd = (who: Somebody, method: "SetMemberEnd" | "SetShareEnd", parameters: Record<string, string | number>) =>
  call(`confer.access.${method}`, parameters, who.session);
const shareIds = async () =>
  (await must(olga, "GetMemberResources", { memberId: id })).responses.map((one: { id: number }) => one.id);

describe("the end of a share", () => {
  it("S-02 takes that grant at its moment and nothing else, with nobody having looked", async () => {
    expect(await may(START)).toBe(8);
    const { until } = await direct(inMs(700));
    expect(until).toMatch(/^\d{4}-.*Z$/);
    expect([await may(START), await may(LOOK)]).toEqual([0, 0]);
    await new Promise((done) => setTimeout(done, 720));
    expect([await may(START), await may(LOOK)]).toEqual([8, 0]);
    const listed = (await must(milo, "GetCollaborationResources")).responses;
    expect(listed.map((one: { type: string }) => one.type)).toEqual(["ENV_GROUP"]);
    expect(await shareIds()).toHaveLength(2);
  });

  it("is by the clock of the database, and extended in one call it holds again", async () => {
    const { id: shareId } = await direct(inMs(60_000));
    expect(await may(START)).toBe(0);
    await sql`update share set ends_at = clock_timestamp() where id = ${shareId}`.execute(db());
    await sql`update account set version = version + 1 where owner_uid = ${olga.uid}`.execute(db());
    expect(await may(START)).toBe(8);
    expect((await setEnd(olga, "SetShareEnd", { id: shareId, until: inMs(DAY) })).body).toMatchObject({ result: 0 });
    expect(await may(START)).toBe(0);
    expect((await setEnd(olga, "SetShareEnd", { id: shareId, until: "none" })).body).toMatchObject({ result: 0 });
    const [one] = (await must(olga, "GetMemberResources", { memberId: id })).responses.filter(
      (share: { id: number }) => share.id === shareId,
    );
    expect(one).not.toHaveProperty("until");
  });

  it("what was shared until then does not come back with a new role", async () => {
    const { id: shareId } = await direct(inMs(60_000));
    await sql`update share set ends_at = clock_timestamp() where id = ${shareId}`.execute(db());
    const resources = JSON.stringify([{ resourceId: env.name, roleIds: [viewer], until: inMs(DAY) }]);
    const { responses } = await must(olga, "AddResources", { collaborationId: id, resources });
    expect(responses[0]).toMatchObject({ id: shareId, roleIds: [viewer], until: expect.any(String) });
    expect([await may(START), await may(LOOK)]).toEqual([8, 0]);
  });

  it.each([
    ["nonsense", "say it as"],
    ["2020-01-01T00:00:00Z", "has passed"],
    ["2199-01-01", "days from now"],
  ])("3: %s is no end", async (until, says) => {
    const answer = await ask(olga, "SetResource", {
      collaborationId: id,
      resourceId: env.name,
      roleIds: starter,
      until,
    });
    expect(answer).toMatchObject({ result: 3, error: expect.stringContaining(says) });
  });

  it("D10: a delegate gives no longer what they do not hold, and to a stranger there is no such share", async () => {
    const { id: shareId } = await direct(inMs(DAY));
    const dana = await delegateOf(olga);
    const extend = (who: Somebody, more = {}) =>
      setEnd(who, "SetShareEnd", { id: shareId, until: inMs(2 * DAY), ...more });
    expect((await extend(dana, { ownerUid: olga.uid })).body).toMatchObject({ result: 8 });
    expect((await extend(milo, { ownerUid: olga.uid })).body).toMatchObject({ result: 8 });
    expect((await extend(milo)).body).toMatchObject({ result: 5 });
  });
});

describe("the end of a membership", () => {
  it("S-02 takes everything of it at its moment; set later, it gives it back", async () => {
    expect((await setEnd(olga, "SetMemberEnd", { id, until: inMs(600) })).body).toMatchObject({ result: 0 });
    expect(await may(LOOK)).toBe(0);
    await new Promise((done) => setTimeout(done, 620));
    expect(await may(LOOK)).not.toBe(0);
    const [mine] = (await must(milo, "GetCollaborations", { id })).collaborations ?? [];
    const seen = mine ?? (await must(milo, "GetCollaborations", { id })).collaboration;
    expect(seen).toMatchObject({ status: "SUSPENDED", collaborationResources: [] });
    await setEnd(olga, "SetMemberEnd", { id, until: inMs(DAY) });
    expect(await may(LOOK)).toBe(0);
  });

  it("33 is set where a member is edited too, beside the label, by whoever may let them back in; the history tells of it", async () => {
    const until = inMs(9 * DAY);
    const { collaboration } = await must(olga, "EditMember", { id, displayName: "Milo, for now", until });
    expect(collaboration.members[0]).toMatchObject({ displayName: "Milo, for now", until });
    const kept = await must(olga, "EditMember", { id, displayName: "Milo" });
    expect(kept.collaboration.members[0].until).toBe(until);
    expect(await ask(olga, "EditMember", { id, until: "soon" })).toMatchObject({ result: 3 });
    const labels = { name: "Labels", methods: "users.collaboration.EditMember" };
    const policy = (await must(olga, "AddPolicy", labels)).policy.id;
    const other = await pairIn("ACTIVE", olga);
    const delegate = other.member;
    await shareAccount(olga, other.id, [policy]);
    const asDelegate = { id, ownerUid: olga.uid };
    expect((await ask(delegate, "EditMember", { ...asDelegate, displayName: "Milo, label" })).result).toBe(0);
    expect((await ask(delegate, "EditMember", { ...asDelegate, until: "none" })).result).toBe(8);
    const token = await limited(olga, ["users.collaboration.EditMember"], ["*"]);
    expect((await ask(token, "EditMember", { id, until: "none" })).result).not.toBe(0);
    const dry = await ask(olga, "EditMember", { id, until: inMs(60_000), dryRun: true });
    expect(dry).toMatchObject({ result: 0, preview: { changes: false } });
    expect((await must(olga, "EditMember", { id, until: "none" })).collaboration.members[0].until).toBeUndefined();
    const { entries } = await doAs(olga, getMemberHistory, { id });
    expect(entries.slice(0, 5).map(({ what, end, label }) => [what, end || label])).toEqual([
      ["endTaken", ""],
      ["labelled", "Milo, label"],
      ["labelled", "Milo"],
      ["labelled", "Milo, for now"],
      ["endSet", until],
    ]);
  });

  it("an invitation with an end cannot be accepted after it", async () => {
    const { member, id: other } = await pairIn("PENDING", olga);
    await setEnd(olga, "SetMemberEnd", { id: other, until: inMs(300) });
    await new Promise((done) => setTimeout(done, 320));
    expect(await ask(member, "AcceptCollaboration", { id: other })).toMatchObject({ result: 8211 });
    const { collaboration } = await must(olga, "InviteMember", { email: "later@example.com", until: inMs(DAY) });
    expect(collaboration.members[0]).toMatchObject({ until: expect.any(String) });
  });
});

describe("told beforehand", () => {
  const letters = async () =>
    (
      await sql<{ to_email: string; subject: string; text: string }>`
      select to_email, subject, text from mail where kind = 'ends' and owner_uid = ${olga.uid} order by to_email`.execute(
        db(),
      )
    ).rows;
  const settle = async () => perform(settleEnds, (await actorFor(olga.uid))!, {});
  /** Puts the end so many milliseconds from now, as if that much time had gone by. */
  const letItBe = (shareId: number, ms: number) =>
    sql`update share set ends_at = clock_timestamp() + ${ms}::bigint * interval '1 millisecond' where id = ${shareId}`.execute(
      db(),
    );

  it("a week and a day before, member and owner each get one letter, however often it is looked", async () => {
    const { id: shareId } = await direct(inMs(30 * DAY));
    await settle();
    expect(await letters()).toEqual([]);
    await letItBe(shareId, 7 * DAY - 1000);
    await Promise.all([settle(), settle()]);
    await settle();
    expect((await letters()).map(({ to_email }) => to_email).sort()).toEqual([milo.email, olga.email].sort());
    // The owner's leads to where one press gives more time.
    expect((await letters()).find(({ to_email }) => to_email === olga.email)!.text).toContain(`/members/${id}`);
    await letItBe(shareId, DAY - 1000);
    await settle();
    await settle();
    expect(await letters()).toHaveLength(4);
    expect((await letters()).map(({ subject }) => subject)).toContain("What Olga shares with you ends soon");
  });

  it("what is set for less than a week is not told as if it were a week", async () => {
    await direct(inMs(3 * DAY));
    expect(await dueEndsOf(db(), olga.uid)).toEqual([]);
  });
});

describe("the end of a token", () => {
  const letters = async () =>
    (
      await sql<{ to_email: string; subject: string; text: string }>`
      select to_email, subject, mail::text as text from mail where kind = 'ends' and owner_uid = ${olga.uid} order by id`.execute(
        db(),
      )
    ).rows;
  const settle = async () => perform(settleEnds, (await actorFor(olga.uid))!, {});
  const token = (method: string, more: Record<string, string | number>) =>
    call(`users.authentication.${method}`, more, olga.session);
  const make = async (expiresAt?: string): Promise<number> => {
    const { body } = await token("CreateToken", {
      description: "Deploy <b>bot</b>",
      apiList: START,
      ...(expiresAt ? { expiresAt } : {}),
    });
    expect(body.error).toBe("");
    return (body.token as { id: number }).id;
  };
  const wire = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 19).replace("T", " ");
  const letItBe = (id: number, ms: number) =>
    sql`update token set expires_at = clock_timestamp() + ${ms}::bigint * interval '1 millisecond' where id = ${id}`.execute(
      db(),
    );
  const dueIn = async () => (await dueWithin(40 * DAY, 1_000)).find(({ owner }) => owner === olga.uid)?.in;

  it("33 a week and a day before, its owner gets one letter each, in their language; it is due by the database's clock", async () => {
    await sql`update account set lang = 'de' where owner_uid = ${olga.uid}`.execute(db());
    const made = await make();
    expect(await dueIn()).toBeGreaterThan(22.9 * DAY);
    await settle();
    expect(await letters()).toEqual([]);
    await letItBe(made, 7 * DAY - 1000);
    await Promise.all([settle(), settle()]);
    await settle();
    expect((await letters()).map(({ to_email, subject }) => [to_email, subject])).toEqual([
      [olga.email, "Ein Token endet bald"],
    ]);
    expect((await letters())[0]!.text).toContain("/tokens");
    await letItBe(made, DAY - 1000);
    await settle();
    await settle();
    expect(await letters()).toHaveLength(2);
    await letItBe(made, -1000);
    await settle();
    await settle();
    expect(await letters()).toHaveLength(2);
    expect(await dueEndsOf(db(), olga.uid)).toEqual([]);
  });

  it("33 extended, it is told anew before its new end; made for a few days, or deleted, it is not told of", async () => {
    const made = await make();
    await letItBe(made, DAY / 2);
    await settle();
    expect(await letters()).toHaveLength(1);
    expect((await token("EditToken", { id: made, expiresAt: wire(30 * DAY) })).body.error).toBe("");
    expect(await dueEndsOf(db(), olga.uid)).toEqual([]);
    await letItBe(made, 6 * DAY);
    await settle();
    expect(await letters()).toHaveLength(2);
    const few = await make(wire(3 * DAY));
    expect(await dueEndsOf(db(), olga.uid)).toEqual([]);
    expect((await token("DeleteTokens", { ids: `${made},${few}` })).body.error).toBe("");
    expect(await dueIn()).toBeUndefined();
  });
});

describe("said aloud", () => {
  let clock: ReturnType<typeof openEndsClock>;
  beforeAll(() => {
    clock = openEndsClock();
  });
  afterAll(() => clock.close());

  it("at the end the owner's version moves within a second, and the journal says what ended", async () => {
    const version = async () =>
      (await sql<{ version: number }>`select version from account where owner_uid = ${olga.uid}`.execute(db())).rows[0]!
        .version;
    const { id: shareId } = await direct(inMs(500));
    const before = await version();
    await new Promise((done) => setTimeout(done, 490));
    const began = Date.now();
    while ((await version()) === before && Date.now() - began < 3_000)
      await new Promise((done) => setTimeout(done, 10));
    expect(Date.now() - began).toBeLessThan(1_000);
    const { rows } = await sql<{ after: { ended?: string } }>`
      select after from journal where owner_uid = ${olga.uid} and target = 'share' and target_id = ${String(shareId)}
      order by version desc limit 1`.execute(db());
    expect(rows[0]!.after.ended).toBeDefined();
  });
});
