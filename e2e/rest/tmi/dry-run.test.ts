import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { flushCalls } from "../../../db/calls";
import { db } from "../../../db/client";
import { flush } from "../../../db/touch";
import { Refusal } from "../../../lib/domain/refusal";
import { keepJournal } from "../../../lib/operations/refusals";
import { getThreatModel } from "../../../lib/operations/threat-models";
import type { Preview } from "../../../lib/operations/wire/preview";
import { table } from "../../../lib/rest/tmi/routes";
import { pair, type Somebody, share } from "../../support/arrange";
import { doAs } from "../../support/at-page";
import { newEnvironment } from "../../support/collaboration";
import { freshDatabase } from "../../support/database";
import { cameTrue, foretold, worldNow } from "../../support/foretold";
import { type Client, cell, closeNodes, cutAll, enter, openNodes } from "../../support/room-sockets";
import { fingerprint } from "../../support/snapshot";
import { tmi } from "../../support/tmi";
import { NODE, scene } from "../../support/tmi-scene";

/**
 * The dry run of TMI's family, at every route that changes something: it leaves every table as it was, nobody in the session hears of
 * it, and what it told is what then comes true.
 */
beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(closeNodes);

const MODEL = "/threat_models/{threat_model_id}";
const DIAGRAM = `${MODEL}/diagrams/{diagram_id}`;
const all = Object.entries(table).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, route]) => ({ name: `${method} ${path}`, method, route })),
);
const tries = all.filter(({ route }) => route.tries).map(({ name }) => name);

type Scene = Awaited<ReturnType<typeof scene>>;
let here: Scene;
let people: Somebody[];
let inside: Client[];
/** Who has come into the diagram. */
let came: Set<number>;

beforeEach(async () => {
  await cutAll();
  here = await scene();
  const { olga, milo, rita, sten, on, at } = here;
  people = [milo, rita, sten];
  const { body } = await tmi(`POST ${on}/collaborate`, { token: olga.session });
  const drawing = { threatModelId: at.split("/")[2]!, diagramId: on.split("/")[4]!, session: body.session_id };
  // Whoever began it is not in it, so the room would hand presenting on whenever it looks next.
  await db()
    .updateTable("diagram_session")
    .set({ presenter_uid: null })
    .where("owner_uid", "=", olga.uid)
    .where("id", "=", drawing.session)
    .execute();
  came = new Set([milo.uid, rita.uid]);
  inside = await Promise.all([milo, rita].map((who) => enter(who, drawing)));
  for (const one of inside) await one.next("diagram_state");
});

const addressed = (route: string) => {
  const ids = { threat_model_id: here.at.split("/")[2]!, diagram_id: here.on.split("/")[4]! };
  return route.replace(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]);
};
const line = ({ email }: Somebody, role: string) => ({
  principal_type: "user",
  provider: "confer",
  provider_id: email,
  role,
});

/** What they are on the model by now. */
const rolesNow = () =>
  Promise.all(
    people.map(async (who) => {
      const asked = doAs(who, getThreatModel, { id: here.at.split("/")[2]! });
      const role = await asked.then(
        ({ model }) => model.role,
        (error) => {
          if (error instanceof Refusal && error.code === "not-found") return null;
          throw error;
        },
      );
      return [who.uid, role] as const;
    }),
  );

async function everything() {
  await flush();
  await flushCalls();
  for (const one of [here.olga, ...people]) await keepJournal(one.uid, true);
  const tables = await fingerprint();
  // A room says every few seconds that it is there, and those of tests before end in time; that is not of the dry run.
  const session = await db()
    .selectFrom("diagram_session")
    .select(["id", "host_uid", "presenter_uid"])
    .where("owner_uid", "=", here.olga.uid)
    .orderBy("id")
    .execute();
  const seats = await db()
    .selectFrom("diagram_participant")
    .select(["session_id", "uid", "may_edit"])
    .where("owner_uid", "=", here.olga.uid)
    .orderBy("socket")
    .execute();
  return { ...tables, diagram_session: JSON.stringify(session), diagram_participant: JSON.stringify(seats) };
}

/** Whose place in the diagram is gone, or only to look from, since these rows were read. */
const placesNow = async () =>
  new Map(
    (
      await db()
        .selectFrom("diagram_participant")
        .select(["uid", "may_edit"])
        .where("owner_uid", "=", here.olga.uid)
        .execute()
    ).map(({ uid, may_edit }) => [Number(uid), may_edit]),
  );
const cutSince = async (before: ReadonlyMap<number, boolean>) => {
  const now = await placesNow();
  return [...before]
    .flatMap(([uid, mayEdit]) => {
      if (!now.has(uid)) return [[uid, "out"]];
      return mayEdit && !now.get(uid) ? [[uid, "readOnly"]] : [];
    })
    .sort();
};
/** What they came for before, and would be refused now. */
const refusedSince = (roles: readonly (readonly [number, string | null])[], now: ReadonlyMap<number, string | null>) =>
  roles.flatMap(([uid, role]) => (came.has(uid) && role && !now.get(uid) ? [uid] : [])).sort();

/** Tries it, sees that nothing is left of that, does it, and compares. */
async function triedThenDone(route: string, json?: unknown): Promise<Preview> {
  const { olga } = here;
  const sent = { token: olga.session, ...(json === undefined ? {} : { json }) };
  const [roles, world, before] = [await rolesNow(), await worldNow(olga.uid), await everything()];
  const heard = inside.map((one) => one.heard.length);
  const places = await placesNow();
  const { body, status } = await tmi(`${addressed(route)}?dryRun=true`, sent);
  expect([status, body.dryRun], route).toEqual([200, true]);
  expect(await everything(), `${route} leaves something`).toEqual(before);
  expect(inside.map((one) => [one.heard.length, one.closed])).toEqual(heard.map((n) => [n, null]));
  const done = await tmi(addressed(route), sent);
  expect(done.status, `${route} ${JSON.stringify(done.body)}`).toBeLessThan(300);
  const preview: Preview = body.preview;
  expect(foretold(preview)).toEqual(cameTrue(world, await worldNow(olga.uid)).sort());
  const now = new Map(await rolesNow());
  const changed = roles.filter(([uid, role]) => now.get(uid) !== role);
  const mine = preview.models.first.filter(
    ({ uid, threatModelId }) => uid > 0 && here.at.endsWith(threatModelId) && people.some((one) => one.uid === uid),
  );
  expect(mine.map(({ uid, before: was, after }) => [uid, was, after]).sort()).toEqual(
    changed.map(([uid, role]) => [uid, role, now.get(uid)]).sort(),
  );
  await expect
    .poll(() => cutSince(places), { message: `${route} cuts` })
    .toEqual(preview.cut.first.map(({ uid, effect }) => [uid, effect]).sort());
  const calls = preview.refused.first.filter(({ method }) => method === "threatmodel.session.JoinSession");
  expect(calls.map(({ uid }) => uid).sort()).toEqual(refusedSince(roles, now));
  return preview;
}

const called = ({ models }: Preview) => models.first.map(({ name, before, after }) => [name, before, after]);
const callsOf = ({ refused }: Preview) =>
  refused.first.map(({ name, method, threatModel, calls }) => [name, method, threatModel?.name, calls]);
const shownOut = ({ cut }: Preview) => cut.first.map(({ name, effect }) => [name, effect]).sort();

describe("dryRun=true in TMI's family", () => {
  const plain: Record<string, unknown> = {
    "POST /me/preferences": {},
    "PUT /me/preferences": { tmi: { theme: "dark" } },
    [`POST ${MODEL}/diagrams`]: { name: "New", type: "DFD-1.0.0" },
    [`POST ${DIAGRAM}/collaborate`]: undefined,
  };
  it.each(Object.entries(plain))("%s: no one's access changes", async (route, json) => {
    expect(await triedThenDone(route, json)).toMatchObject({ changes: false, models: { n: 0 }, cut: { n: 0 } });
  });

  const drawn: Record<string, unknown> = {
    [`PUT ${DIAGRAM}`]: { name: "Changed", type: "DFD-1.0.0", cells: [NODE] },
    [`PATCH ${DIAGRAM}`]: [{ op: "replace", path: "/name", value: "Changed" }],
    [`DELETE ${DIAGRAM}`]: undefined,
    [`DELETE ${MODEL}`]: undefined,
  };
  it.each(Object.entries(drawn))(
    "%s: as the real thing refused while people draw, and done after",
    async (route, json) => {
      const sent = { token: here.olga.session, ...(json === undefined ? {} : { json }) };
      const before = await everything();
      const tried = await tmi(`${addressed(route)}?dryRun=true`, sent);
      expect(await everything()).toEqual(before);
      const done = await tmi(addressed(route), sent);
      expect([tried.status, tried.body]).toEqual([done.status, done.body]);
      expect(done.status).toBe(409);
      const ended = await triedThenDone(`DELETE ${DIAGRAM}/collaborate`);
      expect(shownOut(ended)).toEqual([
        ["Milo", "out"],
        ["Rita", "out"],
      ]);
      inside = [];
      const told = await triedThenDone(route, json);
      expect(called(told)).toEqual(
        route === `DELETE ${MODEL}`
          ? [
              ["Milo", "writer", null],
              ["Rita", "reader", null],
            ]
          : [],
      );
    },
  );

  const patch = () => {
    const value = [
      line(here.rita, "writer"),
      line(here.sten, "reader"),
      line({ ...here.sten, email: "new@confer.example" }, "reader"),
    ];
    return [{ op: "replace", path: "/authorization", value }];
  };
  it.each(["PATCH", "PUT"])(
    "%s of a threat model: who may do what on it, and who is shown out of its diagrams",
    async (verb) => {
      const json = verb === "PATCH" ? patch() : { name: "Payments", authorization: patch()[0]!.value };
      const told = await triedThenDone(`${verb} ${MODEL}`, json);
      expect(told.changes).toBe(true);
      expect(called(told).sort()).toEqual(
        [
          ["Milo", "writer", null],
          ["Rita", "reader", "writer"],
          ["Sten", null, "reader"],
          ["new@confer.example", null, "reader"],
        ].sort(),
      );
      expect(shownOut(told)).toEqual([["Milo", "out"]]);
      await inside[0]!.ended();
      // He came in, and was asked here what he is on the model by now.
      expect(callsOf(told)).toEqual([
        ["Milo", "threatmodel.model.GetThreatModel", "Payments", 1],
        ["Milo", "threatmodel.session.JoinSession", "Payments", 1],
      ]);
    },
  );

  it("PATCH of what one of its list may do: whoever drew could only look, and what they drew would have been refused", async () => {
    inside[0]!.edit("add", cell);
    await inside[1]!.next("diagram_operation_event");
    const value = [line(here.milo, "reader"), line(here.rita, "owner")];
    const told = await triedThenDone(`PATCH ${MODEL}`, [{ op: "replace", path: "/authorization", value }]);
    expect(called(told).sort()).toEqual([
      ["Milo", "writer", "reader"],
      ["Rita", "reader", "owner"],
    ]);
    expect(shownOut(told)).toEqual([["Milo", "readOnly"]]);
    expect(callsOf(told)).toEqual([["Milo", "threatmodel.diagram.EditDiagram", "Payments", 1]]);
  });

  it("POST /threat_models: whoever its list names gains a role, also everybody who is signed in", async () => {
    const authorization = [
      line(here.milo, "writer"),
      { principal_type: "group", provider: "*", provider_id: "everyone", role: "reader" },
    ];
    const told = await triedThenDone("POST /threat_models", { name: "Mine", authorization });
    expect(called(told)).toEqual([
      ["Milo", null, "writer"],
      ["", null, "reader"],
    ]);
  });

  it("tells the other owner of a list whom it concerns, and nobody of the account's other people", async () => {
    const { olga, milo, sten, at } = here;
    const appid = await newEnvironment(olga, `shop-${olga.uid}`);
    await share(olga, await pair(olga, sten), "ENV", appid, ["threatmodel.model.GetThreatModel"]);
    const entries = [line(milo, "owner")];
    const json = [{ op: "replace", path: "/authorization", value: entries }];
    await tmi(`PATCH ${at}`, { token: olga.session, json });
    const asMilo = {
      token: milo.session,
      json: [{ op: "replace", path: "/authorization", value: [...entries, line(sten, "reader")] }],
    };
    const { body } = await tmi(`PATCH ${at}?dryRun=1`, asMilo);
    expect([called(body.preview), body.preview.gains.n]).toEqual([[["Sten", null, "reader"]], 0]);
  });

  it("is taken where something changes, and refused where it cannot be tried or is said otherwise", async () => {
    const changing = all.filter(({ method, route }) => method !== "GET" && !route.anyone).map(({ name }) => name);
    expect(changing.filter((name) => !tries.includes(name))).toEqual(["POST /me/logout"]);
    const sent = { token: here.milo.session };
    for (const [asked, why] of [
      ["POST /me/logout?dryRun=true", "dryRun: this cannot be tried first."],
      ["GET /ws/ticket?session_id=x&dryRun=true", "dryRun: this cannot be tried first."],
      [`DELETE ${here.at}?dryRun=perhaps`, "dryRun is true or false."],
      [`DELETE ${here.at}?dryRun=`, "dryRun is true or false."],
    ] as const) {
      expect(await tmi(asked, sent)).toMatchObject({
        status: 400,
        body: { error: "invalid_input", error_description: why },
      });
    }
    expect((await tmi("GET /me?dryRun=false", sent)).status).toBe(200);
    expect(await tmi(`DELETE ${here.at}?dryRun=true`, { token: here.sten.session })).toMatchObject({ status: 404 });
    expect(await tmi(`DELETE ${here.at}?dryRun=true`, { token: here.rita.session })).toMatchObject({ status: 403 });
    expect(await tmi(`DELETE ${here.at}?dryRun=true`)).toMatchObject({ status: 401 });
  });
});
