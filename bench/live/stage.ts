import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import pg from "pg";
import { startEmbedded } from "../../db/embedded";
import { freePort } from "../../e2e/support/port";
import { anotherDiagram, RoomNode, sceneOf } from "../../e2e/support/room-house";
import { newFolder } from "../house";
import { giveToServer, leaveToServers, takeAll } from "./cores";

/** What all benches of rooms stand on: one house and its database, somebody in it, and servers beside it. */
export type Stage = {
  node: RoomNode;
  token: string;
  /** Whose diagrams these are. */
  owner: number;
  connection: pg.ClientConfig;
  port(): Promise<number>;
  /** A new diagram of theirs. */
  diagram(): Promise<{ id: string; path: string }>;
  /** Another of its kind on the same database. */
  secondNode(): Promise<RoomNode>;
  /** A server written by hand, which appends to a diagram of its own. */
  relay(): Promise<Server>;
  peer(): Promise<Server>;
  /** Every server that is compared by its processor time passes here; those above have. */
  measured<S extends { pid: number }>(server: S): S;
  close(): Promise<void>;
};
export type Server = { port: number; pid: number };

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const FLAGS = ["--expose-gc", "--import", new URL("collect.mjs", import.meta.url).href];

/** `apart`: processor time is compared, so servers have a core to themselves. */
export async function openStage(apart: boolean): Promise<Stage> {
  if (apart) leaveToServers();
  const measured: Stage["measured"] = (server) => {
    if (apart) giveToServer(server.pid);
    return server;
  };
  const folder = newFolder();
  const embedded = await startEmbedded(folder);
  const connection = embedded.connection as pg.ClientConfig;
  const nodes: RoomNode[] = [];
  const children: ChildProcess[] = [];
  // Whoever stops the bench stops all of it.
  const stopAll = () => process.exit(1);
  const killAll = () => {
    for (const child of children) child.kill("SIGKILL");
    for (const one of nodes) one.end();
  };
  for (const signal of SIGNALS) process.once(signal, stopAll);
  process.once("exit", killAll);
  const startNode = async () => {
    const started = new RoomNode(await freePort(), connection, {}, FLAGS);
    nodes.push(started);
    return measured(await started.start());
  };
  const node = await startNode();
  const { tokens, model } = await sceneOf(node.origin, ["bench"]);
  const token = tokens[0]!;
  const owner = await ownerOf(connection, model);

  async function serve(file: string, env: Record<string, string> = {}): Promise<Server> {
    const port = await freePort();
    const child = spawn(process.execPath, [...FLAGS, file], {
      env: { ...process.env, NODE_ENV: "production", PORT: String(port), ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    await once(child.stdout!, "data");
    return measured({ port, pid: child.pid! });
  }
  const diagram = async () => {
    const id = await anotherDiagram(node.origin, token, model);
    return { id, path: `/threat_models/${model}/diagrams/${id}` };
  };
  let [relay, peer]: (Promise<Server> | null)[] = [null, null];
  const startRelay = async () => {
    const BENCH_RELAY = JSON.stringify({ connection, owner, diagram: (await diagram()).id });
    return serve("bench/live/relay.mjs", { BENCH_RELAY });
  };
  return {
    node,
    token,
    owner,
    connection,
    port: freePort,
    diagram,
    secondNode: startNode,
    relay: () => (relay ??= startRelay()),
    peer: () => (peer ??= serve("bench/live/hocuspocus.mjs")),
    measured,
    close: async () => {
      for (const child of children) child.kill();
      for (const one of nodes) await one.kill();
      await embedded.stop();
      fs.rmSync(folder, { recursive: true, force: true });
      takeAll();
      for (const signal of SIGNALS) process.off(signal, stopAll);
      process.off("exit", killAll);
    },
  };
}

async function ownerOf(connection: pg.ClientConfig, model: string): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query("select owner_uid from threat_model where id = $1", [model]);
  await client.end();
  return Number(rows[0].owner_uid);
}
