import "../../../e2e/support/unlimited";
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { beforeAll, expect, it } from "vitest";
import { pool } from "../../../db/client";
import { draw, finished, settle, wrongIn } from "../../../e2e/rooms/history";
import { diceOf } from "../../../e2e/rooms/mutate";
import { somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import { type Faults, faultyBus } from "../../../e2e/support/faulty-bus";
import { RoomClient, rest } from "../../../e2e/support/room-client";
import { answer } from "../../rest/mount";
import type { Bus } from "../bus";
import { openRooms } from "./rooms";

beforeAll(freshDatabase);

const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const NODES = 3;
const PEOPLE = 6;
const EDITS = 12;

/** A node of its own: REST and rooms on one port, and a bus with these faults. */
async function openNode(bus: Bus) {
  const rooms = openRooms(bus);
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const { method = "", url = "", headers } = request;
    const got = (await answer({ method, url, headers, body, ip: "127.0.0.1" } as Parameters<typeof answer>[0]))!;
    response.writeHead(got.status, got.headers).end(got.body);
  });
  server.on("upgrade", (request, socket, head) => rooms.upgrade(request, socket, head, "127.0.0.1"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = async () => {
    await rooms.close();
    await bus.close();
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

it.each<[string, Faults]>([
  ["loses everything", { loses: 1, doubles: 0, late: 0 }],
  ["loses half, says half twice, and mixes their order", { loses: 0.5, doubles: 0.5, late: 200 }],
  ["is seconds late, repeats itself and babbles", { loses: 0, doubles: 1, late: 2_500, babbles: 0.5 }],
])(
  `a bus that %s changes nothing of what everybody sees in the end (SEED=${SEED})`,
  { timeout: 120_000 },
  async (_, faults) => {
    const dice = diceOf(SEED);
    const nodes = await Promise.all(Array.from({ length: NODES }, () => openNode(faultyBus(dice, faults))));
    const clients: RoomClient[] = [];
    try {
      const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => somebody(`Person${n}`)));
      const owner = people[0]!;
      const authorization = people.slice(1).map(({ email }) => ({
        principal_type: "user",
        provider: "confer",
        provider_id: email,
        email,
        role: "writer",
      }));
      const { origin } = nodes[0]!;
      const model = { name: "Room", authorization };
      const { id } = await rest<{ id: string }>(origin, owner.session, "POST /threat_models", model);
      const diagrams = `/threat_models/${id}/diagrams`;
      const drawn = { name: "Flow", type: "DFD-1.0.0" };
      const { id: diagram } = await rest<{ id: string }>(origin, owner.session, `POST ${diagrams}`, drawn);
      for (const [n, { session }] of people.entries()) {
        const place = { path: `${diagrams}/${diagram}` };
        clients.push(await new RoomClient(nodes[n % NODES]!.origin, session, place).join());
      }
      const ids = Array.from({ length: 12 }, () => randomUUID());
      const some = () => {
        let left = EDITS;
        return () => left-- === 0;
      };
      await finished(clients, Promise.all(clients.map((client) => draw(client, ids, some()))), 30_000);
      await settle(clients, 20_000);
      expect(await wrongIn(pool().options as pg.ClientConfig, diagram, clients)).toEqual([]);
      expect(Math.min(...clients.map(({ journal }) => journal.length)), "all of them drew").toBeGreaterThan(0);
      expect(clients.flatMap(({ closes }) => closes)).toEqual([]);
    } finally {
      await Promise.all(clients.map((client) => client.leave()));
      for (const { close } of nodes) await close();
    }
  },
);
