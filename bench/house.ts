import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { attachEmbedded } from "../db/embedded";

export type Server = { port: number; pid: number; stop(): Promise<void> };

const root = path.join(import.meta.dirname, "..");
const started: ChildProcess[] = [];
const folders: string[] = [];

/** A house as `npm start` runs it, on a fresh data directory, without limits on requests. */
export async function startHouse(port: number, env: Record<string, string> = {}, dataDir = newFolder()) {
  const server = await start(["server.mjs"], port, "Ready in", {
    CONFER_RATE_LIMIT: "off",
    CONFER_DATA_DIR: dataDir,
    ...env,
  });
  const database = await attachEmbedded(dataDir);
  return { ...server, dataDir, connection: database?.connection };
}

/** A server written by hand, on the same database. */
export const startBare = (port: number, connection: pg.PoolConfig): Promise<Server> =>
  start(["bench/bare.mjs"], port, "ready", { BENCH_DATABASE: JSON.stringify(connection) });

/** A data directory that goes when the bench ends. */
export function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer-bench-"));
  folders.push(folder);
  return folder;
}

async function start(args: string[], port: number, ready: string, env: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  await new Promise<void>((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`${args[0]} ended with ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes(ready)) resolve();
    });
  });
  return { port, pid: child.pid!, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners("exit").once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

process.on("exit", () => {
  for (const child of started) child.kill("SIGKILL");
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});
