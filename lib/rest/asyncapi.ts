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
    cells: {
      ...list({
        type: "object",
        required: ["id", "operation"],
        properties: { id: uuid, operation: words("add", "update", "remove"), data: { type: "object" } },
      }),
      minItems: 1,
      maxItems: 500,
    },
  }),
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
]);

/** What a room tells. */
export const told: ReadonlyMap<string, Message> = new Map([
  message("diagram_state", "The whole diagram: first, and whenever somebody is too far behind.", {
    diagram_id: uuid,
    update_vector: vector,
    cells: list(ref("Cell")),
    "color_palette?": list({ type: "object" }),
  }),
  message("participants_update", "Everybody who is here, whoever hosts and whoever presents.", {
    participants: list(object({ user, permissions: words("reader", "writer"), last_activity: time })),
    host: user,
    current_presenter: { anyOf: [user, { type: "null" }] },
  }),
  message("diagram_operation_event", "An edit that is kept; to its sender this is the acknowledgement.", {
    initiating_user: user,
    operation_id: uuid,
    sequence_number: vector,
    update_vector: vector,
    operation: ref("Operation"),
  }),
  message(
    "diagram_operation_batch",
    "With confer=1, in place of diagram_operation_event: edits that are kept, in their order. `by` counts in initiating_users.",
    {
      update_vector: vector,
      initiating_users: list(user),
      operations: list(
        object({ by: vector, operation_id: uuid, sequence_number: vector, operation: ref("Operation") }),
      ),
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
        "One WebSocket takes part in one session. Every message is a JSON text of at most 64 KiB, an operation in it at most 50 KiB; 60 a second, 120 at once. Closed with: 4401 the sign-in has ended, 4403 the right has, 4408 too slow to read, 1008 not the protocol, 1012 come again. `?token=` instead of a ticket speaks the protocol of 2025.",
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
              "confer?": { const: "1", description: "undo says what it left as others have changed it" },
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
