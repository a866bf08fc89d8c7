import { GENESIS, type Head, hashOf, type JournalRow, signatureOf } from "../lib/domain/chain";
import { sameSecret } from "../lib/secrets";
import { type Db, statement } from "./client";
import { ROW } from "./journal-seal";

/** How an entry was seen once, where nobody who changes the database can change it. */
export type Witness = { seq: number; hash: string };

/** `broken`: the first entry that is not as it was sealed, and how; null where the whole chain holds. */
export type Verified = { entries: number; broken: { seq: number; how: string } | null };

type Entry = JournalRow & {
  seq: number;
  hash: string;
  member_id: number | null;
  resource: string;
  sealed_by: number;
  owner: number | null;
};

const AT_ONCE = 2_000;

/**
 * Reads the owner's whole chain and makes it once more. `keys`: those the head may be signed with; `witness`: that the chain has got at
 * least so far. Found is every change, removal, addition and exchange of what was sealed, also where the rest was made to fit.
 */
export async function verifyJournal(
  at: Db,
  owner: number,
  keys: readonly Buffer[],
  witness?: Witness,
): Promise<Verified> {
  let [seq, hash, missed] = [0, GENESIS, witness !== undefined];
  const broken = (n: number, how: string): Verified => ({ entries: seq, broken: { seq: n, how } });
  for (;;) {
    const entries = await entriesAfter(at, owner, seq, AT_ONCE);
    for (const entry of entries) {
      if (entry.seq !== seq + 1) return broken(seq + 1, "it is missing");
      if (entry.owner === null) return broken(entry.seq, "its content is missing");
      if (entry.sealed_by !== entry.actor_uid) return broken(entry.seq, "it is filed under another actor");
      const place = { seq: entry.seq, member: entry.member_id, resource: entry.resource };
      if (hashOf(owner, hash, place, entry) !== entry.hash) return broken(entry.seq, "it is not what was sealed");
      if (witness?.seq === entry.seq) {
        if (!sameSecret(witness.hash, entry.hash))
          return broken(entry.seq, "it is not the one that was seen here before");
        missed = false;
      }
      [seq, hash] = [entry.seq, entry.hash];
    }
    if (entries.length < AT_ONCE) break;
  }
  const [head] = await heads(at, owner);
  if (missed && witness!.seq > 0) return broken(seq + 1, `it is missing: the chain reached ${witness!.seq} before`);
  if (!head) return seq === 0 ? { entries: 0, broken: null } : broken(seq, "the chain has no head");
  if (head.seq !== seq)
    return broken(Math.min(head.seq, seq) + 1, head.seq > seq ? "it is missing" : "it lies beyond the head");
  if (!sameSecret(head.hash, hash)) return broken(seq, "the head is another");
  const isSigned = seq === 0 || keys.some((key) => signatureOf(key, owner, head) === head.signature);
  if (!isSigned) return broken(seq, "the head is not signed by this house");
  const [stray] = await strays(at, owner, head.version);
  if (stray) return broken(seq, `version ${stray.version} holds a change that was not sealed with the others`);
  return { entries: seq, broken: null };
}

const entriesAfter = statement<Entry>(`
  select s.seq, s.hash, s.member_id, s.resource, s.actor_uid as sealed_by, j.owner_uid as owner, ${ROW}
  from journal_seal s left join journal j on j.owner_uid = s.owner_uid and j.version = s.version and j.n = s.n
  where s.owner_uid = $1 and s.seq > $2 order by s.seq limit $3`);

const heads = statement<Head & { signature: string }>(
  "select seq, hash, version, signature from journal_head where owner_uid = $1",
);

const strays = statement<{ version: number }>(`
  select j.version from journal j where j.owner_uid = $1 and j.version <= $2
    and not exists (select from journal_seal s where s.owner_uid = $1 and s.version = j.version and s.n = j.n) limit 1`);

const owners = statement<{ owner: number }>(
  "select owner_uid as owner from account where owner_uid > $1 order by owner_uid limit 1000",
);

/** Every account of the house, a thousand at once. */
export const ownersAfter = async (at: Db, after: number): Promise<number[]> =>
  (await owners(at, after)).map(({ owner }) => owner);
