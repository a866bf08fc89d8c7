import { db } from "../../db/client";
import type { Actor } from "../domain/actor";
import { keptDecision } from "../domain/kept-decision";
import { invalid, Refusal } from "../domain/refusal";
import { tokenStep } from "../domain/trail";
import { countUse } from "./count-use";
import { type Here, type Judged, judge } from "./judge";
import type { AnyOperation, Output } from "./operation";
import { preview, type Step } from "./preview";
import { noteRefusal } from "./refusals";
import { versionFor } from "./versions";
import { keepInView, refuseInView } from "./viewed";
import type { Preview } from "./wire/preview";
import { write } from "./write";

/**
 * The only stairs: parse, load, allow, handle. A write holds only if the owner's version is at its end what it was judged at: it
 * raises the version first and so keeps others out until it commits, or is one statement that compares it (R6, R7, S-06). The
 * journal and the letters are rows of the same transaction; letters leave the house once it has committed.
 * Refusals: signed-out, token-scope, invalid, forbidden to whoever only views as the actor, and whatever `load`, `allow` and `handle` refuse.
 * `raw` is the input, or how to read it: whoever may not call at all is told so before their parameters are judged.
 */
export const perform = <Op extends AnyOperation>(op: Op, actor: Actor, raw: unknown): Promise<Output<Op>> =>
  performed(op, actor, raw, countUse);

/** What a call reads beside what it is about: the same, and no use of a right of its own. */
export const readBeside = <Op extends AnyOperation>(op: Op, actor: Actor, raw: unknown): Promise<Output<Op>> =>
  performed(op, actor, raw, () => {});

async function performed<Op extends AnyOperation>(
  op: Op,
  actor: Actor,
  raw: unknown,
  count: typeof countUse,
): Promise<Output<Op>> {
  try {
    admit(op, actor);
  } catch (error) {
    // What a token does not include is refused before anybody knows what was asked for.
    if (error instanceof Refusal) noteRefusal(op.method, actor, actor.uid, undefined, error);
    throw error;
  }
  const { input, owner } = await asked(op, actor, raw);
  try {
    const output =
      op.kind === "read"
        ? await read(op, actor, input, owner, count)
        : ((await already(op, actor, input, owner)) ?? (await write(op, actor, input, owner)));
    return (process.env.NODE_ENV === "test" ? op.output.parse(output) : output) as Output<Op>;
  } catch (error) {
    if (error instanceof Refusal) noteRefusal(op.method, actor, error.detail.concerns ?? owner, input, error);
    throw error;
  }
}

/** Something to be tried: an operation, and its input or how to read it. */
export type Attempted = { op: AnyOperation; raw: unknown };

/**
 * Takes the same stairs in the same transaction, says what all of it together did to everybody's access, and leaves nothing behind.
 * Whoever views as somebody is told what they would be. Refusals: those of `perform`, and invalid for what cannot be tried first, or
 * not together.
 */
export async function tryOut(actor: Actor, ...attempted: readonly Attempted[]): Promise<Preview> {
  const steps: (Step & { owner: number })[] = [];
  for (const one of attempted) steps.push(await stepOf(actor, one));
  return preview(actor, ownerOf(steps), steps);
}

/** What those that are not refused do together; of each whether it is. */
type Tried = { told: Preview; refused: (Refusal | null)[] };

/** The same for steps of which each is done on its own: those that would be refused are left out. */
export async function tryEach(actor: Actor, ...attempted: readonly Attempted[]): Promise<Tried> {
  const refused: (Refusal | null)[] = attempted.map(() => null);
  const steps: (Step & { owner: number; at: number })[] = [];
  for (const [at, one] of attempted.entries()) {
    const step = await stepOf(actor, one).catch(asRefusal);
    if (step instanceof Refusal) refused[at] = step;
    else steps.push({ ...step, at });
  }
  const owner = steps.length > 0 ? ownerOf(steps) : actor.uid;
  for (;;) {
    const going = steps.filter(({ at }) => !refused[at]);
    const told = await preview(actor, owner, going, ({ at }, refusal) => {
      refused[at] = refusal;
    });
    // What a refused one may have written before it was, must not be told of.
    if (going.every(({ at }) => !refused[at])) return { told, refused };
  }
}

async function stepOf(actor: Actor, { op, raw }: Attempted): Promise<Step & { owner: number }> {
  admitOwn(op, actor);
  if (op.kind === "read" || op.dryRun === false || op.anyone) throw untried();
  return { op, ...(await asked(op, actor, raw)) };
}

/** One owner a transaction (R14). */
function ownerOf(steps: readonly { owner: number }[]): number {
  const [owner, ...others] = new Set(steps.map((step) => step.owner));
  if (owner === undefined || others.length > 0) throw untried();
  return owner;
}

const untried = () => invalid("dryRun", "this cannot be tried first");

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

/**
 * Whether this would be refused, by its own rule and before anything is done: null where it would not. It stands in no journal. Whoever views
 * as somebody is told what that somebody may, though they themselves do none of it.
 */
export async function refusalOf(actor: Actor, { op, raw }: Attempted): Promise<Refusal | null> {
  try {
    admitOwn(op, actor);
    const { input, owner } = await asked(op, actor, raw);
    await judged(op, actor, input, owner);
    return null;
  } catch (error) {
    return asRefusal(error);
  }
}

/** A read of which no refusal stands in a journal: what a dry run has to read on its way, or a page by itself. Refusals: those of `perform`. */
export async function glance<Op extends AnyOperation>(op: Op, actor: Actor, raw: unknown): Promise<Output<Op>> {
  admit(op, actor);
  const { input, owner } = await asked(op, actor, raw);
  return (await read(op, actor, input, owner, () => {})) as Output<Op>;
}

async function asked(op: AnyOperation, actor: Actor, raw: unknown): Promise<{ input: unknown; owner: number }> {
  const parsed = op.input.safeParse(typeof raw === "function" ? raw() : raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw invalid(String(issue.path[0] ?? "body"), issue.code === "invalid_type" ? undefined : issue.message);
  }
  const input = parsed.data;
  const owner = (await op.owner?.({ db: db(), actor, input })) ?? actor.uid;
  keepInView(op, actor, owner);
  return { input, owner };
}

function admit(op: AnyOperation, actor: Actor): void {
  refuseInView(op, actor);
  admitOwn(op, actor);
}

function admitOwn(op: AnyOperation, actor: Actor): void {
  if (actor.uid === 0 && !op.anyone) throw new Refusal("signed-out", "user not authenticated");
  const token = actor.token;
  if (!token || op.anyone) return;
  const closed = op.tokens === false || (token.resources && (op.scope ?? "account") === "account");
  const method = op.grant ?? op.method;
  if (closed || !token.methods.has(method)) {
    const how = () => keptDecision({ chain: [tokenStep(token.id, method, false)], weighed: [] }, null);
    throw new Refusal("token-scope", `access token does not include [${method}]`, { how });
  }
}

async function read(op: AnyOperation, actor: Actor, input: unknown, owner: number, count: typeof countUse) {
  const at = await judged(op, actor, input, owner);
  const output = await op.handle(at);
  count(op, actor, owner, at.on);
  return output;
}

/** What a write would make and finds made already; then nothing is written, and nobody waits for whoever writes. */
async function already(op: AnyOperation, actor: Actor, input: unknown, owner: number) {
  if (!op.already) return undefined;
  const at = await judged(op, actor, input, owner);
  const output = await op.already(at);
  if (output !== undefined) countUse(op, actor, owner, at.on);
  return output;
}

async function judged(op: AnyOperation, actor: Actor, input: unknown, owner: number): Promise<Judged> {
  const at = await hereOf(op, actor, input, owner);
  await judge(op, at);
  return at as Judged;
}

async function hereOf(op: AnyOperation, actor: Actor, input: unknown, owner: number): Promise<Here> {
  return {
    db: db(),
    actor,
    input,
    owner,
    version: await versionFor(actor, owner),
    method: op.grant ?? op.method,
    people: nobodyNear,
    facts: undefined,
    because: "",
    how: undefined,
    on: undefined,
    record: leavesNothing,
    send: leavesNothing,
    last: leavesNothing,
    raised: leavesNothing,
    lays: leavesNothing,
    parts: leavesNothing,
  };
}

const nobodyNear = Promise.resolve([]);

function leavesNothing(): never {
  throw new Error("a read changes nothing");
}
