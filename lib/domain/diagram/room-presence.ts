import { everywhere, isHeardElsewhere, mayDraw, ownSockets, tell } from "./room-seats";
import {
  type Effect,
  type Event,
  type Moved,
  type Presence,
  type Room,
  RULES,
  type Shown,
  type Told,
} from "./room-state";

/**
 * What people show of themselves: pointer, selection, view, laser, and the cell they type in. It is never written; each node keeps the
 * newest of everybody and tells it on a beat, all that moved since in one piece. A cell is held by one at a time, as a courtesy: an edit
 * is not refused for it.
 */
type Of<Is extends Event["is"]> = Extract<Event, { is: Is }>;

export function show(room: Room, { socket, said }: Of<"presence">): Effect[] {
  const seat = room.seats.get(socket)!;
  if (!seat.own) return [];
  const { holding, ...rest } = said;
  const own = note(room, socket, seat.person.uid, rest);
  if (holding !== undefined) hold(room, socket, own, holding);
  return soon(room);
}

/** Of somebody who points in the contract's words, for those who speak ours. */
export function showPointing(room: Room, { is, socket, said }: Of<"cursor" | "selection">): Effect[] {
  const seat = room.seats.get(socket)!;
  if (seat.own) return [];
  note(room, socket, seat.person.uid, { [is]: said } as Presence);
  return soon(room);
}

function note(room: Room, socket: string, uid: number, said: Presence): Shown {
  const known = room.shown.get(socket) ?? { uid, presence: {}, heldAt: 0 };
  room.shown.set(socket, known);
  Object.assign(known.presence, said);
  if (Object.keys(said).length > 0) room.moved.set(socket, { ...room.moved.get(socket), ...said });
  return known;
}

/** Whoever holds a cell keeps it as long as they say so; whoever comes second is told that they do not. */
function hold(room: Room, socket: string, own: Shown, cell: string | null): void {
  const before = own.presence.holding ?? null;
  const seat = room.seats.get(socket)!;
  const holder = cell === null ? undefined : holderOf(room, cell, socket);
  const isFree = cell === null || (mayDraw(room, seat) && !holder);
  own.heldAt = room.now;
  if (!isFree || cell !== before) note(room, socket, own.uid, { holding: isFree ? cell : null });
  if (holder) note(room, holder[0], holder[1].uid, { holding: cell });
}

const holderOf = (room: Room, cell: string, but: string): [string, Shown] | undefined =>
  [...room.shown].find(([socket, { presence }]) => presence.holding === cell && socket !== but);

/** Frees what is held by nobody any more: after a silence, or by somebody who may not draw. */
export function freeHeld(room: Room): Effect[] {
  for (const [socket, { uid, presence, heldAt }] of room.shown) {
    const seat = room.seats.get(socket);
    if (!presence.holding || !seat) continue;
    if (!mayDraw(room, seat) || room.now - heldAt >= RULES.hold) note(room, socket, uid, { holding: null });
  }
  return soon(room);
}

/** What moved is told now, or when the beat comes. */
function soon(room: Room): Effect[] {
  if (room.moved.size === 0 || room.beat.isComing) return [];
  const left = room.beat.at + RULES.beat - room.now;
  if (left <= 0) return beat(room);
  room.beat.isComing = true;
  return [{ do: "beat-in", milliseconds: left }];
}

export function beat(room: Room): Effect[] {
  room.beat = { at: room.now, isComing: false };
  const moved = [...room.moved].flatMap(([socket, said]) => {
    const known = room.shown.get(socket);
    return known ? [{ socket, uid: known.uid, ...said }] : [];
  });
  room.moved.clear();
  if (moved.length === 0) return [];
  const ofHere = isHeardElsewhere(room) ? moved.filter(({ socket }) => room.seats.has(socket)) : [];
  return [tell(ownSockets(room), told(moved)), ...pointForOthers(room, moved), ...relayed(ofHere)];
}

const told = (moved: Moved[]): Told => ({
  is: "presence",
  moved: moved.map((one) => cut(one, RULES.selection)),
});

const cut = (one: Moved, most: number): Moved =>
  one.selection && one.selection.length > most ? { ...one, selection: one.selection.slice(0, most) } : one;

/** One piece each: what the bus carries is short. */
const relayed = (moved: readonly Moved[]): Effect[] =>
  moved.map((one) => ({
    do: "relay",
    to: "all",
    told: { is: "presence", moved: [cut(one, RULES.selectionElsewhere)] },
  }));

/** Others know of no pointers but the presenter's. */
function pointForOthers(room: Room, moved: readonly Moved[]): Effect[] {
  const others = [...room.seats.values()].flatMap(({ socket, own }) => (own ? [] : [socket]));
  if (others.length === 0) return [];
  return moved.flatMap(({ socket, uid, cursor, selection }) => {
    const isOurs = room.seats.get(socket)?.own ?? true;
    if (uid !== room.session.presenter || !isOurs) return [];
    return [
      ...(cursor ? [tell(others, { is: "cursor", said: cursor })] : []),
      ...(selection ? [tell(others, { is: "selection", said: selection })] : []),
    ];
  });
}

/** Another node's people moved. */
export function hear(room: Room, moved: readonly Moved[]): Effect[] {
  for (const { socket, uid, ...said } of moved) if (!room.seats.has(socket)) note(room, socket, uid, said);
  return soon(room);
}

/** All there is, for whoever comes. */
export function whole(room: Room): Told {
  return told([...room.shown].map(([socket, { uid, presence }]) => ({ socket, uid, ...presence })));
}

/** All of this node's people, for nodes whose people are new. */
export const relayWhole = (room: Room): Effect[] =>
  relayed(
    [...room.shown].flatMap(([socket, { uid, presence }]) =>
      room.seats.has(socket) ? [{ socket, uid, ...presence }] : [],
    ),
  );

/** Forgets whoever has gone; that they have is told by who is here. */
export function forgetGone(room: Room): void {
  const here = new Set(everywhere(room).map(({ socket }) => socket));
  for (const socket of room.shown.keys()) if (!here.has(socket)) room.shown.delete(socket);
}
