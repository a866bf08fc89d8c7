import { CompiledQuery } from "kysely";
import { type Db, statement } from "./client";
import type { ReviewLineRow, ReviewRow } from "./schema";

export type NewLine = Omit<
  ReviewLineRow,
  "owner_uid" | "review_id" | "roles" | "decision" | "why" | "decided_by" | "decided_at"
> & {
  roles: { id: number; name: string }[];
};

export async function addReview(tx: Db, review: Omit<ReviewRow, "ended_at">, lines: readonly NewLine[]): Promise<void> {
  await tx
    .insertInto("review")
    .values({ ...review, ended_at: null })
    .execute();
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const rows = lines.slice(from, from + AT_ONCE).map((line) => ({
      owner_uid: review.owner_uid,
      review_id: review.id,
      ...line,
      roles: JSON.stringify(line.roles),
      decided_by: null,
      decided_at: null,
    }));
    await tx.insertInto("review_line").values(rows).execute();
  }
}

const AT_ONCE = 1_000;

const reviews = statement<ReviewRow & { lines: number; decided: number }>(`
  select r.owner_uid, r.id, r.started_by, r.started_at, r.ended_at,
    (select count(*)::int from review_line l where l.owner_uid = $1 and l.review_id = r.id) as lines,
    (select count(*)::int from review_line l where l.owner_uid = $1 and l.review_id = r.id and l.decision <> '') as decided
  from review r where r.owner_uid = $1 order by r.id desc limit 50`);

/** The latest reviews of an owner, the newest first. */
export const reviewsOf = (at: Db, owner: number) => reviews(at, owner);

const lines = statement<ReviewLineRow>("select * from review_line where owner_uid = $1 and review_id = $2 order by n");

export const linesOf = (at: Db, owner: number, review: number) => lines(at, owner, review);

export const endReview = (tx: Db, owner: number, id: number, now: Date) =>
  tx.updateTable("review").set({ ended_at: now }).where("owner_uid", "=", owner).where("id", "=", id).execute();

/** Decides these lines, or takes a decision back where it is empty. Answers how many lines that were. */
export async function decideLines(
  tx: Db,
  owner: number,
  review: number,
  { lines, decision, why, by, now }: { lines: readonly number[]; decision: string; why: string; by: number; now: Date },
): Promise<number> {
  const { numAffectedRows } = await tx.executeQuery(
    CompiledQuery.raw(
      `update review_line set decision = $4, why = $5, decided_by = $6, decided_at = $7
       where owner_uid = $1 and review_id = $2 and n = any($3::int[])`,
      [owner, review, [...lines], decision, why, decision === "" ? null : by, decision === "" ? null : now],
    ),
  );
  return Number(numAffectedRows ?? 0);
}
