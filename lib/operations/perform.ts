import { markStatements, raiseVersion } from "../../db/accounts";
import type { Whole } from "../../db/albums";
import { asOne, db, type Last, transaction } from "../../db/client";
import { layOnDesk } from "../../db/desk";
import { type Change, journalStatements } from "../../db/journal";
import { ring } from "../bell";
import type { Actor } from "../domain/actor";
import { invalid, notFound, Refusal } from "../domain/refusal";
import { deliver, type Letter, post } from "../mail";
import type { AnyOperation, At, Leave, Output } from "./operation";
import { inTurn } from "./turns";
import { versionFor } from "./versions";

/**
 * The only stairs: parse, load, allow, handle. A write runs in one transaction that first raises the owner's version, which
 * is also the owner's write lock, so that rights are judged on what will still be true at commit (R6, S-06). The journal
 * and the letters are rows of the same transaction; letters leave the house once it has committed.
 * Refusals: signed-out, token-scope, invalid, and whatever `load`, `allow` and `handle` refuse.
 * `raw` is the input, or how to read it: whoever may not call at all is told so before their parameters are judged.
 */
export async function perform<Op extends AnyOperation>(op: Op, actor: Actor, raw: unknown): Promise<Output<Op>> {
  admit(op, actor);
  const parsed = op.input.safeParse(typeof raw === "function" ? raw() : raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw invalid(String(issue.path[0] ?? "body"), issue.code === "invalid_type" ? undefined : issue.message);
  }
  const input = parsed.data;
  const owner = (await op.owner?.({ db: db(), actor, input })) ?? actor.uid;
  const output = op.kind === "write" ? await write(op, actor, input, owner) : await read(op, actor, input, owner);
  return (process.env.NODE_ENV === "test" ? op.output.parse(output) : output) as Output<Op>;
}

function admit(op: AnyOperation, actor: Actor): void {
  if (actor.uid === 0 && !op.anyone) throw new Refusal("signed-out", "user not authenticated");
  const token = actor.token;
  if (!token || op.anyone) return;
  const closed = op.tokens === false || (token.resources && (op.scope ?? "account") === "account");
  if (closed || !token.methods.has(op.grant ?? op.method)) {
    throw new Refusal("token-scope", `access token does not include [${op.grant ?? op.method}]`);
  }
}

/** What an operation is handed from `load` to `handle`: one object that is filled in, because copying it costs as much as judging. */
type Here = At<unknown> & Leave & { facts: unknown };
type Judged = Here & { version: number };

/** Fills in the facts. */
async function judge(op: AnyOperation, at: Here): Promise<void> {
  at.facts = await op.load(at);
  const verdict = op.allow(at);
  if (!verdict.allowed) throw new Refusal("forbidden", verdict.because);
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

async function read(op: AnyOperation, actor: Actor, input: unknown, owner: number) {
  const at: Here = {
    db: db(),
    actor,
    input,
    owner,
    version: await versionFor(actor, owner),
    method: op.grant ?? op.method,
    people: nobodyNear,
    facts: undefined,
    record: leavesNothing,
    send: leavesNothing,
    last: leavesNothing,
    raised: leavesNothing,
    lays: leavesNothing,
  };
  await judge(op, at);
  return op.handle(at as Judged);
}

const nobodyNear = Promise.resolve([]);

function leavesNothing(): never {
  throw new Error("a read changes nothing");
}

async function write(op: AnyOperation, actor: Actor, input: unknown, owner: number) {
  const { output, letters, version } = await inTurn(owner, () =>
    transaction(async (tx, last, committed) => {
      const lasts: Last[] = [];
      const changes: Change[] = [];
      const letters: Letter[] = [];
      let laid: Whole | null = null;
      // What `load` asks travels along with it and runs after it: one connection answers in order.
      const raising = raiseVersion(tx, owner, op.people?.({ input, owner }));
      // Only sign-up touches an account that is not there yet; it opens at version 1.
      const before = raising.then((raised) => (raised?.version ?? 1) - 1);
      // Where `load` never asks for it, nobody else looks at its failure: `raising` is looked at below.
      before.catch(() => {});
      const people = raising.then((raised) => raised?.people ?? []);
      people.catch(() => {});
      const at: Here = {
        db: tx,
        actor,
        input,
        owner,
        version: before,
        method: op.grant ?? op.method,
        people,
        facts: undefined,
        record: (change) => void changes.push(change),
        send: (letter) => void letters.push(letter),
        last: (statement) => void lasts.push(statement),
        raised: () => raised!,
        lays: (whole) => {
          laid = whole;
        },
      };
      // Both are waited for, whatever becomes of them: nothing may still be asking when the connection is given back.
      const [counted, judged] = await Promise.allSettled([raising, judge(op, at)]);
      const raised = outcome(counted);
      if (raised === null && !op.anyone) throw notFound("account");
      outcome(judged);
      const version = raised?.version ?? 1;
      at.version = version - 1;
      const output = await op.handle(at as Judged);
      if (letters.length) await post(tx, owner, letters);
      withJournal(lasts, journalStatements(owner, version, op.method, actor, changes)).forEach(last);
      markStatements(owner, version, touched(changes)).forEach(last);
      layOnDesk(owner, version, laid, committed);
      return { output, letters, version };
    }),
  );
  if (letters.length) deliver(owner, letters);
  ring({ owner, version, method: op.method });
  return output;
}
