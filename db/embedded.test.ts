import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leaveDirectory, ownerOf, takeDirectory } from "./data-lock";
import { attachEmbedded, startEmbedded } from "./embedded";

let folder: string;
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer house "));
  fs.chmodSync(folder, 0o755);
  dataDir = path.join(folder, "data");
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** A process of its own that starts the database of `dataDir`, and stays. */
function otherHouse(): Promise<ChildProcess> {
  const program = `import { startEmbedded } from ${JSON.stringify(path.resolve("db/embedded.ts"))};
    startEmbedded(${JSON.stringify(dataDir)}).then(() => console.log("up"), (error) => console.log(error.message));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (text) =>
      `${text}`.trim() === "up" ? resolve(child) : reject(new Error(`${text}`.trim())),
    );
  });
}

async function ask<T>(connection: pg.PoolConfig, query: string): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query({ text: query, rowMode: "array" });
  await client.end();
  return rows[0]?.[0];
}

const gone = (child: ChildProcess) => new Promise((done) => child.once("exit", done));

describe("the embedded database", () => {
  test("keeps what it was told over a stop and a start, and leaves nothing running", async () => {
    const first = await startEmbedded(dataDir);
    await ask(first.connection, "create table kept as select 42 as answer");
    await first.stop();
    expect(fs.existsSync(first.connection.host!)).toBe(false);
    const second = await startEmbedded(dataDir);
    expect(await ask(second.connection, "select answer from kept")).toBe(42);
    await second.stop();
    expect(fs.existsSync(path.join(dataDir, "postgres/postmaster.pid"))).toBe(false);
  });

  test("listens on no port, is durable, and opens to its owner alone (S-83)", async () => {
    const house = await startEmbedded(dataDir);
    expect(await ask(house.superuser, "show listen_addresses")).toBe("");
    expect(await ask(house.superuser, "show fsync")).toBe("on");
    expect(await ask(house.superuser, "show synchronous_commit")).toBe("on");
    expect(fs.statSync(dataDir).mode & 0o007).toBe(0);
    expect(fs.statSync(path.join(dataDir, "postgres")).mode & 0o777).toBe(0o700);
    expect(fs.statSync(house.connection.host!).mode & 0o777).toBe(0o700);
    await house.stop();
  });

  test("a second process is refused in one line that names the first, and may attach instead", async () => {
    const first = await otherHouse();
    await expect(startEmbedded(dataDir)).rejects.toThrow(
      new RegExp(`in use by another Confer \\(process ${first.pid}\\)`),
    );
    const attached = await attachEmbedded(dataDir);
    expect(await ask(attached!.connection, "select 1")).toBe(1);
    await attached!.stop();
    expect(await ask(attached!.connection, "select 1")).toBe(1);
  });

  test("ends with its house, even when that is killed; the next start finds every acknowledged row", async () => {
    const first = await otherHouse();
    const { connection } = (await attachEmbedded(dataDir))!;
    await ask(connection, "create table kept as select 42 as answer");
    first.kill("SIGKILL");
    await gone(first);
    expect(await attachEmbedded(dataDir)).toBeNull();
    const second = await startEmbedded(dataDir);
    expect(await ask(second.connection, "select answer from kept")).toBe(42);
    await second.stop();
  });

  test("starts again when the database alone dies", async () => {
    const house = await startEmbedded(dataDir);
    const postmaster = Number.parseInt(fs.readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8"), 10);
    process.kill(postmaster, "SIGKILL");
    await expect.poll(() => ask(house.connection, "select 1").catch(() => null), { timeout: 15_000 }).toBe(1);
    // Its guard has gone with it, and will not end whoever is given its number.
    if (process.platform === "linux") expect(shells()).toBe(2);
    await house.stop();
  });

  /** The shell around the server, and the guard it has forked. */
  function shells(): number {
    const lines = fs.readdirSync("/proc").map((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return "";
      }
    });
    return lines.filter((line) => line.includes("wait $p") && line.includes(dataDir)).length;
  }
});

describe("the lock of a data directory", () => {
  beforeEach(() => fs.mkdirSync(dataDir));
  const lock = () => path.join(dataDir, "owner.lock");
  const me = () => JSON.parse(fs.readFileSync(lock(), "utf8"));

  test("names its owner, and goes when the owner leaves", () => {
    takeDirectory(dataDir);
    expect(me().pid).toBe(process.pid);
    expect(fs.statSync(lock()).mode & 0o777).toBe(0o600);
    leaveDirectory(dataDir);
    expect(fs.readdirSync(dataDir)).toEqual([]);
  });

  test.each([
    ["whose process is gone", { pid: 2 ** 22 + 1 }],
    ["of an earlier boot of the machine", { bootId: "another" }],
    ["whose number another process was given", { born: "1" }],
  ])("of an owner %s is taken over", (_, change) => {
    takeDirectory(dataDir);
    fs.writeFileSync(lock(), JSON.stringify({ ...me(), ...change }));
    expect(ownerOf(dataDir)).toBeNull();
    expect(takeDirectory(dataDir)).toMatchObject(change);
    expect(me().pid).toBe(process.pid);
  });

  test("that is damaged is taken over", () => {
    fs.writeFileSync(lock(), "{");
    expect(takeDirectory(dataDir)).toBeNull();
    expect(me().pid).toBe(process.pid);
  });
});
