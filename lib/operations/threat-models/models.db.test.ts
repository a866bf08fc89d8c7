import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "../../../db/client";
import { headOf, readAfter } from "../../../db/diagram-log";
import { findSession, join, leave, removeFromSession, takeTicket } from "../../../db/diagram-sessions";
import { pair, type Somebody, share, somebody } from "../../../e2e/support/arrange";
import { newGroup } from "../../../e2e/support/collaboration";
import { freshDatabase } from "../../../e2e/support/database";
import type { Actor } from "../../domain/actor";
import { Refusal } from "../../domain/refusal";
import { hashSecret } from "../../secrets";
import { createDiagram, deleteDiagram, editDiagram, getDiagram, listDiagrams } from "../diagrams";
import { registerEnv } from "../environments";
import { suspendMember } from "../members";
import { getThreatModels } from "../pages";
import { perform, refusalOf } from "../perform";
import { endSession, getSession, listSessions, makeTicket, startSession } from "../sessions";
import { createThreatModel, deleteThreatModel, editThreatModel, getThreatModel, listThreatModels } from ".";

beforeAll(freshDatabase);

const actorOf = ({ uid, name, email }: Somebody): Actor => ({
  uid,
  name,
  email,
  verified: true,
  door: "rest",
  signInId: 1,
  versions: new Map(),
  from: { ip: "127.0.0.1", userAgent: "test" },
});
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => {
      if (error instanceof Refusal) return error.detail.reason ? `${error.code} ${error.detail.reason}` : error.code;
      throw error;
    },
  );
const CELL = "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01";
const cell = { id: CELL, shape: "process", x: 1, y: 2, width: 100, height: 50 };

let [olga, milo, sten]: Actor[] = [];
let people: Somebody[];
beforeEach(async () => {
  people = await Promise.all(["Olga", "Milo", "Sten"].map(somebody));
  [olga, milo, sten] = people.map(actorOf);
});

const model = async (more: object = {}) =>
  (await perform(createThreatModel, olga!, { name: "Payments", ...more })).model;
async function drawing(more: object = {}) {
  const { id: threatModelId } = await model(more);
  const { diagram } = await perform(createDiagram, olga!, { threatModelId, name: "Card flow" });
  return {
    threatModelId,
    id: diagram.id,
    at: { threatModelId, id: diagram.id },
    on: { threatModelId, diagramId: diagram.id },
  };
}
const named = (who: Actor, role: string) => ({ principalType: "user", email: who.email, role });

describe("D13: who may do what", () => {
  const acts: [string, (who: Actor, d: Awaited<ReturnType<typeof drawing>>) => Promise<unknown>][] = [
    ["read", (who, { at }) => perform(getDiagram, who, at)],
    ["write", (who, { at }) => perform(editDiagram, who, { ...at, changes: { name: "Other" } })],
    ["relist", (who, d) => perform(editThreatModel, who, { id: d.threatModelId, changes: { authorization: [] } })],
    ["delete", (who, { at }) => perform(deleteDiagram, who, at)],
  ];
  it.each([
    ["owner", ["done", "done", "done", "done"]],
    ["writer", ["done", "done", "forbidden", "forbidden"]],
    ["reader", ["done", "forbidden", "forbidden", "forbidden"]],
    [null, ["not-found", "not-found", "not-found", "not-found"]],
  ])("the model's own list: %s", async (role, expected) => {
    const list = role ? { authorization: [named(milo!, role)] } : {};
    const outcomes: string[] = [];
    for (const [, act] of acts) outcomes.push(await refusal(act(milo!, await drawing(list))));
    expect(outcomes).toEqual(expected);
  });

  it.each(["owner", "writer", "reader"])(
    "a control is judged as it would be if it were tried, and says what its refusal is about: %s",
    async (role) => {
      const name = `shop-${olga!.uid}`;
      await perform(registerEnv, olga!, { envName: name });
      const more = { principalType: "group" as const, group: "new", role: "reader" as const };
      for (const changes of [{}, { environment: null }, { authorization: [more] }]) {
        const { id } = await model({ environment: name, authorization: [named(milo!, role)] });
        const raw = { id, changes };
        const judged = await refusalOf(milo!, { op: editThreatModel, raw });
        expect(judged?.code ?? "done").toBe(await refusal(perform(editThreatModel, milo!, raw)));
        const isOwners = Object.keys(changes).length > 0 && role === "writer";
        expect(judged?.detail.about).toEqual(
          isOwners
            ? { serviceMethod: "threatmodel.model.EditThreatModel", threatModelId: id, owning: true }
            : undefined,
        );
      }
    },
  );

  it("everyone means everybody with an account; another group means nobody here", async () => {
    const open = await drawing({ authorization: [{ principalType: "group", group: "everyone", role: "reader" }] });
    const closed = await drawing({ authorization: [{ principalType: "group", group: "wizards", role: "owner" }] });
    expect(await refusal(perform(getDiagram, sten!, open.at))).toBe("done");
    expect(await refusal(perform(getDiagram, sten!, closed.at))).toBe("not-found");
    expect((await perform(listThreatModels, sten!, {})).models.map(({ id }) => id)).toEqual([open.threatModelId]);
    await perform(deleteThreatModel, olga!, { id: open.threatModelId });
  });

  it("an address without an account counts once it is somebody's verified own", async () => {
    const { at } = await drawing({
      authorization: [{ principalType: "user", email: "later@example.com", role: "reader" }],
    });
    const later = { ...sten!, email: "later@example.com" };
    expect(await refusal(perform(getDiagram, { ...later, verified: false }, at))).toBe("not-found");
    expect(await refusal(perform(getDiagram, later, at))).toBe("done");
  });

  it("the roles on the environment it is attached to count too, and end with the collaboration", async () => {
    const name = `shop-${olga!.uid}`;
    const { env } = await perform(registerEnv, olga!, { envName: name });
    const { at, threatModelId } = await drawing({ environment: name });
    const loose = await drawing();
    const collaboration = await pair(people[0]!, people[1]!);
    await share(people[0]!, collaboration, "ENV", env.appid, [
      "threatmodel.model.GetThreatModel",
      "threatmodel.model.GetThreatModels",
      "threatmodel.diagram.GetDiagram",
    ]);
    expect(await refusal(perform(getDiagram, milo!, at))).toBe("done");
    expect(await refusal(perform(getDiagram, milo!, loose.at))).toBe("not-found");
    expect(await refusal(perform(editDiagram, milo!, { ...at, changes: { name: "x" } }))).toBe("forbidden");
    const listed = (await perform(listThreatModels, milo!, {})).models;
    expect(listed.map(({ id, role, environment }) => [id, role, environment])).toEqual([
      [threatModelId, "reader", name],
    ]);
    await perform(suspendMember, olga!, { id: collaboration });
    expect(await refusal(perform(getDiagram, milo!, at))).toBe("not-found");
  });

  it("32 those of a group are what its environments have, at any depth, and those of a group alike in name are not", async () => {
    for (const path of ["Shop", "Shop/Cards", "Shops"]) await newGroup(people[0]!, path);
    const attached: Record<string, string> = {};
    for (const group of ["Shop/Cards", "Shops"]) {
      const name = `${group.toLowerCase().replace("/", "-")}-${olga!.uid}`;
      await perform(registerEnv, olga!, { envName: name, envGroups: [group] });
      attached[group] = (await model({ environment: name })).id;
    }
    await model();
    const inside = async (group: string) =>
      (await perform(getThreatModels, { ...olga!, door: "page" }, { group, whose: "mine" })).models.map(({ id }) => id);
    expect(await inside("Shop")).toEqual([attached["Shop/Cards"]]);
    expect(await inside("Shop/Cards")).toEqual([attached["Shop/Cards"]]);
    expect(await inside("Card")).toEqual([]);
  });

  it("nobody attaches a model to another account's environment", async () => {
    const name = `mine-${milo!.uid}`;
    await perform(registerEnv, milo!, { envName: name });
    const { id } = await model();
    expect(await refusal(perform(editThreatModel, olga!, { id, changes: { environment: name } }))).toBe("forbidden");
    expect(await refusal(perform(createThreatModel, sten!, { name: "x", environment: name }))).toBe("not-found");
  });
});

it("a model comes back as it was made, changes by version, and is gone when deleted", async () => {
  const made = await model({
    description: "Card\npayments",
    metadata: [{ key: "team", value: "cards" }],
    authorization: [named(milo!, "writer")],
  });
  expect(made).toMatchObject({
    framework: "STRIDE",
    status: "not_started",
    version: 1,
    role: "owner",
    diagramCount: 0,
  });
  expect(made.authorization.map(({ uid, role }) => [uid, role])).toEqual([
    [olga!.uid, "owner"],
    [milo!.uid, "writer"],
  ]);
  const { id } = made;
  const edited = await perform(editThreatModel, milo!, { id, ifVersion: 1, changes: { name: "Paying" } });
  expect(edited.model).toMatchObject({ name: "Paying", description: "Card\npayments", version: 2, role: "writer" });
  expect(await refusal(perform(editThreatModel, olga!, { id, ifVersion: 1, changes: {} }))).toBe("wrong-state 4092");
  expect(await refusal(perform(deleteThreatModel, olga!, { id, ifVersion: 2 }))).toBe("done");
  expect(await refusal(perform(getThreatModel, olga!, { id }))).toBe("not-found");
  expect((await perform(listThreatModels, milo!, {})).total).toBe(0);
});

it("cells put by REST are an edit of the log; the same cells again are none", async () => {
  const { at, threatModelId } = await drawing();
  const { diagram } = await perform(editDiagram, olga!, {
    ...at,
    changes: { cells: [cell], colorPalette: [{ position: 1, color: "#A35" }] },
  });
  expect(diagram).toMatchObject({ updateVector: 1, colorPalette: [{ position: 1, color: "#aa3355" }] });
  expect(diagram.cells).toEqual([
    { id: CELL, shape: "process", position: { x: 1, y: 2 }, size: { width: 100, height: 50 } },
  ]);
  const again = await perform(editDiagram, olga!, {
    ...at,
    ifVersion: diagram.version,
    changes: { cells: diagram.cells, image: { svg: "PHN2Zz4=" } },
  });
  expect(again.diagram).toMatchObject({ updateVector: 1, image: { svg: "PHN2Zz4=", update_vector: 1 } });
  expect(again.diagram.version).toBeGreaterThan(diagram.version);
  expect(await headOf(db(), olga!.uid, at.id)).toBe(1);
  expect((await readAfter(db(), olga!.uid, at.id, 0, 9)).map(({ kind, by }) => [kind, by])).toEqual([
    ["rest", olga!.uid],
  ]);
  expect((await perform(getThreatModel, olga!, { id: threatModelId })).diagrams[0]?.cells).toEqual(diagram.cells);
  expect(await refusal(perform(editDiagram, olga!, { ...at, changes: { cells: [cell, cell] } }))).toBe("invalid");
  expect(await refusal(perform(editDiagram, olga!, { ...at, changes: { cells: [{ id: "x" }] } }))).toBe("invalid");
  expect((await perform(listDiagrams, olga!, { threatModelId })).total).toBe(1);
});

it("a diagram is found in its own model only", async () => {
  const [one, other] = [await drawing(), await drawing()];
  expect(await refusal(perform(getDiagram, olga!, { ...one.at, threatModelId: other.threatModelId }))).toBe(
    "not-found",
  );
});

describe("sessions", () => {
  it("D14: a reader begins one; it is found, listed, and ended by its host alone", async () => {
    const { on, at, threatModelId } = await drawing({ authorization: [named(milo!, "reader")] });
    expect(await refusal(perform(getSession, olga!, on))).toBe("not-found");
    const { session, created } = await perform(startSession, milo!, on);
    expect(created).toBe(true);
    expect(session).toMatchObject({
      host: { uid: milo!.uid },
      presenter: { uid: milo!.uid },
      participants: [],
      diagramName: "Card flow",
    });
    expect(await perform(startSession, olga!, on)).toEqual({
      session: { ...session, role: "owner" },
      created: false,
    });
    expect((await perform(listSessions, olga!, {})).sessions).toMatchObject([{ id: session.id, role: "owner" }]);
    expect((await perform(listSessions, sten!, {})).sessions).toEqual([]);
    expect(await refusal(perform(startSession, sten!, on))).toBe("not-found");
    for (const act of [editDiagram, deleteDiagram] as const) {
      expect(await refusal(perform(act, olga!, { ...at, changes: { name: "x" } }))).toBe("wrong-state 4091");
    }
    expect(await refusal(perform(deleteThreatModel, olga!, { id: threatModelId }))).toBe("wrong-state 4091");
    expect(await perform(endSession, olga!, on)).toEqual({ ended: false });
    expect(await perform(endSession, milo!, on)).toEqual({ ended: true });
    expect(await refusal(perform(editDiagram, olga!, { ...at, changes: { name: "x" } }))).toBe("done");
  });

  it("one that nobody is in is over after a minute, and stands in nobody's way", async () => {
    const { on, at } = await drawing();
    await perform(startSession, olga!, on);
    const long = new Date(Date.now() - 61_000);
    await db().updateTable("diagram_session").set({ touched_at: long }).where("owner_uid", "=", olga!.uid).execute();
    expect(await refusal(perform(getSession, olga!, on))).toBe("not-found");
    expect(await refusal(perform(editDiagram, olga!, { ...at, changes: { name: "x" } }))).toBe("done");
    expect((await perform(startSession, olga!, on)).created).toBe(true);
  });

  it("seats: five sockets a person, fifty a session, and none for whoever was removed; REST shows who sits", async () => {
    const { on } = await drawing();
    const { session } = await perform(startSession, olga!, on);
    const seat = (uid: number, n: number) =>
      join(olga!.uid, session.id, {
        socket: `${String(n).padStart(8, "0")}${CELL.slice(8)}`,
        uid,
        node: CELL,
        mayEdit: uid === milo!.uid,
      });
    const both = await Promise.all(Array.from({ length: 7 }, (_, n) => seat(milo!.uid, n)));
    expect(both.sort()).toEqual([...Array(5).fill("joined"), "person-full", "person-full"]);
    expect((await perform(getSession, olga!, on)).session.participants).toMatchObject([
      { user: { uid: milo!.uid }, permissions: "writer" },
    ]);
    for (let n = 10; n < 55; n++) expect(await seat(1_000_000 + n, n)).toBe("joined");
    expect(await seat(olga!.uid, 99)).toBe("session-full");
    await leave(olga!.uid, session.id, [`00000010${CELL.slice(8)}`]);
    await removeFromSession(olga!.uid, session.id, sten!.uid, "");
    expect(await seat(sten!.uid, 98)).toBe("removed");
    expect(await seat(olga!.uid, 99)).toBe("joined");
  });

  it("S-51: a ticket opens once, its own diagram only, and not after half a minute", async () => {
    const [one, other] = [await drawing(), await drawing()];
    const { session } = await perform(startSession, olga!, one.on);
    const ticket = async () => hashSecret((await perform(makeTicket, olga!, { sessionId: session.id })).ticket);
    const first = await ticket();
    expect(await takeTicket(olga!.uid, first, other.id)).toBeNull();
    const taken = await Promise.all([1, 2, 3].map(() => takeTicket(olga!.uid, first, one.id)));
    expect(taken.filter((got) => got !== null)).toMatchObject([
      { uid: olga!.uid, session_id: session.id, key_kind: "sign-in" },
    ]);
    const late = await ticket();
    await db()
      .updateTable("diagram_ticket")
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where("owner_uid", "=", olga!.uid)
      .execute();
    expect(await takeTicket(olga!.uid, late, one.id)).toBeNull();
    expect(await refusal(perform(makeTicket, sten!, { sessionId: session.id }))).toBe("not-found");
    expect(await refusal(perform(makeTicket, olga!, { sessionId: one.id }))).toBe("not-found");
    expect(await findSession(db(), olga!.uid, one.id)).toBeDefined();
  });
});
