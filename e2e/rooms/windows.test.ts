import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import type { Cell } from "../../lib/domain/diagram/cell";
import { checksumOf } from "../../lib/domain/diagram/checksum";
import { freePort } from "../support/port";
import { cell, pause, rest } from "../support/room-client";
import { anotherDiagram, RoomNode, type Scene, sceneOf } from "../support/room-house";
import { openWindow, type Window } from "../support/window";
import { ownDatabase } from "./own-database";

let database: Awaited<ReturnType<typeof ownDatabase>>;
let node: RoomNode;
let scene: Scene;
let uids: number[];
beforeAll(async () => {
  database = await ownDatabase(inject("superuser") as pg.ClientConfig);
  node = await new RoomNode(await freePort(), database.connection).start();
  scene = await sceneOf(node.origin, ["ana", "ben"]);
  const at = new pg.Client(database.connection);
  await at.connect();
  const { rows } = await at.query("select owner_uid, email from account where email = any($1)", [scene.emails]);
  uids = scene.emails.map((email) => Number(rows.find((row) => row.email === email).owner_uid));
  await at.end();
});
afterAll(async () => {
  await node?.kill();
  await database?.drop();
});

const windows: Window[] = [];
afterEach(() => {
  for (const { room } of windows.splice(0)) room.close();
});

/** Windows of Ana, who is the host, of Ben, and a second one of Ana, on a diagram of their own. */
async function three(): Promise<{ path: string; all: [Window, Window, Window] }> {
  const diagram = await anotherDiagram(node.origin, scene.tokens[0]!, scene.model);
  const path = `/threat_models/${scene.model}/diagrams/${diagram}`;
  const open = async (n: number) => {
    const one = openWindow(node.origin, scene.tokens[n]!, { path }, uids[n]!);
    windows.push(one);
    await until(one, () => one.room.getState().line === "live");
    return one;
  };
  const all: [Window, Window, Window] = [await open(0), await open(1), await open(0)];
  return { path, all };
}

async function until({ room }: Window, is: () => boolean, within = 20_000): Promise<void> {
  const began = Date.now();
  while (!is()) {
    const { line, seq, waiting } = room.getState();
    if (Date.now() - began > within) throw new Error(`never came: ${JSON.stringify({ line, seq, waiting })}`);
    await pause(10);
  }
}

const isQuiet = ({ room }: Window) => room.getState().line === "live" && room.getState().waiting === 0;

/** All windows show what the server has, and nothing waits. */
async function expectSame(path: string, all: readonly Window[]): Promise<readonly Cell[]> {
  for (const one of all) await until(one, () => isQuiet(one));
  const read = await rest<{ cells: Cell[]; update_vector: number }>(node.origin, scene.tokens[0]!, `GET ${path}`);
  for (const one of all) await until(one, () => one.room.getState().seq >= read.update_vector);
  const server = checksumOf(read.cells);
  expect(all.map(({ room }) => room.checksum())).toEqual(all.map(() => server));
  return read.cells;
}

/** Numbers that are the same in every run. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return (state >>> 8) % most;
  };
}

/** What somebody does who knows no plan: of what their own window shows. */
function act({ room }: Window, roll: (most: number) => number): void {
  const { order, cells } = room.getState();
  const id = order[roll(Math.max(order.length, 1))];
  const kind = roll(20);
  if (!id || kind < 5) return void room.edit([cell(`made ${roll(1_000)}`) as never]);
  const update = (data: object) => [{ id, operation: "update" as const, data: { ...data } }];
  if (kind < 9) return void room.edit(update({ position: { x: roll(900), y: roll(900) } }), { joins: `drag ${id}` });
  if (kind < 12) return void room.edit(update({ attrs: { text: { text: `named ${roll(1_000)}` } } }));
  if (kind < 14) return void room.edit(update({ angle: roll(360), data: roll(2) ? { n: roll(9) } : null }));
  if (kind < 16) return void room.edit([{ id, operation: "remove" }]);
  if (kind < 17) {
    const copy = { ...cells.get(id)!, id: randomUUID() };
    return void room.edit([{ id: copy.id, operation: "add", data: copy, under: id }]);
  }
  if (kind < 19) room.undo();
  else room.redo();
}

it("500 mixed edits of three windows, with lines cut and the server killed: all show what the server has", async () => {
  const { path, all } = await three();
  const roll = dice(20261122);
  for (let n = 0; n < 500; n++) {
    const one = all[roll(3)]!;
    act(one, roll);
    if (roll(10) < 3) await pause(roll(40));
    if (n % 60 === 50) one.pull();
    if (n % 60 === 59) for (const each of all) each.plug();
    if (n === 250) await node.kill();
    if (n === 280) await node.start();
  }
  for (const each of all) each.plug();
  const cells = await expectSame(path, all);
  expect(cells.length).toBeGreaterThan(20);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
}, 90_000);

it("59: what both draw while the lines are cut is there once, after they are back", async () => {
  const { path, all } = await three();
  const [ana, ben] = all;
  for (const one of [ana, ben]) one.pull();
  await until(ana, () => ana.room.getState().line === "cut");
  for (let n = 0; n < 7; n++) ana.room.edit([cell(`ana ${n}`) as never]);
  for (let n = 0; n < 4; n++) ben.room.edit([cell(`ben ${n}`) as never]);
  expect([ana, ben].map(({ room }) => room.getState().waiting)).toEqual([7, 4]);
  for (const one of [ana, ben]) one.plug();
  const labels = (await expectSame(path, all)).map(({ attrs }) => (attrs as { text: { text: string } }).text.text);
  expect(labels.filter((label) => label.startsWith("ana"))).toHaveLength(7);
  expect(labels.filter((label) => label.startsWith("ben"))).toHaveLength(4);
  expect(ana.notices).toContainEqual({ is: "sent", count: 7 });
}, 30_000);

it("59: what waited in a window that was closed is sent by the next one, under its ids", async () => {
  const { path, all } = await three();
  const [ana] = all;
  ana.pull();
  const made = cell("left behind");
  ana.room.edit([made as never]);
  ana.room.close();
  const left = ana.kept();
  expect(left).toHaveLength(1);
  const open = () => openWindow(node.origin, scene.tokens[0]!, { path }, uids[0]!, { left });
  // Two take it up, as they may where a browser cannot tell which windows are open.
  const next = [open(), open()];
  windows.push(...next);
  for (const one of next) await until(one, () => isQuiet(one) && one.room.getState().cells.has(made.id));
  expect(next[0]!.notices).toContainEqual({ is: "resumed", count: 1 });
  await expectSame(path, [all[1], all[2], ...next]);
  expect(all[2].room.getState().seq).toBe(1);
}, 30_000);

it("57: undo takes back only mine, of a paste that no frame holds all, and says what of others it keeps", async () => {
  const { path, all } = await three();
  const [ana, ben] = all;
  const shared = cell("shared");
  ana.room.edit([shared as never]);
  await until(ben, () => ben.room.getState().cells.has(shared.id));
  ben.room.edit(Array.from({ length: 400 }, (_, n) => cell(`pasted ${n}`)) as never);
  ben.room.edit([{ id: shared.id, operation: "update", data: { angle: 90, parent: randomUUID() } }]);
  await until(ana, () => ana.room.getState().cells.get(shared.id)?.angle === 90);
  ana.room.edit([{ id: shared.id, operation: "update", data: { angle: 45 } }]);
  await until(ben, () => ben.room.getState().cells.get(shared.id)?.angle === 45);
  ben.room.undo();
  await until(ben, () => ben.notices.some(({ is }) => is === "kept"));
  expect(ben.room.getState().cells.get(shared.id)).toMatchObject({ angle: 45 });
  expect(ben.room.getState().cells.get(shared.id)).not.toHaveProperty("parent");
  expect(ben.room.getState().cells.size).toBe(401);
  ben.room.undo();
  await until(ana, () => ana.room.getState().cells.size === 1);
  ben.room.redo();
  await until(ana, () => ana.room.getState().cells.size === 401);
  await expectSame(path, all);
}, 30_000);

it("58: different fields both stay; of the same field the last stays, and whoever had not seen it is told and can have theirs back", async () => {
  const { path, all } = await three();
  const [ana, ben] = all;
  const shared = cell("shared");
  ana.room.edit([shared as never]);
  for (const one of all) await until(one, () => one.room.getState().seq === 1);
  const update = (data: object) => [{ id: shared.id, operation: "update" as const, data: { ...data } }];
  // Ben's line is cut, so that he cannot have seen it.
  ben.pull();
  await until(ben, () => ben.room.getState().line === "cut");
  ana.room.edit(update({ angle: 10, parent: shared.id }));
  ben.room.edit(update({ angle: 20, data: { by: "ben" } }));
  await until(ana, () => isQuiet(ana));
  const overridden = () => ana.notices.filter(({ is }) => is === "overridden");
  expect(overridden()).toEqual([]);
  ben.plug();
  await until(ana, () => overridden().length > 0);
  const [told] = overridden();
  expect(told).toMatchObject({ is: "overridden", cell: shared.id, members: ["angle"], by: uids[1] });
  const [drawn] = await expectSame(path, all);
  expect(drawn).toMatchObject({ angle: 20, parent: shared.id, data: { by: "ben" } });
  if (told?.is === "overridden") told.restore();
  await until(ben, () => ben.room.getState().cells.get(shared.id)?.angle === 10);
  // He has seen it now: that he changes it again is no accident.
  ben.room.edit(update({ angle: 30 }));
  await until(ana, () => ana.room.getState().cells.get(shared.id)?.angle === 30);
  expect(overridden()).toHaveLength(1);

  ben.pull();
  await until(ben, () => ben.room.getState().line === "cut");
  ben.room.edit(update({ angle: 40 }));
  ana.room.edit([{ id: shared.id, operation: "remove" }]);
  await until(ana, () => isQuiet(ana));
  ben.plug();
  await until(ben, () => ben.notices.some(({ is }) => is === "deleted"));
  expect((await expectSame(path, all)).length).toBe(0);
  const deleted = ben.notices.find((notice) => notice.is === "deleted");
  if (deleted?.is === "deleted") deleted.restore();
  await until(ana, () => ana.room.getState().cells.get(shared.id)?.angle === 40);
  await expectSame(path, all);
}, 30_000);

it("60: rights that end reach the window within a second; what was not sent is for the host to take; without the right to see nothing stays", async () => {
  const { path, all } = await three();
  const [ana, ben] = all;
  const made = cell("dragged");
  ana.room.edit([made as never]);
  await until(ben, () => ben.room.getState().cells.has(made.id));
  const mine = await rest<{ authorization: { email: string; role: string }[] }>(
    node.origin,
    scene.tokens[0]!,
    `GET /threat_models/${scene.model}`,
  );
  const allow = (entries: object[]) =>
    rest(node.origin, scene.tokens[0]!, `PATCH /threat_models/${scene.model}`, [
      { op: "replace", path: "/authorization", value: entries },
    ]);
  const as = (role: string) =>
    mine.authorization.map((one) => (one.email === scene.emails[1] ? { ...one, role } : one));
  let position = 0;
  const drag = setInterval(() => {
    const data = { position: { x: position + 1, y: 0 } };
    if (ben.room.edit([{ id: made.id, operation: "update", data }], { joins: "drag" })) position += 1;
  }, 16);
  await pause(100);
  await allow(as("reader"));
  await until(ben, () => !ben.room.getState().mayEdit, 1_000);
  clearInterval(drag);
  expect(ben.room.getState()).toMatchObject({ line: "live", waiting: 0, whyNot: { is: "rights" } });
  const { whyNot, cells } = ben.room.getState();
  expect(whyNot).toMatchObject({ because: { what: "list", by: expect.stringMatching(/./) } });
  expect(cells.get(made.id)).toMatchObject({ position: { x: 120 } });
  expect(ben.room.edit([cell("no more") as never])).toBe(false);
  await until(ana, () => ana.notices.some(({ is }) => is === "suggested"));
  const suggested = ana.notices.find((notice) => notice.is === "suggested");
  if (suggested?.is === "suggested") suggested.accept();
  const xOf = () => (ben.room.getState().cells.get(made.id) as unknown as { position: { x: number } }).position.x;
  await until(ben, () => xOf() === position);
  await until(ben, () => ben.notices.some((notice) => notice.is === "answered" && notice.isTaken));
  await expectSame(path, all);

  await allow(mine.authorization.filter(({ email }) => email !== scene.emails[1]));
  await until(ben, () => ben.room.getState().line === "ended", 1_500);
  expect(ben.room.getState()).toMatchObject({ ended: { is: "rights" }, cells: new Map(), order: [], people: [] });
  await allow(mine.authorization);
}, 30_000);
