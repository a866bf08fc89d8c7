import { type RefusedCall, seal } from "../../db/journal-seal";
import { ring } from "../bell";
import type { Actor } from "../domain/actor";
import type { Head } from "../domain/chain";
import { aboutCall } from "../domain/journal";
import type { Refusal, RefusalCode } from "../domain/refusal";
import { logFault } from "../fault";
import { keysFor } from "../keys";
import { one } from "../one";
import { saw } from "../witness";

/**
 * What was refused, on its way into the journal of the owner whose things it concerned. The first of its kind is written at once; what
 * comes again within a minute is counted, and written as one entry with how often it was. Of one owner's, a minute holds a hundred
 * kinds and thirty of one caller; the rest is counted together. So whoever keeps knocking fills nobody's journal.
 */
type Kind = { call: RefusedCall; again: number; last: Date; begun: number };
type Shelf = { kinds: Map<string, Kind>; fresh: RefusedCall[]; callers: Map<number, number> };

const MINUTE = 60_000;
const MOST_KINDS = 100;
const MOST_KINDS_OF_CALLER = 30;
const MOST_OWNERS = 10_000;
const MOST_TEXT = 500;

const shelves = one("refusals", () => ({
  owners: new Map<number, Shelf>(),
  wake: null as ((owner: number) => void) | null,
}));

/** Mistakes in the asking, and callers nobody knows, are no decisions about anybody's things. */
const untold = new Set<RefusalCode>(["invalid", "signed-out", "wrong-password", "too-many"]);

/** Notes that this call was refused. Nobody waits for it. */
export function noteRefusal(method: string, actor: Actor, owner: number, input: unknown, refusal: Refusal): void {
  if (actor.uid === 0 || untold.has(refusal.code)) return;
  // Whoever looks at what somebody sees was refused, and not that somebody.
  if (actor.viewed) return;
  // What owners do not find among their own is a slip, not a decision.
  if (owner === actor.uid && !actor.token && refusal.code === "not-found") return;
  const now = new Date();
  const { code, message, detail } = refusal;
  const call = {
    ...aboutCall(method, input),
    ...{
      at: now,
      until: null,
      times: 1,
      actor: actor.uid,
      door: actor.door,
      token: actor.token?.id ?? null,
      method,
      code,
    },
    reason: detail.reason ?? 0,
    because: message.slice(0, MOST_TEXT),
    why: detail.why ?? null,
  };
  // As it was judged, so now; but of what is only counted nobody walks the way again.
  put(owner, call, () => (detail.how ? { ...call, why: detail.how() } : call));
}

function put(owner: number, call: RefusedCall, whole: () => RefusedCall): void {
  const shelf = shelfOf(owner);
  if (!shelf) return;
  const own = shelf.callers.get(call.actor) ?? 0;
  const isFull = shelf.kinds.size >= MOST_KINDS;
  const isMuch = isFull || (call.actor !== owner && own >= MOST_KINDS_OF_CALLER);
  const rest = isFull ? "rest" : `rest ${call.actor}`;
  const key = [
    call.actor,
    call.token,
    call.door,
    call.method,
    call.resource,
    call.member,
    call.code,
    call.because,
  ].join("\n");
  const known = shelf.kinds.get(key) ?? (isMuch ? shelf.kinds.get(rest) : undefined);
  if (known) {
    known.again += 1;
    known.last = call.at;
    return;
  }
  const told = isMuch ? { ...call, method: "*", resource: "", member: null, because: MANY_MORE, why: null } : whole();
  shelf.kinds.set(isMuch ? rest : key, { call: told, again: 0, last: call.at, begun: call.at.getTime() });
  shelf.callers.set(call.actor, own + 1);
  shelf.fresh.push(told);
  shelves.wake?.(owner);
}

const MANY_MORE = "Many more of this caller's were refused.";

function shelfOf(owner: number): Shelf | undefined {
  let shelf = shelves.owners.get(owner);
  if (!shelf && shelves.owners.size < MOST_OWNERS) {
    shelf = { kinds: new Map(), fresh: [], callers: new Map() };
    shelves.owners.set(owner, shelf);
  }
  return shelf;
}

/** Takes from an owner's shelf what is to be written now: what is new, and what was counted for a minute, or all of it. */
function taken(owner: number, all: boolean): RefusedCall[] {
  const shelf = shelves.owners.get(owner);
  if (!shelf) return [];
  const calls = shelf.fresh.splice(0);
  for (const [key, kind] of shelf.kinds) {
    if (!all && Date.now() - kind.begun < MINUTE) continue;
    shelf.kinds.delete(key);
    if (kind.again > 0) calls.push({ ...kind.call, until: kind.last, times: kind.again });
  }
  if (shelf.kinds.size === 0) shelves.owners.delete(owner);
  return calls;
}

/** Brings an owner's journal up to now: what was refused here is written, and everything takes its place in the chain. */
export async function keepJournal(owner: number, all = false): Promise<Head | null> {
  const calls = taken(owner, all);
  const head = await seal(owner, journalKeys()[0]!, calls);
  if (head) saw(owner, head);
  if (calls.length > 0) ring({ journal: owner, open: calls.some(({ actor }) => actor !== owner) });
  return head;
}

/** The keys a chain may be signed with, the one that signs first. */
export const journalKeys = (): Buffer[] => keysFor("journal");

const SOON = 200;
const QUIET = 2_000;

/**
 * Keeps journals while the house is open: what was refused is there after a fifth of a second, what has changed is sealed two seconds
 * later, whoever changed it. Returns how to stop, which writes what is still counted.
 */
export function openJournals(onChange: (heard: (owner: number) => void) => () => void): () => Promise<void> {
  const due = new Map<number, number>();
  let working: Promise<void> = Promise.resolve();
  const want = (owner: number, after: number) => {
    const at = Date.now() + after;
    if ((due.get(owner) ?? Number.POSITIVE_INFINITY) > at) due.set(owner, at);
  };
  shelves.wake = (owner) => want(owner, SOON);
  const deaf = onChange((owner) => want(owner, QUIET));
  const look = async (all: boolean) => {
    const now = Date.now();
    for (const owner of shelves.owners.keys()) if (all || hasAged(owner)) want(owner, 0);
    for (const [owner, at] of [...due]) {
      if (!all && at > now) continue;
      due.delete(owner);
      await keepJournal(owner, all).catch((error) => logFault(error, { method: "JOURNAL", url: String(owner) }));
    }
  };
  const turn = (all: boolean) => {
    working = working.then(() => look(all));
    return working;
  };
  const clock = setInterval(() => void turn(false), SOON).unref();
  return async () => {
    clearInterval(clock);
    deaf();
    shelves.wake = null;
    await turn(true);
  };
}

const hasAged = (owner: number): boolean => {
  const first = shelves.owners.get(owner)?.kinds.values().next().value;
  return first !== undefined && Date.now() - first.begun >= MINUTE;
};
