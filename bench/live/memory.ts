import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Document } from "../../lib/domain/diagram/document";
import { openRoom, type Room, step } from "../../lib/domain/diagram/room";
import { RULES } from "../../lib/domain/diagram/room-state";
import type { Row } from "../decide";
import { type Contender, ours, relay } from "./contenders";
import type { Line } from "./line";
import type { Stage } from "./stage";

const SOCKETS = 5_000;
const PER_ROOM = 50;
/** So many that as many are at hand at the end as at the beginning: from time to time all but the newest are let go. */
const EDITS = 200 * (RULES.overRing + 1);

/** Kilobytes a socket: on the heap and beside it, and resident of the whole process. */
type Cost = { held: number; resident: number };

/**
 * What a socket costs that says nothing. The garbage of 5,000 arrivals stays resident for as long as the system has room, and says nothing
 * of a socket; a bare one makes none. So ours costs what a bare one does, resident, and what it holds more.
 */
export async function benchIdle(stage: Stage): Promise<Row[]> {
  const bare = await stage.relay();
  const own = await fill(ours(stage.node, stage.token, false), async () => (await stage.diagram()).path);
  const theirs = await fill(relay(bare), async () => "");
  const cost = theirs.resident + own.held - theirs.held;
  const ratio = cost / theirs.resident;
  return [
    {
      name: `${SOCKETS.toLocaleString("en")} idle sockets: memory of one against bare ws`,
      value: `${cost.toFixed(1)} KB vs ${theirs.resident.toFixed(1)} KB, of which held ${own.held.toFixed(1)} and ${theirs.held.toFixed(1)}`,
      ratio,
      bound: "≤ 1.6×",
      ok: ratio <= 1.6,
    },
  ];
}

async function fill(contender: Contender, newRoom: () => Promise<string>): Promise<Cost> {
  const warm = [await contender.join(await newRoom())];
  for (let n = 0; n < 200; n++) warm.push(await contender.join(await newRoom()));
  for (const line of warm) line.close();
  const before = await memoryOf(contender.pid);
  const lines: Line[] = [];
  for (let n = 0, room = ""; n < SOCKETS; n++) {
    if (n % PER_ROOM === 0) room = await newRoom();
    lines.push(await contender.join(room));
  }
  const after = await memoryOf(contender.pid);
  for (const line of lines) line.close();
  const each = (of: keyof Cost) => (after[of] - before[of]) / SOCKETS;
  return { held: each("held"), resident: each("resident") };
}

/** Kilobytes, once nothing is under way and what is held no more is let go. */
async function memoryOf(pid: number): Promise<Cost> {
  const pause = () => new Promise((done) => setTimeout(done, 3_000));
  const file = path.join(os.tmpdir(), `confer-held-${pid}`);
  await pause();
  process.kill(pid, "SIGUSR2");
  await pause();
  const held = Number(fs.readFileSync(file, "utf8")) / 1_024;
  fs.rmSync(file);
  const resident = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  return { held, resident };
}

/** A room that has seen many edits of one cell, against the same room after few. */
export async function benchHistory(): Promise<Row[]> {
  if (!globalThis.gc) throw new Error("Run with --expose-gc.");
  const person = { uid: 1, email: "bench@tmi.local", name: "Bench" };
  const room: Room = openRoom({
    owner: 1,
    diagram: randomUUID(),
    session: { id: randomUUID(), host: 1, presenter: 1, hostLostAt: null, locked: false, readOnly: [] },
    elsewhere: [],
    version: 1,
    document: new Document(),
    seq: 0,
    unsaved: 0,
    encoded: null,
    entries: [],
    now: 0,
  });
  const seat = { socket: "s", person, mayEdit: true, trail: [], own: false, since: 0, lastActivity: 0 };
  step(room, { is: "join", seat, since: null, version: 1, head: 0 }, 0);
  const id = randomUUID();
  const edits = (count: number) => {
    for (let n = 0; n < count; n++) {
      const data = { id, shape: "process", position: { x: n, y: 0 }, size: { width: 140, height: 60 } };
      const operation = { type: "patch", cells: [{ id, operation: room.seq ? "update" : "add", data }] };
      const text = JSON.stringify(operation);
      step(room, { is: "edit", socket: "s", operationId: randomUUID(), digest: "", operation, text }, 0);
      step(room, { is: "appended", outcome: "appended" }, 0);
    }
    for (let n = 0; n < 5; n++) globalThis.gc!();
    return process.memoryUsage().heapUsed;
  };
  const few = edits(2_000);
  const many = edits(EDITS);
  if (room.seq !== EDITS + 2_000) throw new Error("The edits were not taken.");
  const grown = (many - few) / 1024;
  return [
    {
      name: `A room's memory after ${EDITS.toLocaleString("en")} more edits of a cell`,
      value: `${Math.round(grown)} KB more`,
      bound: "< 256 KB",
      ok: grown < 256,
    },
  ];
}
