import { ring } from "./bell";
import { one } from "./one";

/**
 * Who has a window open now, on any node: each knows its own people by their live lines, hears from the others who came and went, and
 * now and then from each who is still there. A node that falls silent takes its people along.
 */
type Own = { lines: number; concerns: readonly number[]; leaving: NodeJS.Timeout | null };
const here = one("presence", () => ({
  own: new Map<number, Own>(),
  /** Person → node → until when it holds (milliseconds). */
  elsewhere: new Map<number, Map<string, number>>(),
}));

/** A page that is loaded again is gone for a moment; nobody needs to hear of it. */
const GRACE = 2_000;
/** How often a node says who is still there, and how long it is believed. */
export const STILL_HERE_EVERY = 10_000;
const HOLDS = 25_000;
const MOST_CONCERNED = 50;

/** One more window of this person; `concerns` are the owners they work with. The function it returns takes it away. */
export function came(uid: number, concerns: readonly number[]): () => void {
  const own = here.own.get(uid) ?? { lines: 0, concerns, leaving: null };
  here.own.set(uid, own);
  own.concerns = concerns.slice(0, MOST_CONCERNED);
  own.lines += 1;
  if (own.leaving) clearTimeout(own.leaving);
  else if (own.lines === 1) ring({ presence: uid, here: true, concerns: own.concerns });
  own.leaving = null;
  let left = false;
  return () => {
    if (left) return;
    left = true;
    own.lines -= 1;
    if (own.lines > 0) return;
    own.leaving = setTimeout(() => {
      here.own.delete(uid);
      ring({ presence: uid, here: false, concerns: own.concerns });
    }, GRACE);
    own.leaving.unref();
  };
}

/** What another node said of this person. */
export function heardOf(node: string, uid: number, isThere: boolean): void {
  const nodes = here.elsewhere.get(uid) ?? new Map<string, number>();
  if (isThere) nodes.set(node, Date.now() + HOLDS);
  else nodes.delete(node);
  if (nodes.size > 0) here.elsewhere.set(uid, nodes);
  else here.elsewhere.delete(uid);
}

/** The people of this node. */
export const peopleHere = (): number[] => [...here.own.keys()];

export function isHere(uid: number): boolean {
  if (here.own.has(uid)) return true;
  const nodes = here.elsewhere.get(uid);
  if (!nodes) return false;
  const now = Date.now();
  for (const [node, until] of nodes) if (until <= now) nodes.delete(node);
  if (nodes.size === 0) here.elsewhere.delete(uid);
  return nodes.size > 0;
}
