import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import * as served from "../../lib/rest/asyncapi";
import document from "../rooms/asyncapi-1.0.0.json";
import type { Frame } from "./room-client";

/**
 * Where the published document is silent about what its own server and clients say, by message (tmi.md 10). The first is declared, but in
 * the list of nobody's messages; the second in no list at all, and therefore spelled out here.
 */
export const EXCEPTIONS: Record<string, { because: string; schema: object }> = {
  presenter_request_event: {
    because: "its payload is declared, and it is missing from what is received; its server sends it",
    schema: { $ref: "asyncapi#/schemas/PresenterRequestEventPayload" },
  },
  history_operation: {
    because:
      "its server sends it for an undo or redo that finds nothing, its front end reads it, the document has not heard of it",
    schema: {
      type: "object",
      required: ["message_type", "operation_type", "message"],
      properties: {
        message_type: { const: "history_operation" },
        operation_type: { enum: ["undo", "redo"] },
        message: { enum: ["no_operations_to_undo", "no_operations_to_redo", "done"] },
        kept: { type: "array" },
      },
      additionalProperties: false,
    },
  },
};

/** What we understand and say beside it, of our own clients alone. */
export const OURS = {
  sent: [
    "confer_presence",
    "confer_lock",
    "confer_read_only",
    "confer_hand_over",
    "confer_remove",
    "confer_end",
    "confer_release",
    "confer_bring",
    "confer_suggest",
    "confer_answer",
  ],
  heard: [
    "diagram_operation_batch",
    "confer_acknowledged",
    "confer_welcome",
    "confer_participants",
    "confer_rights",
    "confer_presence",
    "confer_brought",
    "confer_suggestion",
    "confer_answered",
  ],
};

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addFormat("int64", true);
ajv.addSchema({ $id: "asyncapi", schemas: pointed(document.schemas) });

/** References begin at the document's root there, and at the extract's here. */
function pointed(part: unknown): unknown {
  return JSON.parse(JSON.stringify(part).replaceAll('"#/components/schemas/', '"asyncapi#/schemas/'));
}

type Payload = { properties: { message_type: { const: string } } };
const byType = (names: readonly string[]): Map<string, ValidateFunction> =>
  new Map(
    names.map((name) => {
      const { properties } = (document.schemas as unknown as Record<string, Payload>)[name]!;
      return [properties.message_type.const, ajv.compile({ $ref: `asyncapi#/schemas/${name}` })];
    }),
  );
const declared = { sent: byType(document.messages.send), heard: byType(document.messages.receive) };
for (const [type, { schema }] of Object.entries(EXCEPTIONS)) declared.heard.set(type, ajv.compile(schema));

/** The kinds of messages of each way, as the document and its exceptions have them. */
export const MESSAGES = { sent: [...declared.sent.keys()], heard: [...declared.heard.keys()] };

/** What /asyncapi.json says of it. */
ajv.addSchema({ $id: "served", components: { schemas: served.schemas } });
const described = (messages: typeof served.asked) =>
  new Map(
    [...messages].map(([type, { payload }]) => [
      type,
      ajv.compile(JSON.parse(JSON.stringify(payload).replaceAll('"#/', '"served#/'))),
    ]),
  );
const ours = { sent: described(served.asked), heard: described(served.told) };

/** What the published document, or the one we serve, has against a frame, in words. */
export function faultsOf(way: "sent" | "heard", frame: Frame): string[] {
  return [...against(declared[way], frame), ...faultsOfOurs(way, frame)];
}

/** As `faultsOf`, for what we say beside the published document. */
export const faultsOfOurs = (way: "sent" | "heard", frame: Frame): string[] =>
  against(ours[way], frame).map((fault) => `/asyncapi.json: ${fault}`);

function against(judges: ReadonlyMap<string, ValidateFunction>, frame: Frame): string[] {
  const judge = judges.get(frame.message_type);
  if (!judge) return [`${frame.message_type} is not declared`];
  const holds: boolean = judge(frame);
  if (holds) return [];
  return judge.errors!.map(({ instancePath, message }) => `${frame.message_type}${instancePath} ${message}`);
}
