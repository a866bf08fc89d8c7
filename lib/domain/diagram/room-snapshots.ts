import { encoded } from "./room-answers";
import { type Effect, type Room, RULES } from "./room-state";

export function snapshotWhenDue(room: Room): Effect[] {
  if (room.unsaved < RULES.snapshotEvery || room.unsaved < room.document.count / 4) return [];
  return [snapshot(room)];
}

function snapshot(room: Room): Effect {
  room.unsaved = 0;
  return { do: "snapshot", seq: room.seq, cells: encoded(room) };
}

/** After many edits, but not too soon after the last; or after some time. */
export function versionWhenDue(room: Room): Effect[] {
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
