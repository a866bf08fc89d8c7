import { isHost, isIn, tell, toPerson } from "./room-seats";
import { type Effect, type Event, type Room, RULES, type Suggestion, type Told } from "./room-state";

type Of<Is extends Event["is"]> = Extract<Event, { is: Is }>;

/** Kept until the host answers: they may not be here, or have no such window. */
export function suggest(room: Room, { socket, id, cells }: Of<"suggest">): Effect[] {
  const by = room.seats.get(socket)!.person;
  const { host } = room.session;
  const isFar = ![...room.seats.values()].some(({ person }) => person.uid === host) && isIn(room, host);
  const own = [...room.suggestions.values()].filter((one) => one.by.uid === by.uid);
  if (own.length >= RULES.suggestions || (isFar && cells.length > RULES.suggestionElsewhere)) {
    const message = "The host cannot be told of so much.";
    return [tell([socket], { is: "error", error: "suggestion_too_large", message })];
  }
  const suggestion: Suggestion = { id, by, cells };
  room.suggestions.set(id, suggestion);
  return toPerson(room, host, { is: "suggestion", suggestion });
}

/** Again, to a host who has come or become one. */
export const tellSuggestions = (room: Room): Effect[] =>
  [...room.suggestions.values()].flatMap((suggestion) =>
    toPerson(room, room.session.host, { is: "suggestion", suggestion }),
  );

export function answer(room: Room, { socket, id, taken }: Of<"answer">): Effect[] {
  if (!isHost(room, socket)) return [];
  const isHere = room.suggestions.has(id);
  const told = { is: "answered" as const, id, taken };
  if (isHere || room.elsewhere.length === 0) return hearAnswer(room, told);
  return [{ do: "relay", to: "all", told }];
}

/** To whoever suggested it, where that was here. */
export function hearAnswer(room: Room, told: Extract<Told, { is: "answered" }>): Effect[] {
  const known = room.suggestions.get(told.id);
  if (!known) return [];
  room.suggestions.delete(told.id);
  return toPerson(room, known.by.uid, told);
}
