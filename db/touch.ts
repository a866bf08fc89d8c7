import { one } from "../lib/one";
import { db } from "./client";
import type { Key } from "./keys";

const ONCE_IN = 60_000;
const FLUSH_AFTER = 2_000;
const MOST_WAITING = 10_000;
/** How far use moves the end of a sign-in that ends when idle (S-32). */
export const IDLE = 30 * 60_000;

type Waiting = { kind: Key["kind"]; uid: number; id: number; ip: string };
const shelf = one("touch", () => ({ waiting: new Map<string, Waiting>(), timer: null as NodeJS.Timeout | null }));

/**
 * Remembers that this key was just used: written at most once a minute for each, together with others, while nobody waits.
 * Losing one costs a minute in a list.
 */
export function touchLater(key: Key, ip: string): void {
  if (key.lastUsed && Date.now() - key.lastUsed.getTime() < ONCE_IN) return;
  if (shelf.waiting.size >= MOST_WAITING) return;
  key.lastUsed = new Date();
  shelf.waiting.set(`${key.kind}/${key.id}`, { kind: key.kind, uid: key.uid, id: key.id, ip });
  shelf.timer ??= setTimeout(() => void flush(), FLUSH_AFTER).unref();
}

/** Writes what waits, one statement for each account and kind. */
export async function flush(): Promise<void> {
  const waiting = [...shelf.waiting.values()];
  shelf.waiting.clear();
  shelf.timer = null;
  const now = new Date();
  const groups = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const group = groups.get(`${one.kind}/${one.uid}`);
    if (group) group.push(one);
    else groups.set(`${one.kind}/${one.uid}`, [one]);
  }
  for (const group of groups.values()) {
    const { kind, uid } = group[0]!;
    try {
      await (kind === "token" ? tokensUsed(uid, group, now) : signInsUsed(uid, group, now));
    } catch {
      // The next use says it again.
    }
  }
}

async function tokensUsed(uid: number, used: Waiting[], now: Date): Promise<void> {
  for (const [ip, ids] of Object.entries(idsBy(used))) {
    await db()
      .updateTable("token")
      .set({ last_used_at: now, last_ip: ip })
      .where("owner_uid", "=", uid)
      .where("id", "in", ids)
      .execute();
  }
}

/** Keyed by where they were used from. */
function idsBy(used: Waiting[]): Record<string, number[]> {
  const byIp: Record<string, number[]> = Object.create(null);
  for (const { ip, id } of used) {
    byIp[ip] ??= [];
    byIp[ip].push(id);
  }
  return byIp;
}

const signInsUsed = (uid: number, used: Waiting[], now: Date) =>
  db()
    .updateTable("sign_in")
    .set((eb) => ({
      last_seen_at: now,
      expires_at: eb
        .case()
        .when("expires_at", "<", eb.ref("ends_at"))
        .then(eb.fn<Date>("least", ["ends_at", eb.val(new Date(now.getTime() + IDLE))]))
        .else(eb.ref("expires_at"))
        .end(),
    }))
    .where("owner_uid", "=", uid)
    .where(
      "id",
      "in",
      used.map((one) => one.id),
    )
    // One that ended while this waited stays ended.
    .where("expires_at", ">", now)
    .execute();
