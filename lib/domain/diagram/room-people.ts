import { everySocket, stateOf, tell, toldOf } from "./room-edits";
import {
  type Effect,
  type Elsewhere,
  type Event,
  type Person,
  type Room,
  RULES,
  type Seat,
  type Told,
} from "./room-state";

type Of<Is extends Event["is"]> = Extract<Event, { is: Is }>;
type Somebody = Seat | Elsewhere;

const everywhere = (room: Room): Somebody[] => [...room.seats.values(), ...room.elsewhere];
const isIn = (room: Room, uid: number): boolean => everywhere(room).some(({ person }) => person.uid === uid);
const personOf = (room: Room, uid: number): Person => room.people.get(uid) ?? { uid, email: "", name: "" };
const socketsOf = (room: Room, uid: number): string[] =>
  [...room.seats.values()].filter(({ person }) => person.uid === uid).map(({ socket }) => socket);

/** Who is here, to everybody; of a person with several sockets the busiest counts. */
export function tellPeople(room: Room): Effect {
  const busiest = new Map<number, Somebody>();
  for (const one of everywhere(room)) {
    const known = busiest.get(one.person.uid);
    if (!known || known.lastActivity < one.lastActivity) busiest.set(one.person.uid, one);
  }
  const { host, presenter } = room.session;
  return tell(room.seats.sockets, {
    is: "people",
    people: [...busiest.values()].map(({ person, mayEdit, lastActivity }) => ({ person, mayEdit, lastActivity })),
    host: personOf(room, host),
    presenter: presenter === null ? null : personOf(room, presenter),
  });
}

/** The document or what was missed of it, and then to everybody who is here: in this order (tmi.md 5). */
export function join(room: Room, { seat, since, version }: Of<"join">): Effect[] {
  // Judged before the others were: nothing is written until all are judged at one version.
  room.version = Math.min(room.version, version);
  room.seats.set(seat.socket, seat);
  room.people.set(seat.person.uid, seat.person);
  if (room.session.host === seat.person.uid) room.session.hostLostAt = null;
  return [...resume(room, seat.socket, since), tellPeople(room)];
}

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
  room.seats.delete(socket);
  const effects: Effect[] = [{ do: "leave", socket }];
  const { uid } = seat.person;
  if (isIn(room, uid)) return [...effects, tellPeople(room)];
  if (room.session.host === uid && hostLeaves === "end") return [...effects, ...over(room, "The host has left.")];
  // The last one who goes takes leave of it all; one whose line was cut may come back.
  if (everywhere(room).length === 0 && clean) return [...effects, ...over(room, "Everybody has left.")];
  if (room.session.host === uid) {
    room.session.hostLostAt = now;
    effects.push({ do: "lose-host" });
  }
  effects.push(...presentAgain(room));
  return [...effects, tellPeople(room)];
}

/** Where the presenter has gone the host presents; where the host is not here either, the first who may edit, or nobody. */
export function presentAgain(room: Room): Effect[] {
  const { presenter, host } = room.session;
  if (presenter === null || isIn(room, presenter)) return [];
  const next = isIn(room, host) ? host : (everywhere(room).find(({ mayEdit }) => mayEdit)?.person.uid ?? null);
  return setPresenter(room, next);
}

function setPresenter(room: Room, to: number | null): Effect[] {
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

export function sendAway(room: Room, message: string): Effect[] {
  const sockets = everySocket(room);
  room.seats.clear();
  room.deferred = [];
  return [
    tell(sockets, { is: "error", error: "session_terminated", message }),
    ...sockets.map((socket): Effect => ({ do: "close", socket, code: 1000, reason: "session ended" })),
  ];
}

const fault = (socket: string, error: string, message: string): Effect =>
  tell([socket], { is: "error", error, message });

export function askPresenter(room: Room, { socket }: Of<"ask-presenter">): Effect[] {
  const { person } = room.seats.get(socket)!;
  const { host, presenter } = room.session;
  if (presenter === person.uid) return [];
  if (host === person.uid) return [...setPresenter(room, host), tellPeople(room)];
  if (!isIn(room, host)) return [tell([socket], { is: "presenter-denied", who: person })];
  return toPerson(room, host, { is: "asked", by: person });
}

/** To all sockets of a person, here and on other nodes. */
function toPerson(room: Room, uid: number, told: Told): Effect[] {
  const isElsewhere = room.elsewhere.some(({ person }) => person.uid === uid);
  return [tell(socketsOf(room, uid), told), ...(isElsewhere ? [{ do: "relay" as const, to: uid, told }] : [])];
}

export function changePresenter(room: Room, { socket, who }: Of<"set-presenter">): Effect[] {
  if (!isHost(room, socket)) return [];
  if (who === null || (who !== undefined && !isIn(room, who))) return [notHere(socket)];
  return [...setPresenter(room, who ?? null), tellPeople(room)];
}

export function denyPresenter(room: Room, { socket, who }: Of<"deny-presenter">): Effect[] {
  if (!isHost(room, socket)) return [];
  if (who === null || !isIn(room, who)) return [notHere(socket)];
  return toPerson(room, who, { is: "presenter-denied", who: personOf(room, who) });
}

const isHost = (room: Room, socket: string): boolean => room.seats.get(socket)?.person.uid === room.session.host;
const notHere = (socket: string) => fault(socket, "invalid_participant", "Nobody of that name takes part.");

/** Out, and not to come back into this session (S-57). A name that fits nobody harms nobody (tmi.md 8.3). */
export function remove(room: Room, { socket, who }: Of<"remove">): Effect[] {
  if (!isHost(room, socket)) return [];
  if (who === null || !isIn(room, who)) return [notHere(socket)];
  if (who === room.session.host) return [fault(socket, "invalid_request", "The host does not remove themselves.")];
  return [{ do: "remove", uid: who }, ...showOut(room, [who]), ...presentAgain(room), tellPeople(room)];
}

export function showOut(room: Room, uids: readonly number[]): Effect[] {
  const effects: Effect[] = [];
  room.elsewhere = room.elsewhere.filter(({ person }) => !uids.includes(person.uid));
  for (const uid of uids) {
    const sockets = socketsOf(room, uid);
    if (sockets.length === 0) continue;
    effects.push(tell(sockets, { is: "error", error: "removed_from_session", message: "The host has removed you." }));
    for (const socket of sockets) {
      room.seats.delete(socket);
      effects.push({ do: "leave", socket }, { do: "close", socket, code: 1000, reason: "removed" });
    }
  }
  return effects;
}

/** From whoever presents to all others, as it came. */
export function point(room: Room, { is, socket, said }: Of<"cursor" | "selection">): Effect[] {
  const seat = room.seats.get(socket)!;
  if (room.session.presenter !== seat.person.uid) return [];
  const told: Told = { is, said };
  const others = room.seats.sockets.filter((one) => one !== socket);
  return [
    tell(others, told),
    ...(room.elsewhere.length > 0 ? [{ do: "relay" as const, to: "all" as const, told }] : []),
  ];
}

/** The session as the database has it now: changed by another node, by REST, or gone. */
export function sessionNow(room: Room, { session, elsewhere, removed }: Of<"session">): Effect[] {
  if (!session || session.id !== room.session.id) {
    room.over = true;
    return sendAway(room, "The session has ended.");
  }
  const before = shown(room);
  const isNews = elsewhere.some(({ socket }) => !room.elsewhere.some((one) => one.socket === socket));
  room.session = session;
  room.elsewhere = elsewhere;
  for (const { person } of elsewhere) room.people.set(person.uid, person);
  // While nobody was known to be there nothing was rung.
  const effects: Effect[] = isNews ? [{ do: "ring", seq: room.seq, rows: [] }] : [];
  effects.push(...showOut(room, removed), ...presentAgain(room));
  return before === shown(room) ? effects : [...effects, tellPeople(room)];
}

const shown = (room: Room): string =>
  JSON.stringify([
    room.session.host,
    room.session.presenter,
    everywhere(room).map(({ socket, mayEdit }) => [socket, mayEdit]),
  ]);

/** A host who has been away too long hands over to the first who may edit; a session in which nothing happens any more is over. */
export function tick(room: Room, now: number): Effect[] {
  if (room.seats.size === 0) return [];
  if (now - room.lastActivity > RULES.idle) return over(room, "Nobody has done anything for a long time.");
  const { host, hostLostAt } = room.session;
  if (hostLostAt === null || now - hostLostAt < RULES.hostGrace || isIn(room, host)) return [];
  const seated = everywhere(room);
  const next = seated.find(({ mayEdit }) => mayEdit) ?? seated[0]!;
  room.session.host = next.person.uid;
  room.session.hostLostAt = null;
  return [{ do: "set-host", from: host, to: next.person.uid }, tellPeople(room)];
}

/** Rights as they were judged anew; whoever lost the right to be here is let go, with the reason. */
export function judged(room: Room, { version, rights }: Of<"judged">): Effect[] {
  if (version < room.version) return [];
  // Somebody came in meanwhile, who was judged earlier.
  if (room.seats.sockets.every((socket) => rights.has(socket))) room.version = version;
  const before = shown(room);
  const effects: Effect[] = [];
  for (const [socket, right] of rights) {
    const seat = room.seats.get(socket);
    if (!seat) continue;
    if ("mayEdit" in right) seat.mayEdit = right.mayEdit;
    else {
      room.seats.delete(socket);
      effects.push({ do: "leave", socket }, { do: "close", socket, code: right.end, reason: right.reason });
    }
  }
  if (before === shown(room)) return effects;
  return [...effects, ...presentAgain(room), tellPeople(room)];
}
