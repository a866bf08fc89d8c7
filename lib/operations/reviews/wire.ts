import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { linesOf, reviewsOf } from "../../../db/reviews";
import { notFound } from "../../domain/refusal";
import { decisions, suggestions } from "../../domain/review";
import type { At } from "../operation";
import { dateWire } from "../wire/people";

const int = z.number().int();

export const reviewHead = z.strictObject({
  id: int,
  startedAt: z.string(),
  startedBy: z.string(),
  endedAt: z.string().nullable(),
  lines: int,
  decided: int,
});
export type ReviewHead = z.infer<typeof reviewHead>;

export const reviewLine = z.strictObject({
  n: int,
  memberId: int,
  person: z.string(),
  email: z.string(),
  collaborationId: int,
  shareId: int,
  /** As `ENV:shop-prod`, and what it was called. */
  resource: z.string(),
  thing: z.string(),
  roles: z.array(z.strictObject({ id: int, name: z.string() })),
  /** The last day they used it, as `2026-11-22`; null where nothing is known of the last 90 days. */
  lastUse: z.string().nullable(),
  suggestion: z.enum(suggestions),
  decision: z.enum(decisions).nullable(),
  why: z.string(),
  decidedBy: z.string(),
  decidedAt: z.string().nullable(),
});
export type ReviewLine = z.infer<typeof reviewLine>;

type Here = Pick<At<unknown>, "db" | "owner">;

export async function headsOf({ db, owner }: Here): Promise<ReviewHead[]> {
  const rows = await reviewsOf(db, owner);
  const names = await namesOf(
    db,
    rows.map(({ started_by }) => started_by),
  );
  return rows.map((row) => ({
    id: row.id,
    startedAt: dateWire(row.started_at),
    startedBy: names.get(row.started_by)?.name ?? "",
    endedAt: row.ended_at && dateWire(row.ended_at),
    lines: row.lines,
    decided: row.decided,
  }));
}

/** Refusal: not-found. */
export async function reviewMeant(at: Here & { input: { id: number } }): Promise<ReviewHead> {
  const review = (await headsOf(at)).find(({ id }) => id === at.input.id);
  if (!review) throw notFound("review");
  return review;
}

export async function linesWire({ db, owner }: Here, id: number): Promise<ReviewLine[]> {
  const rows = await linesOf(db, owner, id);
  const names = await namesOf(
    db,
    rows.flatMap(({ decided_by }) => decided_by ?? []),
  );
  return rows.map((row) => ({
    ...{ n: row.n, memberId: row.member_id, person: row.person, email: row.email },
    ...{ collaborationId: row.collaboration_id, shareId: row.share_id, resource: row.resource, thing: row.thing },
    roles: row.roles,
    lastUse: row.last_use === null ? null : new Date(row.last_use * DAY).toISOString().slice(0, 10),
    suggestion: row.suggestion as ReviewLine["suggestion"],
    decision: (row.decision || null) as ReviewLine["decision"],
    why: row.why,
    decidedBy: row.decided_by === null ? "" : (names.get(row.decided_by)?.name ?? ""),
    decidedAt: row.decided_at && dateWire(row.decided_at),
  }));
}

const DAY = 86_400_000;
