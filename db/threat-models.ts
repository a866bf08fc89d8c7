import type { Updateable } from "kysely";
import { sql } from "kysely";
import type { ModelEntry } from "../lib/domain/diagram/rights";
import type { Db } from "./client";
import { heardNow } from "./clock";
import { saveDue } from "./ends";
import type { Schema, ThreatModelRow } from "./schema";

/** A threat model with its own list of who may do what, in order, as it stood when the database called it `now` (milliseconds). */
export type ThreatModel = ThreatModelRow & { entries: ListLine[]; now: number };
/** A line of it as it is kept. */
export type ListLine = Required<ModelEntry> & { position: number };

/** Whose threat model this is; a pointer, the row is read again behind it (R5). */
export async function ownerOfModel(at: Db, id: string): Promise<number | null> {
  const row = await at.selectFrom("directory_threat_model").select("owner_uid").where("id", "=", id).executeTakeFirst();
  return row?.owner_uid ?? null;
}

export async function findModel(at: Db, owner: number, id: string): Promise<ThreatModel | undefined> {
  return (await modelsOf(at, owner, [id]))[0];
}

/** An owner's threat models that are not deleted, the oldest first; of these ids only, where some are given. */
export async function modelsOf(at: Db, owner: number, ids?: readonly string[]): Promise<ThreatModel[]> {
  if (ids?.length === 0) return [];
  let query = at
    .selectFrom("threat_model")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("deleted_at", "is", null)
    .orderBy("created_at")
    .orderBy("id");
  if (ids) query = query.where("id", "in", ids);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const read = await at
    .selectFrom("threat_model_entry")
    .selectAll()
    .select(sql<number>`(date_part('epoch', clock_timestamp()) * 1000)::bigint`.as("now"))
    .where("owner_uid", "=", owner)
    .where("threat_model_id", "=", sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`)
    .orderBy("position")
    .execute();
  // Later than any of them was read, so that nothing holds beyond its end.
  const now = read.reduce((last, entry) => Math.max(last, entry.now), 0);
  const entries = read.map(({ now: _, ...entry }) => entry);
  if (now > 0) heardNow(now);
  return rows.map((row) => ({ ...row, entries: entries.filter((entry) => entry.threat_model_id === row.id), now }));
}

/** Models that name this person in their own list, or everybody: pointers. */
export async function modelsNaming(at: Db, who: { uid: number; email: string | null }): Promise<Map<number, string[]>> {
  const keys = ["everyone", `uid:${who.uid}`, ...(who.email ? [`email:${who.email}`] : [])];
  const rows = await at
    .selectFrom("directory_threat_model_entry")
    .select(["owner_uid", "threat_model_id"])
    .distinct()
    .where("key", "in", keys)
    .execute();
  const byOwner = new Map<number, string[]>();
  for (const { owner_uid, threat_model_id } of rows) {
    byOwner.set(owner_uid, [...(byOwner.get(owner_uid) ?? []), threat_model_id]);
  }
  return byOwner;
}

type NewModel = Pick<
  ThreatModelRow,
  | "owner_uid"
  | "id"
  | "name"
  | "description"
  | "framework"
  | "status"
  | "status_at"
  | "issue_uri"
  | "is_confidential"
  | "metadata"
  | "environment"
  | "created_by"
  | "alias"
>;

export async function addModel(at: Db, row: NewModel, entries: readonly ModelEntry[]): Promise<void> {
  await at.insertInto("directory_threat_model").values({ id: row.id, owner_uid: row.owner_uid }).execute();
  await at
    .insertInto("threat_model")
    .values({ ...row, metadata: JSON.stringify(row.metadata) })
    .execute();
  await putEntries(at, row.owner_uid, row.id, entries);
}

/** Changes a model's own columns; every change is a version. */
export async function saveModel(
  at: Db,
  { owner_uid, id, version }: Pick<ThreatModelRow, "owner_uid" | "id" | "version">,
  change: Omit<Updateable<Schema["threat_model"]>, "owner_uid" | "id">,
): Promise<void> {
  await at
    .updateTable("threat_model")
    .set({ ...change, version: version + 1, modified_at: new Date() })
    .where("owner_uid", "=", owner_uid)
    .where("id", "=", id)
    .execute();
}

/** The model's own list becomes this one. */
export async function putEntries(at: Db, owner: number, id: string, entries: readonly ModelEntry[]): Promise<void> {
  const gone = await at
    .deleteFrom("threat_model_entry")
    .where("owner_uid", "=", owner)
    .where("threat_model_id", "=", id)
    .returning("ends_at")
    .execute();
  await dropEntryPointers(at, owner, id);
  if (entries.length > 0) await addEntries(at, owner, id, entries);
  if ([...gone, ...entries].some(({ ends_at }) => ends_at)) await saveDue(at, owner);
}

async function addEntries(at: Db, owner: number, id: string, entries: readonly ModelEntry[]): Promise<void> {
  const rows = entries.map(({ principal_type, uid, email, provider, group_name, role, ...end }, position) => ({
    owner_uid: owner,
    threat_model_id: id,
    position,
    principal_type,
    uid,
    email,
    provider,
    group_name,
    role,
    ends_at: end.ends_at ?? null,
    ends_told: end.ends_told ?? 0,
  }));
  await at.insertInto("threat_model_entry").values(rows).execute();
  const keys = [...new Set(entries.map(keyOf))].map((key) => ({ key, owner_uid: owner, threat_model_id: id }));
  await at.insertInto("directory_threat_model_entry").values(keys).execute();
}

/** Deleted softly; nobody is led there any more. */
export async function removeModel(at: Db, model: ThreatModelRow): Promise<void> {
  await saveModel(at, model, { deleted_at: new Date() });
  await dropEntryPointers(at, model.owner_uid, model.id);
  await saveDue(at, model.owner_uid);
}

const dropEntryPointers = (at: Db, owner: number, id: string) =>
  at
    .deleteFrom("directory_threat_model_entry")
    .where("owner_uid", "=", owner)
    .where("threat_model_id", "=", id)
    .execute();

const keyOf = ({ principal_type, uid, email, group_name }: ModelEntry): string =>
  principal_type === "group" ? group_name : uid === null ? `email:${email}` : `uid:${uid}`;
