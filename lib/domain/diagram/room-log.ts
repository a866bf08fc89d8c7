import { type Edit, type Replacement, replay } from "./apply";
import { answerAgain, isTheSame, seatOf, stateOf, toldOf, writtenOf } from "./room-answers";
import { tell } from "./room-seats";
import {
  type Effect,
  type Logged,
  type LoggedRefusal,
  type Pending,
  type Room,
  RULES,
  type Written,
} from "./room-state";

/** `cells`: how many it names. */
export function remember(room: Room, entry: Written, cells: number): void {
  room.entries.push(entry);
  room.known.set(entry.operationId, entry);
  room.unsaved += cells;
}

/**
 * By operation id, in a new map. A Map that is long added to and taken from makes its table anew again and again, and each old table
 * names the next: once one is old to the collector, all that lay in those after it is kept until a full collection, dead or not.
 */
export function byOperation<One extends { operationId: string }>(all: readonly One[]): Map<string, One> {
  const found = new Map<string, One>();
  for (const one of all) found.set(one.operationId, one);
  return found;
}

export function trim(room: Room): void {
  if (room.entries.length <= RULES.ring + RULES.overRing) return;
  room.entries = room.entries.slice(-RULES.ring);
  room.known = byOperation(room.entries);
  room.isDeep = false;
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

export function keepWaiting(room: Room, isKept: (pending: Pending) => boolean): void {
  room.queue = room.queue.filter(isKept);
  room.waiting = byOperation(room.queue);
}
