import type { Actor } from "../lib/domain/actor";
import { type Head, hashOf, type JournalRow, type Place, signatureOf } from "../lib/domain/chain";
import { aboutChange } from "../lib/domain/journal";
import type { KeptDecision } from "../lib/domain/kept-step";
import type { RefusalCode } from "../lib/domain/refusal";
import { type Db, statement, transaction } from "./client";

/** A call that was refused, as often as it was since it was written last. Nobody's secrets: what it named, and why not. */
export type RefusedCall = {
  at: Date;
  until: Date | null;
  times: number;
  actor: number;
  door: Actor["door"];
  token: number | null;
  method: string;
  member: number | null;
  resource: string;
  code: RefusalCode;
  reason: number;
  because: string;
  /** The way to it, or what else there is to say; see the journal's reader. */
  why: KeptDecision | readonly string[] | null;
};

/** And what else the last version of these holds. */
const AT_ONCE = 500;

/**
 * Takes what has changed since into the owner's chain, in the order of the versions, and these refusals between them. Beside the writes,
 * not within them: versions of an owner follow one another, so what is seen here is never overtaken by an earlier one. Two that seal
 * at once wait for each other at the head. Answers where the chain ends now, or null for an owner with no journal.
 */
export async function seal(owner: number, key: Buffer, refused: readonly RefusedCall[] = []): Promise<Head | null> {
  for (;;) {
    const { head, isWhole } = await transaction((tx) => sealPart(tx, owner, key, refused));
    if (isWhole) return head;
  }
}

type Part = { head: Head | null; isWhole: boolean };

async function sealPart(tx: Db, owner: number, key: Buffer, refused: readonly RefusedCall[]): Promise<Part> {
  const head = await lockHead(tx, owner);
  if (!head) return { head: null, isWhole: true };
  const changes = await changesAfter(tx, owner, head.version, AT_ONCE - 1);
  const isWhole = changes.length < AT_ONCE;
  const now = { ...head };
  const sealed: Sealed[] = [];
  const add = (row: JournalRow, about: Omit<Place, "seq">) => {
    const place = { seq: now.seq + 1, ...about };
    now.hash = hashOf(owner, now.hash, place, row);
    now.seq = place.seq;
    sealed.push({ ...place, row, hash: now.hash });
  };
  const members = isWhole && refused.length > 0 ? await membersOf(tx, owner, refused) : new Map<number, number>();
  const calls = isWhole ? [...refused].sort((a, b) => a.at.getTime() - b.at.getTime()) : [];
  const rows: JournalRow[] = [];
  const addRefusedUntil = (moment: number) => {
    while (calls[0] && calls[0].at.getTime() * 1000 <= moment) {
      const call = calls.shift()!;
      const row = rowOf(call, -(now.seq + 1));
      rows.push(row);
      add(row, { member: call.member ?? members.get(call.actor) ?? null, resource: call.resource });
    }
  };
  for (const row of changes) {
    addRefusedUntil(row.at);
    add(row, aboutChange(row));
    now.version = row.version;
  }
  addRefusedUntil(Number.POSITIVE_INFINITY);
  if (rows.length > 0) await putRefused(tx, owner, rows);
  if (sealed.length > 0) {
    await putSeals(tx, owner, sealed);
    await moveHead(tx, owner, now.seq, now.hash, now.version, signatureOf(key, owner, now));
  }
  return { head: now, isWhole };
}

type Sealed = Place & { row: JournalRow; hash: string };

const heads = statement<Head>("select seq, hash, version from journal_head where owner_uid = $1 for update");
const newHead = statement(
  "insert into journal_head (owner_uid) select owner_uid from account where owner_uid = $1 on conflict do nothing",
);

async function lockHead(tx: Db, owner: number): Promise<Head | null> {
  const [head] = await heads(tx, owner);
  if (head) return head;
  await newHead(tx, owner);
  return (await heads(tx, owner))[0] ?? null;
}

/** Moments as microseconds: to the last digit of what is kept. */
export const ROW = `j.version, j.n, (extract(epoch from j.at) * 1000000)::bigint as at, j.actor_uid, j.door, j.token_id, j.method, j.target,
  j.target_id, j.before, j.after, j.code, j.reason, j.because, j.why, j.times, (extract(epoch from j.until) * 1000000)::bigint as until`;

const changesAfter = statement<JournalRow>(`
  select ${ROW} from journal j where j.owner_uid = $1 and j.version > $2 and j.version <= coalesce((select k.version from journal k
    where k.owner_uid = $1 and k.version > $2 order by k.version offset $3 limit 1), 9007199254740991)
  order by j.version, j.n`);

const memberships = statement<{ uid: number; id: number }>(
  "select member_uid as uid, max(id) as id from member where owner_uid = $1 and member_uid = any($2::bigint[]) group by member_uid",
);

/** Which member each caller is, where they are one. */
async function membersOf(tx: Db, owner: number, calls: readonly RefusedCall[]): Promise<Map<number, number>> {
  const rows = await memberships(tx, owner, [...new Set(calls.map(({ actor }) => actor))]);
  return new Map(rows.map(({ uid, id }) => [uid, id]));
}

const rowOf = (call: RefusedCall, version: number): JournalRow => ({
  version,
  n: 0,
  at: call.at.getTime() * 1000,
  actor_uid: call.actor,
  door: call.door,
  token_id: call.token,
  method: call.method,
  target: "call",
  target_id: "",
  before: null,
  after: null,
  code: call.code,
  reason: call.reason,
  because: call.because,
  why: call.why,
  times: call.times,
  until: call.until === null ? null : call.until.getTime() * 1000,
});

const refusals = statement(`
  insert into "journal" ("owner_uid", version, n, at, actor_uid, door, token_id, method, target, target_id, code, reason, because, why, times, until)
  select $1::bigint, r.version, 0, r.at, r.actor_uid, r.door, r.token_id, r.method, 'call', '', r.code, r.reason, r.because, r.why, r.times, r.until
  from jsonb_to_recordset($2::jsonb) as r(version bigint, at timestamptz, actor_uid bigint, door text, token_id bigint,
    method text, code text, reason integer, because text, why jsonb, times integer, until timestamptz)`);

const putRefused = (tx: Db, owner: number, rows: readonly JournalRow[]) =>
  refusals(
    tx,
    owner,
    JSON.stringify(rows.map((row) => ({ ...row, at: moment(row.at), until: row.until && moment(row.until) }))),
  );

const moment = (microseconds: number) => new Date(microseconds / 1000);

const seals = statement(`
  insert into "journal_seal" ("owner_uid", seq, version, n, actor_uid, member_id, resource, hash)
  select $1::bigint, s.seq, s.version, s.n, s.actor_uid, s.member, s.resource, s.hash
  from jsonb_to_recordset($2::jsonb) as s(seq bigint, version bigint, n integer, actor_uid bigint, member bigint, resource text, hash text)`);

const putSeals = (tx: Db, owner: number, sealed: readonly Sealed[]) =>
  seals(
    tx,
    owner,
    JSON.stringify(
      sealed.map(({ row: { version, n, actor_uid }, seq, member, resource, hash }) => ({
        ...{ seq, version, n, actor_uid, member, resource, hash },
      })),
    ),
  );

const moveHead = statement(
  "update journal_head set seq = $2, hash = $3, version = $4, signature = $5 where owner_uid = $1",
);
