import { revert } from "./apply";
import { seatOf, stateOf, stillThere, tellRefused, toldOf } from "./room-answers";
import { byOperation, remember, trim } from "./room-log";
import { isHeardElsewhere, tell } from "./room-seats";
import { snapshotWhenDue, versionWhenDue } from "./room-snapshots";
import { CLOSE, type Effect, type Event, type Logged, type Pending, type Room, RULES, type Turn } from "./room-state";

/** What became of a batch. */
export function appended(room: Room, outcome: Extract<Event, { is: "appended" }>["outcome"]): Effect[] {
  const turns = room.writing;
  if (!turns) return [];
  if (outcome === "appended") return settle(room);
  takeOff(room, turns);
  if (outcome === "failed") return failed(room);
  if (outcome === "moved" && isInVain(room)) return sendBack(room);
  room.asking = true;
  if (outcome === "moved" || outcome === "outdated") return [{ do: "refresh", seq: room.seq }];
  return [{ do: "find", operationIds: room.queue.map(({ operationId }) => operationId) }];
}

/**
 * Has nothing come of looking where the log stands, again and again? Then it stands before what is known here: a database that was
 * put back has lost what it had kept.
 */
function isInVain(room: Room): boolean {
  const { version, seq, vain } = room;
  const times = vain.version === version && vain.seq === seq ? vain.times + 1 : 1;
  room.vain = { version, seq, times };
  return times >= RULES.vain;
}

/** The batch goes back to the head of the row, and the document to what everybody has been told. */
function takeOff(room: Room, turns: readonly Turn[]): void {
  for (const turn of [...turns].reverse()) if ("applied" in turn) revert(room.document, turn.applied);
  room.queue.unshift(...turns.map(({ pending }) => pending));
  room.writing = null;
}

/** The database did not answer. After a while everybody is sent away. */
export function failed(room: Room): Effect[] {
  room.failures += 1;
  room.asking = true;
  if (room.failures < RULES.failures) return [{ do: "retry-in", milliseconds: 100 * 2 ** room.failures }];
  return sendBack(room);
}

/** They come back to what the log has then, and ask again for what was not answered. */
function sendBack(room: Room): Effect[] {
  room.queue = [];
  room.waiting = new Map();
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
export function settle(room: Room): Effect[] {
  const turns = room.writing!;
  room.writing = null;
  room.failures = 0;
  room.vain.times = 0;
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
  // With what takes another turn: sent once more it must not be queued twice.
  room.waiting = byOperation(room.queue);
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
