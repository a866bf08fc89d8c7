import { randomUUID } from "node:crypto";
import { isCellId, isObject, LIMITS, Refused } from "../../domain/diagram/cell";
import type { Event, Person, Told } from "../../domain/diagram/room";
import { digestOf } from "./digest";
import { whoIsMeant } from "./frames";
import { readOwn } from "./read-own";

/** A message of a client, understood, or what it is answered. `strike`: nothing a client of the contract sends. */
export type Read = { event: Event } | { answer: Told; strike: boolean };

const SERVER_ONLY = new Set<unknown>([
  "diagram_state",
  "participants_update",
  "diagram_operation_event",
  "operation_rejected",
  "authorization_denied",
  "sync_status_response",
  "presenter_request_event",
  "presenter_denied_event",
  "diagram_operation_batch",
  "history_operation",
  "error",
  "confer_acknowledged",
  "confer_welcome",
  "confer_participants",
  "confer_rights",
  "confer_brought",
  "confer_suggestion",
  "confer_answered",
]);

/** Where a message came from, and what it may speak of; `own`: it may be one of our additions. */
export type Asking = { socket: string; own: boolean; here: () => Iterable<Person>; seq: () => number };
type Message = Record<string, unknown>;

/** Reads one message of protocol v2 (tmi.md section 6). Whatever it says of who sends it is not looked at (S-54). */
export function read(text: string, asking: Asking): Read {
  const message = parse(text);
  return isObject(message) ? understand(message, text.length, asking) : NO_MESSAGE;
}

/** What a text says; undefined where it is no JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `length`: the message's characters. */
export function understand(message: Message, length: number, { socket, own, here, seq }: Asking): Read {
  const ours = own ? readOwn(message, socket) : null;
  if (ours) return "event" in ours ? ours : fault("invalid_message", ours.flaw);
  switch (message.message_type) {
    case "diagram_operation_request":
      return readEdit(message, length, socket, seq);
    case "undo_request":
      return { event: { is: "undo", socket, operationId: randomUUID() } };
    case "redo_request":
      return { event: { is: "redo", socket, operationId: randomUUID() } };
    case "sync_status_request":
      return { event: { is: "status", socket } };
    case "sync_request": {
      const { update_vector } = message;
      return { event: { is: "sync", socket, seq: typeof update_vector === "number" ? update_vector : null } };
    }
    case "presenter_request":
      return { event: { is: "ask-presenter", socket } };
    case "change_presenter_request": {
      const named = message.new_presenter;
      const who = named === undefined || named === null ? undefined : whoIsMeant(named, here());
      return { event: { is: "set-presenter", socket, who } };
    }
    case "presenter_denied_request":
      return { event: { is: "deny-presenter", socket, who: whoIsMeant(message.denied_user, here()) } };
    case "remove_participant_request":
      return { event: { is: "remove", socket, who: whoIsMeant(message.removed_user, here()), reason: "" } };
    case "presenter_cursor": {
      const { x, y } = isObject(message.cursor_position) ? message.cursor_position : {};
      if (typeof x !== "number" || typeof y !== "number") return fault("invalid_message", "A cursor is two numbers.");
      return { event: { is: "cursor", socket, said: { x, y } } };
    }
    case "presenter_selection": {
      const { selected_cells } = message;
      if (!Array.isArray(selected_cells) || selected_cells.length > LIMITS.cells || !selected_cells.every(isCellId)) {
        return fault("invalid_message", "A selection is a list of cells.");
      }
      return { event: { is: "selection", socket, said: selected_cells } };
    }
    default:
      return SERVER_ONLY.has(message.message_type)
        ? ONLY_THE_SERVER
        : fault("unsupported_message_type", "There is no such message.");
  }
}

function readEdit(message: Message, length: number, socket: string, seq: () => number): Read {
  const { operation_id, operation, base_vector } = message;
  if (!isCellId(operation_id)) return fault("invalid_message", "An operation is named by a UUID.");
  const operationId = operation_id.toLowerCase();
  const encoded = JSON.stringify(operation) ?? "";
  // Characters are at most three bytes, so most are known to fit by their number.
  if (length * 3 > LIMITS.editBytes && Buffer.byteLength(encoded) > LIMITS.editBytes) {
    const refused = new Refused("validation_failed", "operation_too_large", "An operation takes at most 50 KiB.");
    return { answer: { is: "rejected", operationId, seq: seq(), refused, resync: false }, strike: false };
  }
  const base = Number.isSafeInteger(base_vector) ? (base_vector as number) : undefined;
  return { event: { is: "edit", socket, operationId, digest: digestOf(encoded), operation, text: encoded, base } };
}

function fault(error: string, message: string, strike = false): Read {
  return { answer: { is: "error", error, message }, strike };
}

export const NO_MESSAGE = fault("invalid_message", "A message is a JSON object.", true);
export const ONLY_THE_SERVER = fault("invalid_message_type", "Only the server says that.");
