import { change, db, jitter, lostRace, sqlState, statement } from "./client";
import { findOperations, type Waiting } from "./diagram-log";

/**
 * What became of an append. `moved`: the head or the owner's version is another, nothing was written. `taken`: one of the operation
 * ids is in the log already, nothing was written.
 */
export type Appended = "appended" | "moved" | "taken";

type Known = { version: number; seq: number };
/** What one room has to write. */
type Batch = { diagram: string; seq: number; edits: readonly Waiting[]; answer: (outcome: Promise<Appended>) => void };
/** The rooms of one owner, judged at one version: what waits while statements are on their way goes together in the next (R14). */
type Line = { waiting: Batch[]; underWay: number };

/** Two, so that one is made and read here while the other is written there. */
const AT_ONCE = 2;
const MOST_EDITS = 1_000;
const MOST_LENGTH = 1024 * 1024;

const lines = new Map<string, Line>();

/**
 * Writes these edits as `known.seq + 1` and following, and what is refused under the next numbers below zero, all or none. That an
 * operation id is there once, written or refused, makes either final.
 */
export function append(owner: number, diagram: string, known: Known, edits: readonly Waiting[]): Promise<Appended> {
  return new Promise((answer) => {
    const name = `${owner} ${known.version}`;
    const line = lines.get(name) ?? { waiting: [], underWay: 0 };
    lines.set(name, line);
    line.waiting.push({ diagram, seq: known.seq, edits, answer });
    goOn(name, line, owner, known.version);
  });
}

function goOn(name: string, line: Line, owner: number, version: number): void {
  while (line.underWay < AT_ONCE && line.waiting.length > 0) {
    const batches = take(line);
    line.underWay += 1;
    void write(owner, version, batches).then(() => {
      line.underWay -= 1;
      if (line.underWay + line.waiting.length === 0) lines.delete(name);
      goOn(name, line, owner, version);
    });
  }
}

/** As many as fit into one statement; of a diagram only one. */
function take(line: Line): Batch[] {
  const batches = new Map<string, Batch>();
  const later: Batch[] = [];
  let [count, length] = [0, 0];
  for (const batch of line.waiting) {
    if (batches.has(batch.diagram) || count > MOST_EDITS || length > MOST_LENGTH) later.push(batch);
    else {
      batches.set(batch.diagram, batch);
      count += batch.edits.length;
      for (const { edit, before } of batch.edits) length += edit.length + before.length;
    }
  }
  line.waiting = later;
  return [...batches.values()];
}

/** Never fails; every batch is answered. */
async function write(owner: number, version: number, batches: readonly Batch[]): Promise<void> {
  let doubt = false;
  if (batches.length > 1) {
    try {
      const written = await appendAll(owner, version, batches);
      for (const { diagram, answer } of batches) answer(Promise.resolve(written.has(diagram) ? "appended" : "moved"));
      return;
    } catch (error) {
      // What keeps one room from being written must not keep the others: each for itself now.
      doubt = isWithoutVerdict(error);
    }
  }
  await Promise.all(
    batches.map((batch) => {
      const outcome = writeAlone(owner, version, batch, doubt);
      batch.answer(outcome);
      return outcome.catch(() => {});
    }),
  );
}

/** `doubt`: it may have happened already (R16). */
async function writeAlone(owner: number, version: number, batch: Batch, doubt: boolean): Promise<Appended> {
  const known = doubt && (await becameOf(owner, batch));
  if (known) return known;
  for (let tries = 1; ; tries++) {
    try {
      return (await appendAll(owner, version, [batch])).size > 0 ? "appended" : "moved";
    } catch (error) {
      if (sqlState(error) === "23505") return "taken";
      const isRace = lostRace(error);
      if (!isRace && !isWithoutVerdict(error)) throw error;
      // The log knows whether it happened.
      const became = !isRace && (await becameOf(owner, batch));
      if (became) return became;
      if (tries >= MOST_TRIES) throw error;
      await jitter(tries);
    }
  }
}

const MOST_TRIES = 10;
const WITHOUT_VERDICT = /^(?:08|57|XX)/;
const isWithoutVerdict = (error: unknown): boolean => WITHOUT_VERDICT.test(sqlState(error) ?? "08");

/**
 * By what the log has of a batch: it was written where it was to be; or some of it elsewhere, by somebody who was sent the same before; or
 * nothing, null.
 */
async function becameOf(owner: number, { diagram, seq, edits }: Batch): Promise<Appended | null> {
  const ids = edits.map(({ operationId }) => operationId);
  for (let tries = 1; ; tries++) {
    try {
      const found = new Map((await findOperations(db(), owner, diagram, ids)).map((row) => [row.operationId, row]));
      if (found.size === 0) return null;
      let place = seq;
      const isThere = ({ operationId, kind, by, digest }: Waiting) => {
        const row = found.get(operationId);
        if (row?.by !== by || row.digest !== digest) return false;
        return kind === "refused" ? row.kind === kind : row.seq === ++place;
      };
      return edits.every(isThere) ? "appended" : "taken";
    } catch (error) {
      if (tries >= MOST_TRIES) throw error;
      await jitter(tries);
    }
  }
}

/** What most statements write: one edit in one room. Without lists, and what only refusals need, the database needs half as long for it. */
async function appendOne(owner: number, version: number, { diagram, seq }: Batch, edit: Waiting): Promise<boolean> {
  const { operationId, by, sessionId, kind, edit: text, before, undoes, digest } = edit;
  const values = [operationId, by, sessionId, kind, text, before, undoes, digest];
  return (await appendEdit(db(), owner, version, diagram, seq, ...values)) > 0;
}

/** As `appendEdits`, for one of them that is not refused. */
const appendEdit = change(`
  with head as (update diagram_head set seq = seq + 1
    where owner_uid = $1 and diagram_id = $3 and seq = $4
      and (select version from account where owner_uid = $1 for share) = $2
    returning seq)
  insert into "diagram_edit" ("owner_uid", diagram_id, seq, operation_id, by_uid, session_id, kind, edit, before, undoes, digest)
    select $1, $3, seq, $5, $6, $7, $8, $9, $10, $11, $12 from head`);

/** Stands between values in one text, which costs neither side what an array does; JSON never holds it. */
const BETWEEN = "\u001e";
const listed = (values: readonly unknown[]): string => values.join(BETWEEN);

/** The diagrams whose edits were written. */
async function appendAll(owner: number, version: number, batches: readonly Batch[]): Promise<Set<string>> {
  const [first, ...others] = batches;
  const [edit, ...more] = first?.edits ?? [];
  if (first && edit && edit.kind !== "refused" && others.length + more.length === 0) {
    return new Set((await appendOne(owner, version, first, edit)) ? [first.diagram] : []);
  }
  const rooms = { diagram: [] as string[], known: [] as number[], written: [] as number[], refused: [] as number[] };
  const rows = {
    room: [] as number[],
    place: [] as number[],
    operation: [] as string[],
    by: [] as number[],
    session: [] as (string | null)[],
    kind: [] as string[],
    edit: [] as string[],
    before: [] as string[],
    undoes: [] as (number | null)[],
    digest: [] as string[],
  };
  for (const { diagram, seq, edits } of batches) {
    let [written, refused] = [0, 0];
    for (const edit of edits) {
      rows.room.push(rooms.diagram.length + 1);
      rows.place.push(edit.kind === "refused" ? -++refused : ++written);
      rows.operation.push(edit.operationId);
      rows.by.push(edit.by);
      rows.session.push(edit.sessionId);
      rows.kind.push(edit.kind);
      rows.edit.push(edit.edit);
      rows.before.push(edit.before);
      rows.undoes.push(edit.undoes);
      rows.digest.push(edit.digest);
    }
    rooms.diagram.push(diagram);
    rooms.known.push(seq);
    rooms.written.push(written);
    rooms.refused.push(refused);
  }
  const values = [...Object.values(rooms), ...Object.values(rows)].map(listed);
  const found = await appendEdits(db(), owner, version, ...values);
  return new Set(found.map(({ diagram }) => diagram));
}

const column = (n: number, type: string) => `string_to_array($${n}, E'\\x1e', '')::${type}[]`;

/**
 * One statement of its own (R7). The account row is held while it runs, at the version the writers' rights were judged on: a suspension
 * waits for it, or has happened and lets nothing through (R6). Heads are held in order, so that two nodes do not wait for each other.
 */
const appendEdits = statement<{ diagram: string }>(`
  with account as materialized (select owner_uid from account where owner_uid = $1 and version = $2 for share),
  room as materialized (select * from
    unnest(${column(3, "uuid")}, ${column(4, "bigint")}, ${column(5, "int")}, ${column(6, "int")}) with ordinality
      as r(diagram_id, known, written, refused, n)),
  held as materialized (select h.owner_uid, h.diagram_id from room r
    join diagram_head h on h.owner_uid = $1 and h.diagram_id = r.diagram_id and h.seq = r.known
    where exists (select from account) order by h.diagram_id for update of h),
  head as (update diagram_head h set seq = h.seq + r.written, refused = h.refused + r.refused
    from room r join held on held.diagram_id = r.diagram_id
    where h.owner_uid = $1 and h.diagram_id = r.diagram_id and h.seq = r.known
    returning r.n, h.diagram_id, r.known, h.refused - r.refused as below),
  written as (insert into diagram_edit
      (owner_uid, diagram_id, seq, operation_id, by_uid, session_id, kind, edit, before, undoes, digest)
    select $1, head.diagram_id, e.place + case when e.place > 0 then head.known else -head.below end,
      e.operation_id, e.by_uid, e.session_id, e.kind, e.edit, e.before, e.undoes, coalesce(e.digest, '')
    from unnest(${column(7, "int")}, ${column(8, "bigint")}, ${column(9, "uuid")}, ${column(10, "bigint")}, ${column(11, "uuid")},
      ${column(12, "text")}, ${column(13, "text")}, ${column(14, "text")}, ${column(15, "bigint")}, ${column(16, "text")})
      as e(room, place, operation_id, by_uid, session_id, kind, edit, before, undoes, digest)
    join head on head.n = e.room)
  select diagram_id as diagram from head`);
