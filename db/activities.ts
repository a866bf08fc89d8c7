import type { Outcome, Wanted } from "../lib/domain/activity";
import { type Db, db, statement, transaction } from "./client";
import type { ActivityRow, ActivityStepRow } from "./schema";

/**
 * Long work, kept so that any node can go on with it. `directory_activity` points at what is unfinished: until `due_at` it is
 * somebody's, from then on anybody may take it up, by moving `due_at` on from what they saw there.
 */
const STEPS_A_STATEMENT = 1_000;

export type NewStep = { subject: string; asked: Wanted; outcome?: Outcome };

export async function addActivity(
  tx: Db,
  activity: Pick<ActivityRow, "owner_uid" | "id" | "kind">,
  steps: readonly NewStep[],
  now: Date,
): Promise<void> {
  const { owner_uid, id } = activity;
  const settled = steps.flatMap(({ outcome }) => outcome ?? []);
  const isDone = settled.length === steps.length;
  await tx
    .insertInto("activity")
    .values({
      ...activity,
      state: isDone ? "done" : "waiting",
      total: steps.length,
      done: settled.length,
      refused: settled.filter(({ verdict }) => verdict === "refused").length,
      paused_until: null,
      ended_at: isDone ? now : null,
    })
    .execute();
  for (let from = 0; from < steps.length; from += STEPS_A_STATEMENT) {
    const rows = steps.slice(from, from + STEPS_A_STATEMENT).map(({ subject, asked, outcome }, n) => ({
      owner_uid,
      activity_id: id,
      n: from + n + 1,
      subject,
      asked: JSON.stringify(asked),
      verdict: outcome?.verdict ?? null,
      code: outcome?.code ?? "",
      note: outcome?.note ?? "",
    }));
    await tx.insertInto("activity_step").values(rows).execute();
  }
  if (!isDone) await tx.insertInto("directory_activity").values({ owner_uid, activity_id: id, due_at: now }).execute();
}

/** The latest, the newest first; or the one asked for. */
export async function activitiesOf(at: Db, uid: number, id: number | null, most = 50): Promise<ActivityRow[]> {
  return at
    .selectFrom("activity")
    .selectAll()
    .where("owner_uid", "=", uid)
    .$if(id !== null, (q) => q.where("id", "=", id))
    .orderBy("id", "desc")
    .limit(most)
    .execute();
}

export async function stepsOf(
  at: Db,
  uid: number,
  id: number,
  from: number,
  count: number,
): Promise<ActivityStepRow[]> {
  return at
    .selectFrom("activity_step")
    .selectAll()
    .where("owner_uid", "=", uid)
    .where("activity_id", "=", id)
    .where("n", ">", from)
    .orderBy("n")
    .limit(count)
    .execute();
}

/** How many of a person's are unfinished. */
export async function countUnfinished(at: Db, uid: number): Promise<number> {
  const row = await at
    .selectFrom("directory_activity")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("owner_uid", "=", uid)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Forgets what ended before, with its steps. */
export async function forgetActivities(tx: Db, uid: number, before: Date): Promise<void> {
  await tx.deleteFrom("activity").where("owner_uid", "=", uid).where("ended_at", "<", before).execute();
}

/** Ends it where it stands; says whether it still ran. */
export async function cancelActivity(tx: Db, uid: number, id: number, now: Date): Promise<boolean> {
  const cancelled = await tx
    .updateTable("activity")
    .set({ state: "cancelled", paused_until: null, ended_at: now })
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .where("state", "in", ["waiting", "running"])
    .returning("id")
    .executeTakeFirst();
  await dropPointer(tx, uid, id);
  return cancelled !== undefined;
}

const dropPointer = (tx: Db, uid: number, id: number) =>
  tx.deleteFrom("directory_activity").where("owner_uid", "=", uid).where("activity_id", "=", id).execute();

export type Due = { uid: number; id: number; dueAt: Date };

const due = statement<Due>(`
  select owner_uid as uid, activity_id as id, due_at as "dueAt" from directory_activity
  where due_at <= now() order by due_at limit $1`);

/** What anybody may take up now, by the database's clock (R12). */
export const dueActivities = (most: number): Promise<Due[]> => due(db(), most);

/** Holds it until then, unless somebody else was faster. */
export async function holdActivity({ uid, id, dueAt }: Due, until: Date): Promise<boolean> {
  const held = await db()
    .updateTable("directory_activity")
    .set({ due_at: until })
    .where("owner_uid", "=", uid)
    .where("activity_id", "=", id)
    .where("due_at", "=", dueAt)
    .returning("activity_id")
    .executeTakeFirst();
  return held !== undefined;
}

/** From now on it runs; no where it has ended. */
export async function beginActivity(uid: number, id: number): Promise<boolean> {
  const begun = await db()
    .updateTable("activity")
    .set({ state: "running", paused_until: null })
    .where("owner_uid", "=", uid)
    .where("id", "=", id)
    .where("state", "in", ["waiting", "running"])
    .returning("id")
    .executeTakeFirst();
  return begun !== undefined;
}

/** The first step after `after` that has no verdict yet; null where none is left. */
export async function nextStep(uid: number, id: number, after: number): Promise<ActivityStepRow | null> {
  const row = await db()
    .selectFrom("activity_step")
    .selectAll()
    .where("owner_uid", "=", uid)
    .where("activity_id", "=", id)
    .where("n", ">", after)
    .where("verdict", "is", null)
    .orderBy("n")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes what became of a step; says whether the work goes on. */
export async function settleStep(uid: number, id: number, n: number, outcome: Outcome): Promise<boolean> {
  return transaction(async (tx) => {
    const settled = await tx
      .updateTable("activity_step")
      .set(outcome)
      .where("owner_uid", "=", uid)
      .where("activity_id", "=", id)
      .where("n", "=", n)
      .where("verdict", "is", null)
      .returning("n")
      .executeTakeFirst();
    const refused = settled && outcome.verdict === "refused" ? 1 : 0;
    const row = await tx
      .updateTable("activity")
      .set((eb) => ({ done: eb("done", "+", settled ? 1 : 0), refused: eb("refused", "+", refused) }))
      .where("owner_uid", "=", uid)
      .where("id", "=", id)
      .returning("state")
      .executeTakeFirst();
    return row?.state === "running";
  });
}

/** Lets it wait until then. */
export async function pauseActivity(uid: number, id: number, until: Date): Promise<void> {
  await transaction(async (tx) => {
    const paused = await tx
      .updateTable("activity")
      .set({ state: "waiting", paused_until: until })
      .where("owner_uid", "=", uid)
      .where("id", "=", id)
      .where("state", "=", "running")
      .returning("id")
      .executeTakeFirst();
    if (!paused) return;
    await tx
      .updateTable("directory_activity")
      .set({ due_at: until })
      .where("owner_uid", "=", uid)
      .where("activity_id", "=", id)
      .execute();
  });
}

export async function finishActivity(uid: number, id: number, now: Date): Promise<void> {
  await transaction(async (tx) => {
    await tx
      .updateTable("activity")
      .set({ state: "done", paused_until: null, ended_at: now })
      .where("owner_uid", "=", uid)
      .where("id", "=", id)
      .where("state", "=", "running")
      .execute();
    await dropPointer(tx, uid, id);
  });
}
