import { type Db, db } from "./client";

/**
 * Counts in fixed windows, shared by all nodes. A key names what is counted and for whom. When the store does not answer this
 * throws, so whatever it guards stays closed (S-68).
 */
export type Count = {
  ok: boolean;
  /** How many of the window are still free. */
  left: number;
  /** Seconds until the window ends; 0 while `ok`. */
  retryAfter: number;
};

/**
 * Counts one more and says whether it is still within `limit` for a window of `windowSeconds`. Inside a transaction the count
 * stands only if that commits, and no second connection is taken while one is held.
 */
export async function countUp(key: string, windowSeconds: number, limit: number, at: Db = db()): Promise<Count> {
  const now = new Date();
  const before = new Date(now.getTime() - windowSeconds * 1000);
  const { n, started_at } = await at
    .insertInto("counter")
    .values({ key, started_at: now, n: 1 })
    .onConflict((c) =>
      c.column("key").doUpdateSet((eb) => {
        const running = eb("counter.started_at", ">", before);
        return {
          n: eb
            .case()
            .when(running)
            .then(eb("counter.n", "+", 1))
            .else(1)
            .end(),
          started_at: eb
            .case()
            .when(running)
            .then(eb.ref("counter.started_at"))
            .else(eb.ref("excluded.started_at"))
            .end(),
        };
      }),
    )
    .returning(["n", "started_at"])
    .executeTakeFirstOrThrow();
  if (n === 1) sweepNowAndThen();
  const ok = n <= limit;
  const wait = Math.ceil((started_at.getTime() - before.getTime()) / 1000);
  return { ok, left: Math.max(0, limit - n), retryAfter: ok ? 0 : Math.max(1, wait) };
}

/** Failures in a row, and when the last one was. */
export type Strikes = { n: number; last: Date | null };

/** Strikes never run out by themselves within `STRIKES_KEPT`; success forgets them. */
export async function strikesOf(key: string): Promise<Strikes> {
  const row = await db().selectFrom("counter").select(["n", "started_at"]).where("key", "=", key).executeTakeFirst();
  return { n: row?.n ?? 0, last: row?.started_at ?? null };
}

export async function strike(key: string): Promise<void> {
  await db()
    .insertInto("counter")
    .values({ key, started_at: new Date(), n: 1 })
    .onConflict((c) =>
      c.column("key").doUpdateSet((eb) => ({
        n: eb("counter.n", "+", 1),
        started_at: eb.ref("excluded.started_at"),
      })),
    )
    .execute();
}

export async function forgetStrikes(key: string): Promise<void> {
  await db().deleteFrom("counter").where("key", "=", key).execute();
}

const STRIKES_KEPT = 90 * 24 * 3_600_000;
const SWEEP_EVERY = 1_000;
let opened = 0;

/** No window is longer than a day; what is older than ninety days counts for nothing. */
function sweepNowAndThen(): void {
  opened += 1;
  if (opened % SWEEP_EVERY !== 0) return;
  const old = new Date(Date.now() - STRIKES_KEPT);
  db()
    .deleteFrom("counter")
    .where("started_at", "<", old)
    .execute()
    .catch(() => {});
}
