/** `npm run bench:live`: rooms against what a hand would write and against a peer, ratios of one run, round by round. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type pg from "pg";
import { startEmbedded } from "../../db/embedded";
import { freePort } from "../../e2e/support/port";
import { anotherDiagram, RoomNode, sceneOf } from "../../e2e/support/room-house";
import type { Row } from "../decide";
import { newFolder } from "../house";
import { median } from "../load";
import { print } from "../table";
import { benchAsking } from "./ask";
import { hocuspocus, ours, relay } from "./contenders";
import { benchDurable } from "./durable";
import { benchLarge } from "./large";
import { benchHistory, benchIdle } from "./memory";
import { openRoom, type Round, run } from "./round";
import type { Stage } from "./stage";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const embedded = await startEmbedded(path.resolve(newFolder()));
const connection = embedded.connection as pg.ClientConfig;
const node = await new RoomNode(await freePort(), connection, {}, ["--expose-gc"]).start();
const { tokens, model } = await sceneOf(node.origin, ["bench"]);
const token = tokens[0]!;
const { owner } = await ownerOf();
const children: { kill(): unknown }[] = [];
const stage: Stage = {
  node,
  token,
  owner,
  connection,
  port: freePort,
  diagram: async () => {
    const id = await anotherDiagram(node.origin, token, model);
    return { id, path: `/threat_models/${model}/diagrams/${id}` };
  },
  server,
  relayOn,
};

async function ownerOf(): Promise<{ owner: number }> {
  const client = new (await import("pg")).default.Client(connection);
  await client.connect();
  const { rows } = await client.query("select owner_uid from threat_model limit 1");
  await client.end();
  return { owner: Number(rows[0].owner_uid) };
}

/** A server of ours by hand, or a peer's. */
async function server(file: string, env: Record<string, string> = {}): Promise<{ port: number; pid: number }> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--expose-gc", file], {
    env: { ...process.env, NODE_ENV: "production", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return { port, pid: child.pid! };
}

/** The relay beside it appends to a diagram of its own. */
async function relayOn(): Promise<{ port: number; pid: number }> {
  const { id } = await stage.diagram();
  return server("bench/live/relay.mjs", { BENCH_RELAY: JSON.stringify({ connection, owner, diagram: id }) });
}

async function benchRooms(): Promise<Row[]> {
  const bare = await relayOn();
  const peer = await server("bench/live/hocuspocus.mjs");
  const contenders = {
    ours: ours(node.port, node.pid, token),
    relay: relay(bare.port, bare.pid),
    peer: hocuspocus(peer.port, peer.pid),
  };
  const taken = async (readers: number, how: Parameters<typeof run>[2], names: (keyof typeof contenders)[]) => {
    const rounds: Record<string, Round[]> = {};
    const rooms = new Map<string, Awaited<ReturnType<typeof openRoom>>>();
    for (const name of names)
      rooms.set(
        name,
        await openRoom(
          contenders[name],
          name === "ours" ? (await stage.diagram()).path : `room-${readers}-${how.perSecond ?? "all"}`,
          readers,
        ),
      );
    for (let n = 0; n < ROUNDS; n++) {
      for (const name of names) {
        const round = await run(contenders[name], rooms.get(name)!, how);
        rounds[name] = [...(rounds[name] ?? []), round];
      }
    }
    for (const { readers, sender } of rooms.values()) for (const line of [sender, ...readers]) line.close();
    return rounds as Record<keyof typeof contenders, Round[]>;
  };
  const row = (
    name: string,
    what: Record<string, Round[]>,
    against: string,
    of: (round: Round) => number,
    unit: string,
    sign: "≥" | "≤",
    bound: number,
  ): Row => {
    const [a, b] = [what.ours!, what[against]!];
    const ratio = median(a.map((round, n) => of(round) / of(b[n]!)));
    const shown = (all: Round[]) =>
      unit === "ms" ? median(all.map(of)).toFixed(1) : `${Math.round(median(all.map(of)) / 1_000)}k`;
    return {
      name,
      value: `${shown(a)} vs ${shown(b)} ${unit}`,
      ratio,
      bound: `${sign} ${bound}×`,
      ok: sign === "≥" ? ratio >= bound : ratio <= bound,
    };
  };
  const perCore = (round: Round) => round.perCore;
  const unit = "deliveries per core-second";
  const calm = await taken(200, { edits: 400, perSecond: 100 }, ["ours", "relay", "peer"]);
  const full = await taken(200, { edits: 6_000 }, ["ours", "relay", "peer"]);
  const small = await taken(50, { edits: 8_000 }, ["ours", "relay", "peer"]);
  return [
    row("Room of 200, 100 edits/s, against a bare ws relay with the same log", calm, "relay", perCore, unit, "≥", 0.9),
    row("The same: p95 of a delivery", calm, "relay", ({ p95 }) => p95, "ms", "≤", 1.25),
    row("The same against hocuspocus", calm, "peer", perCore, unit, "≥", 1),
    row("Saturated room of 200 against the relay", full, "relay", perCore, unit, "≥", 10),
    row("The same against hocuspocus", full, "peer", perCore, unit, "≥", 1.25),
    row("Saturated room of 50 against hocuspocus", small, "peer", perCore, unit, "≥", 1.5),
  ];
}

const benches = {
  rooms: benchRooms,
  durable: () => benchDurable(stage),
  idle: () => benchIdle(stage),
  history: benchHistory,
  large: () => benchLarge(stage),
  asking: () => benchAsking(stage),
};
const wanted = process.argv.slice(2);
const rows: Row[] = [];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) {
      console.error(`${name} …`);
      rows.push(...(await bench()));
    }
  }
} catch (error) {
  console.error(node.errors);
  throw error;
} finally {
  for (const child of children) child.kill();
  await node.kill();
  await embedded.stop();
}
print(rows);
process.exit(rows.every((row) => row.ok) ? 0 : 1);
