import { isObject } from "../../domain/diagram/cell";
import { type Asking, NO_MESSAGE, ONLY_THE_SERVER, parse, type Read, understand } from "./read";

/** What protocol v1 calls what v2 calls otherwise, with the member that names somebody: there, and here. */
const NAMES = new Map<unknown, { is: string; names?: [theirs: readonly string[], ours: string] }>([
  ["diagram_operation", { is: "diagram_operation_request" }],
  ["change_presenter", { is: "change_presenter_request", names: [["new_presenter"], "new_presenter"] }],
  // Whose presenting is denied had a member of its own, and later stood where the event has the presenter.
  [
    "presenter_denied",
    { is: "presenter_denied_request", names: [["target_user", "denied_user", "current_presenter"], "denied_user"] },
  ],
  ["remove_participant", { is: "remove_participant_request", names: [["removed_user"], "removed_user"] }],
]);
const SERVER_ONLY = new Set<unknown>([
  "current_presenter",
  "participant_joined",
  "participant_left",
  "diagram_state_sync",
  "state_correction",
  "resync_response",
]);

/**
 * Reads one message of protocol v1, which clients of 2025 speak (tmi.md section 6). The requests they had in common with v2, and those
 * of the weeks in which one became the other, are read as v2's.
 */
export function readV1(text: string, asking: Asking): Read {
  const message = parse(text);
  if (!isObject(message)) return NO_MESSAGE;
  const { message_type } = message;
  if (message_type === "resync_request") return { event: { is: "status", socket: asking.socket } };
  if (SERVER_ONLY.has(message_type)) return ONLY_THE_SERVER;
  const renamed = NAMES.get(message_type);
  const said = { ...message, ...(renamed ? { message_type: renamed.is } : {}) } as Record<string, unknown>;
  if (renamed?.names) {
    const [theirs, ours] = renamed.names;
    said[ours] = userOf(theirs.map((name) => message[name]).find((named) => named !== undefined));
  }
  return understand(said, text.length, asking);
}

/** Somebody was an address before being an object, and nobody was an empty one. */
function userOf(named: unknown): unknown {
  if (typeof named !== "string") return named;
  return named === "" ? undefined : { email: named };
}
