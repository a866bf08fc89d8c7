import { spawnSync } from "node:child_process";
import fs from "node:fs";

/**
 * Which cores of this machine do what. Processor time is compared as the floors were measured: servers have a core to themselves,
 * load and database the others. On a shared core a server is also charged for what the others do to its caches, and for being moved.
 */
const allowed = coresOf(/^Cpus_allowed_list:\s*(\S+)$/m.exec(fs.readFileSync("/proc/self/status", "utf8"))?.[1] ?? "");
const [first, ...others] = allowed;

/** From now on this process, and whatever it starts, leaves the first core to the servers. */
export const leaveToServers = (): void => keepOn(process.pid, others);
/** The server has the first core, and no other. */
export const giveToServer = (pid: number): void => keepOn(pid, [first!]);
/** This process, and whatever it starts, has the whole machine again. */
export const takeAll = (): void => keepOn(process.pid, allowed);

function keepOn(pid: number, cores: number[]): void {
  if (allowed.length < 2) return;
  const asked = ["--all-tasks", "--cpu-list", "--pid", cores.join(","), String(pid)];
  const { error, status } = spawnSync("taskset", asked, { stdio: "ignore" });
  if (error) throw new Error("A server is given its core by `taskset`, which is not here: it comes with util-linux.");
  if (status !== 0) throw new Error(`taskset ended with ${status}`);
}

/** Of "0-2,5": 0, 1, 2 and 5. */
function coresOf(list: string): number[] {
  return list.split(",").flatMap((range) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });
}
