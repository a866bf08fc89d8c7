import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import type { Writable } from "node:stream";
import pg from "pg";
import {
  announce,
  type DatabasePlace,
  EmbeddedError,
  isRunning,
  leaveDirectory,
  ownerOf,
  readIfThere,
  takeDirectory,
} from "./data-lock";
import { type Place, prepare, type RunAs, unprivileged } from "./embedded-files";

/**
 * A real PostgreSQL beside the house, for everyone who does not bring one. It listens on a unix socket in a folder of its own
 * (on Windows on loopback, with a password), runs as an unprivileged account, and holds one end of a pipe whose other end is
 * ours: when this process ends, even by SIGKILL, the pipe closes and the database shuts itself down. One process owns a data
 * directory; others may attach to its database while it runs.
 */
export type Embedded = {
  /** As the owner of the database `confer`, who is no superuser. */
  connection: pg.PoolConfig;
  /** As the superuser, for tests that make databases. */
  superuser: pg.PoolConfig;
  /** What was put in an unexpected place, a sentence each. */
  notes: string[];
  stop(): Promise<void>;
};

const PORT = 5432;
const START_WITHIN = 30_000;
const STOP_WITHIN = 4_000;
const LARGEST_LOG = 5_000_000;
const WINDOWS = process.platform === "win32";

/**
 * Starts the database of a data directory (an absolute path), making both at the first time. `careless` gives up durability,
 * for tests.
 */
export async function startEmbedded(dataDir: string, { careless = false } = {}): Promise<Embedded> {
  if (!path.isAbsolute(dataDir)) throw new EmbeddedError(`${dataDir} must be an absolute path.`);
  const runAs = unprivileged();
  const place = await prepare(dataDir, runAs);
  const previous = takeDirectory(dataDir);
  try {
    if (previous?.database) removeSocketFolder(previous.database.host);
    await farewell(place.data);
    const at = await chooseAddress(dataDir, runAs);
    initialise(place, at, runAs);
    const server = launch(place, at, runAs, path.join(dataDir, "postgres.log"), careless);
    await answering(at, server).catch(async (error) => {
      await server.stop();
      throw error;
    });
    await ensureDatabase(at);
    announce(dataDir, at);
    return {
      ...connections(at),
      notes: place.notes,
      stop: async () => {
        await server.stop();
        removeSocketFolder(at.host);
        leaveDirectory(dataDir);
      },
    };
  } catch (error) {
    leaveDirectory(dataDir);
    throw error;
  }
}

/** The database of the process that owns the directory now, or null when nobody does. Stopping it is not ours. */
export async function attachEmbedded(dataDir: string): Promise<Embedded | null> {
  const owner = ownerOf(dataDir);
  if (!owner) return null;
  if (!owner.database)
    throw new EmbeddedError(`The Confer on ${dataDir} (process ${owner.pid}) is still starting: try again.`);
  const attached = { ...connections(owner.database), notes: [], stop: async () => {} };
  const problem = await trial(attached.connection);
  if (problem)
    throw new EmbeddedError(
      `The database of ${dataDir} runs (process ${owner.pid}) but does not answer us: ${problem.message}`,
    );
  return attached;
}

/** Attaches where the house runs, starts the database where it does not. */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  return (await attachEmbedded(dataDir)) ?? (await startEmbedded(dataDir));
}

function connections(at: DatabasePlace): Pick<Embedded, "connection" | "superuser"> {
  return {
    connection: { ...at, user: "confer", database: "confer" },
    superuser: { ...at, user: "postgres", database: "postgres" },
  };
}

/** A server whose owner was killed is still shutting down for a moment; its files are not ours before it has. */
async function farewell(data: string): Promise<void> {
  const pidFile = path.join(data, "postmaster.pid");
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await pause(25)) {
    // Its server may remove the file at any moment, also between a look and a read.
    const pid = Number.parseInt(readIfThere(pidFile), 10);
    if (!pid || !isRunning(pid)) return;
  }
}

async function chooseAddress(dataDir: string, runAs: RunAs): Promise<DatabasePlace> {
  if (WINDOWS) return { host: "127.0.0.1", port: await freePort(), password: keptPassword(dataDir) };
  // A random name nobody can have prepared, and short: a socket's path has about a hundred characters.
  const parent = os.tmpdir().length < 70 ? os.tmpdir() : "/tmp";
  const folder = fs.mkdtempSync(path.join(parent, SOCKET_FOLDER));
  if (runAs) fs.chownSync(folder, runAs.uid, runAs.gid);
  return { host: folder, port: PORT };
}

const SOCKET_FOLDER = "confer-";

function removeSocketFolder(folder: string): void {
  if (path.basename(folder).startsWith(SOCKET_FOLDER)) fs.rmSync(folder, { recursive: true, force: true });
}

function keptPassword(dataDir: string): string {
  const file = path.join(dataDir, "password");
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return fs.readFileSync(file, "utf8");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function initialise(place: Place, at: DatabasePlace, runAs: RunAs): void {
  if (fs.existsSync(path.join(place.data, "PG_VERSION"))) return;
  // Text compares binary on every system alike (R4).
  const collation = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const access = at.password
    ? ["--auth=scram-sha-256", `--pwfile=${path.join(path.dirname(place.data), "password")}`]
    : ["--auth=trust"];
  const { status, error, stdout, stderr } = spawnSync(
    place.initdb,
    ["-D", place.data, "-U", "postgres", ...access, ...collation, "--no-instructions"],
    { ...runAs, cwd: WINDOWS ? undefined : "/", encoding: "utf8" },
  );
  if (status === 0) return;
  // Half a directory would look whole the next time.
  fs.rmSync(place.data, { recursive: true, force: true });
  throw new EmbeddedError(`The database could not be created: ${error?.message ?? lastLine(stderr || stdout)}`);
}

/** Settings for a machine that has other things to do; what is durable stays durable. */
const SETTINGS = {
  shared_buffers: "128MB",
  max_connections: "100",
  fsync: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  // The log keeps errors without the values in them (S-79).
  log_error_verbosity: "terse",
  log_min_messages: "error",
  log_min_error_statement: "panic",
  log_line_prefix: "%m [%p] ",
};

const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_wal_size: "4GB" };

type Server = { stop(): Promise<void>; failure(): string | null };

/** Keeps the server running until it is stopped: it is started again when it is not yet able to, or ends by itself. */
function launch(place: Place, at: DatabasePlace, runAs: RunAs, logFile: string, careless: boolean): Server {
  if (fs.existsSync(logFile) && fs.statSync(logFile).size > LARGEST_LOG) fs.truncateSync(logFile);
  const log = fs.openSync(logFile, "a", 0o600);
  const settings = {
    ...SETTINGS,
    ...(careless ? CARELESS : {}),
    ...(WINDOWS
      ? { listen_addresses: at.host, port: String(at.port) }
      : {
          listen_addresses: "",
          unix_socket_directories: at.host,
          unix_socket_permissions: "0700",
          port: String(at.port),
        }),
  };
  const args = ["-D", place.data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  let stopping = false;
  let failures = 0;
  let child = start();

  function start(): ChildProcess {
    const began = Date.now();
    const started = WINDOWS
      ? spawn(place.postgres, args, { stdio: ["pipe", "ignore", log], windowsHide: true })
      : spawn("/bin/sh", ["-c", UNTIL_THE_PIPE_CLOSES, "sh", place.postgres, ...args], {
          ...runAs,
          cwd: "/",
          stdio: ["ignore", "ignore", log, "pipe"],
          detached: true,
        });
    started.stdio[3]?.on("error", () => {});
    started.on("error", () => {});
    started.unref();
    (started.stdio[3] as net.Socket | undefined)?.unref();
    started.once("exit", () => {
      failures = Date.now() - began > 5_000 ? 0 : failures + 1;
      const again = setTimeout(() => {
        if (!stopping) child = start();
      }, 50 * failures);
      again.unref();
    });
    return started;
  }

  return {
    failure: () => (failures > 20 ? lastLine(fs.readFileSync(logFile, "utf8")) : null),
    stop: async () => {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) await ended(child);
      fs.closeSync(log);
    },
  };
}

/**
 * The server in the background, a guard that ends it once the pipe at descriptor 3 closes, and its exit code as ours. The guard goes
 * with the server: later the number is another process's.
 */
const UNTIL_THE_PIPE_CLOSES =
  '"$@" 3<&- & p=$!; (read _; kill -INT $p) <&3 & g=$!; exec 3<&-; wait $p; s=$?; kill $g 2>/dev/null; exit $s';

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  if (WINDOWS) child.kill();
  else (child.stdio[3] as Writable).end();
  const late = setTimeout(() => killGroup(child), STOP_WITHIN);
  await gone;
  clearTimeout(late);
}

function killGroup(child: ChildProcess): void {
  try {
    // SIGQUIT: at once, and recovered from the log at the next start.
    if (child.pid) process.kill(-child.pid, "SIGQUIT");
  } catch {
    // It ended by itself meanwhile.
  }
}

async function answering(at: DatabasePlace, server: Server): Promise<void> {
  for (const deadline = Date.now() + START_WITHIN; ; await pause(20)) {
    const problem = await trial(connections(at).superuser);
    if (!problem) return;
    const failure = server.failure();
    if (failure || Date.now() > deadline)
      throw new EmbeddedError(`The database did not start: ${failure ?? problem.message}`);
  }
}

async function trial(settings: pg.PoolConfig): Promise<Error | null> {
  const client = new pg.Client({ ...settings, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The house's own role is no superuser: row security holds for it, and it can run no programs. */
async function ensureDatabase(at: DatabasePlace): Promise<void> {
  const { connection, superuser } = connections(at);
  if ((await trial(connection)) === null) return;
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    const password = at.password ? ` password ${client.escapeLiteral(at.password)}` : "";
    const { rowCount } = await client.query("select from pg_roles where rolname = 'confer'");
    if (!rowCount) await client.query(`create role confer login${password}`);
    await client.query("create database confer owner confer");
  } finally {
    await client.end();
  }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";
