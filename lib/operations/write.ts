import { markStatements, type Person, type Raised, raiseVersion } from "../../db/accounts";
import type { Whole } from "../../db/albums";
import { asOne, type Db, db, type Last, runAll, transaction } from "../../db/client";
import { layOnDesk } from "../../db/desk";
import { type Change, journalStatements } from "../../db/journal";
import { writeAt } from "../../db/write-at";
import { ring } from "../bell";
import type { Actor } from "../domain/actor";
import { notFound } from "../domain/refusal";
import { deliver, type Letter, post } from "../mail";
import { countUse } from "./count-use";
import { type Here, type Judged, judge } from "./judge";
import { heldSentences, standOf, upholdAll } from "./must-hold";
import type { AnyOperation, Part } from "./operation";
import { inTurn } from "./turns";
import type { Used } from "./verdict";

type Written = {
  output: unknown;
  letters: Letter[];
  version: number;
  laid: Whole | null;
  parts: readonly Part[];
  on: Used | undefined;
};

/**
 * A write: in one statement where what it needs is at hand, else in a transaction under the owner's lock. Letters leave the house, and
 * everyone else is told, once it is committed.
 */
export async function write(op: AnyOperation, actor: Actor, input: unknown, owner: number) {
  const { output, letters, version, on } = await inTurn(owner, async () => {
    const near = op.atHand?.({ input, owner });
    const written =
      (near && (await writeAtHand(op, actor, input, owner, near))) ??
      (await transaction((tx, last) => writeLocked(op, actor, input, owner, { tx, last, near: near?.people })));
    layOnDesk(owner, written.version, written.laid);
    return written;
  });
  if (letters.length) deliver(owner, letters);
  countUse(op, actor, owner, on);
  ring({ owner, version, method: op.method });
  return output;
}

/** What a write leaves behind, gathered on the way. */
class Left {
  readonly lasts: Last[] = [];
  readonly changes: Change[] = [];
  readonly letters: Letter[] = [];
  laid: Whole | null = null;
  readonly parts: Part[] = [];
  raised: Raised | null = null;
}

const hereOf = (
  op: AnyOperation,
  given: Pick<Here, "db" | "actor" | "input" | "owner" | "version" | "people">,
  left: Left,
): Here => ({
  ...given,
  method: op.grant ?? op.method,
  facts: undefined,
  because: "",
  how: undefined,
  on: undefined,
  record: (change) => void left.changes.push(change),
  send: (letter) => void left.letters.push(letter),
  last: (statement) => void left.lasts.push(statement),
  raised: () => left.raised!,
  lays: (whole) => {
    left.laid = whole;
  },
  parts: (parts) => void left.parts.push(...parts),
});

/**
 * Judges at the version whose facts are at hand, and writes only if that is still the owner's. Undefined where nothing was written:
 * also a refusal counts only under the lock, because what is at hand may be of yesterday.
 */
async function writeAtHand(
  op: AnyOperation,
  actor: Actor,
  input: unknown,
  owner: number,
  near: { version: number; people: readonly number[] },
): Promise<Written | undefined> {
  const left = new Left();
  let tell: (people: Person[]) => void = () => {};
  const people = new Promise<Person[]>((known) => {
    tell = known;
  });
  const at = hereOf(op, { db: db(), actor, input, owner, version: near.version, people }, left);
  try {
    await judge(op, at);
  } catch {
    return undefined;
  }
  const answer = await op.handle(at as Judged);
  const journal = journalStatements(owner, near.version + 1, op.method, actor, left.changes, at);
  if (typeof answer !== "function" || left.lasts.length !== 1 || journal.length !== 1) return undefined;
  left.raised = await writeAt(near.version, {
    owner,
    people: near.people,
    change: left.lasts[0]!,
    journal: journal[0]!,
  });
  if (!left.raised) return undefined;
  tell(left.raised.people ?? []);
  return {
    output: await answer(),
    letters: [],
    version: left.raised.version,
    laid: left.laid,
    parts: left.parts,
    on: at.on,
  };
}

/** In a transaction that raises the owner's version first, and so holds whatever was judged until it commits. */
export async function writeLocked(
  op: AnyOperation,
  actor: Actor,
  input: unknown,
  owner: number,
  { tx, last, near }: { tx: Db; last(statement: Last): void; near: readonly number[] | undefined },
): Promise<Written> {
  const left = new Left();
  // What `load` asks travels along with it and runs after it: one connection answers in order.
  const raising = raiseVersion(tx, owner, near);
  // Only sign-up touches an account that is not there yet; it opens at version 1.
  const before = raising.then((raised) => (raised?.version ?? 1) - 1);
  // Where `load` never asks for it, nobody else looks at its failure: `raising` is looked at below.
  before.catch(() => {});
  const people = raising.then((raised) => raised?.people ?? []);
  people.catch(() => {});
  const at = hereOf(op, { db: tx, actor, input, owner, version: before, people }, left);
  const sentences = op.unheld ? Promise.resolve([]) : heldSentences(tx, owner);
  // All are waited for, whatever becomes of them: nothing may still be asking when the connection is given back. They are looked at in
  // the order they were asked in: after one that failed the database only says that it did.
  const [counted, held, judged] = await Promise.allSettled([raising, sentences, judge(op, at)]);
  left.raised = outcome(counted);
  if (left.raised === null && !op.anyone) throw notFound("account");
  const mustHold = outcome(held);
  outcome(judged);
  const version = left.raised?.version ?? 1;
  at.version = version - 1;
  const stood = mustHold.length > 0 ? await standOf(tx, owner, version - 1) : null;
  const answer = await op.handle(at as Judged);
  const output = typeof answer === "function" ? await answer() : answer;
  const { letters, changes, lasts, laid, parts } = left;
  if (letters.length) await post(tx, owner, letters);
  const statements = [
    ...withJournal(lasts, journalStatements(owner, version, op.method, actor, changes, at)),
    ...markStatements(owner, version, touched(changes)),
  ];
  if (stood) {
    await runAll(tx, statements);
    upholdAll(mustHold, stood, await standOf(tx, owner, version));
  } else for (const statement of statements) last(statement);
  return { output, letters, version, laid, parts, on: at.on };
}

function outcome<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** What is kept from version to version must be read again once one of these has changed. */
const touched = (changes: readonly Change[]) => ({
  keys: changes.some(({ target }) => target === "account" || target === "sign-in" || target === "token"),
  book: changes.some(({ target }) => target === "role" || target === "policy"),
});

/** A change that nobody waits for and the journal row beside it are one statement. */
function withJournal(lasts: Last[], journal: Last[]): Last[] {
  const [change, row] = [lasts.at(-1), journal[0]];
  return change && row ? [...lasts.slice(0, -1), asOne(change, row), ...journal.slice(1)] : [...lasts, ...journal];
}
