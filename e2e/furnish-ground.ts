import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmbedded } from "../db/embedded";
import { type Ground, tellGround } from "./ground";

/** Before the first walk: a database server for all of them, and in it the demo, furnished once. Stopped after the last. */
export default async function furnishGround(): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer-walks-"));
  const server = await startEmbedded(folder, { careless: true });
  const superuser = server.superuser as Ground["superuser"];
  const ground = { superuser, secret: randomBytes(32).toString("base64url") };
  tellGround(ground);
  await furnish(ground);
  return async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

async function furnish({ superuser, secret }: Ground): Promise<void> {
  const { host, port, password } = superuser;
  const url = `postgres://confer${password ? `:${password}` : ""}@localhost:${port}/confer?host=${encodeURIComponent(host)}`;
  const seed = spawn(process.execPath, ["--import", "tsx", "scripts/seed.ts"], {
    env: { ...process.env, DATABASE_URL: url, CONFER_SECRET: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  seed.stdout.on("data", (text) => {
    told += text;
  });
  const [code] = await once(seed, "exit");
  if (code !== 0 || !told.includes("furnished"))
    throw new Error(`The demo of the walks could not be furnished: ${told}`);
}
