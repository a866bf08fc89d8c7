import {
  type Effect,
  type Elsewhere,
  type OwnTold,
  type Room,
  RULES,
  type Seat,
  type Session,
  type Told,
  type WhyNot,
} from "./room-state";

export type Somebody = Seat | Elsewhere;

/** All sockets of the session, this node's first. */
export const everywhere = (room: Room): Somebody[] => [...room.seats.values(), ...room.elsewhere];
export const isIn = (room: Room, uid: number): boolean => everywhere(room).some(({ person }) => person.uid === uid);

export const uidOf = (room: Room, socket: string): number => room.seats.get(socket)!.person.uid;
export const isHost = (room: Room, socket: string): boolean => uidOf(room, socket) === room.session.host;

export const tell = (sockets: readonly string[], told: Told): Effect => ({ do: "tell", sockets, told });

const OURS: Record<OwnTold["is"], true> = {
  welcome: true,
  participants: true,
  rights: true,
  presence: true,
  brought: true,
  suggestion: true,
  answered: true,
};

/** Those of this node who understand this, of one person or of all. */
export const hearersOf = (room: Room, told: Told, uid: number | null = null): string[] =>
  [...room.seats.values()].flatMap(({ socket, person, own }) =>
    (uid === null || person.uid === uid) && (own || !(told.is in OURS)) ? [socket] : [],
  );

/** To all sockets of a person, here and on other nodes. */
export function toPerson(room: Room, uid: number, told: Told): Effect[] {
  const isElsewhere = room.elsewhere.some(({ person }) => person.uid === uid);
  const sockets = hearersOf(room, told, uid);
  return [tell(sockets, told), ...(isElsewhere ? [{ do: "relay" as const, to: uid, told }] : [])];
}

/** Those of this node who speak our additions. */
export const ownSockets = (room: Room): string[] => [
  ...[...room.seats.values()].flatMap(({ socket, own }) => (own ? [socket] : [])),
  ...room.seats.watchers.keys(),
];

/** Does anybody on another node want to know? */
export const isHeardElsewhere = (room: Room): boolean => room.elsewhere.length > 0 || room.now < room.watchedUntil;

type Holding = { person: { uid: number }; mayEdit: boolean };

/** What keeps somebody from drawing who is in this session; whoever hosts is not kept from it by themselves. */
export function whyNot(
  { host, locked, readOnly }: Pick<Session, "host" | "locked" | "readOnly">,
  { person, mayEdit }: Holding,
): WhyNot {
  if (!mayEdit) return "rights";
  if (person.uid === host) return null;
  if (readOnly.includes(person.uid)) return "read-only";
  return locked ? "locked" : null;
}

export const mayDraw = (room: Room, one: Holding): boolean => whyNot(room.session, one) === null;

/** Those of whom nobody has heard anything for a while, through any of their sockets. */
export function awayNow(room: Room): Set<number> {
  const away = new Set<number>();
  const all = everywhere(room);
  for (const { person } of all) away.add(person.uid);
  for (const { person, lastActivity } of all) if (room.now - lastActivity < RULES.away) away.delete(person.uid);
  return away;
}
