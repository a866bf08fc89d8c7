import { randomUUID } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import type pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { freePort } from "../support/port";
import { cell, pause, RoomClient, rest } from "../support/room-client";
import { faultsOf } from "../support/room-frames";
import { RoomNode, type Scene, sceneOf } from "../support/room-house";
import { settle, wrongIn } from "./history";
import { type Dice, diceOf, mutated, noise, pick } from "./mutate";
import { ownDatabase } from "./own-database";

const MESSAGES = 50_000;
const HANDSHAKES = 1_500;
const RAW = 300;
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

let database: Awaited<ReturnType<typeof ownDatabase>>;
let node: RoomNode;
let scene: Scene;
beforeAll(async () => {
  database = await ownDatabase(inject("superuser") as pg.ClientConfig);
  // A heap this small leaves no doubt about what is kept.
  node = await new RoomNode(await freePort(), database.connection, {}, ["--max-old-space-size=192"]).start();
  scene = await sceneOf(node.origin, ["olga", "milo", "mallory", "mick"], ["rita", "mort"]);
});
afterAll(async () => {
  await node?.kill();
  await database?.drop();
});

const residentMegabytes = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

it(`bad messages and handshakes harm nobody but who sends them (SEED=${SEED})`, async () => {
  const dice = diceOf(SEED);
  const { pid } = node;
  const [olga, milo, mallory, mick, rita, mort] = scene.tokens as [string, string, string, string, string, string];
  const faults: string[] = [];
  const bystanders: RoomClient[] = [];
  for (const token of [olga, milo, rita]) {
    const client = new RoomClient(node.origin, token, scene.place);
    client.onFrame = (way, frame) => {
      if (way === "heard") for (const fault of faultsOf(way, frame)) faults.push(fault);
    };
    bystanders.push(await client.join());
  }
  const seeds = Array.from({ length: 30 }, () => randomUUID());
  const vandals: RoomClient[] = [];
  for (const token of [mallory, mick, mort]) vandals.push(await new RoomClient(node.origin, token, scene.place).join());

  let isOver = false;
  const waits: number[] = [];
  const good = (async () => {
    for (; !isOver; await pause(100)) {
      const began = performance.now();
      await bystanders[0]!.edit([cell("good", seeds[0])]);
      waits.push(performance.now() - began);
    }
  })();

  const memory: number[] = [];
  for (let sent = 0; sent < MESSAGES; ) {
    for (const vandal of vandals) {
      await vandal.here();
      for (let n = 0; n < 150; n++, sent++)
        vandal.sendRaw(dice() < 0.05 ? noise(dice) : mutated(dice, message(dice, seeds)));
    }
    // Their answers are read before more is said.
    const heard = vandals.map((vandal) => vandal.next("sync_status_response", 5_000).catch(() => {}));
    for (const vandal of vandals) vandal.sendRaw('{"message_type":"sync_status_request"}');
    await Promise.all(heard);
    expect(node.isRunning, node.errors).toBe(true);
    memory.push(residentMegabytes(pid));
  }
  for (let n = 0; n < HANDSHAKES; n += 50) {
    await Promise.all(Array.from({ length: 50 }, () => knock(node.port, handshake(dice, scene, mallory))));
  }
  for (let n = 0; n < RAW; n += 10) {
    await Promise.all(Array.from({ length: 10 }, () => insult(dice, mick)));
    if (n % 50 === 0) memory.push(residentMegabytes(pid));
  }
  memory.push(residentMegabytes(pid));
  isOver = true;
  await good;
  for (const vandal of vandals) await vandal.leave();
  await settle(bystanders);

  expect(node.isRunning && node.pid).toBe(pid);
  expect(node.errors).not.toMatch(/uncaught|unhandled|heap out of memory/i);
  expect(bystanders.flatMap(({ closes }) => closes)).toEqual([]);
  expect([...new Set(faults)]).toEqual([]);
  expect(await wrongIn(database.connection, scene.diagram, bystanders)).toEqual([]);
  expect(waits.length, "somebody drew all the while").toBeGreaterThan(20);
  expect(Math.max(...waits)).toBeLessThan(5_000);
  const warm = Math.max(...memory.slice(0, Math.ceil(memory.length / 3)));
  expect(memory.at(-1)!, `megabytes: ${memory.map(Math.round).join(" ")}`).toBeLessThan(warm * 1.25 + 20);
}, 180_000);

function message(dice: Dice, seeds: readonly string[]): object {
  const user = {
    principal_type: "user",
    provider: "tmi",
    provider_id: "milo",
    display_name: "Milo",
    email: "milo@tmi.local",
  };
  const add = cell("bad", pick(dice, seeds.slice(1)));
  const named = (message_type: string, more: object = {}) => ({ message_type, ...more });
  const edit = (cells: object[]) =>
    named("diagram_operation_request", {
      operation_id: randomUUID(),
      base_vector: 3,
      operation: { type: "patch", cells },
    });
  return pick(dice, [
    edit([add]),
    edit([
      { ...add, operation: "update" },
      { id: pick(dice, seeds.slice(1)), operation: "remove" },
    ]),
    edit([
      {
        id: add.id,
        operation: "update",
        data: { id: add.id, shape: "flow", source: { cell: seeds[1] }, target: { cell: seeds[2] } },
      },
    ]),
    named("undo_request"),
    named("redo_request"),
    named("sync_status_request"),
    named("sync_request", { update_vector: Math.floor(dice() * 100) }),
    named("presenter_cursor", { cursor_position: { x: 1, y: 2 } }),
    named("presenter_selection", { selected_cells: [add.id] }),
    named("change_presenter_request", { new_presenter: user }),
    named("presenter_denied_request", { denied_user: user }),
    named("remove_participant_request", { removed_user: user }),
    named("participants_update", { participants: [] }),
    named("error", { error: "x", message: "y" }),
    named(pick(dice, ["", "dance", "__proto__", "constructor"])),
  ]);
}

/** A request for an upgrade, with something wrong about it. */
function handshake(dice: Dice, { place, diagram }: Scene, token: string): string {
  const id = randomUUID();
  const path = pick(dice, [
    `${place.path}/ws?session_id=${id}&ticket=${"A".repeat(43)}`,
    `${place.path}/ws`,
    `${place.path}/ws?ticket=`,
    `${place.path}/ws?session_id=${id}`,
    `${place.path}/ws?token=${token.slice(0, -2)}`,
    `${place.path.replace(diagram, id)}/ws?token=${token}`,
    `${place.path}/ws?session_id[]=1&ticket[]=2&ticket=%00&ticket=${"x".repeat(8_000)}`,
    `${place.path}/ws/../ws?ticket=1`,
    `/threat_models/%2e%2e/diagrams/${id}/ws?ticket=%ff`,
    "/live",
    `http://elsewhere.example${place.path}/ws`,
  ]);
  const lines = [
    `Host: ${pick(dice, [`127.0.0.1:${node.port}`, `127.0.0.1:${node.port}`, "elsewhere.example", ""])}`,
    "Connection: Upgrade",
    `Upgrade: ${pick(dice, ["websocket", "websocket", "h2c", ""])}`,
    `Sec-WebSocket-Version: ${pick(dice, ["13", "13", "8", "-1"])}`,
    `Sec-WebSocket-Key: ${pick(dice, ["AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA==", "x", ""])}`,
    ...(dice() < 0.3 ? [`Origin: ${pick(dice, ["https://evil.example", "null", "", "\u00ff"])}`] : []),
    ...(dice() < 0.2
      ? [`Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=${Math.floor(dice() * 99)}`]
      : []),
    ...(dice() < 0.2 ? Array.from({ length: 80 }, (_, n) => `X-${n}: y`) : []),
    ...(dice() < 0.2
      ? [
          noise(dice)
            .toString("latin1")
            .replace(/[\r\n]/g, " "),
        ]
      : []),
  ];
  return `${pick(dice, ["GET", "GET", "GET", "POST", "BREW"])} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** Sends it, and waits for an answer or the end; it must never be let in. */
function knock(port: number, text: string): Promise<void> {
  return new Promise((done, fail) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    socket.setTimeout(500, () => socket.destroy());
    socket.on("error", () => {});
    socket.on("data", (answer) => {
      if (String(answer).startsWith("HTTP/1.1 101")) fail(new Error(`Let in: ${text}`));
      socket.destroy();
    });
    socket.on("close", () => done());
  });
}

/** Takes a seat as one should, and then breaks the rules of the socket itself. */
async function insult(dice: Dice, token: string): Promise<void> {
  const { session_id: id } = await rest<{ session_id: string }>(
    node.origin,
    token,
    `GET ${scene.place.path}/collaborate`,
  );
  const { ticket } = await rest<{ ticket: string }>(node.origin, token, `GET /ws/ticket?session_id=${id}`);
  const head = [
    `GET ${scene.place.path}/ws?session_id=${id}&ticket=${ticket} HTTP/1.1`,
    `Host: 127.0.0.1:${node.port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  const masked = (first: number, payload: Buffer) => {
    const length = payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 255];
    return Buffer.concat([Buffer.from([first, ...length, 0, 0, 0, 0]), payload]);
  };
  const bad = pick(dice, [
    masked(0xf1, Buffer.from("{}")), // Reserved bits.
    masked(0x83, Buffer.from("{}")), // An opcode nobody knows.
    Buffer.from([0x81, 0x02, 0x7b, 0x7d]), // Not masked.
    masked(0x89, Buffer.alloc(130)), // A ping longer than a ping is.
    masked(0x81, Buffer.from([0xc3, 0x28])), // No UTF-8.
    masked(0x80, Buffer.from("{}")), // The rest of nothing.
    Buffer.concat(Array.from({ length: 200 }, (_, n) => masked(n ? 0 : 1, Buffer.from("x")))), // Crumbs.
    Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]), // As long as no message can be.
    masked(0x81, Buffer.alloc(65_000, "[")),
    masked(0x88, Buffer.from([0x03])),
    masked(0x88, Buffer.from([0xff, 0xff])),
    Buffer.concat(Array.from({ length: 200 }, () => masked(0x89, Buffer.alloc(100)))),
    noise(dice),
  ]);
  await new Promise<void>((done) => {
    const socket = net.connect(node.port, "127.0.0.1", () => socket.write(`${head.join("\r\n")}\r\n\r\n`));
    const late = setTimeout(() => socket.destroy(), 300);
    socket.on("error", () => {});
    socket.once("data", () => socket.write(bad));
    socket.on("close", () => {
      clearTimeout(late);
      done();
    });
  });
}
