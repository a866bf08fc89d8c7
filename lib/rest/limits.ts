import { config } from "../config.mjs";
import type { Actor } from "../domain/actor";
import { REASON } from "../domain/reason";
import { Refusal } from "../domain/refusal";
import { one } from "../one";
import type { AnyOperation } from "../operations/operation";
import type { PlainRequest } from "./plain";

/**
 * How often one may call (S-61): 600 a minute for a person, of which TMI's family has 100 of its own, 60 a minute for an
 * address nobody is signed in at, keys that open nothing included. Each node counts for itself. A bucket is one number, the time (milliseconds) at which it will be
 * full again, so that the hottest path of the house makes no objects for it.
 */
const WINDOW = 60_000;
const MOST_KEPT = 100_000;

type Bucket = { quota: number; policy: string; fullAt: Map<number | string, number> };

const bucket = (name: string, quota: number): Bucket => ({
  quota,
  policy: `"${name}";q=${quota};w=${WINDOW / 1000}`,
  fullAt: new Map(),
});

const buckets = one("limits", () => ({
  person: bucket("default", 600),
  address: bucket("anonymous", 60),
  tmi: bucket("tmi", 100),
}));

/** What costs the house more than a look-up counts for several calls. */
const weights = new Map([
  ["users.authentication.Signin", 2],
  ["users.registration.CreateAccount", 5],
  ["users.registration.Activate", 5],
  ["users.account.RecoverPassword", 5],
  ["users.collaboration.InviteMember", 5],
  ["users.collaboration.SetResources", 5],
  ["users.collaboration.AddResources", 5],
]);

const unlimited: Record<string, string> = {};

/** Finds out who calls, and takes the call from their bucket. Refusals: too-many, and whatever `caller` refuses. */
export async function admitRequest(
  request: PlainRequest,
  operation: AnyOperation,
  caller: () => Promise<Actor>,
): Promise<{ actor: Actor; limit: Record<string, string> }> {
  if (!config().rateLimit) return { actor: await caller(), limit: unlimited };
  const weight = weights.get(operation.method) ?? 1;
  let actor: Actor;
  try {
    actor = await caller();
  } catch (error) {
    if (error instanceof Refusal) take(buckets.address, network(request.ip), weight, Date.now());
    throw error;
  }
  const now = Date.now();
  const limit =
    actor.uid === 0
      ? inDraft(buckets.address, take(buckets.address, network(request.ip), weight, now), now)
      : inDraft(buckets.person, take(buckets.person, actor.uid, weight, now), now);
  return { actor, limit };
}

/** Takes one call of TMI's family from a person's bucket, or for `uid` 0 from their address; the headers TMI's clients read. Refusal: too-many. */
export function admitTmi(uid: number, ip: string): Record<string, string> {
  if (!config().rateLimit) return unlimited;
  const now = Date.now();
  const kept = uid === 0 ? buckets.address : buckets.tmi;
  return inTmis(kept, take(kept, uid === 0 ? network(ip) : uid, 1, now), now);
}

/** What is told whoever has taken too much of it. */
export function overTmi(uid: number, ip: string): Record<string, string> {
  const kept = uid === 0 ? buckets.address : buckets.tmi;
  const now = Date.now();
  return inTmis(kept, kept.fullAt.get(uid === 0 ? network(ip) : uid) ?? now, now);
}

const inTmis = (kept: Bucket, full: number, now: number): Record<string, string> => ({
  "x-ratelimit-limit": String(kept.quota),
  "x-ratelimit-remaining": String(left(kept, full, now)),
  "x-ratelimit-reset": String(Math.ceil(full / 1000)),
});

const left = ({ quota }: Bucket, full: number, now: number) => Math.floor((now + WINDOW - full) / (WINDOW / quota));

/** The headers of draft-ietf-httpapi-ratelimit-headers-10: what is left, and the seconds until all of it is back. */
function inDraft(kept: Bucket, full: number, now: number): Record<string, string> {
  const { policy } = kept;
  const name = policy.slice(0, policy.indexOf(";"));
  const line = `${name};r=${left(kept, full, now)};t=${Math.ceil((full - now) / 1000)}`;
  return { "ratelimit-policy": policy, ratelimit: line };
}

/** Takes a call from somebody's bucket and says when it will be full again. Refusal: too-many. */
function take({ quota, fullAt }: Bucket, who: number | string, weight: number, now: number): number {
  const one = WINDOW / quota;
  const was = fullAt.get(who);
  const full = (was === undefined || was < now ? now : was) + weight * one;
  if (full > now + WINDOW) {
    const retryAfter = Math.ceil((full - now - WINDOW) / 1000);
    throw new Refusal("too-many", "too many requests", { reason: REASON.tooManyRequests, retryAfter });
  }
  fullAt.set(who, full);
  if (was === undefined && fullAt.size > MOST_KEPT) sweep(fullAt, now);
  return full;
}

/** Forgets full buckets; where that is not enough, the oldest half. */
function sweep(fullAt: Map<number | string, number>, now: number): void {
  for (const [who, full] of fullAt) if (full <= now) fullAt.delete(who);
  let surplus = fullAt.size - MOST_KEPT / 2;
  for (const who of fullAt.keys()) {
    if (surplus-- <= 0) break;
    fullAt.delete(who);
  }
}

/** One customer's line has a whole /64 of IPv6, so its addresses count as one. */
const network = (ip: string): string => (ip.includes(":") ? ip.split(":", 4).join(":") : ip);
