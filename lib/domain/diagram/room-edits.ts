import { type Applied, apply, type Edit, type Replacement, replay, revert } from "./apply";
import { Refused } from "./cell";
import { mixed } from "./mixed";
import { isHeardElsewhere, mayDraw, tell, whyNot } from "./room-seats";
import {
  CLOSE,
  type Effect,
  type Logged,
  type LoggedRefusal,
  type Pending,
  type RefusedRow,
  type Room,
  type Row,
  RULES,
  type Told,
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

/** Did the same person ask the same? Logs of old have another digest. */
function isTheSame({ by, digest, what }: Pending, known: { by: number; digest: string }): boolean {
  if (by !== known.by) return false;
  if (digest === known.digest) return true;
  return what.kind === "edit" && known.digest.includes(".") && known.digest === mixed(what.text).join(".");
}

/** Where an answer goes. */
const stillThere = (room: Room, { sockets }: Pending): string[] => sockets.filter((one) => room.seats.has(one));

/** The newest seat of whoever asks. */
const seatOf = (room: Room, pending: Pending) => room.seats.get(stillThere(room, pending).at(-1) ?? "");

/** D24: the first answer, to whoever asks the same again. */
function answerAgain(room: Room, pending: Pending, known: Written | Logged | LoggedRefusal) {
  const { operationId } = pending;
  const sockets = stillThere(room, pending);
  if (!isTheSame(pending, known)) return tell(sockets, taken(room, operationId));
  if ("text" in known) return tell(sockets, toldOf(room, known));
  if (known.kind !== "refused") return tell(sockets, toldOf(room, writtenOf(known)));
  return tell(sockets, refusalOf(room, operationId, JSON.parse(known.edit) as Refused | "denied"));
}

const taken = (room: Room, operationId: string): Told => ({
  is: "rejected",
  operationId,
  seq: room.seq,
  refused: new Refused("validation_failed", "operation_id_taken", "Another operation has this id."),
  resync: false,
});

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

/** What became of a batch. */
export function appended(room: Room, outcome: "appended" | "moved" | "taken" | "failed"): Effect[] {
  const turns = room.writing;
  if (!turns) return [];
  if (outcome === "appended") return settle(room);
  takeOff(room, turns);
  if (outcome === "failed") return failed(room);
  room.asking = true;
  if (outcome === "moved") return [{ do: "refresh", seq: room.seq }];
  return [{ do: "find", operationIds: room.queue.map(({ operationId }) => operationId) }];
}

/** The batch goes back to the head of the row, and the document to what everybody has been told. */
function takeOff(room: Room, turns: readonly Turn[]): void {
  for (const turn of [...turns].reverse()) if ("applied" in turn) revert(room.document, turn.applied);
  room.queue.unshift(...turns.map(({ pending }) => pending));
  room.writing = null;
}

/** The database did not answer. After a while everybody is sent away: they come back, and ask again for what was not answered. */
export function failed(room: Room): Effect[] {
  room.failures += 1;
  room.asking = true;
  if (room.failures < RULES.failures) return [{ do: "retry-in", milliseconds: 100 * 2 ** room.failures }];
  room.queue = [];
  room.waiting.clear();
  room.over = true;
  return everySocket(room).map((socket) => ({ do: "close", socket, code: CLOSE.wrong, reason: "try again" }));
}

/** Also of those who wait to be let in. */
export const everySocket = (room: Room): string[] => [
  ...room.seats.sockets,
  ...room.deferred.flatMap((event) =>
    event.is === "join" ? [event.seat.socket] : event.is === "watch" ? [event.watcher.socket] : [],
  ),
];

/** The batch is committed: now everybody is told, the sender among them, and each refusal goes to whom it concerns. */
function settle(room: Room): Effect[] {
  const turns = room.writing!;
  room.writing = null;
  room.failures = 0;
  const effects: Effect[] = [];
  const rows: Logged[] = [];
  // One list for all that is told to the same people: the shell writes it as one piece.
  let listening = room.seats.sockets;
  const shown: string[] = [];
  const again: Pending[] = [];
  for (const turn of turns) {
    if (isBack(room, turn)) {
      again.push(turn.pending);
      continue;
    }
    room.waiting.delete(turn.pending.operationId);
    if (!("entry" in turn)) {
      effects.push(...tellRefused(room, turn));
      continue;
    }
    const { pending, applied, entry, row, kept } = turn;
    const { what } = pending;
    const from = stillThere(room, pending);
    const asker = what.kind === "edit" ? undefined : seatOf(room, pending);
    room.seq = entry.seq;
    remember(room, entry, applied.before.length);
    if (isHeardElsewhere(room)) rows.push({ ...row, seq: entry.seq });
    // TMI's clients pass over what carries their own name, so whoever took something back is shown the whole, at the end (tmi.md 7.3).
    if (asker && !asker.own && !shown.includes(asker.socket)) {
      shown.push(asker.socket);
      listening = listening.filter((one) => one !== asker.socket);
    }
    effects.push(tell(listening, toldOf(room, entry, from.length > 0 ? from : undefined, applied)));
    if (asker?.own && what.kind !== "edit") effects.push(tell(from, { is: "history", how: what.kind, kept }));
  }
  room.queue.unshift(...again);
  if (shown.length > 0) effects.push(tell(shown, stateOf(room)));
  trim(room);
  // Whoever comes to another node meanwhile is rung for when that is known.
  if (rows.length > 0) effects.push({ do: "ring", seq: room.seq, rows });
  effects.push(...snapshotWhenDue(room), ...versionWhenDue(room));
  return effects;
}

/** An edit of somebody who was gone when it took its turn, and is there again: it takes another, for nothing was written of it. */
const isBack = (room: Room, turn: Turn): boolean =>
  !("entry" in turn) &&
  turn.row === null &&
  turn.pending.what.kind === "edit" &&
  seatOf(room, turn.pending) !== undefined;

function tellRefused(room: Room, { pending, refused }: Extract<Turn, { refused: unknown }>): Effect[] {
  const { operationId, by, what } = pending;
  const seat = seatOf(room, pending);
  const sockets = stillThere(room, pending);
  const why = (seat && whyNot(room.session, seat)) ?? "rights";
  const socket = pending.sockets.at(-1)!;
  const noted: Effect[] = refused === "denied" ? [{ do: "note-denied", socket, by, why }] : [];
  if (!seat) return noted;
  if (refused !== "nothing") return [...noted, tell(sockets, refusalOf(room, operationId, refused))];
  return what.kind === "edit" ? [] : [tell(sockets, { is: "history", how: what.kind, kept: null })];
}

function refusalOf(room: Room, operationId: string, refused: Refused | "denied"): Told {
  if (refused === "denied") return { is: "denied", operationId };
  return { is: "rejected", operationId, seq: room.seq, refused, resync: refused.code === "conflict_detected" };
}

/** `cells`: how many it names. */
function remember(room: Room, entry: Written, cells: number): void {
  room.entries.push(entry);
  room.known.set(entry.operationId, entry);
  room.unsaved += cells;
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

function trim(room: Room): void {
  if (room.entries.length <= RULES.ring) return;
  const old = room.entries.splice(0, room.entries.length - RULES.ring);
  for (const { operationId } of old) room.known.delete(operationId);
  room.isDeep = false;
}

function snapshotWhenDue(room: Room): Effect[] {
  if (room.unsaved < RULES.snapshotEvery || room.unsaved < room.document.count / 4) return [];
  return [snapshot(room)];
}

function snapshot(room: Room): Effect {
  room.unsaved = 0;
  return { do: "snapshot", seq: room.seq, cells: encoded(room) };
}

/** After many edits, but not too soon after the last; or after some time. */
function versionWhenDue(room: Room): Effect[] {
  const { edits, soonest, latest } = RULES.version;
  const since = room.now - room.versioned.at;
  return since >= latest || (since >= soonest && room.seq - room.versioned.seq >= edits) ? [version(room)] : [];
}

function version(room: Room): Effect {
  room.versioned = { seq: room.seq, at: room.now };
  return { do: "version", seq: room.seq, cells: encoded(room) };
}

/**
 * The last one who goes leaves it so that whoever opens it next reads one text, and need not look into it to show it; and what was drawn
 * together can be found again.
 */
export function leaveTidy(room: Room): Effect[] {
  const isLeft = room.seats.size === 0 && room.deferred.length === 0 && room.queue.length === 0;
  if (!isLeft || room.writing || room.asking) return [];
  return [...(room.unsaved > 0 ? [snapshot(room)] : []), ...(room.seq > room.versioned.seq ? [version(room)] : [])];
}

/** The committed cells as one text, made once for each number. Only while no batch lies over them. */
export function encoded(room: Room): string {
  if (room.encoded?.seq !== room.seq) room.encoded = { seq: room.seq, cells: room.document.encoded() };
  return room.encoded.cells;
}

/** Lays what other nodes wrote over the document, and tells it. Entries that are known already are passed over. */
export function catchUp(room: Room, logged: readonly Logged[]): Effect[] {
  const effects: Effect[] = [];
  const listening = room.seats.sockets;
  for (const row of logged) {
    if (row.seq !== room.seq + 1) continue;
    const edit = JSON.parse(row.edit) as Edit | Replacement;
    room.document = replay(room.document, edit);
    room.seq = row.seq;
    const entry = writtenOf(row);
    remember(room, entry, edit.type === "replace" ? 0 : edit.cells.length);
    effects.push(tell(listening, edit.type === "replace" ? stateOf(room) : toldOf(room, entry)));
  }
  // Of an own batch whose fate was unknown: everybody has been told now, the sender too.
  keepWaiting(room, (pending) => {
    const known = room.known.get(pending.operationId);
    return !known || !isTheSame(pending, known);
  });
  trim(room);
  return effects;
}

function keepWaiting(room: Room, isKept: (pending: Pending) => boolean): void {
  room.queue = room.queue.filter((pending) => {
    const stays = isKept(pending);
    if (!stays) room.waiting.delete(pending.operationId);
    return stays;
  });
}

/** As which an edit by REST is told: those who ask for it are shown the whole. */
const NOTHING = JSON.stringify({ type: "patch", cells: [] } satisfies Edit);

export const writtenOf = (row: Logged): Written => ({
  seq: row.seq,
  by: row.by,
  kind: row.kind,
  text: row.kind === "rest" ? NOTHING : row.edit,
  before: row.before,
  undoes: row.undoes,
  operationId: row.operationId,
  digest: row.digest,
});

/** What waits and was found in the log is answered as it was then, and takes no turn. */
export function found(room: Room, logged: readonly (Logged | LoggedRefusal)[]): Effect[] {
  // What was written since comes with what was missed, in its place.
  const known = new Map(logged.flatMap((row) => (row.seq <= room.seq ? [[row.operationId, row] as const] : [])));
  const effects: Effect[] = [];
  keepWaiting(room, (pending) => {
    const row = known.get(pending.operationId);
    if (!row) return true;
    if (seatOf(room, pending)) effects.push(answerAgain(room, pending, row));
    return false;
  });
  if (!logged.some(({ seq }) => seq > room.seq)) return effects;
  room.asking = true;
  return [...effects, { do: "refresh", seq: room.seq }];
}

export const stateOf = (room: Room): Told => ({ is: "state", seq: room.seq, cells: encoded(room) });

/** `applied`: as it was laid down, where others of its batch may have changed the same since. */
export const toldOf = (
  room: Room,
  { seq, by, operationId, text, base }: Written,
  from?: readonly string[],
  applied?: Applied,
): Told => ({
  is: "edit",
  seq,
  by: room.people.get(by) ?? { uid: by, email: "", name: "" },
  from,
  operationId,
  text,
  whole: wholeFlows(room, text, applied),
  base,
});

/** What TMI's clients read of an edge at every update, and put back to nothing where it is not said; without its ends they read none. */
const OF_A_FLOW = ["source", "target", "attrs", "labels", "vertices"];

function wholeFlows(room: Room, text: string, applied?: Applied): string | undefined {
  if (!text.includes('"flow"') || !text.includes('"update"')) return undefined;
  if ([...room.seats.values()].every(({ own }) => own)) return undefined;
  const edit = JSON.parse(text) as Edit;
  const cells = edit.cells.map((one) => {
    if (one.operation !== "update" || one.data.shape !== "flow") return one;
    const { data } = one;
    const cell = applied?.changes.get(one.id)?.after ?? room.document.get(one.id) ?? {};
    const missing = Object.entries(cell).filter(([member]) => OF_A_FLOW.includes(member) && !(member in data));
    return missing.length > 0 ? { ...one, data: { ...data, ...Object.fromEntries(missing) } } : one;
  });
  return cells.some((one, n) => one !== edit.cells[n]) ? JSON.stringify({ ...edit, cells }) : undefined;
}
