import { CompiledQuery } from "kysely";
import type { Outcome } from "../lib/domain/review";
import { type Db, statement } from "./client";
import type { ReviewLineRow, ReviewRow, ReviewScope } from "./schema";

export type NewLine = Omit<
  ReviewLineRow,
  "owner_uid" | "review_id" | "roles" | "decision" | "why" | "decided_by" | "decided_at" | "outcome"
> & {
  roles: { id: number; name: string }[];
};
type NewReview = Pick<ReviewRow, "owner_uid" | "id" | "started_by" | "started_at"> & { scope: ReviewScope | null };

export async function addReview(tx: Db, { scope, ...review }: NewReview, lines: readonly NewLine[]): Promise<void> {
  await tx
    .insertInto("review")
    .values({ ...review, scope: scope && JSON.stringify(scope), ended_at: null, ended_by: null })
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

export type CountedReview = ReviewRow & { lines: number; kept: number; removing: number; skipped: number };

const reviews = statement<CountedReview>(`
  select r.*, c.* from review r, lateral (
    select count(*)::int as lines,
      (count(*) filter (where l.decision = 'keep'))::int as kept,
      (count(*) filter (where l.decision = 'remove'))::int as removing,
      (count(*) filter (where l.decision = 'skip'))::int as skipped
    from review_line l where l.owner_uid = $1 and l.review_id = r.id) c
  where r.owner_uid = $1 and ($2::bigint is null or r.id = $2) order by r.id desc limit 50`);

/** The latest reviews of an owner, the newest first. */
export const reviewsOf = (at: Db, owner: number) => reviews(at, owner, null);

export const findReview = async (at: Db, owner: number, id: number): Promise<CountedReview | undefined> =>
  (await reviews(at, owner, id))[0];

/** What is looked for; `staleDay`: what was used last before this day was not used lately. Empty lists ask for nothing. */
export type LineFilter = {
  search: string;
  decision: readonly string[];
  suggestion: readonly string[];
  use: readonly string[];
  whose: readonly string[];
  staleDay: number;
  domain: string;
};
export type WantedLines = LineFilter & {
  by: "person" | "use";
  down: boolean;
  start: number;
  most: number;
};

// What is not asked for is empty, and falls out of the plan: values travel with the statement each time.
const FITS = `l.owner_uid = $1 and l.review_id = $2
    and ($3::text = '' or strpos(lower(concat_ws(' ', l.person, l.email, l.thing, l.team)), lower($3)) > 0)
    and ($4::text[] = '{}' or (case l.decision when '' then 'undecided' else l.decision end) = any($4))
    and ($5::text[] = '{}' or l.suggestion = any($5))
    and ($6::text[] = '{}'
      or (case when l.last_use is null then 'unused' when l.last_use < $7::int then 'stale' else 'lately' end) = any($6))
    and ($8::text[] = '{}' or l.state = any($8) or ('team' = any($8) and l.team is not null)
      or ('outside' = any($8) and lower(split_part(l.email, '@', 2)) <> $9))`;

const fitting = ({ search, decision, suggestion, use, staleDay, whose, domain }: LineFilter) =>
  [search, [...decision], [...suggestion], [...use], staleDay, [...whose], domain] as const;

const lines = statement<ReviewLineRow & { found: number }>(`
  select l.*, (count(*) over ())::int as found from review_line l where ${FITS}
  order by case when $10::text = 'use' then coalesce(l.last_use, 0) * (case when $11::boolean then -1 else 1 end) end,
    l.n * (case when $10 = 'person' and $11 then -1 else 1 end)
  limit $12 offset $13`);

/** The lines that fit, and how many of them there are on all pages. */
export async function linesOf(at: Db, owner: number, review: number, wanted: WantedLines) {
  const { by, down, start, most } = wanted;
  const rows = await lines(at, owner, review, ...fitting(wanted), by, down, most, start);
  return { rows, total: rows[0]?.found ?? 0 };
}

type Meant = Pick<ReviewLineRow, "n" | "uid" | "team">;

const named = statement<Meant>(
  "select n, uid, team from review_line where owner_uid = $1 and review_id = $2 and n = any($3::bigint[])",
);
const meant = statement<Meant>(`select l.n, l.uid, l.team from review_line l where ${FITS} order by l.n`);

/** The lines of these numbers, or all that fit. */
export const linesMeant = (
  at: Db,
  owner: number,
  review: number,
  of: { ns: readonly number[] } | { filter: LineFilter },
) => ("ns" in of ? named(at, owner, review, [...of.ns]) : meant(at, owner, review, ...fitting(of.filter)));

const going = statement<ReviewLineRow>(
  "select * from review_line where owner_uid = $1 and review_id = $2 and decision = 'remove' order by n",
);

/** What is to be taken away at the end. */
export const linesToRemove = (at: Db, owner: number, review: number) => going(at, owner, review);

export const endReview = (tx: Db, owner: number, id: number, by: number, now: Date) =>
  tx
    .updateTable("review")
    .set({ ended_at: now, ended_by: by })
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .execute();

const became = statement(
  "update review_line set outcome = $4 where owner_uid = $1 and review_id = $2 and n = any($3::int[])",
);

export const saveOutcome = (tx: Db, owner: number, review: number, ns: readonly number[], outcome: Outcome) =>
  became(tx, owner, review, [...ns], outcome);

/**
 * Decides these lines, or takes a decision back where it is empty; what is not said, a decision or a note, stays as it is. Answers how many
 * lines that were.
 */
export async function decideLines(
  tx: Db,
  owner: number,
  review: number,
  of: { lines: readonly number[]; decision: string | undefined; why: string | undefined; by: number; now: Date },
): Promise<number> {
  const { lines, decision, why, by, now } = of;
  const { numAffectedRows } = await tx.executeQuery(
    CompiledQuery.raw(
      `update review_line set decision = coalesce($4, decision), why = coalesce($5, why),
         decided_by = case when $4::text is null then decided_by when $4 = '' then null else $6::bigint end,
         decided_at = case when $4::text is null then decided_at when $4 = '' then null else $7::timestamptz end
       where owner_uid = $1 and review_id = $2 and n = any($3::int[])`,
      [owner, review, [...lines], decision ?? null, why ?? null, by, now],
    ),
  );
  return Number(numAffectedRows ?? 0);
}

const given = statement<{ id: number; at: Date }>(`
  select target_id::bigint as id, max(at) as at from journal
  where owner_uid = $1 and target = 'share' and target_id = any($2::text[]) and before is null and at > $3
  group by target_id`);

/** Which of these shares were given, or given more, since then, and when last (milliseconds). */
export const givenSince = async (at: Db, owner: number, ids: readonly number[], since: Date) =>
  new Map((await given(at, owner, ids.map(String), since)).map((row) => [row.id, row.at.getTime()]));

type LineNamed = { line: string; person: string; resource: string; thing: string };

const called = statement<LineNamed>(`
  select l.review_id || ':' || l.n as line, l.person, l.resource, l.thing from unnest($2::bigint[], $3::bigint[]) as asked(review, n)
  join review_line l on l.owner_uid = $1 and l.review_id = asked.review and l.n = asked.n`);

/** Whom and what these lines are about; `line` is review and number, as `12:3`. */
export async function linesNamed(at: Db, owner: number, lines: readonly string[]): Promise<LineNamed[]> {
  if (lines.length === 0) return [];
  const [reviews, ns] = [0, 1].map((part) => lines.map((line) => Number(line.split(":")[part])));
  return called(at, owner, reviews, ns);
}
