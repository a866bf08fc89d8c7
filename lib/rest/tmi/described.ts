import { z } from "zod";
import { dryRunShape } from "../../operations/wire/preview";
import { DRY_RUN } from "./change";
import { type BodyKind, type Route, TYPES } from "./route";
import { table } from "./routes";
import { MANY, MOMENTS } from "./sought";

const TAG = "threat models";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };
const moment = { type: "string", format: "date-time" };
const named: Record<string, object> = {
  ...Object.fromEntries(MOMENTS.map((name) => [name, moment])),
  ...Object.fromEntries(MANY.map((name) => [name, { type: "array", items: text }])),
  limit: { ...count, maximum: 1000, default: 20 },
  offset: count,
  session_id: { type: "string", format: "uuid" },
};

const error = {
  type: "object",
  required: ["error", "error_description"],
  properties: { error: text, error_description: text },
  additionalProperties: false,
};
/** Where two generations of clients agree on no shape, the header X-TMI-Profile chooses one (lib/rest/tmi/profiles.ts). */
const profile = {
  name: "X-TMI-Profile",
  in: "header",
  required: false,
  schema: { enum: ["1.8", "1.0.0"] },
  description: "In whose shapes to answer; the prefix /v1 says 1.0.0 too.",
};
const dryRun = {
  name: DRY_RUN,
  in: "query",
  required: false,
  schema: { type: "boolean", default: false },
  description: "Confer's own: with true nothing is changed, and the answer says whose access would: `preview`.",
};
const ifMatch = { name: "If-Match", in: "header", required: false, schema: text };

/** TMI's addresses for `/openapi.json`, from the table that answers them. */
export const tmiPaths = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries(table).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, route]) => [method.toLowerCase(), entryOf(path, method, route)]),
      ),
    ]),
  );

function entryOf(
  path: string,
  method: string,
  { says, ok = [200], anyone, body, query = [], page, tries }: Route,
): object {
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  const asked = query.map((name) => ({
    name,
    in: "query",
    required: name === "session_id",
    schema: named[name] ?? text,
  }));
  const isVersioned = ids.length > 0 && /^(PUT|PATCH|DELETE)$/.test(method) && !path.endsWith("/collaborate");
  return {
    tags: [TAG],
    operationId: `${method.toLowerCase()} ${path}`,
    summary: says,
    security: anyone ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...ids,
      ...asked,
      ...(tries ? [dryRun] : []),
      ...(isVersioned ? [ifMatch] : []),
      ...(page ? [] : [profile]),
    ],
    ...(body
      ? { requestBody: { content: Object.fromEntries(body.map((kind) => [TYPES[kind], { schema: shapes[kind] }])) } }
      : {}),
    responses: {
      ...Object.fromEntries(ok.map((status) => [status, told[status] ?? given])),
      ...(tries ? { 200: ok.includes(200) ? givenOrTried : tried } : {}),
      default: { description: "A refusal", content: { "application/json": { schema: error } } },
    },
  };
}

const shapes: Record<BodyKind, object> = {
  json: { type: "object" },
  patch: { type: "array", items: { type: "object", required: ["op", "path"] } },
  form: { type: "object" },
};
const given = { description: "What was asked for", content: { "application/json": { schema: {} } } };
const preview = z.toJSONSchema(dryRunShape, { io: "output", reused: "inline" });
const tried = {
  description: "To a dry run: what it would change",
  content: { "application/json": { schema: preview } },
};
const givenOrTried = {
  description: "What was asked for; to a dry run what it would change",
  content: { "application/json": { schema: { anyOf: [{ type: "object" }, preview] } } },
};
const told: Record<number, object> = {
  101: { description: "The line is open" },
  204: { description: "Done" },
  302: { description: "The browser is led on" },
};
