import { over, setHost, setPresenter, tellPeople } from "./room-people";
import { freeHeld } from "./room-presence";
import { isHost, isIn, ownSockets, tell, uidOf } from "./room-seats";
import type { Effect, Event, Room, Told } from "./room-state";
import { tellSuggestions } from "./room-suggestions";

/** What the host may do beside the contract. Whoever else says it is not answered. */
type Of<Is extends Event["is"]> = Extract<Event, { is: Is }>;

/** Only the host draws, or everybody who may. */
export const lock = (room: Room, { socket, on }: Of<"lock">): Effect[] =>
  isHost(room, socket) ? restrict(room, { locked: on }) : [];

/** One who may edit only looks, in this session, or draws again. */
export function setReadOnly(room: Room, { socket, who, on }: Of<"set-read-only">): Effect[] {
  if (!isHost(room, socket) || who === room.session.host || !isIn(room, who)) return [];
  const others = room.session.readOnly.filter((uid) => uid !== who);
  return restrict(room, { readOnly: on ? [...others, who] : others });
}

function restrict(room: Room, change: Partial<Pick<Room["session"], "locked" | "readOnly">>): Effect[] {
  Object.assign(room.session, change);
  const { locked, readOnly } = room.session;
  return [{ do: "restrict", locked, readOnly }, ...tellPeople(room), ...freeHeld(room)];
}

export function handOver(room: Room, { socket, who }: Of<"hand-over">): Effect[] {
  if (!isHost(room, socket) || who === room.session.host || !isIn(room, who)) return [];
  return [setHost(room, who), ...tellPeople(room), ...freeHeld(room), ...tellSuggestions(room)];
}

export const end = (room: Room, { socket, reason }: Of<"end">): Effect[] =>
  isHost(room, socket) ? over(room, reason || "The host has ended the session.") : [];

/** Whoever presents stops: the host does, or nobody where it was the host. */
export function release(room: Room, { socket }: Of<"release">): Effect[] {
  const { host, presenter } = room.session;
  if (presenter !== uidOf(room, socket)) return [];
  return [...setPresenter(room, presenter !== host && isIn(room, host) ? host : null), ...tellPeople(room)];
}

/** Calls everybody to what the presenter or the host sees. */
export function bring(room: Room, { socket, view }: Of<"bring">): Effect[] {
  const by = uidOf(room, socket);
  if (by !== room.session.host && by !== room.session.presenter) return [];
  const told: Told = { is: "brought", by, view };
  const others = ownSockets(room).filter((one) => uidOf(room, one) !== by);
  return [
    tell(others, told),
    ...(room.elsewhere.length > 0 ? [{ do: "relay" as const, to: "all" as const, told }] : []),
  ];
}
