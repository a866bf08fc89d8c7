import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import { startEmbedded } from "../db/embedded";
import { type Ground, tellGround } from "./ground";

const FOLDER = "build/walks";

/** Before the first walk: a database server for all of them, and in it the demo, furnished once. Stopped after the last. */
export default async function furnishGround(): Promise<() => Promise<void>> {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  const server = await startEmbedded(`${FOLDER}/database`, { careless: true });
  const superuser = server.superuser as Ground["superuser"];
  const ground = { superuser, secret: randomBytes(32).toString("base64url") };
  tellGround(ground);
  await furnish(ground);
  return () => server.stop();
}

async function furnish({ superuser, secret }: Ground): Promise<void> {
  const { host, port, password } = superuser;
  const url = `postgres://confer${password ? `:${password}` : ""}@localhost:${port}/confer?host=${encodeURIComponent(host)}`;
  const seed = spawn(process.execPath, ["--import", "tsx", "scripts/seed.ts"], {
    env: { ...process.env, DATABASE_URL: url, CONFER_SECRET: secret, CONFER_DATA_DIR: `${FOLDER}/seed` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(seed, "exit");
  if (code !== 0) throw new Error(`The demo of the walks could not be furnished (${code}).`);
}
