import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { startEmbedded } from "../../db/embedded";
import { freePort } from "../support/port";
import { pause, RoomClient } from "../support/room-client";
import { anotherDiagram, RoomNode, sceneOf } from "../support/room-house";
import { draw, settle, wrongIn } from "./history";

export type Outcome = { kills: { app: number; postgres: number }; acknowledged: number; wrong: string[] };

/**
 * Twenty people draw in two rooms while the app and the database are killed at random; what each was told is written down, and held
 * against the log at the end. The database keeps its promises as in a house (fsync on), and starts again by itself.
 */
export async function crash(kills: number, say: (line: string) => void = () => {}): Promise<Outcome> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer-crash-"));
  const embedded = await startEmbedded(folder);
  const connection = embedded.connection as pg.ClientConfig;
  const node = new RoomNode(await freePort(), connection);
  const clients: RoomClient[] = [];
  const killed = { app: 0, postgres: 0 };
  const acknowledged = () => clients.reduce((sum, { journal }) => sum + journal.length, 0);
  try {
    await node.start();
    const hints = Array.from({ length: 20 }, (_, n) => `crash${n}`);
    const { tokens, place, model, diagram } = await sceneOf(node.origin, hints);
    const second = await anotherDiagram(node.origin, tokens[0]!, model);
    const rooms = [
      { diagram, path: place.path, clients: [] as RoomClient[] },
      { diagram: second, path: place.path.replace(diagram, second), clients: [] as RoomClient[] },
    ];
    for (const [n, token] of tokens.entries()) {
      const room = rooms[n % 2]!;
      const client = await new RoomClient(node.origin, token, room).join();
      room.clients.push(client);
      clients.push(client);
    }
    let isOver = false;
    const ids = Array.from({ length: 30 }, () => randomUUID());
    const drawing = clients.map((client) => draw(client, ids, () => isOver, 40));
    for (let n = 0; n < kills; n++) {
      await pause(50 + Math.random() * 450);
      if (n % 2 === 0) {
        killed.app += 1;
        await node.kill();
        await node.start();
      } else {
        killed.postgres += 1;
        killPostgres(folder);
      }
      await progress(acknowledged, clients.length);
      if ((n + 1) % 20 === 0) say(`${n + 1} kills, ${acknowledged()} acknowledged`);
    }
    isOver = true;
    await Promise.all(drawing);
    for (const room of rooms) await settle(room.clients);
    const wrong: string[] = [];
    for (const room of rooms) wrong.push(...(await wrongIn(connection, room.diagram, room.clients)));
    return { kills: killed, acknowledged: acknowledged(), wrong };
  } finally {
    await Promise.all(clients.map((client) => client.leave()));
    await node.kill();
    await embedded.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A kill counts only while people draw: the next waits until so many edits were acknowledged since the last. */
async function progress(acknowledged: () => number, edits: number): Promise<void> {
  const before = acknowledged();
  // Counted, not timed: a machine that was put to sleep has not kept anybody from drawing.
  for (let waits = 0; acknowledged() < before + edits; waits++) {
    if (waits > 18_000) throw new Error("Nobody could draw for three minutes after a kill.");
    await pause(10);
  }
}

function killPostgres(folder: string): void {
  const file = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .find((name) => name.endsWith("postmaster.pid"));
  const pid = file ? Number.parseInt(fs.readFileSync(path.join(folder, file), "utf8"), 10) : 0;
  try {
    if (pid) process.kill(pid, "SIGKILL");
  } catch {
    // Still dead from the last time.
  }
}
