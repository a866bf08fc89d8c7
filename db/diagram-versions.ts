import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Db, db } from "./client";
import type { DiagramVersionRow } from "./schema";

/** A version without its cells; `editors`: who edited since the version before. */
export type Version = Omit<DiagramVersionRow, "owner_uid" | "diagram_id" | "cells"> & { editors: number[] };

const TOLD = ["id", "seq", "kind", "name", "by_uid", "at", "count"] as const;
/** The newest that are told, and how many of those that nobody named are kept. */
const MOST = 200;
const MOST_AUTOMATIC = 60;

type Kept = { seq: number; cells: string };

/** Keeps the cells as of `seq` by itself; the oldest that was kept so goes. */
export async function keepVersion(owner: number, diagram: string, kept: Kept): Promise<void> {
  await insertVersion(db(), owner, diagram, { kind: "automatic", name: null, by: null, ...kept });
  const oldest = await db()
    .selectFrom("diagram_version")
    .select("id")
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where("kind", "=", "automatic")
    .where("name", "is", null)
    .orderBy("seq", "desc")
    .offset(MOST_AUTOMATIC)
    .limit(MOST)
    .execute();
  for (const { id } of oldest) {
    await db().deleteFrom("diagram_version").where("owner_uid", "=", owner).where("id", "=", id).execute();
  }
}

type New = Kept & Pick<DiagramVersionRow, "kind" | "name"> & { by: number | null };

export async function insertVersion(at: Db, owner: number, diagram: string, version: New): Promise<string> {
  const { seq, cells, kind, name, by } = version;
  const id = randomUUID();
  const count = (JSON.parse(cells) as unknown[]).length;
  await at
    .insertInto("diagram_version")
    .values({ owner_uid: owner, id, diagram_id: diagram, seq, kind, name, by_uid: by, count, cells })
    .execute();
  return id;
}

/** The newest first. */
export async function versionsOf(at: Db, owner: number, diagram: string): Promise<Version[]> {
  const rows = await at
    .selectFrom("diagram_version")
    .select(TOLD)
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .orderBy("seq", "desc")
    .orderBy("at", "desc")
    .limit(MOST)
    .execute();
  const editors = await editorsUpTo(at, owner, diagram, rows);
  return rows.map((row) => ({ ...row, editors: editors.get(row.id) ?? [] }));
}

/** Who edited between each of these versions and the one before it, by version. */
async function editorsUpTo(
  at: Db,
  owner: number,
  diagram: string,
  versions: readonly { id: string; seq: number }[],
): Promise<Map<string, number[]>> {
  const editors = new Map<string, number[]>();
  if (versions.length === 0) return editors;
  const since = versions.map((_, n) => versions[n + 1]?.seq ?? 0);
  const { rows } = await sql<{ id: string; uid: number }>`
    select v.id, e.by_uid as uid
    from unnest(${versions.map(({ id }) => id)}::uuid[], ${since}::bigint[], ${versions.map(({ seq }) => seq)}::bigint[]) as v(id, since, seq)
    cross join lateral (select distinct by_uid from diagram_edit
      where owner_uid = ${owner} and diagram_id = ${diagram}::uuid and seq > v.since and seq <= v.seq) e`.execute(at);
  for (const { id, uid } of rows) editors.set(id, [...(editors.get(id) ?? []), uid]);
  return editors;
}

/** One version of this diagram, whole. */
export async function findVersion(
  at: Db,
  owner: number,
  diagram: string,
  id: string,
): Promise<Pick<DiagramVersionRow, (typeof TOLD)[number] | "cells"> | undefined> {
  return at
    .selectFrom("diagram_version")
    .select([...TOLD, "cells"])
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .where("diagram_id", "=", diagram)
    .executeTakeFirst();
}

export async function renameVersion(at: Db, owner: number, id: string, name: string | null): Promise<void> {
  await at.updateTable("diagram_version").set({ name }).where("owner_uid", "=", owner).where("id", "=", id).execute();
}
