import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import type { CountedReview } from "../../../db/reviews";
import type { ReviewLineRow } from "../../../db/schema";
import { dateOfDay } from "../../domain/days";
import { resourceOfKey, resourceTypes } from "../../domain/resource";
import { decisions, outcomes, reasonOf, reasons, reviewedStates, suggestions } from "../../domain/review";
import type { At } from "../operation";
import { dateWire } from "../wire/people";

const int = z.number().int();
const named = z.strictObject({ id: int, name: z.string() });

export const reviewHead = z.strictObject({
  id: int,
  startedAt: z.string(),
  startedBy: z.string(),
  endedAt: z.string().nullable(),
  endedBy: z.string(),
  /** What it was narrowed to, as it was called then. */
  scope: z.strictObject({
    role: named.nullable(),
    thing: z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() }).nullable(),
    state: z.enum(reviewedStates).nullable(),
  }),
  lines: int,
  decided: int,
  kept: int,
  removing: int,
  skipped: int,
});
export type ReviewHead = z.infer<typeof reviewHead>;

export const reviewLine = z.strictObject({
  n: int,
  memberId: int,
  person: z.string(),
  email: z.string(),
  state: z.enum(reviewedStates),
  /** The caller's own, which somebody else decides. */
  self: z.boolean(),
  collaborationId: int,
  /** The team it comes with; null for what is shared with them alone. */
  team: z.string().nullable(),
  shareId: int,
  /** As `ENV:shop-prod`, and what it was called. */
  resource: z.string(),
  type: z.enum(resourceTypes),
  resourceId: z.string(),
  thing: z.string(),
  roles: z.array(named),
  /** The last day they used it, as `2026-11-22`; null where nothing is known of the last 90 days. */
  lastUse: z.string().nullable(),
  until: z.string().nullable(),
  suggestion: z.enum(suggestions),
  reason: z.enum(reasons),
  decision: z.enum(decisions).nullable(),
  why: z.string(),
  decidedBy: z.string(),
  decidedAt: z.string().nullable(),
  /** What became of it when the review ended. */
  outcome: z.enum(outcomes).nullable(),
});
export type ReviewLine = z.infer<typeof reviewLine>;

type Here = Pick<At<unknown>, "db" | "actor">;

export async function headsOf({ db }: Here, rows: readonly CountedReview[]): Promise<ReviewHead[]> {
  const names = await namesOf(
    db,
    rows.flatMap(({ started_by, ended_by }) => [started_by, ended_by ?? []].flat()),
  );
  const nameOf = (uid: number | null) => names.get(uid ?? 0)?.name || names.get(uid ?? 0)?.email || "";
  return rows.map(({ id, lines, kept, removing, skipped, ...row }) => {
    const { role = null, thing, state = null } = row.scope ?? {};
    return {
      ...{ id, lines, decided: kept + removing + skipped, kept, removing, skipped },
      startedAt: dateWire(row.started_at),
      startedBy: nameOf(row.started_by),
      endedAt: row.ended_at && dateWire(row.ended_at),
      endedBy: nameOf(row.ended_by),
      scope: { role, thing: thing ? { type: thing.type, resourceId: thing.id, name: thing.name } : null, state },
    };
  });
}

export async function linesWire({ db, actor }: Here, rows: readonly ReviewLineRow[]): Promise<ReviewLine[]> {
  const names = await namesOf(
    db,
    rows.flatMap(({ decided_by }) => decided_by ?? []),
  );
  return rows.map((row) => {
    const { type, id } = resourceOfKey(row.resource);
    const [suggestion, state] = [row.suggestion as ReviewLine["suggestion"], row.state as ReviewLine["state"]];
    const by = row.decided_by === null ? undefined : names.get(row.decided_by);
    return {
      ...{ n: row.n, memberId: row.member_id, person: row.person, email: row.email, state, team: row.team },
      ...{ collaborationId: row.collaboration_id, shareId: row.share_id, resource: row.resource, thing: row.thing },
      ...{ type, resourceId: id, roles: row.roles, suggestion, why: row.why },
      self: row.uid === actor.uid,
      lastUse: row.last_use === null ? null : dateOfDay(row.last_use),
      until: row.ends_at?.toISOString() ?? null,
      reason: reasonOf({ suggestion, state, used: row.last_use !== null }),
      decision: (row.decision || null) as ReviewLine["decision"],
      decidedBy: by?.name || by?.email || "",
      decidedAt: row.decided_at && dateWire(row.decided_at),
      outcome: (row.outcome || null) as ReviewLine["outcome"],
    };
  });
}
