import { type Applied, apply, type Edit } from "./apply";
import { Refused } from "./cell";
import { answerAgain, isTheSame, seatOf, taken } from "./room-answers";
import { settle } from "./room-commit";
import { mayDraw, tell } from "./room-seats";
import {
  type Effect,
  type Pending,
  type RefusedRow,
  type Room,
  type Row,
  RULES,
  type Turn,
  type Written,
} from "./room-state";
import { type Entry, redo, undo } from "./undo";

/** An edit, undo or redo that was asked for takes its place in the row; what was asked before is answered as it was then. */
export function ask(room: Room, pending: Pending): Effect[] {
  const { operationId, sockets } = pending;
  const seat = seatOf(room, pending);
  if (!seat) return [];
  const known = room.known.get(operationId);
  if (known) return [answerAgain(room, pending, known)];
  const same = room.waiting.get(operationId);
  if (same) {
    if (!isTheSame(pending, same)) return [tell(sockets, taken(room, operationId))];
    same.sockets = [...same.sockets.filter((one) => !sockets.includes(one)), ...sockets];
    return [];
  }
  // Whoever goes before their turn is taken at their word only where they were allowed when they asked.
  if (!mayDraw(room, seat)) pending.judgedAt = NEVER;
  room.queue.push(pending);
  room.waiting.set(operationId, pending);
  return writeNext(room);
}

const NEVER = -1;

/** Lets what waits take its turn and hands it over to be written, unless a batch is on its way. */
export function writeNext(room: Room): Effect[] {
  if (room.writing || room.asking || room.queue.length === 0 || room.over) return [];
  const turns: Turn[] = [];
  const laid: Written[] = [];
  const rows: (Row | RefusedRow)[] = [];
  let length = 0;
  while (turns.length < room.queue.length && turns.length < RULES.batch && length < RULES.batchLength) {
    const turn = takeTurn(room, room.queue[turns.length]!, laid);
    // What can be taken back lies deeper than what is kept here: it is read, and the turn comes again.
    if (turn === "deeper") {
      if (turns.length > 0) break;
      room.asking = true;
      return [{ do: "read-history" }];
    }
    turns.push(turn);
    if ("entry" in turn) laid.push(turn.entry);
    if (!turn.row) continue;
    rows.push(turn.row);
    length += turn.row.edit.length + turn.row.before.length;
  }
  room.queue.splice(0, turns.length);
  room.writing = turns;
  if (rows.length === 0) return settle(room);
  return [{ do: "append", known: { version: room.version, seq: room.seq }, rows }];
}

/** As it is looked through for what can be taken back. */
function opened({ seq, by, kind, undoes, before }: Written): Entry {
  let read: Entry["before"] | undefined;
  return {
    seq,
    by,
    kind,
    undoes,
    get before() {
      read ??= JSON.parse(before) as Entry["before"];
      return read;
    },
  };
}

/** `laid`: what this batch has laid over the document before. */
function takeTurn(room: Room, pending: Pending, laid: readonly Written[]): Turn | "deeper" {
  const { what, by, operationId, digest } = pending;
  const seat = seatOf(room, pending);
  // Of whoever has gone only what was judged at this very version still holds.
  const isKept = !mayDraw(room, seat ?? { person: { uid: by }, mayEdit: true });
  if (!seat && (isKept || pending.judgedAt !== room.version)) return { pending, refused: "denied", row: null };
  if (isKept) return refuse(room, pending, "denied");
  const seq = room.seq + laid.length + 1;
  let operation: unknown;
  let undoes: number | null = null;
  let kept: Extract<Turn, { entry: Written }>["kept"] = [];
  if (what.kind === "edit") operation = what.operation;
  else {
    const back = (what.kind === "undo" ? undo : redo)(room.document, [...room.entries, ...laid].map(opened), by);
    if (!back)
      return room.isDeep || room.entries[0]?.seq === 1 || room.seq === 0
        ? { pending, refused: "nothing", row: null }
        : "deeper";
    ({ edit: operation, undoes, kept } = back);
  }
  const applied = apply(room.document, operation);
  if (applied instanceof Refused) return refuse(room, pending, applied);
  const { edit, before } = applied;
  if (what.kind === "edit" && isGoneAlready(applied)) return refuse(room, pending, goneAlready(edit));
  const text = what.kind === "edit" && edit === what.operation ? what.text : JSON.stringify(edit);
  const base = what.kind === "edit" ? what.base : undefined;
  const found = JSON.stringify(before);
  const entry: Written = { seq, by, kind: what.kind, text, before: found, undoes, operationId, digest, base };
  return { pending, applied, entry, row: rowOf(room, entry), kept };
}

/**
 * A refusal is final only once it is written under the operation's id: another node may be about to write the same edit, which was sent
 * there before the line was cut.
 */
function refuse(room: Room, pending: Pending, refused: Refused | "denied"): Turn {
  const { what, by, operationId, digest } = pending;
  if (what.kind !== "edit") return { pending, refused, row: null };
  const row = { operationId, by, sessionId: room.session.id, kind: "refused" as const, undoes: null, digest };
  return { pending, refused, row: { ...row, edit: JSON.stringify(refused), before: "[]" } };
}

/** TMI's rule for removing nothing but what somebody else has removed: it makes no entry, and needs no resync (tmi.md 7.1). */
function isGoneAlready({ changes }: Applied): boolean {
  for (const { was, after } of changes.values()) if (was !== null || after !== null) return false;
  return true;
}

const goneAlready = ({ cells }: Edit): Refused =>
  new Refused(
    "no_state_change",
    "cells_not_there",
    "What was to be removed is gone already.",
    cells.map(({ id }) => id),
  );

const rowOf = (room: Room, { operationId, by, kind, text, before, undoes, digest }: Written): Row => ({
  operationId,
  by,
  sessionId: room.session.id,
  kind,
  edit: text,
  before,
  undoes,
  digest,
});
