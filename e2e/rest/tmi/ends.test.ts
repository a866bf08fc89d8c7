import "../../support/unlimited";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "../../../db/client";
import { dueEndsOf, dueWithin } from "../../../db/ends";
import { settleEnds } from "../../../lib/operations/ends";
import { getModelAccess, getThreatModels } from "../../../lib/operations/pages";
import { perform } from "../../../lib/operations/perform";
import { editThreatModel } from "../../../lib/operations/threat-models";
import { actorFor } from "../../../lib/work/owner-actor";
import { somebody } from "../../support/arrange";
import { doAs } from "../../support/at-page";
import { freshDatabase } from "../../support/database";
import { call } from "../../support/platform";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";

beforeAll(freshDatabase);

const DAY = 86_400_000;
let { olga, milo, rita, at, model }: Awaited<ReturnType<typeof scene>> = {} as never;
let id: string;
beforeEach(async () => {
  ({ olga, milo, rita, at, model } = await scene());
  id = model.body.id;
});

type Who = { session: string };
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const setEnd = async (who: Who, more: object) =>
  (await call("confer.access.SetListEnd", { threatModelId: id, ...more } as never, who.session)).body;
/** Puts the end of Milo's line so many milliseconds from now, as if that much time had gone by. */
const letItBe = async (ms: number) => {
  await sql`update threat_model_entry set ends_at = clock_timestamp() + ${ms}::bigint * interval '1 millisecond'
    where threat_model_id = ${id} and uid = ${milo.uid}`.execute(db());
  await sql`update account set version = version + 1 where owner_uid = ${olga.uid}`.execute(db());
};
const opens = async (who: Who) => (await tmi(`GET ${at}`, { token: who.session })).status;
const listed = async () =>
  (await tmi(`GET ${at}`, { token: olga.session })).body.authorization.map((line: { email: string }) => line.email);
const settle = async () => perform(settleEnds, (await actorFor(olga.uid))!, {});
const put = (json: object, headers = {}) => tmi(`PUT ${at}`, { token: olga.session, json, headers });
const endOf = async (uid: number) =>
  (await doAs(olga, getModelAccess, { id })).entries.find((entry) => entry.uid === uid)?.ends;

describe("32, 33: the end of a line of a threat model's own list", () => {
  it("takes that line at its moment and nothing else, with nobody having looked; given longer it holds again", async () => {
    expect(await setEnd(olga, { uid: milo.uid, until: inMs(600) })).toMatchObject({ result: 0 });
    expect([await opens(milo), await opens(rita)]).toEqual([200, 200]);
    await new Promise((done) => setTimeout(done, 620));
    expect([await opens(milo), await opens(rita)]).toEqual([404, 200]);
    expect(await listed()).not.toContain(milo.email);
    expect((await doAs(milo, getThreatModels, {})).models).toEqual([]);
    expect(await setEnd(olga, { uid: milo.uid, until: inMs(DAY) })).toMatchObject({ result: 0 });
    expect(await opens(milo)).toBe(200);
    expect((await doAs(milo, getThreatModels, {})).models[0]!.ends).toBe(await endOf(milo.uid));
    expect(await setEnd(olga, { uid: milo.uid, until: "none" })).toMatchObject({ result: 0 });
    expect(await endOf(milo.uid)).toBeNull();
  });

  it("S-02 is by the clock of the database; explained, it says since when", async () => {
    await letItBe(0);
    expect(await opens(milo)).toBe(404);
    const asked = { threatModelId: id, serviceMethod: "threatmodel.diagram.EditDiagram" };
    const who = await call("confer.access.WhoCan", { ...asked, ownerUid: olga.uid }, olga.session);
    expect((who.body.people as { email: string }[]).map(({ email }) => email)).not.toContain(milo.email);
    await letItBe(DAY);
    const again = await call("confer.access.WhoCan", { ...asked, ownerUid: olga.uid }, olga.session);
    expect(again.body.people).toMatchObject([{ listed: "writer", listedUntil: expect.stringMatching(/^\d{4}-/) }]);
  });

  it("D10: owners of the model set it, nobody else, and none of them gives themselves longer", async () => {
    const until = inMs(2 * DAY);
    expect(await setEnd(milo, { uid: rita.uid, until })).toMatchObject({ result: 8 });
    expect(await setEnd(rita, { uid: rita.uid, until })).toMatchObject({ result: 8 });
    expect(await setEnd(olga, { uid: 1, until })).toMatchObject({ result: 5 });
    expect(await setEnd(olga, { uid: milo.uid, until: "2020-01-01" })).toMatchObject({ result: 3 });
    const authorization = [
      { principalType: "user" as const, email: milo.email, role: "owner" as const, until },
      { principalType: "user" as const, email: rita.email, role: "reader" as const, until: "" },
    ];
    await doAs(olga, editThreatModel, { id, changes: { authorization } });
    expect(await setEnd(milo, { uid: rita.uid, until })).toMatchObject({ result: 0 });
    expect(await setEnd(milo, { uid: milo.uid, until: "none" })).toMatchObject({ result: 8 });
    expect(await setEnd(milo, { uid: milo.uid, until: inMs(3 * DAY) })).toMatchObject({ result: 8 });
    expect(await setEnd(milo, { uid: milo.uid, until: inMs(DAY) })).toMatchObject({ result: 0 });
    authorization[0]!.until = "";
    await expect(doAs(milo, editThreatModel, { id, changes: { authorization } })).rejects.toMatchObject({
      code: "forbidden",
    });
    const [stranger] = [await scene()];
    expect(await setEnd(stranger.olga, { uid: milo.uid, until })).toMatchObject({ result: 5 });
  });
});

describe("clients of TMI, who know no ends", () => {
  it("see the shape they know, and keep the ends of lines that stay", async () => {
    await setEnd(olga, { uid: milo.uid, until: inMs(DAY) });
    const end = await endOf(milo.uid);
    const { body } = await tmi(`GET ${at}`, { token: olga.session });
    expect(JSON.stringify(body.authorization)).not.toMatch(/until|ends/);
    expect((await put({ name: "Payments", authorization: body.authorization.toReversed() })).status).toBe(200);
    expect(await endOf(milo.uid)).toBe(end);
    const role = { op: "replace", path: "/authorization/0/role", value: "reader" };
    expect((await tmi(`PATCH ${at}`, { token: olga.session, json: [role] })).status).toBe(200);
    expect((await put({ name: "Other" })).status).toBe(200);
    expect(await endOf(milo.uid)).toBe(end);
  });

  it("do not bring back what has ended with a list read before, and may name somebody anew after it", async () => {
    const { body } = await tmi(`GET ${at}`, { token: olga.session });
    const before = { name: "Payments", authorization: body.authorization };
    await letItBe(0);
    expect((await put(before)).status).toBe(200);
    expect(await opens(milo)).toBe(404);
    const { headers } = await tmi(`GET ${at}`, { token: olga.session });
    await settle();
    expect((await put(before, { "if-match": headers.etag! })).status).toBe(409);
    // A writer who puts back what they see changes nothing of the list.
    await doAs(olga, editThreatModel, {
      id,
      changes: {
        authorization: [
          ...(await doAs(olga, getModelAccess, { id })).entries.flatMap(({ uid, role, ends }) =>
            uid === null
              ? []
              : [
                  {
                    principalType: "user" as const,
                    uid,
                    role: uid === rita.uid ? ("writer" as const) : role,
                    until: ends ?? "",
                  },
                ],
          ),
        ],
      },
    });
    const seen = (await tmi(`GET ${at}`, { token: rita.session })).body.authorization;
    const hers = await tmi(`PUT ${at}`, { token: rita.session, json: { name: "Hers", authorization: seen } });
    expect(hers.status).toBe(200);
    expect(await endOf(milo.uid)).not.toBeNull();
    expect((await put(before)).status).toBe(200);
    expect([await opens(milo), await endOf(milo.uid)]).toEqual([200, null]);
  });
});

describe("told beforehand", () => {
  const letters = async () =>
    (
      await sql<{ to_email: string; text: string }>`
      select to_email, mail::text as text from mail where kind = 'ends' and owner_uid = ${olga.uid} order by to_email`.execute(
        db(),
      )
    ).rows;

  it("33 a week and a day before, whoever is named and the account's owner get one letter each; then the journal says it", async () => {
    await setEnd(olga, { uid: milo.uid, until: inMs(30 * DAY) });
    await settle();
    expect(await letters()).toEqual([]);
    await letItBe(7 * DAY - 1000);
    await Promise.all([settle(), settle()]);
    await settle();
    expect((await letters()).map(({ to_email }) => to_email).sort()).toEqual([milo.email, olga.email].sort());
    for (const { text } of await letters()) expect(text).toContain("the threat model Payments");
    await letItBe(DAY - 1000);
    await settle();
    await settle();
    expect(await letters()).toHaveLength(4);
    expect((await dueWithin(2 * DAY, 1_000)).filter(({ owner }) => owner === olga.uid)).toHaveLength(1);
    await letItBe(-1000);
    await settle();
    await settle();
    expect(await letters()).toHaveLength(4);
    const { rows } = await sql<{ after: object }>`
      select after from journal where owner_uid = ${olga.uid} and target = 'threat-model' and after ? 'ended'`.execute(
      db(),
    );
    expect(rows).toHaveLength(1);
    expect(await dueEndsOf(db(), olga.uid)).toEqual([]);
  });

  it("33 an address without an account gets its letter a week and a day before, in the owner's language; with one, its person does", async () => {
    await sql`update account set lang = 'de' where owner_uid = ${olga.uid}`.execute(db());
    const address = `nina.${olga.uid}@nowhere.example`;
    const authorization = [
      { principal_type: "user", email: olga.email, role: "owner" },
      { principal_type: "user", email: address, role: "reader" },
    ];
    expect((await put({ ...model.body, authorization })).status).toBe(200);
    await setEnd(olga, { email: address, until: inMs(30 * DAY) });
    const itIs = (ms: number) =>
      sql`update threat_model_entry set ends_at = clock_timestamp() + ${ms}::bigint * interval '1 millisecond'
        where threat_model_id = ${id} and email = ${address}`.execute(db());
    await itIs(7 * DAY - 1000);
    await Promise.all([settle(), settle()]);
    const hers = async () => (await letters()).filter(({ to_email }) => to_email === address);
    expect(await hers()).toHaveLength(1);
    expect((await hers())[0]!.text).toContain("noch kein Konto");
    // Whoever makes an account with it is written to in their own language, and is no stranger any more.
    const nina = await somebody("Nina");
    await sql`update account set email = ${address}, email_shown = ${address} where owner_uid = ${nina.uid}`.execute(
      db(),
    );
    await sql`update directory_email set email = ${address} where owner_uid = ${nina.uid}`.execute(db());
    await itIs(DAY - 1000);
    await settle();
    expect(await hers()).toHaveLength(2);
    expect((await hers()).filter(({ text }) => text.includes("noch kein Konto"))).toHaveLength(1);
    expect((await hers()).some(({ text }) => text.includes("Some of what Olga shares with you"))).toBe(true);
  });

  it("a deleted model tells nobody", async () => {
    await setEnd(olga, { uid: milo.uid, until: inMs(30 * DAY) });
    await letItBe(DAY / 2);
    await tmi(`DELETE ${at}`, { token: olga.session });
    expect(await dueEndsOf(db(), olga.uid)).toEqual([]);
    expect((await dueWithin(40 * DAY, 1_000)).filter(({ owner }) => owner === olga.uid)).toEqual([]);
  });
});
