import { z } from "zod";
import { operations } from "../operations/families";
import * as field from "../operations/fields";
import { wireOf } from "../operations/fields";
import type { AnyOperation } from "../operations/operation";
import { dryRunShape } from "../operations/wire/preview";
import type { PlainAnswer, PlainRequest } from "./plain";
import { answerJson } from "./platform/envelope";
import { tmiPaths } from "./tmi/described";

const ADDRESS = "/openapi.json";

export const isDescription = (url: string): boolean => url === ADDRESS || url.startsWith(`${ADDRESS}?`);

export async function describe(request: PlainRequest): Promise<PlainAnswer> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return answerJson({ error: "send GET" }, 405, { allow: "GET, HEAD" });
  }
  return answerJson(document());
}

let made: object | undefined;

/** The OpenAPI document of everything served, made from the declarations and from the table of TMI's addresses. */
export function document(): object {
  made ??= {
    openapi: "3.1.0",
    info: {
      title: "Confer",
      version: "1.0",
      description:
        "Below /1.0 every call answers HTTP 200 with an envelope; `result` 0 is success. Parameters travel in the query, a form or a JSON body. The token goes into `Authorization: Bearer`, or into the parameter `session`. All other addresses are those of TMI's collaboration API: JSON, the outcome in the status. What is said on its sockets is in /asyncapi.json.",
    },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "query", name: "session" },
        cookie: { type: "apiKey", in: "cookie", name: "tmi_access_token" },
      },
    },
    paths: {
      ...Object.fromEntries(operations.map((operation) => [pathOf(operation), pathItem(operation)])),
      ...tmiPaths(),
    },
  };
  return made;
}

/** `users.collaboration.GetRoles` → `/1.0/users/collaboration/rest/getroles`. */
export function pathOf(operation: AnyOperation): string {
  const [namespace, service, method] = operation.method.split(".");
  return `/1.0/${namespace}/${service}/rest/${method!.toLowerCase()}`;
}

const envelope = {
  type: "object",
  properties: {
    error: { type: "string" },
    reason: { type: "integer" },
    result: { type: "integer", description: "0 on success" },
    source: { type: "string" },
  },
  required: ["error", "reason", "result", "source"],
};

const jsonSchema = (schema: z.ZodType, io: "input" | "output"): object =>
  z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });

const dryRun = field
  .flag()
  .optional()
  .describe("With true nothing is changed, and the answer says whose access would: `preview`.");

function pathItem(operation: AnyOperation): object {
  const mayTry = operation.kind === "write" && operation.dryRun !== false && !operation.anyone;
  const input = mayTry ? operation.input.extend({ dryRun }) : (operation.input as z.ZodObject);
  const parameters = Object.entries(input.shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: fieldSchema(schema as z.ZodType),
  }));
  const described = {
    tags: [operation.method.split(".").slice(0, 2).join(".")],
    summary: operation.summary,
    security: operation.anyone ? [] : [{ bearer: [] }, { session: [] }],
    responses: {
      200: {
        description: "What was asked for, or a refusal",
        content: {
          "application/json": {
            schema: {
              anyOf: [
                { allOf: [envelope, jsonSchema(operation.output, "output")] },
                ...(mayTry ? [{ allOf: [envelope, jsonSchema(dryRunShape, "output")] }] : []),
                envelope,
              ],
            },
          },
        },
      },
    },
  };
  const form = {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name),
  };
  const post = {
    ...described,
    operationId: operation.method,
    requestBody: {
      content: { "application/x-www-form-urlencoded": { schema: form }, "application/json": { schema: form } },
    },
  };
  return operation.postOnly
    ? { post }
    : { get: { ...described, operationId: `${operation.method}.get`, parameters }, post };
}

/** Dates have no JSON type: they travel as text. */
const fieldSchema = (schema: z.ZodType): object =>
  wireOf(schema) === "date"
    ? { type: "string", description: "yyyy-MM-dd HH:mm:ss, UTC" }
    : withoutDialect(jsonSchema(schema, "input"));

function withoutDialect(schema: object): object {
  const { $schema: _, ...rest } = schema as { $schema?: string };
  return rest;
}
