import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { freePort } from "../support/port";
import { hasRedis, type Redis, startRedis } from "../support/redis";
import { cell, pause, RoomClient, rest } from "../support/room-client";
import { RoomNode, type Scene, sceneOf } from "../support/room-house";
import { draw, settle, wrongIn } from "./history";
import { ownDatabase } from "./own-database";

let database: Awaited<ReturnType<typeof ownDatabase>>;
beforeAll(async () => {
  database = await ownDatabase(inject("superuser") as pg.ClientConfig);
});
afterAll(() => database.drop());

/** The nodes' lines through the database: stopped, they look alive and carry nothing. */
async function listeners(): Promise<number[]> {
  const client = new pg.Client({ ...(inject("superuser") as pg.ClientConfig), database: database.connection.database });
  await client.connect();
  const found =
    "select pid from pg_stat_activity where application_name = 'confer notices' and datname = current_database()";
  const { rows } = await client.query(found);
  await client.end();
  return rows.map(({ pid }) => pid);
}

for (const bus of ["Postgres NOTIFY", "Redis"] as const) {
  describe.skipIf(bus === "Redis" && !hasRedis)(`two nodes, told by ${bus}`, () => {
    let redis: Redis | null = null;
    let scene: Scene;
    const nodes: RoomNode[] = [];
    const clients: RoomClient[] = [];
    beforeAll(async () => {
      if (bus === "Redis") redis = await startRedis();
      const environment: Record<string, string> = redis ? { REDIS_URL: redis.url } : {};
      for (let n = 0; n < 2; n++)
        nodes.push(await new RoomNode(await freePort(), database.connection, environment).start());
      const hints = Array.from({ length: 12 }, (_, n) => `${bus.slice(0, 5)}${n}`.toLowerCase());
      scene = await sceneOf(nodes[0]!.origin, hints);
    });
    afterAll(async () => {
      await Promise.all(clients.map((client) => client.leave()));
      await Promise.all(nodes.map((node) => node.kill()));
      await redis?.stop();
    });

    const join = (n: number, first: number, patience = 0) => {
      const client = new RoomClient([nodes[first]!.origin, nodes[1 - first]!.origin], scene.tokens[n]!, scene.place);
      clients.push(client);
      client.patience = patience;
      return client.join();
    };
    const ask = (asked: string, json?: unknown, as = 0) => rest(nodes[0]!.origin, scene.tokens[as]!, asked, json);
    /** Changes who may do what, by the owner and through the first node. */
    const change = (...patch: { op: string; path: string; value?: string }[]) =>
      ask(`PATCH /threat_models/${scene.model}`, patch);

    /** How long after this change, made through the first node, somebody at the second is told of it (milliseconds). */
    async function told(work: () => Promise<unknown>, hears: Promise<unknown>): Promise<number> {
      const heard = hears.then(() => performance.now());
      await work();
      const since = performance.now();
      return Math.max(0, (await heard) - since);
    }
    const becomes = (client: RoomClient, n: number, permissions: string) =>
      client.until((frame) =>
        frame.participants?.some(
          (one: { user: { email: string }; permissions: string }) =>
            one.user.email === scene.emails[n] && one.permissions === permissions,
        ),
      );

    it("a change of rights at one reaches the sockets of the other within 500 ms, and within 5 s where nothing is carried", async () => {
      const [milo, mick, rita] = [await join(1, 1), await join(2, 1), await join(3, 1)];
      const took: number[] = [];
      for (const role of ["reader", "writer", "reader"]) {
        const set = () => change({ op: "replace", path: "/authorization/1/role", value: role });
        took.push(await told(set, becomes(milo, 1, role)));
      }
      await expect(milo.edit([cell("late")])).rejects.toMatchObject({ message_type: "authorization_denied" });
      took.push(await told(() => change({ op: "remove", path: "/authorization/2" }), mick.closed(4403)));
      took.push(await told(() => ask("POST /me/logout", undefined, 3), rita.closed(4401)));
      const said = `${took.map(Math.round)} ms`;
      expect(Math.max(...took), said).toBeLessThan(500);

      const stop = redis ? [redis.process.pid!] : await listeners();
      expect(stop.length).toBe(redis ? 1 : nodes.length);
      for (const pid of stop) process.kill(pid, "SIGSTOP");
      try {
        const took = await told(() => change({ op: "remove", path: "/authorization/1" }), milo.closed(4403));
        expect(took).toBeLessThan(5_000);
      } finally {
        for (const pid of stop) process.kill(pid, "SIGCONT");
      }
    }, 60_000);

    it("one killed, one frozen and woken: nothing lost, nothing twice, all back within 3 s, and drawing on meanwhile", async () => {
      const [one, two] = nodes as [RoomNode, RoomNode];
      const drawers: RoomClient[] = [];
      for (let n = 4; n < 12; n++) drawers.push(await join(n, n % 2, 800));
      let isOver = false;
      const ids = Array.from({ length: 20 }, () => randomUUID());
      const drawing = drawers.map((client) => draw(client, ids, () => isOver));
      const back = () => drawers.reduce((sum, { resumes }) => sum + resumes.length, 0);

      await pause(1_000);
      await one.kill();
      await pause(1_500);
      await one.start();
      // Half of them change over, so that the other node is lost to half as well.
      for (const client of drawers.slice(0, drawers.length / 2)) client.cut();
      await pause(1_500);
      const before = back();
      two.freeze();
      await pause(3_000);
      const drawn = drawers.map(({ journal }) => journal.length);
      await pause(1_000);
      const stuck = drawers.filter(({ journal }, n) => journal.length === drawn[n]).length;
      two.wake();
      await pause(1_500);
      isOver = true;
      await Promise.all(drawing);
      await settle(drawers);

      expect(await wrongIn(database.connection, scene.diagram, drawers)).toEqual([]);
      const resumes = drawers.flatMap(({ resumes }) => resumes);
      const said = `${resumes.map(Math.round)} ms, ${back() - before} of them in the frost`;
      expect(before, said).toBeGreaterThanOrEqual(drawers.length);
      expect(back() - before, said).toBeGreaterThanOrEqual(drawers.length / 2);
      expect(Math.max(...resumes), said).toBeLessThan(3_000);
      expect(stuck, `${said}: who draws nothing while one node is frozen`).toBe(0);
    }, 120_000);
  });
}
