import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Embedded, startEmbedded } from "../../db/embedded";
import { freePort } from "../support/port";
import { pause, RoomClient } from "../support/room-client";
import { RoomNode, sceneOf } from "../support/room-house";
import { draw, settle, wrongIn } from "./history";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer-nodes-"));
let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded(folder, { careless: true });
});
afterAll(async () => {
  await embedded.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

describe.each([
  { bus: "Postgres NOTIFY", redis: false },
  { bus: "Redis", redis: true },
])("two nodes, told by $bus", ({ bus, redis }) => {
  it.runIf(!redis || hasRedis)(
    "one killed, one frozen and woken: nothing lost, nothing twice, back within 3 s",
    async () => {
      const connection = embedded.connection as pg.ClientConfig;
      const server = redis ? await startRedis() : null;
      const environment: Record<string, string> = server ? { REDIS_URL: server.url } : {};
      const nodes: RoomNode[] = [];
      const clients: RoomClient[] = [];
      try {
        for (let n = 0; n < 2; n++) nodes.push(await new RoomNode(await freePort(), connection, environment).start());
        const [one, two] = nodes as [RoomNode, RoomNode];
        const hints = Array.from({ length: 8 }, (_, n) => `${redis ? "redis" : "notify"}${n}`);
        const { tokens, place, diagram } = await sceneOf(one.origin, hints);
        for (const [n, token] of tokens.entries()) {
          const origins = n % 2 === 0 ? [one.origin, two.origin] : [two.origin, one.origin];
          const client = new RoomClient(origins, token, place);
          client.patience = 800;
          clients.push(await client.join());
        }
        let isOver = false;
        const ids = Array.from({ length: 20 }, () => randomUUID());
        const drawing = clients.map((client) => draw(client, ids, () => isOver));
        const toldBy = (start: number) => clients.reduce((sum, { journal }) => sum + journal.length, 0) - start;

        await pause(1_500);
        await one.kill();
        await pause(1_500);
        await one.start();
        await pause(500);
        two.freeze();
        await pause(4_000);
        two.wake();
        await pause(1_500);
        const before = toldBy(0);
        await pause(1_000);
        isOver = true;
        await Promise.all(drawing);
        await settle(clients);

        expect(toldBy(before), "they drew on after it all").toBeGreaterThan(0);
        expect(await wrongIn(connection, diagram, clients)).toEqual([]);
        const resumes = clients.flatMap(({ resumes }) => resumes).toSorted((a, b) => a - b);
        // Each node was lost once, with half of the people on it at the least.
        expect(resumes.length).toBeGreaterThanOrEqual(clients.length / 2);
        const said = `by ${bus}: ${resumes.map(Math.round).join(", ")}`;
        expect(resumes[Math.ceil(resumes.length * 0.9) - 1], said).toBeLessThan(3_000);
        // Whoever asks the frozen node first waits for it before they ask the other.
        expect(resumes.at(-1), said).toBeLessThan(10_000);
      } finally {
        await Promise.all(clients.map((client) => client.leave()));
        await Promise.all(nodes.map((node) => node.kill()));
        server?.process.kill("SIGKILL");
      }
    },
    120_000,
  );
});

async function startRedis(): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort();
  const server = spawn("redis-server", ["--port", String(port), "--save", "", "--bind", "127.0.0.1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done) =>
    server.stdout!.on("data", (text) => /Ready to accept/i.test(String(text)) && done()),
  );
  return { url: `redis://127.0.0.1:${port}`, process: server };
}
