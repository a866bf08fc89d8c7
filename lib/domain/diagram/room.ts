/**
 * A room: the people of one node who draw on one diagram. It orders edits, has them written, and tells what was written; it is a machine
 * without clock, network or database: `step` takes what happened and answers what is to be done, in order. Edits that wait are laid over
 * the document together and handed over as one batch; only when it is committed is anybody told, the sender included. While a batch is on
 * its way, whoever asks for the document waits. What is refused goes with the batch as well, and is told after the commit: an operation has
 * one answer, whichever node it was sent to, and however often. Where another node wrote first, the batch comes off the document again, what was missed is
 * laid under it, rights are judged anew, and everything takes its turn again. So the document everybody sees is always the log
 * up to `seq`. Host and presenter are the session's rows; each node moves its own copy at once and looks at the rows when rung.
 */
import { stateOf, writtenOf } from "./room-answers";
import { appended, failed } from "./room-commit";
import * as edits from "./room-edits";
import * as host from "./room-host";
import { byOperation, catchUp, found } from "./room-log";
import * as people from "./room-people";
import * as presence from "./room-presence";
import { hearersOf, tell } from "./room-seats";
import { leaveTidy } from "./room-snapshots";
import { type Effect, type Event, type Room, Seats } from "./room-state";
import * as suggestions from "./room-suggestions";

export { whole as showAll } from "./room-presence";
export * from "./room-state";

export type Opening = Pick<
  Room,
  "owner" | "diagram" | "session" | "version" | "document" | "seq" | "unsaved" | "encoded" | "elsewhere"
> & { entries: Room["entries"]; now: number };

export function openRoom({ now, ...opening }: Opening): Room {
  return {
    ...opening,
    people: new Map(opening.elsewhere.map(({ person }) => [person.uid, person])),
    seats: new Seats(),
    watchedUntil: 0,
    shown: new Map(),
    moved: new Map(),
    beat: { at: 0, isComing: false },
    suggestions: new Map(),
    toldWhy: new Map(),
    away: new Set(),
    versioned: { seq: opening.seq, at: now },
    queue: [],
    waiting: new Map(),
    known: byOperation(opening.entries),
    writing: null,
    asking: false,
    isDeep: opening.seq === 0 || opening.entries[0]?.seq === 1,
    deferred: [],
    failures: 0,
    vain: { version: 0, seq: 0, times: 0 },
    lastActivity: now,
    now,
    over: false,
  };
}

/** How a house wants it: whether a host who leaves takes the session along (CONFER_HOST_LEAVES). */
export type Ways = { hostLeaves: "stays" | "end" };

/** What happened, and so what is to be done. `now` is in milliseconds. Changes the room; answers effects in order. */
export function step(room: Room, event: Event, now: number, ways: Ways = { hostLeaves: "stays" }): Effect[] {
  if (room.over) return event.is === "leave" ? [{ do: "leave", socket: event.socket }] : [];
  room.now = now;
  if (event.is !== "leave" && "socket" in event && hasDeferred(room, event.socket)) {
    // Nobody is heard out of the order in which they spoke.
    room.deferred.push(event);
    return [];
  }
  return take(room, event, now, ways);
}

function take(room: Room, event: Event, now: number, ways: Ways): Effect[] {
  if (SEES_THE_DOCUMENT.has(event.is) && (room.writing || room.asking)) {
    room.deferred.push(event);
    return [];
  }
  if ((event.is === "join" || event.is === "watch") && event.head > room.seq) {
    // Another node has written what they may have seen there already.
    room.deferred.unshift(event);
    room.asking = true;
    return [{ do: "refresh", seq: room.seq }];
  }
  if ("socket" in event && event.is !== "leave") {
    const seat = room.seats.get(event.socket);
    // Gone already: nobody waits for an answer.
    if (!seat) return [];
    // A window that only asks whether it is still connected does nothing.
    if (event.is !== "status") seat.lastActivity = room.lastActivity = now;
  }
  const effects = act(room, event, now, ways);
  effects.push(...goOn(room, now, ways), ...leaveTidy(room));
  return effects;
}

const SEES_THE_DOCUMENT = new Set<Event["is"]>(["join", "sync", "watch"]);

/** Are they still on their way in, or did they say something that waits? */
const hasDeferred = (room: Room, socket: string): boolean =>
  room.deferred.some(
    (event) => (event.is === "join" ? event.seat.socket : "socket" in event && event.socket) === socket,
  );

/** What had to wait comes after the batch it waited for, and then the next batch. */
function goOn(room: Room, now: number, ways: Ways): Effect[] {
  const effects: Effect[] = [];
  while (!room.writing && !room.asking && !room.over) {
    const next = room.deferred.shift();
    if (next) effects.push(...take(room, next, now, ways));
    else {
      const before = room.queue.length;
      effects.push(...edits.writeNext(room));
      if (room.queue.length === before) break;
    }
  }
  return effects;
}

function act(room: Room, event: Event, now: number, ways: Ways): Effect[] {
  switch (event.is) {
    case "join":
      room.lastActivity = now;
      return people.join(room, event);
    case "leave":
      if (!room.seats.has(event.socket)) return [people.forget(room, event.socket)];
      return people.leave(room, event, now, ways.hostLeaves);
    case "watch":
      return people.watch(room, event);
    case "unwatch":
      return people.unwatch(room, event);
    case "watched":
      return people.watched(room, event);
    case "edit": {
      const { socket, operationId, digest, operation, text, base } = event;
      return ask(room, socket, operationId, digest, { kind: "edit", operation, text, base });
    }
    case "undo":
    case "redo":
      return ask(room, event.socket, event.operationId, "", { kind: event.is });
    case "sync":
      if (event.seq === room.seq) return [tell([event.socket], { is: "vector", seq: room.seq })];
      return [tell([event.socket], stateOf(room))];
    case "status":
      return [tell([event.socket], { is: "vector", seq: room.seq })];
    case "ask-presenter":
      return people.askPresenter(room, event);
    case "set-presenter":
      return people.changePresenter(room, event);
    case "deny-presenter":
      return people.denyPresenter(room, event);
    case "remove":
      return people.remove(room, event);
    case "cursor":
    case "selection":
      return people.point(room, event);
    case "presence":
      return presence.show(room, event);
    case "beat":
      return presence.beat(room);
    case "lock":
      return host.lock(room, event);
    case "set-read-only":
      return host.setReadOnly(room, event);
    case "hand-over":
      return host.handOver(room, event);
    case "end":
      return host.end(room, event);
    case "release":
      return host.release(room, event);
    case "bring":
      return host.bring(room, event);
    case "suggest":
      return suggestions.suggest(room, event);
    case "answer":
      return suggestions.answer(room, event);
    case "appended":
      return appended(room, event.outcome);
    case "refreshed":
      room.asking = false;
      room.failures = 0;
      return [...catchUp(room, event.entries), ...people.judged(room, { ...event, is: "judged" })];
    case "found":
      room.asking = false;
      return found(room, event.entries);
    case "history":
      room.asking = false;
      room.isDeep = true;
      room.entries = event.entries.filter(({ seq }) => seq <= room.seq).map(writtenOf);
      room.known = byOperation(room.entries);
      return [];
    case "unanswered":
      return failed(room);
    case "retry":
      // What is asked first is where the log stands: a batch of which nothing was heard may have been written.
      return [{ do: "refresh", seq: room.seq }];
    case "heard":
      return heard(room, event);
    case "judged":
      return people.judged(room, event);
    case "session":
      return people.sessionNow(room, event);
    case "relayed":
      return relayed(room, event);
    case "met":
      for (const person of event.people) room.people.set(person.uid, person);
      return [];
    case "tick":
      return people.tick(room, now);
  }
}

type What = Parameters<typeof edits.ask>[1]["what"];

function ask(room: Room, socket: string, operationId: string, digest: string, what: What): Effect[] {
  const by = room.seats.get(socket)!.person.uid;
  return edits.ask(room, { sockets: [socket], by, operationId, digest, judgedAt: room.version, what });
}

/** What another node says to somebody here. */
function relayed(room: Room, { to, told }: Extract<Event, { is: "relayed" }>): Effect[] {
  if (told.is === "presence") return presence.hear(room, told.moved);
  if (told.is === "answered" && to === "all") return suggestions.hearAnswer(room, told);
  return [tell(hearersOf(room, told, to === "all" ? null : to), told)];
}

/** The doorbell: another node wrote up to `seq`. What came along is taken where it follows; any gap is read. */
function heard(room: Room, { seq, entries }: Extract<Event, { is: "heard" }>): Effect[] {
  // While a batch is on its way it will find out by itself; while something is asked, the answer tells.
  if (room.writing || room.asking || seq <= room.seq) return [];
  const effects = catchUp(room, entries);
  if (room.seq >= seq) return effects;
  room.asking = true;
  return [...effects, { do: "refresh", seq: room.seq }];
}
