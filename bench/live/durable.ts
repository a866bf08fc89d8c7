import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Row } from "../decide";
import { median } from "../load";
import { ours } from "./contenders";
import { counter, type Line } from "./line";
import type { Stage } from "./stage";

const ROOMS = 100;
const UNANSWERED = 8;
const SECONDS = 4;
const ROUNDS = 5;

/** Edits that are in the log, over many rooms, against single inserts of the database's own tool at eight clients. */
export async function benchDurable(stage: Stage): Promise<Row[]> {
  const tool = toolAt();
  if (!tool) return [];
  const { node, token, connection } = stage;
  const contender = ours(node, token, false);
  const senders: { line: Line; edit: (word: string) => string | Buffer }[] = [];
  for (let n = 0; n < ROOMS; n++) {
    const { path } = await stage.diagram();
    senders.push({ line: await contender.join(path), edit: contender.hand(path) });
  }
  const pool = new pg.Pool({ ...connection, max: 1 });
  await pool.query(
    "create table bench_insert (owner_uid bigint, id uuid, seq bigint, edit text, primary key (owner_uid, id, seq))",
  );
  await pool.end();
  const ratios: number[] = [];
  const [edits, inserts]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await editsOf(senders), await insertsOf(tool, connection)];
    // The first round warms both.
    if (round === 0) continue;
    edits.push(a);
    inserts.push(b);
    ratios.push(a / b);
  }
  for (const { line } of senders) line.close();
  const ratio = median(ratios);
  const value = `${Math.round(median(edits))}/s vs ${Math.round(median(inserts))}/s`;
  return [
    {
      name: `Durable edits over ${ROOMS} rooms against inserts of pgbench at 8 clients`,
      value,
      ratio,
      bound: "≥ 0.8×",
      ok: ratio >= 0.8,
    },
  ];
}

async function editsOf(senders: readonly { line: Line; edit: (word: string) => string | Buffer }[]): Promise<number> {
  let answered = 0;
  let isOver = false;
  for (const { line, edit } of senders) {
    const say = () => void (isOver || line.send(edit(String(Math.random()))));
    line.onData = counter(() => {
      answered += 1;
      say();
    });
    for (let n = 0; n < UNANSWERED; n++) say();
  }
  await new Promise((done) => setTimeout(done, SECONDS * 1_000));
  isOver = true;
  const found = answered;
  await new Promise((done) => setTimeout(done, 1_000));
  for (const { line } of senders) line.onData = null;
  return found / SECONDS;
}

async function insertsOf(tool: string, { host, port, user, database }: pg.ClientConfig): Promise<number> {
  const script = path.join(os.tmpdir(), `confer-bench-${process.pid}.sql`);
  fs.writeFileSync(script, `insert into bench_insert values (1, gen_random_uuid(), 1, repeat('x', 250));\n`);
  const args = [
    "-n",
    "-c",
    "8",
    "-j",
    "1",
    "-T",
    String(SECONDS),
    "-f",
    script,
    "-h",
    String(host),
    "-p",
    String(port),
    "-U",
    String(user),
    String(database),
  ];
  // Not awaited in the way of the lines, which say all the time that they live.
  const { stdout, stderr } = await promisify(execFile)(tool, args);
  fs.rmSync(script);
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench: ${stderr}`);
  return Number(tps);
}

/** It comes with a PostgreSQL of the system; the embedded one has none. */
function toolAt(): string | null {
  const rooms = fs.existsSync("/usr/lib/postgresql")
    ? fs.readdirSync("/usr/lib/postgresql").map((v) => `/usr/lib/postgresql/${v}/bin/pgbench`)
    : [];
  return ["pgbench", ...rooms].find((one) => spawnSync(one, ["--version"]).status === 0) ?? null;
}
