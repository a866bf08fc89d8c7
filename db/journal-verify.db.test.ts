import { CompiledQuery, sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { type Somebody, somebody } from "../e2e/support/arrange";
import { freshDatabase } from "../e2e/support/database";
import { nobody } from "../lib/actors";
import { type Head, hashOf, type JournalRow } from "../lib/domain/chain";
import type { KeptDecision } from "../lib/domain/kept-step";
import { raiseVersion } from "./accounts";
import { type Db, db, transaction } from "./client";
import { journalStatements } from "./journal";
import { type RefusedCall, ROW, seal } from "./journal-seal";
import { verifyJournal } from "./journal-verify";

const KEY = Buffer.from("a key that is in no database");
const ROUNDS = 1_000;
const WRITES = 15;

type SignedHead = Head & { signature: string };
type Chain = { owner: Somebody; heads: SignedHead[]; last: SignedHead };

let chain: Chain;

beforeAll(freshDatabase);
beforeAll(async () => {
  chain = await grown();
});

it("a journal as it was sealed holds, with what was refused in it, also after it is sealed again", async () => {
  const { owner, last } = chain;
  expect(last.seq).toBeGreaterThan(WRITES);
  expect(await verify(db())).toEqual({ entries: last.seq, broken: null });
  expect(await seal(owner.uid, KEY)).toMatchObject({ seq: last.seq, hash: last.hash });
});

it("a thousand random changes, removals, additions, exchanges and cuts are all found, in less than five seconds of work", async () => {
  const next = dice(20261122);
  const kinds = Object.keys(tamperings);
  const unseen: string[] = [];
  const done = new Map<string, number>();
  const began = process.cpuUsage();
  for (let n = 0; n < ROUNDS; n++) {
    const kind = kinds[n % kinds.length]!;
    const tx = await db().startTransaction().execute();
    try {
      const what = await tamperings[kind]!(tx, next);
      const { broken } = await verify(tx);
      if (broken === null) unseen.push(`${kind}: ${what}`);
      done.set(kind, (done.get(kind) ?? 0) + 1);
    } finally {
      await tx.rollback().execute();
    }
  }
  expect(unseen).toEqual([]);
  expect([...done.values()].every((count) => count > 40)).toBe(true);
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000).toBeLessThan(5_000);
}, 60_000);

it("the decision of what was allowed stands in the chain, once for all that was changed with it", async () => {
  const { rows } = await run(
    db() as Db,
    "select n, why, because from journal where owner_uid = $1 and code = '' order by version, n",
    chain.owner.uid,
  );
  const kept = rows as { n: number; why: unknown; because: string }[];
  for (const { n, why, because } of kept) {
    expect(why).toEqual(n === 0 && because === ALLOWED.because ? ALLOWED.how() : null);
  }
  expect(kept.filter(({ why }) => why !== null).length).toBeGreaterThan(5);
  const tx = await db().startTransaction().execute();
  const changed = await run(
    tx,
    `update journal j set why = jsonb_set(j.why, '{chain,0,3}', '0') from journal_seal s
     where s.owner_uid = $1 and j.owner_uid = $1 and j.version = s.version and j.n = s.n and j.code = '' and j.why is not null
       and s.seq = (select min(o.seq) from journal_seal o join journal p on p.owner_uid = o.owner_uid and p.version = o.version
         and p.n = o.n where o.owner_uid = $1 and p.code = '' and p.why is not null) returning s.seq`,
    chain.owner.uid,
  );
  const [{ seq }] = changed.rows as [{ seq: number }];
  expect((await verify(tx)).broken).toEqual({ seq, how: "it is not what was sealed" });
  await tx.rollback().execute();
});

it("the first entry that is broken is named, and how", async () => {
  const tx = await db().startTransaction().execute();
  await tamperWith(tx, 7, sql`because = 'because I say so'`);
  await tamperWith(tx, 9, sql`method = 'another'`);
  expect(await verify(tx)).toEqual({ entries: 6, broken: { seq: 7, how: "it is not what was sealed" } });
  await tx.rollback().execute();
});

it("without the witness a cut down to an earlier signed head is the one thing that cannot be seen: that is what it is for", async () => {
  const tx = await db().startTransaction().execute();
  await tamperings.cutToAnOlderHead!(tx, dice(1));
  expect((await verifyJournal(tx, chain.owner.uid, [KEY])).broken).toBeNull();
  expect((await verify(tx)).broken).not.toBeNull();
  await tx.rollback().execute();
});

it("while the secret is exchanged the head may still be signed with the one before", async () => {
  const another = Buffer.from("the new key");
  const witness = chain.last;
  expect((await verifyJournal(db(), chain.owner.uid, [another, KEY], witness)).broken).toBeNull();
  expect((await verifyJournal(db(), chain.owner.uid, [another], witness)).broken?.how).toMatch(/not signed/);
});

it("two that seal at once make one chain", async () => {
  const { owner } = await grown({ sealing: false });
  await Promise.all(Array.from({ length: 6 }, () => seal(owner.uid, KEY, [refusal(owner.uid)])));
  const { entries, broken } = await verifyJournal(db(), owner.uid, [KEY]);
  expect({ entries, broken }).toEqual({ entries: WRITES + Math.floor(WRITES / 3) + 6, broken: null });
});

it("more than is taken at once is sealed as one chain", async () => {
  const { owner } = await grown({ sealing: false });
  const changes = Array.from({ length: 1_200 }, (_, id) => ({ target: "share", id, after: { id } }));
  await write(owner.uid, changes);
  await seal(owner.uid, KEY);
  expect((await verifyJournal(db(), owner.uid, [KEY])).entries).toBe(WRITES + Math.floor(WRITES / 3) + 1_200);
});

const verify = (at: Db) => verifyJournal(at, chain.owner.uid, [KEY], chain.last);

/** An owner's journal of some writes, every third of two changes, and of refusals. */
async function grown({ sealing = true } = {}): Promise<Chain> {
  const owner = await somebody("Olga");
  const heads: SignedHead[] = [];
  for (let n = 0; n < WRITES; n++) {
    const change = (id: number) => ({
      target: "member",
      id,
      before: { n, deep: { b: 1, a: [n] } },
      after: { n: n + 1 },
    });
    await write(owner.uid, n % 3 === 0 ? [change(n), change(n + 1000)] : [change(n)], n % 2 === 0 ? ALLOWED : OWNED);
    if (!sealing || n % 4 !== 3) continue;
    await seal(owner.uid, KEY, n % 8 === 3 ? [refusal(owner.uid), refusal(owner.uid)] : []);
    heads.push(await headOf(owner.uid));
  }
  if (sealing) await seal(owner.uid, KEY);
  return { owner, heads, last: await headOf(owner.uid) };
}

const headOf = async (owner: number) =>
  (await db().selectFrom("journal_head").selectAll().where("owner_uid", "=", owner).executeTakeFirst()) as SignedHead;

const write = (owner: number, changes: Parameters<typeof journalStatements>[4], allowed: typeof OWNED = ALLOWED) =>
  transaction(async (tx, last) => {
    const { version } = (await raiseVersion(tx, owner))!;
    const actor = { ...nobody({ ip: "", userAgent: "" }), uid: owner };
    for (const row of journalStatements(owner, version, "test.test.Test", actor, changes, allowed)) last(row);
  });

const OWNED = { because: "They own the account." };
/** What rights decided keeps the way to it. */
const ALLOWED = {
  because: "Allowed: a policy of theirs.",
  how: (): KeptDecision => ({
    chain: [["policy", 7, "Manage", 1, "policyAllows", ""]],
    weighed: [["share", 8, "environment shop", 0, "shareFarther", "It is farther.", "ENV:shop"]],
    on: "ACCOUNT:1",
  }),
};

const refusal = (actor: number): RefusedCall => ({
  ...{
    at: new Date(),
    until: null,
    times: 1,
    actor,
    door: "rest",
    token: null,
    method: "test.test.Refused",
    member: null,
  },
  ...{ resource: "ENV:shop", code: "forbidden", reason: 0, because: "No.", why: ["one", "two"] },
});

type Dice = (sides: number) => number;

function dice(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const run = (tx: Db, text: string, ...values: unknown[]) => tx.executeQuery(CompiledQuery.raw(text, values));

/** Changes the row that lies at this place of the chain. */
const tamperWith = (tx: Db, seq: number, set: ReturnType<typeof sql>) =>
  sql`update journal j set ${set} from journal_seal s where s.owner_uid = ${chain.owner.uid} and s.seq = ${seq}
    and j.owner_uid = s.owner_uid and j.version = s.version and j.n = s.n`.execute(tx);

const COLUMNS = [
  sql`because = j.because || '.'`,
  sql`actor_uid = j.actor_uid + 1`,
  sql`at = j.at + '1 microsecond'::interval`,
  sql`after = coalesce(j.after, '{}') || '{"n": 99}'`,
  sql`before = null, after = coalesce(j.before, '1')`,
  sql`door = 'page' || j.door`,
  sql`token_id = coalesce(j.token_id, 0) + 1`,
  sql`method = 'users.collaboration.GetRoles'`,
  sql`target_id = j.target_id || '1'`,
  sql`code = case j.code when '' then 'forbidden' else '' end`,
  sql`times = j.times + 1`,
  sql`until = now()`,
  sql`why = '["because"]'`,
  sql`why = jsonb_set(coalesce(j.why, '{}'), case jsonb_typeof(j.why) when 'array' then '{0}' else '{chain}' end::text[], '"another"')`,
  sql`reason = j.reason + 1`,
  sql`target = 'role'`,
];
const SEALED = [
  sql`member_id = coalesce(member_id, 0) + 1`,
  sql`resource = resource || 'x'`,
  sql`actor_uid = actor_uid + 1`,
  sql`hash = reverse(hash)`,
];

const at = (next: Dice) => next(chain.last.seq) + 1;

const tamperings: Record<string, (tx: Db, next: Dice) => Promise<unknown>> = {
  changed: async (tx, next) => {
    const [seq, column] = [at(next), next(COLUMNS.length)];
    await tamperWith(tx, seq, COLUMNS[column]!);
    return [seq, column];
  },
  changedSeal: async (tx, next) => {
    const [seq, column] = [at(next), next(SEALED.length)];
    await sql`update journal_seal set ${SEALED[column]!} where owner_uid = ${chain.owner.uid} and seq = ${seq}`.execute(
      tx,
    );
    return [seq, column];
  },
  changedAndMadeToFit: async (tx, next) => {
    const seq = at(next);
    await tamperWith(tx, seq, COLUMNS[0]!);
    await chainAnew(tx, seq);
    return seq;
  },
  removed: async (tx, next) => {
    const [seq, both] = [at(next), next(3)];
    if (both !== 1)
      await run(
        tx,
        "delete from journal j using journal_seal s where s.owner_uid = $1 and s.seq = $2 and j.owner_uid = s.owner_uid and j.version = s.version and j.n = s.n",
        chain.owner.uid,
        seq,
      );
    if (both !== 0) await run(tx, "delete from journal_seal where owner_uid = $1 and seq = $2", chain.owner.uid, seq);
    return [seq, both];
  },
  removedAndMovedUp: async (tx, next) => {
    const seq = at(next);
    await run(tx, "delete from journal_seal where owner_uid = $1 and seq = $2", chain.owner.uid, seq);
    await run(tx, "update journal_seal set seq = -seq where owner_uid = $1 and seq > $2", chain.owner.uid, seq);
    await run(tx, "update journal_seal set seq = -seq - 1 where owner_uid = $1 and seq < 0", chain.owner.uid);
    await chainAnew(tx, seq);
    return seq;
  },
  exchanged: async (tx, next) => {
    const a = at(next);
    const b = (a % chain.last.seq) + 1;
    const move = (from: number, to: number) =>
      run(tx, "update journal_seal set seq = $3 where owner_uid = $1 and seq = $2", chain.owner.uid, from, to);
    await move(a, -1);
    await move(b, a);
    await move(-1, b);
    return [a, b];
  },
  exchangedContent: async (tx, next) => {
    const a = at(next);
    const b = ((a + next(chain.last.seq - 1)) % chain.last.seq) + 1;
    await run(
      tx,
      `update journal_seal x set version = -1000000 - x.seq where x.owner_uid = $1 and x.seq in ($2, $3)`,
      ...[chain.owner.uid, a, b],
    );
    return [a, b];
  },
  addedBetween: async (tx, next) => {
    const seq = at(next);
    await run(
      tx,
      `insert into journal (owner_uid, version, n, actor_uid, door, method, target, target_id)
       select owner_uid, version, n + 50, actor_uid, 'page', 'm', 't', '' from journal_seal where owner_uid = $1 and seq = $2`,
      ...[chain.owner.uid, seq],
    );
    return seq;
  },
  addedAtTheEnd: async (tx, next) => {
    const version = -5_000 - next(1000);
    await run(
      tx,
      `insert into journal (owner_uid, version, n, actor_uid, door, method, target, target_id) values ($1, $2, 0, 1, 'page', 'm', 't', '')`,
      ...[chain.owner.uid, version],
    );
    await run(
      tx,
      `insert into journal_seal (owner_uid, seq, version, n, actor_uid, hash) values ($1, $2, $3, 0, 1, '')`,
      ...[chain.owner.uid, chain.last.seq + 1, version],
    );
    await chainAnew(tx, chain.last.seq);
    return version;
  },
  cut: async (tx, next) => {
    const left = at(next) - 1;
    await run(tx, "delete from journal_seal where owner_uid = $1 and seq > $2", chain.owner.uid, left);
    if (next(2) === 0) await run(tx, "delete from journal_head where owner_uid = $1", chain.owner.uid);
    return left;
  },
  cutToAnOlderHead: async (tx, next) => {
    const { seq, hash, version, signature } = chain.heads[next(chain.heads.length - 1)]!;
    await run(
      tx,
      `delete from journal j using journal_seal s where s.owner_uid = $1 and s.seq > $2 and j.owner_uid = s.owner_uid
       and j.version = s.version and j.n = s.n`,
      ...[chain.owner.uid, seq],
    );
    await run(tx, "delete from journal_seal where owner_uid = $1 and seq > $2", chain.owner.uid, seq);
    await tx
      .updateTable("journal_head")
      .set({ seq, hash, version, signature })
      .where("owner_uid", "=", chain.owner.uid)
      .execute();
    return seq;
  },
};

/** What somebody who holds the database but no key does: every hash from here on made once more, and the head with them. */
async function chainAnew(tx: Db, from: number): Promise<void> {
  const { rows } = await run(
    tx,
    `select s.seq, s.member_id, s.resource, s.hash, ${ROW} from journal_seal s join journal j on j.owner_uid = s.owner_uid
     and j.version = s.version and j.n = s.n where s.owner_uid = $1 order by s.seq`,
    chain.owner.uid,
  );
  let hash = "";
  const anew: { seq: number; hash: string }[] = [];
  for (const row of rows as (JournalRow & {
    seq: number;
    member_id: number | null;
    resource: string;
    hash: string;
  })[]) {
    const place = { seq: row.seq, member: row.member_id, resource: row.resource };
    hash = row.seq < from ? row.hash : hashOf(chain.owner.uid, hash, place, row);
    if (row.seq >= from) anew.push({ seq: row.seq, hash });
  }
  await run(
    tx,
    `with anew as (select * from jsonb_to_recordset($2::jsonb) as r(seq bigint, hash text)),
      seals as (update journal_seal s set hash = anew.hash from anew where s.owner_uid = $1 and s.seq = anew.seq)
     update journal_head set hash = $3, seq = $4 where owner_uid = $1`,
    ...[chain.owner.uid, JSON.stringify(anew), hash, rows.length],
  );
}
