/** What calls cost over HTTP: ours against servers written by hand, in one run, round by round. */
import { pathToFileURL } from "node:url";
import pg from "pg";
import { demoPassword } from "../db/cast";
import type { Row } from "./decide";
import { fillOneOwner, fillOwners } from "./fill";
import { type Server, startBare, startHouse } from "./house";
import { ask, median } from "./load";
import { benchPreview } from "./preview";
import { benchReview } from "./review";
import { type Contender, cpuRow, figure, ROUNDS, ratio, rounds } from "./rounds";

const MEMBERS = 10_000;

export async function benchHttp(): Promise<Row[]> {
  const house = await startHouse(8190);
  const pool = new pg.Pool({ ...house.connection!, max: 4 });
  const bare = await startBare(8191, house.connection!);
  const routes = await startHouse(8192, { CONFER_AHEAD: "off" });
  try {
    return [
      ...(await benchCheck(house, bare, routes, pool)),
      ...(await benchWrite(house, bare, pool)),
      ...(await benchPreview(house, pool)),
      ...(await benchReview(house, pool)),
      ...(await benchList(house, pool)),
      ...(await benchGrowth()),
    ];
  } finally {
    await pool.end();
    await Promise.all([house.stop(), bare.stop(), routes.stop()]);
  }
}

async function signIn({ port }: Server, email: string): Promise<string> {
  const answered = await fetch(`http://127.0.0.1:${port}/1.0/users/authentication/rest/signin`, {
    method: "POST",
    body: new URLSearchParams({ login: email, password: demoPassword }),
  });
  return ((await answered.json()) as { session: string }).session;
}

const CHECK =
  "/1.0/users/collaboration/rest/checkenvironmentrights?serviceMethod=environment.control.GetStats&envName=payments-prod";

async function benchCheck(house: Server, bare: Server, routes: Server, pool: pg.Pool): Promise<Row[]> {
  const { rows } = await pool.query("select owner_uid from account where email = 'member@confer.example'");
  const taken = await rounds({
    ours: { server: house, path: () => CHECK, token: await signIn(house, "member@confer.example") },
    bare: { server: bare, path: () => `/read?uid=${rows[0].owner_uid}` },
    route: { server: routes, path: () => CHECK, token: await signIn(routes, "member@confer.example"), count: 1_000 },
  });
  const p99 = figure(taken.ours, (round) => round.p99);
  const faster = ratio(taken.ours, taken.route, (round) => round.perSecond);
  return [
    cpuRow("CheckEnvironmentRights: server CPU against bare node:http + one query", taken.ours, taken.bare, 1.3),
    {
      name: "CheckEnvironmentRights: p99 at 16 connections",
      value: `${p99.toFixed(1)} ms`,
      bound: "< 25 ms",
      ok: p99 < 25,
    },
    {
      name: "CheckEnvironmentRights: requests/s against the same as a Next route",
      value: `${Math.round(figure(taken.ours, (round) => round.perSecond))}/s vs ${Math.round(figure(taken.route, (round) => round.perSecond))}/s`,
      ratio: faster,
      bound: "≥ 10×",
      ok: faster >= 10,
    },
  ];
}

async function benchWrite(house: Server, bare: Server, pool: pg.Pool): Promise<Row[]> {
  await pool.query(
    `create table if not exists bench_journal (owner_uid bigint, id uuid, actor_uid bigint, door text, method text, target text, target_id text, "before" jsonb, "after" jsonb, primary key (owner_uid, id))`,
  );
  const { rows } = await pool.query(
    "select m.owner_uid, m.id from member m join account a on a.owner_uid = m.owner_uid where m.email = 'suspended@confer.example' and a.email = 'owner@confer.example'",
  );
  const { owner_uid: owner, id } = rows[0];
  const taken = await rounds({
    ours: {
      server: house,
      path: (n) => `/1.0/users/collaboration/rest/editmember?id=${id}&displayName=Sven${n}`,
      token: await signIn(house, "owner@confer.example"),
      count: 2_000,
    },
    bare: { server: bare, path: (n) => `/write?owner=${owner}&id=${id}&displayName=Sven${n}`, count: 2_000 },
  });
  const name = "EditMember: server CPU against bare node:http + one update and one journal row";
  return [cpuRow(name, taken.ours, taken.bare, 2.5)];
}

async function benchList(house: Server, pool: pg.Pool): Promise<Row[]> {
  const { rows } = await pool.query(
    "select a.owner_uid, r.id, e.appid from account a join role r on r.owner_uid = a.owner_uid and r.name = 'Viewer' join environment e on e.owner_uid = a.owner_uid and e.name = 'milo-blog' where a.email = 'member@confer.example'",
  );
  await fillOneOwner(pool, rows[0].owner_uid, rows[0].id, rows[0].appid, MEMBERS);
  const headers = { authorization: `Bearer ${await signIn(house, "member@confer.example")}` };
  const timed = async (query: string) => {
    const times = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const start = performance.now();
      const body = await ask(house.port, `/1.0/users/collaboration/rest/getmembers${query}`, headers);
      if (round > 0) times.push(performance.now() - start);
      const { collaborations } = JSON.parse(body) as { collaborations: unknown[] };
      if (collaborations.length < (query ? 50 : MEMBERS)) throw new Error("The list is not whole.");
    }
    return median(times);
  };
  const [whole, page] = [await timed(""), await timed("?startRow=5000&resultCount=50")];
  return [
    {
      name: `GetMembers: ${MEMBERS.toLocaleString("en")} members`,
      value: `${Math.round(whole)} ms`,
      bound: "< 300 ms",
      ok: whole < 300,
    },
    { name: "GetMembers: one page of 50 of them", value: `${page.toFixed(1)} ms`, bound: "< 30 ms", ok: page < 30 },
  ];
}

/** The same check at 1,000 and at 100,000 owners, in two houses of their own, round by round. */
async function benchGrowth(): Promise<Row[]> {
  const [few, many] = [await startHouse(8193), await startHouse(8194)];
  const grown = async (server: Server & { connection?: pg.PoolConfig }, owners: number): Promise<Contender> => {
    const pool = new pg.Pool({ ...server.connection!, max: 1 });
    await fillOwners(pool, 1, owners);
    await pool.end();
    return { server, path: () => CHECK, token: await signIn(server, "delegate@confer.example") };
  };
  try {
    const taken = await rounds({ few: await grown(few, 1_000), many: await grown(many, 100_000) });
    return [cpuRow("CheckEnvironmentRights: CPU at 100,000 owners against 1,000", taken.many, taken.few, 1.2)];
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.table(await benchHttp());
