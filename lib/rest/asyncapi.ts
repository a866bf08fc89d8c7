import type { PlainAnswer, PlainRequest } from "./plain";
import { answerJson } from "./platform/envelope";

const ADDRESS = "/asyncapi.json";

export const isProtocol = (url: string): boolean => url === ADDRESS || url.startsWith(`${ADDRESS}?`);

/** What is said on the sockets of a session, as AsyncAPI. */
export async function describeProtocol(request: PlainRequest): Promise<PlainAnswer> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return answerJson({ error: "send GET" }, 405, { allow: "GET, HEAD" });
  }
  return answerJson(protocol());
}

type Schema = Record<string, unknown>;
type Message = { says: string; payload: Schema };

const text: Schema = { type: "string" };
const uuid: Schema = { type: "string", format: "uuid" };
const time: Schema = { type: "string", format: "date-time" };
const vector: Schema = { type: "integer", minimum: 0 };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema): Schema => ({ type: "array", items });
const words = (...all: string[]): Schema => ({ type: "string", enum: all });

/** A closed object; a name that ends with `?` may be absent. */
function object(members: Record<string, Schema>): Schema {
  const names = Object.keys(members);
  return {
    type: "object",
    required: names.filter((name) => !name.endsWith("?")),
    properties: Object.fromEntries(names.map((name) => [name.replace("?", ""), members[name]])),
    additionalProperties: false,
  };
}

const user = ref("User");
const number: Schema = { type: "number" };
const flag: Schema = { type: "boolean" };
const uid: Schema = { type: "integer", minimum: 1 };
const point = object({ x: number, y: number });
const view = object({ x: number, y: number, zoom: { type: "number", exclusiveMinimum: 0 } });
const orNothing = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const why = { enum: ["rights", "read-only", "locked", null] };
export const schemas: Record<string, Schema> = {
  User: object({
    principal_type: { const: "user" },
    provider: text,
    provider_id: text,
    display_name: text,
    email: text,
  }),
  Cell: { type: "object", required: ["id", "shape"], properties: { id: uuid, shape: text } },
  Operation: object({
    type: { const: "patch" },
    cells: ref("CellEdits"),
  }),
  CellEdits: {
    ...list({
      type: "object",
      required: ["id", "operation"],
      properties: { id: uuid, operation: words("add", "update", "remove"), data: { type: "object" } },
    }),
    minItems: 1,
    maxItems: 500,
  },
};

const presence = {
  "cursor?": orNothing(point),
  "selection?": list(uuid),
  "view?": orNothing(view),
  "laser?": flag,
  "holding?": orNothing(uuid),
};

const message = (type: string, says: string, members: Record<string, Schema> = {}): [string, Message] => [
  type,
  { says, payload: object({ message_type: { const: type }, ...members }) },
];

const pointing = [
  message("presenter_cursor", "Where the presenter points; passed on at most 30 times a second.", {
    cursor_position: object({ x: { type: "number" }, y: { type: "number" } }),
  }),
  message("presenter_selection", "What the presenter has selected.", { selected_cells: list(uuid) }),
];

/** Ours beside the contract: only understood of a socket with `confer=1`, and only told there. */
const additionsAsked = [
  message("confer_presence", "What changed of what I show of myself; holding is the cell I type in.", presence),
  message("confer_lock", "The host alone draws, or everybody who may.", { on: flag }),
  message("confer_read_only", "The host lets somebody only look, or draw again.", { uid, on: flag }),
  message("confer_hand_over", "The host makes somebody else the host.", { uid }),
  message("confer_remove", "The host removes somebody, with a reason.", { uid, "reason?": text }),
  message("confer_end", "The host ends the session for all.", { "reason?": text }),
  message("confer_release", "The presenter does not want to present any more."),
  message("confer_bring", "The presenter or the host calls everybody to what they see.", { view }),
  message("confer_suggest", "An edit I may not make: may the host make it?", {
    suggestion_id: uuid,
    cells: ref("CellEdits"),
  }),
  message("confer_answer", "The host has made a suggested edit, or will not.", { suggestion_id: uuid, taken: flag }),
];

const additionsTold = [
  message("confer_welcome", "First of all: which socket this is, and whose.", {
    socket: uuid,
    uid,
    session_id: uuid,
    host: uid,
    owner_uid: uid,
  }),
  message("confer_acknowledged", "To whoever made some of the edits told next: the numbers of theirs.", {
    operations: list(object({ operation_id: uuid, sequence_number: vector })),
  }),
  message("confer_participants", "Everybody who is here, in the order they came; after each participants_update.", {
    people: list(
      object({ uid, user, may_edit: flag, why, read_only: flag, away: flag, since: time, sockets: list(uuid) }),
    ),
    host: uid,
    presenter: orNothing(uid),
    locked: flag,
  }),
  message("confer_rights", "To somebody: whether they may draw now, and what keeps them from it.", {
    may_edit: flag,
    why,
    trail: list(text),
    because: orNothing(
      object({
        what: words("role-removed", "role-changed", "policy-changed", "list", "access", "ended"),
        names: list(text),
        by: text,
      }),
    ),
  }),
  message("confer_presence", "What changed of what people show of themselves; at most 20 times a second.", {
    presences: list(object({ socket: uuid, uid, ...presence })),
  }),
  message("confer_brought", "Somebody calls everybody to what they see.", { by: uid, view }),
  message("confer_suggestion", "To the host: somebody suggests an edit.", {
    suggestion_id: uuid,
    by: uid,
    user,
    cells: ref("CellEdits"),
  }),
  message("confer_answered", "To whoever suggested: what became of it.", { suggestion_id: uuid, taken: flag }),
];

/** What a client may say. Whatever else a message of it holds is not looked at. */
export const asked: ReadonlyMap<string, Message> = new Map([
  message("diagram_operation_request", "An edit of one or many cells; an update merges members, null takes one away.", {
    operation_id: uuid,
    base_vector: vector,
    operation: ref("Operation"),
  }),
  message("undo_request", "Take back my last edit that still stands."),
  message("redo_request", "Do again what I took back last."),
  message("sync_status_request", "How far is the diagram?"),
  message("sync_request", "Tell me the state, unless I am that far already.", {
    "update_vector?": { anyOf: [vector, { type: "null" }] },
  }),
  message("presenter_request", "May I present?"),
  message("presenter_denied_request", "The host says no.", { denied_user: user }),
  message("change_presenter_request", "The host lets somebody present.", { new_presenter: user }),
  message("remove_participant_request", "The host removes somebody, who does not come back.", { removed_user: user }),
  ...pointing,
  ...additionsAsked,
]);

/** What a room tells. */
export const told: ReadonlyMap<string, Message> = new Map([
  message("diagram_state", "The whole diagram: first, and whenever somebody is too far behind.", {
    diagram_id: uuid,
    update_vector: vector,
    cells: list(ref("Cell")),
    "color_palette?": list({ type: "object" }),
  }),
  message(
    "participants_update",
    "Everybody who is here, whoever hosts and whoever presents; `initiating_user` is told to pages of another origin alone.",
    {
      "initiating_user?": { type: "null" },
      participants: list(object({ user, permissions: words("reader", "writer"), last_activity: time })),
      host: user,
      current_presenter: { anyOf: [user, { type: "null" }] },
    },
  ),
  message("diagram_operation_event", "An edit that is kept; to its sender this is the acknowledgement.", {
    initiating_user: user,
    operation_id: uuid,
    sequence_number: vector,
    update_vector: vector,
    operation: ref("Operation"),
  }),
  message(
    "diagram_operation_batch",
    "With confer=1, in place of diagram_operation_event: edits that are kept, one after the other up to update_vector. `by` counts in initiating_users and in initiating_uids, their accounts; an edit without it is by who made the one before, the first by the first. `base_vector` is what its author had seen.",
    {
      update_vector: vector,
      initiating_users: list(user),
      initiating_uids: list(vector),
      operations: list(object({ "by?": vector, "base_vector?": vector, operation: ref("Operation") })),
    },
  ),
  message("operation_rejected", "An edit that was not kept, and why.", {
    operation_id: uuid,
    update_vector: vector,
    reason: words(
      "validation_failed",
      "conflict_detected",
      "no_state_change",
      "diagram_not_found",
      "permission_denied",
      "invalid_operation_type",
      "empty_operation",
    ),
    message: text,
    details: text,
    "affected_cells?": list(uuid),
    requires_resync: { type: "boolean" },
    timestamp: time,
  }),
  message("authorization_denied", "Whoever reads does not edit.", {
    original_operation_id: uuid,
    reason: words("insufficient_permissions"),
  }),
  message("sync_status_response", "How far the diagram is.", { update_vector: vector }),
  message("presenter_request_event", "To the host: somebody wants to present.", { requesting_user: user }),
  message("presenter_denied_event", "To whoever asked: the host said no.", { denied_user: user }),
  message(
    "history_operation",
    "There was nothing to undo or redo; with confer=1, what an undo had to leave as it is.",
    {
      operation_type: words("undo", "redo"),
      message: words("no_operations_to_undo", "no_operations_to_redo", "done"),
      "kept?": list({ type: "object" }),
    },
  ),
  message("error", "Something was not understood, or the line closes for a reason.", {
    error: text,
    message: text,
    timestamp: time,
  }),
  ...pointing,
  ...additionsTold,
]);

const nameOf = (way: string, type: string) => `${way}.${type}`;

function messagesOf(way: string, all: ReadonlyMap<string, Message>) {
  return Object.fromEntries(
    [...all].map(([type, { says, payload }]) => [nameOf(way, type), { name: type, summary: says, payload }]),
  );
}

function protocol(): object {
  const messages = { ...messagesOf("asked", asked), ...messagesOf("told", told) };
  const channel = { $ref: "#/channels/session" };
  const operation = (action: string, way: string, all: ReadonlyMap<string, Message>) => ({
    action,
    channel,
    messages: [...all.keys()].map((type) => ({ $ref: `#/channels/session/messages/${nameOf(way, type)}` })),
  });
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Confer: diagram sessions",
      version: "2.0.0",
      description:
        "One WebSocket takes part in one session. Every message is a JSON text of at most 64 KiB, an operation in it at most 50 KiB; 60 a second, 120 at once. Closed with: 4401 the sign-in has ended, 4403 the right has, 4408 too slow to read, 1008 not the protocol, 1012 come again. `?token=` instead of a ticket speaks the protocol of 2025, from a page only under the base path /v1.",
    },
    channels: {
      session: {
        address: "/threat_models/{threat_model_id}/diagrams/{diagram_id}/ws",
        parameters: {
          threat_model_id: { description: "UUID" },
          diagram_id: { description: "UUID" },
        },
        bindings: {
          ws: {
            method: "GET",
            query: object({
              "session_id?": uuid,
              "ticket?": { ...text, description: "of GET /ws/ticket: opens one socket, once, within 30 s" },
              "token?": { ...text, description: "an access token, from clients of 2025" },
              "since?": {
                ...vector,
                description: "the last update_vector heard: what was missed comes instead of the state",
              },
              "confer?": {
                const: "1",
                description: "also understands and hears the messages whose names begin with confer_",
              },
            }),
          },
        },
        messages,
      },
    },
    operations: { ask: operation("receive", "asked", asked), tell: operation("send", "told", told) },
    components: { schemas },
  };
}
