import fs from "node:fs";
import http from "node:http";

/** What one round of requests cost. */
export type Round = { perSecond: number; p50: number; p99: number; cpuMicros: number };

const TICKS_PER_SECOND = 100;

/** Processor time of a process so far, user and system, in seconds; Linux keeps it in ticks. */
function cpuSeconds(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/**
 * Sends `count` requests over `connections` kept-alive connections, each connection one after the other, and measures latency
 * (milliseconds) here and processor time (microseconds a request) of the server process.
 */
export async function load(
  { port, pid }: { port: number; pid: number },
  path: (n: number) => string,
  { count, connections = 16, headers = {} }: { count: number; connections?: number; headers?: Record<string, string> },
): Promise<Round> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let sent = 0;
  const cpu = cpuSeconds(pid);
  const start = performance.now();
  const run = async () => {
    while (sent < count) {
      const n = sent++;
      const began = performance.now();
      const body = await ask(port, path(n), agent, headers);
      times.push(performance.now() - began);
      if (!body.includes('"result":0')) throw new Error(`The server refused: ${body.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, run));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    perSecond: count / seconds,
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    cpuMicros: ((cpuSeconds(pid) - cpu) / count) * 1e6,
  };
}

export function ask(
  port: number,
  path: string,
  agent?: http.Agent,
  headers: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get({ port, path, headers, ...(agent ? { agent } : {}), host: "127.0.0.1" }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve(body)).on("error", reject);
      })
      .on("error", reject);
  });
}

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
