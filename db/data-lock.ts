import fs from "node:fs";
import path from "node:path";

/**
 * Who holds a data directory. `bootId` and `born` tell a living owner from another process that was given the same pid, after
 * a restart of the machine or of a container; both are empty where the system does not say.
 */
export type Owner = { pid: number; bootId: string; born: string; database?: DatabasePlace };

/** How the owner's database is reached. */
export type DatabasePlace = { host: string; port: number; password?: string };

/** Something about the surroundings, not a bug: shown as one line. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}

const lockFile = (dataDir: string) => path.join(dataDir, "owner.lock");

/** Takes the directory for this process (S-83). Refuses while a living process holds it; takes over from a dead one, and returns it. */
export function takeDirectory(dataDir: string): Owner | null {
  const file = lockFile(dataDir);
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(self()), { mode: 0o600 });
  try {
    for (let previous: Owner | null = null; ; ) {
      if (placed(draft, file)) return previous;
      const text = readIfThere(file);
      previous = parse(text);
      if (previous && lives(previous)) throw inUse(dataDir, previous);
      setAside(file, text);
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Writes beside our name how the database is reached, for those who attach. */
export function announce(dataDir: string, database: DatabasePlace): void {
  const draft = `${lockFile(dataDir)}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify({ ...self(), database }), { mode: 0o600 });
  fs.renameSync(draft, lockFile(dataDir));
}

export function leaveDirectory(dataDir: string): void {
  if (parse(readIfThere(lockFile(dataDir)))?.pid === process.pid) fs.rmSync(lockFile(dataDir), { force: true });
}

/** The living owner of a directory, if it has one. */
export function ownerOf(dataDir: string): Owner | null {
  const owner = parse(readIfThere(lockFile(dataDir)));
  return owner && lives(owner) ? owner : null;
}

function placed(draft: string, file: string): boolean {
  try {
    // A hard link appears whole or not at all, and never replaces another's.
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    if (fs.existsSync(file)) return false;
    fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL);
    return true;
  }
}

/** Removes a dead owner's file; should another have replaced it in between, that one is put back. */
function setAside(file: string, seen: string): void {
  const aside = `${file}.dead.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return; // Somebody else was quicker.
  }
  if (readIfThere(aside) === seen) fs.rmSync(aside, { force: true });
  else fs.renameSync(aside, file);
}

function self(): Owner {
  return { pid: process.pid, bootId: bootId(), born: born(process.pid) };
}

function lives(owner: Owner): boolean {
  if (owner.bootId !== bootId() || !isRunning(owner.pid) || owner.born !== born(owner.pid)) return false;
  // Where births are not told, our own pid is rather a dead owner's, given to us anew.
  return owner.pid !== process.pid || owner.born !== "";
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const bootId = () => readIfThere("/proc/sys/kernel/random/boot_id").trim();

/** When a process began, in the kernel's ticks since the machine did: field 22, counted after the name's closing bracket. */
function born(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function inUse(dataDir: string, owner: Owner): EmbeddedError {
  return new EmbeddedError(
    `${dataDir} is in use by another Confer (process ${owner.pid}): stop that one, or choose another CONFER_DATA_DIR.`,
  );
}

function parse(text: string): Owner | null {
  try {
    const owner = JSON.parse(text) as Owner;
    return Number.isInteger(owner.pid) ? owner : null;
  } catch {
    return null;
  }
}

export function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
