import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import type { TestProject } from "vitest/node";
import { connect, db, disconnect } from "../../db/client";
import { type Embedded, startEmbedded } from "../../db/embedded";
import { migrateToLatest } from "../../db/migrate";
import { one } from "../../lib/one";

declare module "vitest" {
  interface ProvidedContext {
    superuser: { host: string; port: number; user: string; database: string; password?: string };
  }
}

/** One database server for all projects of a run, however many ask; the last to leave stops it. */
const shared = one("test-postgres", () => ({
  users: 0,
  server: null as Promise<{ embedded: Embedded; folder: string }> | null,
}));

export default async function setup(project: TestProject) {
  shared.users += 1;
  shared.server ??= start();
  const { embedded, folder } = await shared.server;
  project.provide("superuser", embedded.superuser as never);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    shared.server = null;
    await embedded.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

async function start() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer-test-"));
  const embedded = await startEmbedded(folder, { careless: true });
  // The database `confer` is the template of every test's own.
  connect(embedded.connection as pg.PoolConfig);
  await migrateToLatest(db());
  await disconnect();
  return { embedded, folder };
}
