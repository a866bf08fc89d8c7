import { cpuMicros } from "../load";
import type { Contender } from "./contenders";
import { type Line, watchFor } from "./line";

export type Round = { perCore: number; p95: number; p95OfFirst: number; editsPerSecond: number };

/**
 * How many edits the slowest reader may be behind the fastest: a house lets go of whoever is further behind. In edits, not in bytes, so
 * that whoever says the same in more words is not read sooner.
 */
const BEHIND = 200;
/**
 * Of so many readers one says how long deliveries took. A server writes to one after the other: the first hears before any other is
 * written to, and the last after all of them.
 */
const TIMED = 10;
const WITHIN = 30_000;

export type Room = { readers: Line[]; sender: Line; edit: (word: string) => string | Buffer };

export async function openRoom(contender: Contender, name: string, readers: number): Promise<Room> {
  const sender = await contender.join(name);
  const lines: Line[] = [];
  for (let n = 0; n < readers; n++) lines.push(await contender.join(name));
  const edit = contender.hand(name);
  // What is still said about those who came is not an answer.
  await new Promise((done) => setTimeout(done, 500));
  // Everybody has the document, and code is warm, before anything counts.
  await run(contender, { readers: lines, sender, edit }, { edits: 1_000 });
  return { readers: lines, sender, edit };
}

/**
 * One sender, and everybody else reads. The last edit carries a word that all wait for. What a server needs for a delivery is its own
 * processor time; how long one takes is measured by every tenth of the readers.
 */
export async function run(
  { pid, window, answers }: Contender,
  { readers, sender, edit }: Room,
  { edits, perSecond }: { edits: number; perSecond?: number },
): Promise<Round> {
  const last = `last-${Math.random().toString(36).slice(2)}`;
  const times = readers.map((): number[] => []);
  const bytes = readers.map(() => 0);
  const all = Promise.all(
    readers.map(
      (reader, n) =>
        new Promise<void>((done) => {
          const watch = watchFor(last, done);
          reader.onData = (piece) => {
            if (n % TIMED === 0 && perSecond) sample(piece, times[n]!);
            bytes[n]! += piece.length;
            watch(piece);
          };
        }),
    ),
  );
  let answered = 0;
  sender.onData = answers(() => {
    answered += 1;
  });
  const isAhead = (n: number) => {
    const most = Math.max(...bytes);
    return n - answered > window || (most - Math.min(...bytes)) * n > BEHIND * most;
  };
  const cpu = cpuMicros(pid);
  const start = performance.now();
  for (let n = 1; n <= edits; n++) {
    if (perSecond) await until(start + (n * 1_000) / perSecond);
    else while (isAhead(n)) await new Promise((done) => setImmediate(done));
    sender.send(edit(n === edits ? last : `t=${performance.now().toFixed(2)};`));
  }
  const late = new Promise((_, fail) =>
    setTimeout(
      fail,
      WITHIN,
      new Error(
        `Not everybody heard the last edit: ${answered} of ${edits} answered, ${Math.min(...bytes)} to ${Math.max(...bytes)} bytes heard, process ${pid}.`,
      ),
    ).unref(),
  );
  await Promise.race([all, late]);
  const seconds = (performance.now() - start) / 1_000;
  await new Promise((done) => setTimeout(done, 100));
  for (const line of [sender, ...readers]) line.onData = null;
  const deliveries = edits * readers.length;
  return {
    perCore: deliveries / Math.max((cpuMicros(pid) - cpu) / 1e6, 0.001),
    p95: p95Of(times.flat()),
    p95OfFirst: p95Of(times[0]!),
    editsPerSecond: edits / seconds,
  };
}

function p95Of(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)] ?? 0;
}

function sample(piece: Buffer, times: number[]): void {
  const now = performance.now();
  for (const [, at] of piece.toString("latin1").matchAll(/t=(\d+\.\d+);/g)) times.push(now - Number(at));
}

const until = (moment: number) => new Promise((done) => setTimeout(done, Math.max(0, moment - performance.now())));
