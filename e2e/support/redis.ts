import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./port";

/** Where there is none, what needs one is skipped. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) process.stdout.write("No redis-server is installed here: what needs one is not tested.\n");

export type Redis = { url: string; process: ChildProcess; stop(): Promise<void> };

/** One of this test's own, that keeps nothing. */
export async function startRedis(port?: number): Promise<Redis> {
  const at = port ?? (await freePort());
  const server = spawn("redis-server", ["--port", String(at), "--save", "", "--bind", "127.0.0.1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done, fail) => {
    server.once("exit", (code) => fail(new Error(`redis-server ended with ${code}`)));
    server.stdout!.on("data", (text) => /Ready to accept/i.test(String(text)) && done());
  });
  server.removeAllListeners("exit");
  const stop = async () => {
    const gone = once(server, "exit");
    server.kill("SIGCONT");
    server.kill("SIGKILL");
    await gone;
  };
  return { url: `redis://127.0.0.1:${at}`, process: server, stop };
}
