import { isCellId, isObject, LIMITS } from "../../domain/diagram/cell";
import type { Event, Presence, View } from "../../domain/diagram/room";

const LONGEST_REASON = 200;
const FARTHEST = 1_000_000_000;

type Message = Record<string, unknown>;
export type OwnRead = { event: Event } | { flaw: string } | null;

/** Reads one message of our additions to the contract; null for one that is none. */
export function readOwn(message: Message, socket: string): OwnRead {
  const { uid, on } = message;
  switch (message.message_type) {
    case "confer_presence": {
      const said = presenceOf(message);
      return said ? { event: { is: "presence", socket, said } } : { flaw: "That shows nothing of anybody." };
    }
    case "confer_lock":
      if (typeof on !== "boolean") return { flaw: "A lock is on or off." };
      return { event: { is: "lock", socket, on } };
    case "confer_read_only":
      if (!isUid(uid) || typeof on !== "boolean") return { flaw: "Somebody is read-only or not." };
      return { event: { is: "set-read-only", socket, who: uid, on } };
    case "confer_hand_over":
      return isUid(uid) ? { event: { is: "hand-over", socket, who: uid } } : { flaw: "Nobody is named." };
    case "confer_remove":
      if (!isUid(uid)) return { flaw: "Nobody is named." };
      return { event: { is: "remove", socket, who: uid, reason: reasonOf(message) } };
    case "confer_end":
      return { event: { is: "end", socket, reason: reasonOf(message) } };
    case "confer_release":
      return { event: { is: "release", socket } };
    case "confer_bring": {
      const view = viewOf(message.view);
      return view ? { event: { is: "bring", socket, view } } : { flaw: "A view is three numbers." };
    }
    case "confer_suggest": {
      const { suggestion_id: id, cells } = message;
      if (!isCellId(id) || !isEdit(cells)) return { flaw: "A suggestion is a list of changed cells." };
      return { event: { is: "suggest", socket, id: id.toLowerCase(), cells: JSON.stringify(cells) } };
    }
    case "confer_answer": {
      const { suggestion_id: id, taken } = message;
      if (!isCellId(id) || typeof taken !== "boolean") return { flaw: "An answer is yes or no." };
      return { event: { is: "answer", socket, id: id.toLowerCase(), taken } };
    }
    default:
      return null;
  }
}

const isUid = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isPlace = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= FARTHEST;

const reasonOf = ({ reason }: Message): string =>
  typeof reason === "string"
    ? reason
        .replace(/\p{Cc}/gu, " ")
        .trim()
        .slice(0, LONGEST_REASON)
    : "";

/** Only the members that are said; null where one of them is not what it should be, or none is. */
function presenceOf({ cursor, selection, view, laser, holding }: Message): Presence | null {
  const said: Presence = {};
  if (cursor !== undefined) {
    if (cursor !== null && !(isObject(cursor) && isPlace(cursor.x) && isPlace(cursor.y))) return null;
    said.cursor = cursor && { x: cursor.x as number, y: cursor.y as number };
  }
  if (selection !== undefined) {
    if (!Array.isArray(selection) || selection.length > LIMITS.cells || !selection.every(isCellId)) return null;
    said.selection = selection;
  }
  if (view !== undefined) {
    const read = view === null ? null : viewOf(view);
    if (view !== null && !read) return null;
    said.view = read;
  }
  if (laser !== undefined) {
    if (typeof laser !== "boolean") return null;
    said.laser = laser;
  }
  if (holding !== undefined) {
    if (holding !== null && !isCellId(holding)) return null;
    said.holding = holding;
  }
  return Object.keys(said).length > 0 ? said : null;
}

function viewOf(view: unknown): View | null {
  if (!isObject(view)) return null;
  const { x, y, zoom } = view;
  return isPlace(x) && isPlace(y) && isPlace(zoom) && zoom > 0 ? { x, y, zoom } : null;
}

const OPERATIONS: readonly unknown[] = ["add", "update", "remove"];

/** Whether it can be done is judged when the host does it. */
const isEdit = (cells: unknown): boolean =>
  Array.isArray(cells) &&
  cells.length > 0 &&
  cells.length <= LIMITS.cellsOfEdit &&
  cells.every((part) => isObject(part) && isCellId(part.id) && OPERATIONS.includes(part.operation)) &&
  JSON.stringify(cells).length <= LIMITS.editBytes;
