import { one } from "../lib/one";
import { frontPool } from "./client";

/** What a sign-in or token stands for, as the database says now. */
export type Key = {
  kind: "sign-in" | "token";
  uid: number;
  id: number;
  email: string;
  verified: boolean;
  name: string;
  /** The key holder's own version, and that of every owner they are a member of; keyed by owner uid. */
  versions: Map<number, number>;
  door: string | null;
  /** Sign-ins: when the password was last given. */
  confirmedAt: Date | null;
  /** Last use as stored; written at most once a minute. */
  lastUsed: Date | null;
};

type Row = {
  hash: string;
  kind: "sign-in" | "token";
  owner_uid: number;
  id: number;
  email: string;
  verified: boolean;
  name: string;
  version: number;
  worlds: string | null;
  door: string | null;
  confirmed_at: Date | null;
  last_used: Date | null;
};

type Asked = { hash: string; answer: (key: Key | null) => void; fail: (error: unknown) => void };
const queue = one("keys", () => ({ waiting: [] as Asked[], running: false }));

/**
 * Who holds the key stored under one of these hashes, or null when it is unknown, ended or expired by the database's clock
 * (R12), or its account is closed. Requests that arrive while another query of this kind is on its way are answered by the
 * next one together, sent after the last of them arrived, so an answer is never older than its question.
 */
export async function findKey(hashes: readonly string[]): Promise<Key | null> {
  for (const hash of hashes) {
    const key = await findByHash(hash);
    if (key) return key;
  }
  return null;
}

function findByHash(hash: string): Promise<Key | null> {
  return new Promise((answer, fail) => {
    queue.waiting.push({ hash, answer, fail });
    if (queue.waiting.length === 1 && !queue.running) setImmediate(drain);
  });
}

async function drain(): Promise<void> {
  const asked = queue.waiting;
  if (asked.length === 0) return;
  queue.waiting = [];
  queue.running = true;
  try {
    const hashes = [...new Set(asked.map((one) => one.hash))];
    const { rows } = await frontPool().query<Row>(KEYS, [hashes]);
    const found = new Map(rows.map((row) => [row.hash, toKey(row)]));
    for (const one of asked) one.answer(found.get(one.hash) ?? null);
  } catch (error) {
    for (const one of asked) one.fail(error);
  } finally {
    queue.running = false;
    if (queue.waiting.length > 0) setImmediate(drain);
  }
}

/**
 * One statement: pointer, then the authority row read again (R5), the account, and the versions its worlds have now. Every
 * request begins with it, so it is written out instead of being built anew each time.
 */
const KEYS = `
  select k.hash, k.kind, k.owner_uid, k.id, a.email, a.verified_at is not null as verified, a.name, a.version,
    s.door, s.confirmed_at, coalesce(s.last_seen_at, t.last_used_at) as last_used,
    (select string_agg(o.owner_uid || ':' || o.version, ',')
      from directory_membership m join account o on o.owner_uid = m.owner_uid
      where m.member_uid = k.owner_uid) as worlds
  from directory_key k
  join account a on a.owner_uid = k.owner_uid and a.status = 'ACTIVE'
  left join sign_in s on k.kind = 'sign-in' and s.owner_uid = k.owner_uid and s.id = k.id
    and s.hash = k.hash and s.expires_at > now()
  left join token t on k.kind = 'token' and t.owner_uid = k.owner_uid and t.id = k.id
    and t.hash = k.hash and t.expires_at > now()
  where k.hash = any($1) and (s.id is not null or t.id is not null)`;

function toKey(row: Row): Key {
  const versions = new Map([[row.owner_uid, row.version]]);
  for (const pair of row.worlds?.split(",") ?? []) {
    const [owner, version] = pair.split(":");
    versions.set(Number(owner), Number(version));
  }
  return {
    kind: row.kind,
    uid: row.owner_uid,
    id: row.id,
    email: row.email,
    verified: row.verified,
    name: row.name,
    versions,
    door: row.door,
    confirmedAt: row.confirmed_at,
    lastUsed: row.last_used,
  };
}
