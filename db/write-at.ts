import { keep } from "../lib/keep";
import { type Raised, raising } from "./accounts";
import { CommitUnknown, type Last, pool, shifted, withoutVerdict } from "./client";

/** What one owner's write changes, and its row in the journal. */
export type Writing = { owner: number; people: readonly number[]; change: Last; journal: Last };

/**
 * Writes in one statement, which is a transaction of its own, provided that the owner's version is still `version`, which it raises
 * (R7): what was judged at that version holds. Null where it has moved on, or the database refused for another reason: then nothing
 * was written. Throws `CommitUnknown` where it never said (R16).
 */
export async function writeAt(version: number, { owner, people, change, journal }: Writing): Promise<Raised | null> {
  const values = [owner, people, version, ...change.parameters, ...journal.parameters];
  const connection = await pool().connect();
  let broken: Error | undefined;
  try {
    const { rows } = await connection.query(textOf(change, journal), values);
    return (rows as { raised: Raised }[])[0]?.raised ?? null;
  } catch (error) {
    if (!withoutVerdict(error)) return null;
    broken = new CommitUnknown(error);
    throw broken;
  } finally {
    connection.release(broken);
  }
}

// A version that is another becomes null, which the column does not take: the statement fails whole.
const NEXT = "case when version = $3 then version + 1 end";
const BEFORE = 3;
const KEPT = 200;
const texts = new Map<string, string>();

function textOf(change: Last, journal: Last): string {
  const key = `${change.sql};${journal.sql}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const [changed, told] = [shifted(change.sql, BEFORE), shifted(journal.sql, BEFORE + change.parameters.length)];
  const text = raising(NEXT, `, changed as (${changed}), told as (${told})`);
  keep(texts, key, text, KEPT);
  return text;
}
