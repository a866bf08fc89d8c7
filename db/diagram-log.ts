import { sql } from "kysely";
import { type Db, db, statement } from "./client";
import type { DiagramEditRow } from "./schema";

/** An edit that waits to be written, or was refused; `edit` and `before` are JSON. */
export type Waiting = {
  operationId: string;
  by: number;
  sessionId: string | null;
  kind: DiagramEditRow["kind"];
  edit: string;
  before: string;
  undoes: number | null;
  /** Of what was asked: tells the same operation, sent again, from another one under its id. */
  digest: string;
};

/** What is known of an operation. */
export type Found = Waiting & { seq: number };
/** An edit as the log has it. */
export type Logged = Found & { kind: Exclude<Waiting["kind"], "refused"> };

/** Writes one edit within a transaction that holds the owner's version already; null where the head is another. */
export async function appendIn(
  tx: Db,
  owner: number,
  diagram: string,
  seq: number,
  edit: Waiting,
): Promise<number | null> {
  const head = await tx
    .updateTable("diagram_head")
    .set({ seq: seq + 1 })
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where("seq", "=", seq)
    .returning("seq")
    .executeTakeFirst();
  if (!head) return null;
  const { operationId, by, sessionId, kind, edit: text, before, undoes, digest } = edit;
  await tx
    .insertInto("diagram_edit")
    .values({
      owner_uid: owner,
      diagram_id: diagram,
      seq: head.seq,
      operation_id: operationId,
      by_uid: by,
      session_id: sessionId,
      kind,
      edit: text,
      before,
      undoes,
      digest,
    })
    .execute();
  return head.seq;
}

const toFound = (row: Omit<DiagramEditRow, "owner_uid" | "diagram_id" | "at">): Found => ({
  seq: row.seq,
  operationId: row.operation_id,
  by: row.by_uid,
  sessionId: row.session_id,
  kind: row.kind,
  edit: row.edit,
  before: row.before,
  undoes: row.undoes,
  digest: row.digest,
});
const toLogged = (row: Parameters<typeof toFound>[0]) => toFound(row) as Logged;
const READ = ["seq", "operation_id", "by_uid", "session_id", "kind", "edit", "before", "undoes", "digest"] as const;

/** The edits after `seq`, in order, at most `most`. */
export async function readAfter(at: Db, owner: number, diagram: string, seq: number, most: number): Promise<Logged[]> {
  const rows = await at
    .selectFrom("diagram_edit")
    .select(READ)
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(most)
    .execute();
  return rows.map(toLogged);
}

/** The newest edits, in order, at most `most`. */
export async function readNewest(at: Db, owner: number, diagram: string, most: number): Promise<Logged[]> {
  const rows = await at
    .selectFrom("diagram_edit")
    .select(READ)
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where("seq", ">", 0)
    .orderBy("seq", "desc")
    .limit(most)
    .execute();
  return rows.map(toLogged).reverse();
}

/** Those of these operations that were written or refused. */
export async function findOperations(at: Db, owner: number, diagram: string, ids: readonly string[]): Promise<Found[]> {
  const rows = await at
    .selectFrom("diagram_edit")
    .select(READ)
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where("operation_id", "=", sql<string>`any(${ids}::uuid[])`)
    .orderBy("seq")
    .execute();
  return rows.map(toFound);
}

/** The cells as of `seq`, as one JSON text. */
export type Snapshot = { seq: number; cells: string };

/** Keeps the cells as of `seq`; an older snapshot never replaces a newer one. */
export async function saveSnapshot(at: Db, owner: number, diagram: string, { seq, cells }: Snapshot): Promise<void> {
  await keepSnapshot(at, owner, diagram, seq, cells);
}

const keepSnapshot = statement(`
  insert into "diagram_snapshot" ("owner_uid", "diagram_id", "seq", "cells") values ($1, $2, $3, $4)
  on conflict (owner_uid, diagram_id) do update set seq = excluded.seq, cells = excluded.cells
  where diagram_snapshot.seq < excluded.seq`);

/** Where the logs of these diagrams stand, keyed by diagram; one question for many rooms. */
export async function headsOf(rooms: readonly { owner: number; diagram: string }[]): Promise<Map<string, number>> {
  if (rooms.length === 0) return new Map();
  const rows = await heads(
    db(),
    rooms.map(({ owner }) => owner),
    rooms.map(({ diagram }) => diagram),
  );
  return new Map(rows.map(({ diagram, seq }) => [diagram, seq]));
}

const heads = statement<{ diagram: string; seq: number }>(`
  select h.diagram_id as diagram, h.seq from unnest($1::bigint[], $2::uuid[]) as r(owner_uid, diagram_id)
  join diagram_head h on h.owner_uid = r.owner_uid and h.diagram_id = r.diagram_id`);

export async function headOf(at: Db, owner: number, diagram: string): Promise<number | null> {
  const row = await at
    .selectFrom("diagram_head")
    .select("seq")
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .executeTakeFirst();
  return row?.seq ?? null;
}
