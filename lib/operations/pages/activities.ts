import { z } from "zod";
import {
  activitiesOf,
  addActivity,
  cancelActivity as cancelRow,
  countUnfinished,
  forgetActivities,
  type NewStep,
  stepsOf,
} from "../../../db/activities";
import { nextId } from "../../../db/ids";
import type { ActivityRow } from "../../../db/schema";
import { type ActivityKind, activityKinds, activityStates, stepVerdicts, type Wanted } from "../../domain/activity";
import { notFound, Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { countBulk } from "../invitation";
import { type At, type Leave, operation } from "../operation";
import { theirOwn } from "../verdict";
import { dateWire } from "../wire/people";

const MOST_AT_ONCE = 5;
const KEPT_DAYS = 90;
const LARGEST_PAGE = 200;

const int = z.number().int();
const activity = z.strictObject({
  id: int,
  kind: z.enum(activityKinds),
  state: z.enum(activityStates),
  total: int,
  done: int,
  refused: int,
  startedAt: z.string(),
  /** While it waits for a limit to pass. */
  pausedUntil: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Activity = z.infer<typeof activity>;
const step = z.strictObject({
  n: int,
  email: z.string(),
  label: z.string(),
  verdict: z.enum(stepVerdicts).nullable(),
  code: z.string(),
  note: z.string(),
});
export type ActivityStep = z.infer<typeof step>;

export const getActivities = operation({
  method: "confer.pages.GetActivities",
  kind: "read",
  tokens: false,
  summary:
    "List the long work the caller started, the newest first; with an id that one, and its steps from `startRow` on.",
  input: z.object({
    id: field.id().optional(),
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(LARGEST_PAGE).optional(),
  }),
  output: z.strictObject({ activities: z.array(activity), steps: z.array(step) }),
  load: async ({ db, owner, input: { id } }) => {
    const rows = await activitiesOf(db, owner, id ?? null);
    if (id !== undefined && rows.length === 0) throw notFound("activity");
    return rows;
  },
  allow: theirOwn,
  handle: async ({ db, owner, input: { id, startRow = 0, resultCount = LARGEST_PAGE }, facts }) => {
    const steps = id === undefined ? [] : await stepsOf(db, owner, id, startRow, resultCount);
    return {
      activities: facts.map(shown),
      steps: steps.map(({ n, subject, asked, verdict, code, note }) => {
        const { label = "" } = asked as Wanted;
        return { n, email: subject, label, verdict, code, note };
      }),
    };
  },
});

export const cancelActivity = operation({
  method: "confer.pages.CancelActivity",
  kind: "write",
  tokens: false,
  summary: "Stop long work where it stands; what was done stays done.",
  input: z.object({ id: field.id() }),
  output: z.strictObject({ activity }),
  load: async ({ db, owner, input }) => {
    const [row] = await activitiesOf(db, owner, input.id);
    if (!row) throw notFound("activity");
    return row;
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts }) => {
    const now = new Date();
    const cancelled = await cancelRow(db, owner, input.id, now);
    return { activity: shown(cancelled ? { ...facts, state: "cancelled", paused_until: null, ended_at: now } : facts) };
  },
});

/** Keeps the steps, for the server to take one after the other. Refusals: limit, too-many. */
export async function start(
  at: Pick<At<unknown> & Leave, "db" | "owner">,
  kind: ActivityKind,
  steps: readonly NewStep[],
): Promise<{ id: number }> {
  const now = new Date();
  if ((await countUnfinished(at.db, at.owner)) >= MOST_AT_ONCE) {
    throw new Refusal("limit", `At most ${MOST_AT_ONCE} long works at once.`);
  }
  if (steps.some(({ outcome }) => !outcome)) await countBulk(at);
  const id = await nextId();
  await forgetActivities(at.db, at.owner, new Date(now.getTime() - KEPT_DAYS * 86_400_000));
  await addActivity(at.db, { owner_uid: at.owner, id, kind }, steps, now);
  return { id };
}

const shown = (row: ActivityRow): Activity => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  total: row.total,
  done: row.done,
  refused: row.refused,
  startedAt: dateWire(row.created_at),
  pausedUntil: row.paused_until && dateWire(row.paused_until),
  endedAt: row.ended_at && dateWire(row.ended_at),
});
