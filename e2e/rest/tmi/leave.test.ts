import "../../support/unlimited";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "../../../db/client";
import { refusalOf } from "../../../lib/operations/perform";
import { leaveList } from "../../../lib/operations/resources";
import { editThreatModel } from "../../../lib/operations/threat-models";
import type { Preview } from "../../../lib/operations/wire/preview";
import { limited, pair, type Somebody, share, somebody } from "../../support/arrange";
import { atPage, doAs } from "../../support/at-page";
import { newEnvironment, versionOf } from "../../support/collaboration";
import { freshDatabase } from "../../support/database";
import { call } from "../../support/platform";
import { closeNodes, cutAll, enter, openNodes } from "../../support/room-sockets";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";

/** Leaving a threat model's own list: whoever it names takes their own line from it, and nothing else. */
beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(closeNodes);

let { olga, milo, rita, sten, at, on }: Awaited<ReturnType<typeof scene>> = {} as never;
let id: string;
beforeEach(async () => {
  ({ olga, milo, rita, sten, at, on } = await scene());
  id = at.split("/")[2]!;
});

const leave = async (who: Somebody, more: Record<string, string | boolean> = {}) =>
  (await call("confer.access.LeaveList", { threatModelId: id, ...more }, who.session)).body;
const tried = async (who: Somebody) =>
  ((await leave(who, { dryRun: true })) as unknown as { preview: Preview }).preview;
const opens = async (who: Somebody) => (await tmi(`GET ${at}`, { token: who.session })).status;
const listed = async () => {
  const { body } = await tmi(`GET ${at}`, { token: olga.session });
  return body.authorization.map((line: { provider_id: string; role: string }) => [line.provider_id, line.role]);
};
const journal = () =>
  db()
    .selectFrom("journal")
    .select(["actor_uid", "target", "before", "after"])
    .where("owner_uid", "=", olga.uid)
    .where("method", "=", "confer.access.LeaveList")
    .where("target", "!=", "call")
    .execute();
const relist = (more: object[]) =>
  doAs(olga, editThreatModel, {
    id,
    changes: {
      authorization: [
        { principalType: "user" as const, uid: milo.uid, role: "writer" as const },
        { principalType: "user" as const, uid: rita.uid, role: "reader" as const },
        ...(more as { principalType: "group"; group: string; role: "reader" }[]),
      ],
    },
  });

it("takes one's own line and no other; it is tried first, written down as it was and is, and makes a new version", async () => {
  const version = await versionOf(olga);
  const preview = await tried(milo);
  expect(preview.models).toMatchObject({
    n: 1,
    first: [{ uid: milo.uid, name: "Milo", threatModelId: id, before: "writer", after: null }],
  });
  expect([await versionOf(olga), await opens(milo), (await journal()).length]).toEqual([version, 200, 0]);
  const read = await tmi(`GET ${at}`, { token: milo.session });
  expect(await leave(milo)).toMatchObject({ result: 0 });
  expect([await opens(milo), await opens(rita)]).toEqual([404, 200]);
  expect(await listed()).not.toContainEqual([milo.email, "writer"]);
  expect(await listed()).toContainEqual([rita.email, "reader"]);
  expect(await journal()).toEqual([
    {
      actor_uid: milo.uid,
      target: "threat-model",
      before: { name: "Payments", line: { uid: milo.uid, email: "", group: "", role: "writer" } },
      after: { name: "Payments", line: null },
    },
  ]);
  const letters = db().selectFrom("mail").select(["to_email", "subject", "text"]).where("owner_uid", "=", olga.uid);
  expect(await letters.where("kind", "=", "left").execute()).toEqual([
    { to_email: olga.email, subject: "Milo left Payments", text: expect.stringContaining(`threat-models?model=${id}`) },
  ]);
  // Whoever read the list before does not write them back.
  const json = { ...read.body, name: "Payments" };
  const late = await tmi(`PUT ${at}`, {
    token: olga.session,
    json,
    headers: { "if-match": String(read.headers.etag) },
  });
  expect([409, 412]).toContain(late.status);
  // There is nothing left to leave, and nothing to be known.
  expect(await leave(milo)).toMatchObject({ result: 5 });
});

it("is the step of whoever is named alone: an owner keeps their own model, a stranger finds none, a key needs the right and no narrow reach", async () => {
  expect(await leave(olga)).toMatchObject({ result: 8, error: "An owner cannot leave their own threat model." });
  expect(await leave(sten)).toMatchObject({ result: 5 });
  const LEAVE = "users.collaboration.LeaveCollaboration";
  const looks = await limited(milo, ["threatmodel.model.GetThreatModel"], []);
  expect((await leave(looks)).result).not.toBe(0);
  const narrow = await limited(milo, [LEAVE], ["ENV:*"]);
  expect((await leave(narrow)).result).not.toBe(0);
  expect(await listed()).toContainEqual([milo.email, "writer"]);
  // An owner by its list goes like everybody else.
  const shared = { id, changes: { authorization: [{ principalType: "user", uid: milo.uid, role: "owner" }] } };
  await doAs(olga, editThreatModel, shared as never);
  expect(await leave(milo)).toMatchObject({ result: 0 });
  expect(await opens(olga)).toBe(200);
});

it("leaves what comes in another way: what a line for everybody and the environment's shares give stays, and the preview says to what it comes", async () => {
  await relist([{ principalType: "group", group: "everyone", role: "reader" }]);
  expect((await tried(milo)).models.first).toMatchObject([{ before: "writer", after: "reader" }]);
  // What she reads she reads as everybody does.
  expect(await tried(rita)).toMatchObject({ changes: false, models: { n: 0 } });
  expect(await leave(milo)).toMatchObject({ result: 0 });
  expect(await opens(milo)).toBe(200);
  // That line names everybody, and is nobody's to leave.
  const none = { result: 8, error: "Its own list does not name them." };
  expect([await leave(milo), await leave(sten)]).toMatchObject([none, none]);
  expect(await refusalOf(await atPage(sten), { op: leaveList, raw: { threatModelId: id } })).toMatchObject({
    code: "forbidden",
  });
  const name = `shop-${olga.uid}`;
  const appid = await newEnvironment(olga, name);
  await share(olga, await pair(olga, rita), "ENV", appid, [
    "threatmodel.model.GetThreatModel",
    "threatmodel.diagram.EditDiagram",
  ]);
  await relist([]);
  await doAs(olga, editThreatModel, { id, changes: { environment: name } });
  expect(await tried(rita)).toMatchObject({ changes: false, models: { n: 0 } });
  expect(await leave(rita)).toMatchObject({ result: 0 });
  expect(await opens(rita)).toBe(200);
  expect(await leave(rita)).toMatchObject(none);
});

it("an address that nobody has shown to be theirs is no line of whoever merely claims it", async () => {
  await relist([{ principalType: "group", group: "everyone", role: "reader" }]);
  const byAddress = (was: Somebody, email: string) =>
    db()
      .updateTable("threat_model_entry")
      .set({ uid: null, email })
      .where("threat_model_id", "=", id)
      .where("uid", "=", was.uid)
      .execute();
  const sara = await somebody("Sara");
  await byAddress(milo, sara.email);
  await byAddress(rita, sten.email);
  await db().updateTable("account").set({ verified_at: null }).where("owner_uid", "=", sten.uid).execute();
  expect(await leave(sten)).toMatchObject({ result: 8 });
  expect(await leave(sara)).toMatchObject({ result: 0 });
  const left = (await listed()).map(([who]: [string]) => who);
  expect(left).toContain(sten.email);
  expect(left).not.toContain(sara.email);
});

it("tells which seat goes with it, and whoever leaves is shown out of the diagram they sit in", async () => {
  const { body } = await tmi(`POST ${on}/collaborate`, { token: olga.session });
  const inside = await enter(milo, { threatModelId: id, diagramId: on.split("/")[4]!, session: body.session_id });
  await inside.next("diagram_state");
  expect((await tried(milo)).cut.first).toMatchObject([{ uid: milo.uid, diagram: "Card flow", effect: "out" }]);
  expect(inside.closed).toBeNull();
  expect(await leave(milo)).toMatchObject({ result: 0 });
  await inside.ended();
  await cutAll();
});
