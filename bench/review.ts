/** A review of 2,000 people who have three things each, over HTTP: begun, looked at, decided, tried and ended, and its report. */
import { pathToFileURL } from "node:url";
import pg from "pg";
import { demoPassword } from "../db/cast";
import type { Row } from "./decide";
import { type Server, startHouse } from "./house";
import { ask, median } from "./load";

const PEOPLE = 2_000;
const THINGS = ["attic", "blog", "cellar"];
const EMAIL = "invited@confer.example";
const ROUNDS = 3;
/** Far above what the sequence has handed out. */
const FROM = 1_700_000_000;
/** Policy that only looks. */
const LOOKS = 25;

type Answer = {
  result: number;
  error: string;
  review: { id: number; lines: number };
  lines: { outcome: string }[];
  preview: { loses: { n: number } };
};

export async function benchReview(house: Server, pool: pg.Pool): Promise<Row[]> {
  const { rows } = await pool.query("select owner_uid from account where email = $1", [EMAIL]);
  await fillReviewed(pool, Number(rows[0].owner_uid));
  const form = new URLSearchParams({ login: EMAIL, password: demoPassword });
  const door = `http://127.0.0.1:${house.port}/1.0/users/authentication/rest/signin`;
  const { session } = (await (await fetch(door, { method: "POST", body: form })).json()) as { session: string };
  const took = new Map<string, number[]>();
  const call = async (name: string, method: string, values: Record<string, string>): Promise<Answer> => {
    const path = `/1.0/confer/review/rest/${method}?${new URLSearchParams(values)}`;
    const start = performance.now();
    const answer: Answer = JSON.parse(await ask(house.port, path, { authorization: `Bearer ${session}` }));
    took.set(name, [...(took.get(name) ?? []), performance.now() - start]);
    if (answer.result !== 0) throw new Error(`${method}: ${answer.error}`);
    return answer;
  };
  let id = "";
  for (let round = 0; round < ROUNDS; round++) {
    const { review } = await call("begin", "start", {});
    if (review.lines !== PEOPLE * THINGS.length) throw new Error(`A review of ${review.lines} lines.`);
    id = String(review.id);
    await call("page", "get", { id, startIndex: String(round * 900), resultCount: "50" });
    await call("search", "get", { id, search: `r${round}7`, use: "unused", sort: "use", resultCount: "50" });
    await call("decide one", "decide", { id, lines: String(5 + round), decision: "keep" });
    await call("decide 2,000", "decide", { id, all: "true", search: THINGS[0]!, decision: "remove" });
    const { preview } = await call("tried", "finish", { id, dryRun: "true" });
    if (preview.loses.n !== PEOPLE) throw new Error(`${preview.loses.n} people lose something.`);
  }
  await call("done", "finish", { id });
  const { lines } = await call("report", "get", { id, resultCount: "2000" });
  if (!lines.some(({ outcome }) => outcome === "removed")) throw new Error("Nothing was removed.");
  const row = (name: string, parts: readonly string[], bound: number): Row => {
    const times = parts.map((part) => median(took.get(part)!));
    return {
      name: `review of 2,000 people by 3 things: ${name}`,
      value: parts.map((part, n) => `${part} ${Math.round(times[n]!)} ms`).join(", "),
      bound: `each < ${bound.toLocaleString("en")} ms`,
      ok: Math.max(...times) < bound,
    };
  };
  return [
    row("what one waits for", ["begin", "page", "search", "decide one", "decide 2,000", "report"], 1_000),
    row("ended, taking something from all", ["tried", "done"], 3_000),
  ];
}

async function fillReviewed(pool: pg.Pool, owner: number): Promise<void> {
  const people = `from generate_series(1, ${PEOPLE}) n`;
  const add = (sql: string, ...values: (number | string)[]) => pool.query(sql, values);
  await add(
    `insert into account (owner_uid, email, email_shown, name) select $1 + n, 'r' || n || '@bench.example', 'r' || n || '@bench.example', 'Reviewed ' || n ${people}`,
    FROM,
  );
  await add(
    "insert into role (owner_uid, id, name, name_key, type) values ($1, $2, 'Reviewed', 'reviewed', 'VAP')",
    owner,
    FROM,
  );
  await add("insert into role_policy (owner_uid, role_id, policy_id) values ($1, $2, $3)", owner, FROM, LOOKS);
  await add(`insert into collaboration (owner_uid, id, type) select $1, $2 + n, 'ACCOUNT' ${people}`, owner, FROM);
  await add(
    `insert into member (owner_uid, id, collaboration_id, type, email, email_shown, member_uid, status, signed_by) select $1, $2 + n, $2 + n, 'ACCOUNT', 'r' || n || '@bench.example', 'r' || n || '@bench.example', $2 + n, 'ACTIVE', 'INVITATION' ${people}`,
    owner,
    FROM,
  );
  await add(
    `insert into directory_membership (owner_uid, member_id, email, member_uid) select $1, $2 + n, 'r' || n || '@bench.example', $2 + n ${people}`,
    owner,
    FROM,
  );
  for (const [index, thing] of THINGS.entries()) {
    await add("insert into environment (owner_uid, appid, name, creator_uid) values ($1, $2, $2, $1)", owner, thing);
    const first = FROM + (index + 1) * 10_000;
    await add(
      `insert into share (owner_uid, id, collaboration_id, type, resource_id) select $1, $3 + n, $2 + n, 'ENV', $4 ${people}`,
      owner,
      FROM,
      first,
      thing,
    );
    await add(
      `insert into share_role (owner_uid, share_id, role_id) select $1, $3 + n, $2 ${people}`,
      owner,
      FROM,
      first,
    );
  }
  await pool.query("vacuum analyze");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const house = await startHouse(Number(process.env.CONFER_BENCH_PORT ?? 8196));
  const pool = new pg.Pool({ ...house.connection!, max: 2 });
  console.table(await benchReview(house, pool));
  await pool.end();
  await house.stop();
}
