import { sql } from "kysely";
import { type Db, db, sqlState, statement } from "./client";
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

/**
 * What became of an append. `moved`: the head or the owner's version is another, nothing was written. `taken`: one of the operation
 * ids is in the log already, nothing was written.
 */
export type Appended = "appended" | "moved" | "taken";

/**
 * Writes these edits as `known.seq + 1` and following, and what is refused under the next numbers below zero, all or none, in one
 * statement of its own (R7). That an operation id is there once, written or refused, makes either final. The account row is held while it
 * runs, at the version the writers' rights were judged on: a suspension waits for it, or has happened and lets nothing through (R6).
 */
export async function append(
  owner: number,
  diagram: string,
  known: { version: number; seq: number },
  edits: readonly Waiting[],
): Promise<Appended> {
  for (let tries = 1; ; tries++) {
    try {
      const rows = await appendAll(db(), owner, known.version, diagram, known.seq, ...columnsOf(edits));
      return rows.length > 0 ? "appended" : "moved";
    } catch (error) {
      const state = sqlState(error);
      if (state === "23505") return "taken";
      if (state === "40001" || state === "40P01") {
        if (tries < MOST_TRIES) await pause(tries);
        else throw error;
        continue;
      }
      if (state && !WITHOUT_VERDICT.test(state)) throw error;
      // It may have happened (R16): the log knows.
      const { found } = await whatBecameOf(owner, diagram, edits);
      if (found === edits.length) return "appended";
      if (tries >= MOST_TRIES) throw error;
      await pause(tries);
    }
  }
}

const MOST_TRIES = 10;
const WITHOUT_VERDICT = /^(?:08|57|XX)/;
const pause = (n: number) =>
  new Promise((done) => setTimeout(done, Math.min(5 * 2 ** n, 160) * (0.5 + Math.random() / 2)));

async function whatBecameOf(owner: number, diagram: string, edits: readonly Waiting[]): Promise<{ found: number }> {
  const ids = edits.map(({ operationId }) => operationId);
  for (let tries = 1; ; tries++) {
    try {
      return { found: (await findOperations(db(), owner, diagram, ids)).length };
    } catch (error) {
      if (tries >= MOST_TRIES) throw error;
      await pause(tries);
    }
  }
}

function columnsOf(edits: readonly Waiting[]) {
  let [written, refused] = [0, 0];
  const places = edits.map(({ kind }) => (kind === "refused" ? -++refused : ++written));
  return [written, refused, places, ...valuesOf(edits)];
}

const valuesOf = (edits: readonly Waiting[]) => [
  edits.map((one) => one.operationId),
  edits.map((one) => one.by),
  edits.map((one) => one.sessionId),
  edits.map((one) => one.kind),
  edits.map((one) => one.edit),
  edits.map((one) => one.before),
  edits.map((one) => one.undoes),
  edits.map((one) => one.digest),
];

const COLUMNS = "owner_uid, diagram_id, seq, operation_id, by_uid, session_id, kind, edit, before, undoes, digest";
const PARTS = "place, operation_id, by_uid, session_id, kind, edit, before, undoes, digest";

const appendAll = statement<{ seq: number }>(`
  with account as materialized (select owner_uid from account where owner_uid = $1 and version = $2 for share),
  head as (update diagram_head set seq = seq + $5, refused = refused + $6
    where owner_uid = $1 and diagram_id = $3 and seq = $4 and exists (select from account) returning refused - $6 as below)
  insert into diagram_edit (${COLUMNS})
  select $1, $3, e.place + case when e.place > 0 then $4 else -below end,
    e.operation_id, e.by_uid, e.session_id, e.kind, e.edit, e.before, e.undoes, e.digest
  from head, unnest($7::bigint[], $8::uuid[], $9::bigint[], $10::uuid[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::text[])
    as e(${PARTS})
  returning seq`);

/** The same within a transaction that holds the owner's version already; null where the head is another. */
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
  await at
    .insertInto("diagram_snapshot")
    .values({ owner_uid: owner, diagram_id: diagram, seq, cells })
    .onConflict((c) =>
      c
        .columns(["owner_uid", "diagram_id"])
        .doUpdateSet((eb) => ({ seq: eb.ref("excluded.seq"), cells: eb.ref("excluded.cells") }))
        .whereRef("diagram_snapshot.seq", "<", "excluded.seq"),
    )
    .execute();
}

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
