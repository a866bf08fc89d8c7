import fs from "node:fs";
import net from "node:net";

/** What one round of requests cost. */
export type Round = { perSecond: number; p50: number; p99: number; cpuMicros: number };

/** Processor time of a process so far, in microseconds: Linux counts it for each of its threads in nanoseconds. */
export function cpuMicros(pid: number): number {
  const threads = fs.readdirSync(`/proc/${pid}/task`);
  const nanos = threads.map((id) => Number(fs.readFileSync(`/proc/${pid}/task/${id}/schedstat`, "utf8").split(" ")[0]));
  return nanos.reduce((sum, one) => sum + one, 0) / 1e3;
}

/**
 * Sends `count` requests over `connections` kept-alive connections, each connection one after the other, and measures latency
 * (milliseconds) here and processor time (microseconds a request) of the server process. `says` is part of every answer that is
 * no refusal.
 */
export async function load(
  { port, pid }: { port: number; pid: number },
  path: (n: number) => string,
  {
    count,
    connections = 16,
    headers = {},
    says = '"result":0',
  }: { count: number; connections?: number; headers?: Record<string, string>; says?: string },
): Promise<Round> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port, headers)));
  const times: number[] = [];
  let sent = 0;
  const cpu = cpuMicros(pid);
  const start = performance.now();
  const run = async (line: Line) => {
    while (sent < count) {
      const n = sent++;
      const began = performance.now();
      const body = await line.ask(path(n));
      times.push(performance.now() - began);
      if (!body.includes(says)) throw new Error(`The server refused: ${body.slice(0, 300)}`);
    }
  };
  await Promise.all(lines.map(run));
  const seconds = (performance.now() - start) / 1000;
  for (const line of lines) line.close();
  times.sort((a, b) => a - b);
  return {
    perSecond: count / seconds,
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    cpuMicros: (cpuMicros(pid) - cpu) / count,
  };
}

/** One request by itself; its body. */
export async function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<string> {
  const line = await openLine(port, headers);
  return line.ask(path).finally(line.close);
}

type Line = { ask(path: string): Promise<string>; close(): void };

/**
 * A kept-alive connection that asks one thing after the other and reads no more of an answer than it must: node's own client
 * costs more than the server it would measure, and would hide it.
 */
async function openLine(port: number, headers: Record<string, string>): Promise<Line> {
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise((done, failed) => socket.once("connect", done).once("error", failed));
  const rest = Object.entries({ host: `127.0.0.1:${port}`, connection: "keep-alive", ...headers });
  const tail = ` HTTP/1.1\r\n${rest.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  let pieces: Buffer[] = [];
  let answer: (body: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  socket.on("error", (error) => fail(error)).on("close", () => fail(new Error("The server hung up.")));
  socket.on("data", (piece) => {
    pieces.push(piece);
    const body = bodyOf(pieces);
    if (body === null) return;
    pieces = [];
    answer(body);
  });
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      [answer, fail] = [resolve, reject];
      socket.write(`GET ${path}${tail}`);
    });
  return { ask, close: () => void socket.destroy() };
}

/** The body once it is whole, as far as its length is told or its last chunk is there; null until then. */
function bodyOf(pieces: readonly Buffer[]): string | null {
  const first = pieces[0]!;
  const end = first.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = first.toString("latin1", 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head);
  const there = pieces.reduce((sum, piece) => sum + piece.length, 0) - end - 4;
  if (length) return there < Number(length[1]) ? null : textOf(pieces, end);
  return pieces.at(-1)!.includes("\r\n0\r\n\r\n") ? textOf(pieces, end) : null;
}

const textOf = (pieces: readonly Buffer[], end: number) =>
  (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString("utf8", end + 4);

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
