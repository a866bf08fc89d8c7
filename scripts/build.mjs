// @ts-check
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

// What the build is made of; tests and data are not.
const SOURCES = [
  "app",
  "components",
  "lib",
  "db",
  "public",
  "scripts/es-module.cjs",
  "instrumentation.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const NOT_BUILT = /\.test\.tsx?$/;
const MARK = ".next/made-from";
const LOCK = "build/building";
const LONGEST_BUILD = 10 * 60_000;

/** Whether the build at hand is made from the sources at hand. */
export const isFresh = () => readIfThere(MARK) === fingerprint();

/**
 * Builds unless that was done already, and returns whether it had to. Two starts at once build once. What the build prints is
 * shown only when it fails.
 *
 * @param {(line: string) => void} say
 */
export async function buildIfStale(say) {
  if (isFresh()) return false;
  fs.mkdirSync(path.dirname(LOCK), { recursive: true });
  while (!takeLock()) await pause(200);
  try {
    if (isFresh()) return false;
    const from = fingerprint();
    say("Building (once after a change, less than a minute) …");
    await nextBuild();
    fs.writeFileSync(MARK, from);
    return true;
  } finally {
    fs.rmSync(LOCK, { force: true });
  }
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesBelow).sort())
    hash.update(`${file}\0`).update(fs.readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** @param {string} name @returns {string[]} */
function filesBelow(name) {
  if (!fs.existsSync(name)) return [];
  if (!fs.statSync(name).isDirectory()) return [name];
  const entries = fs.readdirSync(name, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => path.posix.join(entry.parentPath, entry.name));
}

/** True when we build now; false while another living process does. */
function takeLock() {
  try {
    fs.writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (!isBuilding(Number(readIfThere(LOCK)))) fs.rmSync(LOCK, { force: true });
    return false;
  }
}

/** @param {number} pid */
function isBuilding(pid) {
  try {
    const age = Date.now() - fs.statSync(LOCK).mtimeMs;
    // A number not yet written is a lock just taken.
    return age < LONGEST_BUILD && (pid ? process.kill(pid, 0) : age < 5_000);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @returns {Promise<void>} */
function nextBuild() {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
    FORCE_COLOR: undefined,
  };
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], { env });
  child.stdin.end();
  process.once("exit", () => child.kill());
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (told += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new BuildError(told.trim()))));
  });
}

export class BuildError extends Error {
  name = "BuildError";
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
