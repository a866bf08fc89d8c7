import { keep } from "../lib/keep";
import { one } from "../lib/one";
import { frontPool } from "./client";
import { heardNow } from "./clock";
import { DRAWN, type Drawing, drawingOf, FROM_DIAGRAMS } from "./drawing";

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
  /** The holder's version at which their keys last changed. */
  keysVersion: number;
  /** When it ends by itself (milliseconds, by the clock of the database). */
  ends: number;
  /** Last use as stored; written at most once a minute. */
  lastUsed: Date | null;
};

/** What is remembered of a key: whom it names, until when by the database's clock, and the memberships its holder has. */
type Known = { key: Key; ends: number; memberships: number };
/** Whose key, and what is being drawn on a diagram where that was asked with it. */
type Found = { key: Key | null; drawing?: Drawing };
type Asked = { hash: string; diagram: string | null; answer: (found: Found) => void; fail: (error: unknown) => void };

const KEPT = 20_000;
const queue = one("keys", () => ({ waiting: [] as Asked[], running: false, known: new Map<string, Known>() }));

/**
 * Who holds the key stored under one of these hashes, or null when it is unknown, ended or expired by the database's clock
 * (R12), or its account is closed. Whatever ends, adds or changes a key marks its holder's version (R8), so what is remembered
 * of one holds until the next mark: every request asks for the versions, and for nothing more while they allow it.
 * Requests that arrive while another such question is on its way are answered by the next one together, asked after the last of
 * them arrived, so an answer is never older than its question.
 */
export async function findKey(hashes: readonly string[]): Promise<Key | null> {
  return (await findKeyBeside(hashes, null)).key;
}

/** The same, and what is happening on a diagram as the same statement saw it; absent where the key was not remembered, or nothing is. */
export async function findKeyBeside(hashes: readonly string[], diagram: string | null): Promise<Found> {
  for (const hash of hashes) {
    const found = await findByHash(hash, diagram);
    if (found.key) return found;
  }
  return { key: null };
}

function findByHash(hash: string, diagram: string | null): Promise<Found> {
  return new Promise((answer, fail) => {
    queue.waiting.push({ hash, diagram, answer, fail });
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
    const diagrams = [...new Set(asked.flatMap(({ diagram }) => diagram ?? []))];
    const { confirmed, drawings } = await confirm(
      hashes.filter((hash) => queue.known.has(hash)),
      diagrams,
    );
    const found = await read(hashes.filter((hash) => !confirmed.has(hash)));
    for (const { hash, diagram, answer } of asked) {
      const drawing = diagram === null ? undefined : drawings.get(diagram);
      const key = confirmed.get(hash) ?? found.get(hash) ?? null;
      answer(drawing ? { key, drawing } : { key });
    }
  } catch (error) {
    for (const one of asked) one.fail(error);
  } finally {
    queue.running = false;
    if (queue.waiting.length > 0) setImmediate(drain);
  }
}

type Confirmed = { version: number; keysVersion: number; active: boolean; memberships: number };

/** The time, and the accounts. In one column, because each costs whoever reads it. */
const ACCOUNTS = `
  (extract(epoch from now()) * 1000)::bigint, (select json_agg(json_build_array(
      a.owner_uid, a.version, a.keys_version, a.status = 'ACTIVE',
      (select count(*) from directory_membership m where m.member_uid = a.owner_uid)))
    from account a where a.owner_uid = any($1::bigint[]))`;
const CONFIRM = `select json_build_array(${ACCOUNTS}) as confirmed`;
const CONFIRM_BESIDE = `
  select json_build_array(${ACCOUNTS}, (select json_agg(json_build_array(d.id, d.owner_uid, a.version, ${DRAWN}))
    ${FROM_DIAGRAMS} where d.id = any($2::uuid[]))) as confirmed`;

type AccountFound = [uid: number, version: number, keysVersion: number, active: boolean, memberships: number];
type DrawingFound = [id: string, owner: number, version: number, session: string | null];
type ConfirmedRow = { confirmed: [now: number, accounts: AccountFound[] | null, drawings?: DrawingFound[] | null] };

/** Those of the remembered keys that still hold, the others are forgotten; and what is drawn on these diagrams, by their ids. */
async function confirm(
  hashes: string[],
  diagrams: string[],
): Promise<{ confirmed: Map<string, Key>; drawings: Map<string, Drawing> }> {
  const confirmed = new Map<string, Key>();
  const drawings = new Map<string, Drawing>();
  if (hashes.length === 0) return { confirmed, drawings };
  const owners = new Set(hashes.flatMap((hash) => [...queue.known.get(hash)!.key.versions.keys()]));
  const asked = diagrams.length === 0 ? CONFIRM : CONFIRM_BESIDE;
  const { rows } = await frontPool().query<ConfirmedRow>(asked, [[...owners], ...(diagrams.length ? [diagrams] : [])]);
  const [now, found, drawn] = rows[0]!.confirmed;
  heardNow(now);
  for (const [id, owner_uid, version, session] of drawn ?? []) {
    drawings.set(id, drawingOf({ id, owner_uid, version, session }));
  }
  const accounts = new Map<number, Confirmed>();
  for (const [uid, version, keysVersion, active, memberships] of found ?? []) {
    accounts.set(uid, { version, keysVersion, active, memberships });
  }
  for (const hash of hashes) {
    const known = queue.known.get(hash)!;
    if (known.ends <= now || !stillHolds(known, accounts)) queue.known.delete(hash);
    else confirmed.set(hash, renewed(known, accounts.get(known.key.uid)!.version));
  }
  return { confirmed, drawings };
}

function stillHolds({ key, memberships }: Known, accounts: ReadonlyMap<number, Confirmed>): boolean {
  const own = accounts.get(key.uid);
  // A membership that was added shows in the count; one that went, or changed, in the version of its owner.
  if (!own?.active || own.memberships !== memberships || own.keysVersion !== key.keysVersion) return false;
  for (const [owner, version] of key.versions) {
    if (owner !== key.uid && accounts.get(owner)?.version !== version) return false;
  }
  return true;
}

/** The key with its holder's own version as it is now; a new one, because requests under way hold the other. */
function renewed(known: Known, version: number): Key {
  const { key } = known;
  if (key.versions.get(key.uid) !== version) {
    known.key = { ...key, versions: new Map(key.versions).set(key.uid, version) };
  }
  return known.key;
}

type Row = {
  hash: string;
  kind: "sign-in" | "token";
  owner_uid: number;
  id: number;
  email: string;
  verified: boolean;
  name: string;
  version: number;
  keys_version: number;
  worlds: string | null;
  memberships: number;
  last_used: Date | null;
  ends: Date;
};

/** One statement: pointer, then the authority row read again (R5), the account, and the versions its worlds have now. */
const READ = `
  select k.hash, k.kind, k.owner_uid, k.id, a.email, a.verified_at is not null as verified, a.name, a.version, a.keys_version,
    coalesce(s.last_seen_at, t.last_used_at) as last_used, coalesce(s.expires_at, t.expires_at) as ends,
    (select string_agg(o.owner_uid || ':' || o.version, ',')
      from directory_membership m join account o on o.owner_uid = m.owner_uid
      where m.member_uid = k.owner_uid) as worlds,
    (select count(*) from directory_membership m where m.member_uid = k.owner_uid) as memberships
  from directory_key k
  join account a on a.owner_uid = k.owner_uid and a.status = 'ACTIVE'
  left join sign_in s on k.kind = 'sign-in' and s.owner_uid = k.owner_uid and s.id = k.id
    and s.hash = k.hash and s.expires_at > now()
  left join token t on k.kind = 'token' and t.owner_uid = k.owner_uid and t.id = k.id
    and t.hash = k.hash and t.expires_at > now()
  where k.hash = any($1) and (s.id is not null or t.id is not null)`;

async function read(hashes: string[]): Promise<Map<string, Key>> {
  const found = new Map<string, Key>();
  if (hashes.length === 0) return found;
  const { rows } = await frontPool().query<Row>(READ, [hashes]);
  for (const row of rows) {
    const key = toKey(row);
    found.set(row.hash, key);
    keep(queue.known, row.hash, { key, ends: row.ends.getTime(), memberships: row.memberships }, KEPT);
  }
  return found;
}

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
    keysVersion: row.keys_version,
    ends: row.ends.getTime(),
    lastUsed: row.last_used,
  };
}
