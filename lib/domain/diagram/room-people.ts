import { stateOf, toldOf } from "./room-answers";
import { everySocket } from "./room-commit";
import { forgetGone, freeHeld, relayWhole, showPointing, whole } from "./room-presence";
import {
  awayNow,
  everywhere,
  isHeardElsewhere,
  isHost,
  isIn,
  mayDraw,
  ownSockets,
  type Somebody,
  tell,
  toPerson,
  whyNot,
} from "./room-seats";
import {
  type Effect,
  type Event,
  type Participant,
  type Person,
  type Removed,
  type Room,
  RULES,
  type Told,
} from "./room-state";
import { tellSuggestions } from "./room-suggestions";

type Of<Is extends Event["is"]> = Extract<Event, { is: Is }>;

const personOf = (room: Room, uid: number): Person => room.people.get(uid) ?? { uid, email: "", name: "" };
const socketsOf = (room: Room, uid: number): string[] =>
  [...room.seats.values()].filter(({ person }) => person.uid === uid).map(({ socket }) => socket);

/** Who is here, to everybody; and to each what they may do, where it is news to them. */
export function tellPeople(room: Room): Effect[] {
  room.away = awayNow(room);
  const own = ownSockets(room);
  return [
    tell(room.seats.sockets, peopleOf(room)),
    ...(own.length > 0 ? [tell(own, participantsOf(room)), ...tellRights(room)] : []),
  ];
}

/** Of a person with several sockets the busiest counts. */
function peopleOf(room: Room): Told {
  const busiest = new Map<number, Somebody>();
  for (const one of everywhere(room)) {
    const known = busiest.get(one.person.uid);
    if (!known || known.lastActivity < one.lastActivity) busiest.set(one.person.uid, one);
  }
  const { host, presenter } = room.session;
  return {
    is: "people",
    people: [...busiest.values()].map((one) => ({
      person: one.person,
      mayEdit: mayDraw(room, one),
      lastActivity: one.lastActivity,
    })),
    host: personOf(room, host),
    presenter: presenter === null ? null : personOf(room, presenter),
  };
}

/** The same with what the contract has no words for, in the order they came. */
function participantsOf(room: Room): Told {
  const { host, presenter, locked, readOnly } = room.session;
  const people = new Map<number, Participant>();
  for (const one of everywhere(room).sort((a, b) => a.since - b.since)) {
    const { uid } = one.person;
    const known = people.get(uid);
    if (known) known.sockets.push(one.socket);
    else
      people.set(uid, {
        person: one.person,
        why: whyNot(room.session, one),
        readOnly: readOnly.includes(uid),
        away: room.away.has(uid),
        since: one.since,
        sockets: [one.socket],
      });
  }
  return { is: "participants", people: [...people.values()], host, presenter, locked };
}

function tellRights(room: Room): Effect[] {
  const watchers = [...room.seats.watchers.values()].map((one) => ({ ...one, own: true }));
  return [...room.seats.values(), ...watchers].flatMap((seat) => {
    const why = whyNot(room.session, seat);
    if (!seat.own || room.toldWhy.get(seat.socket) === why) return [];
    room.toldWhy.set(seat.socket, why);
    return [tell([seat.socket], { is: "rights", why, trail: seat.trail, because: seat.because ?? null })];
  });
}

/** The document or what was missed of it, and then to everybody who is here: in this order (tmi.md 5). */
export function join(room: Room, { seat, since, version }: Of<"join">): Effect[] {
  // Judged before the others were: nothing is written until all are judged at one version.
  room.version = Math.min(room.version, version);
  room.seats.set(seat.socket, seat);
  room.people.set(seat.person.uid, seat.person);
  if (room.session.host === seat.person.uid) room.session.hostLostAt = null;
  const isTold = resume(room, seat.socket, since);
  if (!seat.own) return [...isTold, ...tellPeople(room)];
  room.toldWhy.set(seat.socket, null);
  return [
    tell([seat.socket], welcomeOf(room, seat)),
    ...isTold,
    ...tellPeople(room),
    ...(room.shown.size > 0 ? [tell([seat.socket], whole(room))] : []),
    ...(room.session.host === seat.person.uid ? tellSuggestions(room) : []),
  ];
}

/** The same for somebody who only watches; nobody is told. */
export function watch(room: Room, { watcher, since, version }: Of<"watch">): Effect[] {
  room.version = Math.min(room.version, version);
  room.seats.watch(watcher);
  room.toldWhy.set(watcher.socket, watcher.mayEdit ? null : "rights");
  const { socket } = watcher;
  const here = [participantsOf(room), ...(room.shown.size > 0 ? [whole(room)] : [])];
  return [...resume(room, socket, since), ...here.map((told) => tell([socket], told)), ...tellRights(room)];
}

export function unwatch(room: Room, { watcher }: Of<"unwatch">): Effect[] {
  room.deferred = room.deferred.filter((one) => !(one.is === "watch" && one.watcher.socket === watcher));
  room.seats.unwatch(watcher);
  room.toldWhy.delete(watcher);
  return [];
}

/** Another node has somebody who watches: what happens here is told there, too. */
export function watched(room: Room, { isNew }: Of<"watched">): Effect[] {
  const isNews = isNew || !isHeardElsewhere(room);
  room.watchedUntil = room.now + RULES.watched;
  return isNews ? [{ do: "ring", seq: room.seq, rows: [] }, ...relayWhole(room)] : [];
}

const welcomeOf = ({ session, owner }: Room, { socket, person }: Somebody): Told => ({
  is: "welcome",
  socket,
  uid: person.uid,
  session: session.id,
  host: session.host,
  owner,
});

/** Up to the present: nothing, the edits that were missed, or the whole. */
export function resume(room: Room, socket: string, since: number | null): Effect[] {
  const first = room.entries[0]?.seq ?? room.seq + 1;
  const isReached = since !== null && since <= room.seq && since >= first - 1;
  const missed = isReached ? room.entries.filter(({ seq }) => seq > since) : [];
  if (!isReached || missed.some(({ kind }) => kind === "rest")) return [tell([socket], stateOf(room))];
  const vector: Told = { is: "vector", seq: room.seq };
  return [...missed.map((entry) => tell([socket], toldOf(room, entry))), tell([socket], vector)];
}

export function leave(room: Room, { socket, clean }: Of<"leave">, now: number, hostLeaves: "stays" | "end"): Effect[] {
  const seat = room.seats.get(socket);
  if (!seat) return [];
  unseat(room, socket);
  const effects: Effect[] = [{ do: "leave", socket }];
  const { uid } = seat.person;
  if (isIn(room, uid)) return [...effects, ...tellPeople(room)];
  if (room.session.host === uid && hostLeaves === "end") return [...effects, ...over(room, "The host has left.")];
  // The last one who goes takes leave of it all; one whose line was cut may come back.
  if (everywhere(room).length === 0 && clean) return [...effects, ...over(room, "Everybody has left.")];
  if (room.session.host === uid) {
    room.session.hostLostAt = now;
    effects.push({ do: "lose-host" });
  }
  effects.push(...presentAgain(room));
  return [...effects, ...tellPeople(room)];
}

function unseat(room: Room, socket: string): void {
  room.seats.delete(socket);
  room.shown.delete(socket);
  room.toldWhy.delete(socket);
}

/** Where the presenter has gone the host presents; where the host is not here either, the first who may edit, or nobody. */
export function presentAgain(room: Room): Effect[] {
  const { presenter, host } = room.session;
  if (presenter === null || isIn(room, presenter)) return [];
  const next = isIn(room, host) ? host : (everywhere(room).find((one) => mayDraw(room, one))?.person.uid ?? null);
  return setPresenter(room, next);
}

export function setPresenter(room: Room, to: number | null): Effect[] {
  const from = room.session.presenter;
  room.session.presenter = to;
  return [{ do: "set-presenter", from, to }];
}

/** Somebody who goes while they wait to be let in. */
export function forget(room: Room, socket: string): Effect {
  room.deferred = room.deferred.filter((one) => !(one.is === "join" && one.seat.socket === socket));
  return { do: "leave", socket };
}

/** Ends the session for all: told before the line is closed (tmi.md 8.1). */
export function over(room: Room, message: string): Effect[] {
  room.over = true;
  return [...sendAway(room, message), { do: "end" }];
}

/** `ender` ended it, and is told so by the answer: a page of TMI's takes the error for a failure of what it did. */
export function sendAway(room: Room, message: string, ender: number | null = null): Effect[] {
  const sockets = everySocket(room);
  const knowing = [...room.seats.values()].filter(({ person, page }) => person.uid === ender && page);
  const told = sockets.filter((socket) => !knowing.some((seat) => seat.socket === socket));
  room.seats.clear();
  room.deferred = [];
  return [
    tell(told, { is: "error", error: "session_terminated", message }),
    ...sockets.map((socket): Effect => ({ do: "close", socket, code: 1000, reason: "session ended" })),
  ];
}

const fault = (socket: string, error: string, message: string): Effect =>
  tell([socket], { is: "error", error, message });

export function askPresenter(room: Room, { socket }: Of<"ask-presenter">): Effect[] {
  const { person } = room.seats.get(socket)!;
  const { host, presenter } = room.session;
  if (presenter === person.uid) return [];
  if (host === person.uid) return [...setPresenter(room, host), ...tellPeople(room)];
  if (!isIn(room, host)) return [tell([socket], { is: "presenter-denied", who: person })];
  return toPerson(room, host, { is: "asked", by: person });
}

export function changePresenter(room: Room, { socket, who }: Of<"set-presenter">): Effect[] {
  if (!isHost(room, socket)) return [];
  if (who === null || (who !== undefined && !isIn(room, who))) return [notHere(socket)];
  return [...setPresenter(room, who ?? null), ...tellPeople(room)];
}

export function denyPresenter(room: Room, { socket, who }: Of<"deny-presenter">): Effect[] {
  if (!isHost(room, socket)) return [];
  if (who === null || !isIn(room, who)) return [notHere(socket)];
  return toPerson(room, who, { is: "presenter-denied", who: personOf(room, who) });
}

const notHere = (socket: string) => fault(socket, "invalid_participant", "Nobody of that name takes part.");

/** Out, and not to come back into this session (S-57). A name that fits nobody harms nobody (tmi.md 8.3). */
export function remove(room: Room, { socket, who, reason }: Of<"remove">): Effect[] {
  if (!isHost(room, socket)) return [];
  if (who === null || !isIn(room, who)) return [notHere(socket)];
  if (who === room.session.host) return [fault(socket, "invalid_request", "The host does not remove themselves.")];
  const removed = { uid: who, reason };
  return [{ do: "remove", ...removed }, ...showOut(room, [removed]), ...presentAgain(room), ...tellPeople(room)];
}

export function showOut(room: Room, removed: readonly Removed[]): Effect[] {
  const effects: Effect[] = [];
  room.elsewhere = room.elsewhere.filter(({ person }) => !removed.some(({ uid }) => uid === person.uid));
  for (const { uid, reason } of removed) {
    const sockets = socketsOf(room, uid);
    if (sockets.length === 0) continue;
    const message = reason || "The host has removed you.";
    effects.push(tell(sockets, { is: "error", error: "removed_from_session", message }));
    for (const socket of sockets) {
      unseat(room, socket);
      effects.push({ do: "leave", socket }, { do: "close", socket, code: 1000, reason: "removed" });
    }
  }
  return effects;
}

/** From whoever presents to all others, as it came. */
export function point(room: Room, event: Of<"cursor" | "selection">): Effect[] {
  const { is, socket, said } = event;
  const seat = room.seats.get(socket)!;
  if (room.session.presenter !== seat.person.uid) return [];
  const told: Told = { is, said };
  const others = room.seats.sockets.filter((one) => one !== socket);
  return [
    ...showPointing(room, event),
    tell(others, told),
    ...(room.elsewhere.length > 0 ? [{ do: "relay" as const, to: "all" as const, told }] : []),
  ];
}

/** The session as the database has it now: changed by another node, by REST, or gone. */
export function sessionNow(room: Room, { session, elsewhere, removed }: Of<"session">): Effect[] {
  if (!session || session.id !== room.session.id) {
    room.over = true;
    return sendAway(room, "The session has ended.", room.session.host);
  }
  const before = shown(room);
  const { host } = room.session;
  const isNews = elsewhere.some(({ socket }) => !room.elsewhere.some((one) => one.socket === socket));
  room.session = session;
  room.elsewhere = elsewhere;
  for (const { person } of elsewhere) room.people.set(person.uid, person);
  // While nobody was known to be there nothing was rung.
  const effects: Effect[] = isNews ? [{ do: "ring", seq: room.seq, rows: [] }, ...relayWhole(room)] : [];
  effects.push(...showOut(room, removed), ...presentAgain(room));
  forgetGone(room);
  if (before === shown(room)) return effects;
  const isAsked = isNews || host !== session.host;
  return [...effects, ...tellPeople(room), ...freeHeld(room), ...(isAsked ? tellSuggestions(room) : [])];
}

/** Since when the host is away nobody is told, and each look at it by another clock finds another millisecond. */
const shown = (room: Room): string =>
  JSON.stringify([
    { ...room.session, hostLostAt: null },
    [...everywhere(room), ...room.seats.watchers.values()].map(({ socket, mayEdit }) => [socket, mayEdit]),
    [...room.away],
  ]);

/** A host who has been away too long hands over to the first who may edit; a session in which nothing happens any more is over. */
export function tick(room: Room, now: number): Effect[] {
  if (room.seats.size === 0) return room.seats.watchers.size > 0 ? watchAway(room) : [];
  return [...freeHeld(room), ...watchAway(room), ...watchHost(room, now)];
}

function watchAway(room: Room): Effect[] {
  const away = awayNow(room);
  const isSame = away.size === room.away.size && [...away].every((uid) => room.away.has(uid));
  return isSame ? [] : tellPeople(room);
}

function watchHost(room: Room, now: number): Effect[] {
  if (now - room.lastActivity > RULES.idle) return over(room, "Nobody has done anything for a long time.");
  const { host, hostLostAt } = room.session;
  if (hostLostAt === null || now - hostLostAt < RULES.hostGrace || isIn(room, host)) return [];
  const seated = everywhere(room);
  const next = seated.find(({ mayEdit }) => mayEdit) ?? seated[0]!;
  return [setHost(room, next.person.uid), ...tellPeople(room), ...tellSuggestions(room)];
}

export function setHost(room: Room, to: number): Effect {
  const from = room.session.host;
  Object.assign(room.session, { host: to, hostLostAt: null });
  return { do: "set-host", from, to };
}

/** Rights as they were judged anew; whoever lost the right to be here is let go, with the reason. */
export function judged(room: Room, { version, rights }: Of<"judged">): Effect[] {
  if (version < room.version) return [];
  // Somebody came in meanwhile, who was judged earlier.
  if (room.seats.sockets.every((socket) => rights.has(socket))) room.version = version;
  const before = shown(room);
  const hosted = hostEdits(room);
  const effects: Effect[] = [];
  for (const [socket, right] of rights) {
    const watcher = room.seats.watchers.get(socket);
    const seat = room.seats.get(socket) ?? watcher;
    if (!seat) continue;
    if ("mayEdit" in right) Object.assign(seat, right);
    else if (watcher) {
      unwatch(room, { is: "unwatch", watcher: socket });
      effects.push({ do: "close", socket, code: right.end, reason: right.reason });
    } else {
      unseat(room, socket);
      effects.push({ do: "leave", socket }, { do: "close", socket, code: right.end, reason: right.reason });
    }
  }
  if (before === shown(room)) return effects;
  const passed = hosted && !hostEdits(room) ? passHost(room) : [];
  effects.push(...passed, ...presentAgain(room), ...tellPeople(room), ...freeHeld(room));
  return passed.length > 0 ? [...effects, ...tellSuggestions(room)] : effects;
}

/** Whether the host may edit through a socket of this node. */
const hostEdits = (room: Room): boolean =>
  [...room.seats.values()].some(({ person, mayEdit }) => mayEdit && person.uid === room.session.host);

/** Whoever may edit no more has nothing to answer for others: the first who may hosts. While there is none, nobody else does. */
function passHost(room: Room): Effect[] {
  const { host } = room.session;
  const next = everywhere(room).find(({ person, mayEdit }) => mayEdit && person.uid !== host);
  if (next) return [setHost(room, next.person.uid)];
  if (isIn(room, host)) return [];
  room.session.hostLostAt = room.now;
  return [{ do: "lose-host" }];
}
