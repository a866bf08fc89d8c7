import Ajv from "ajv";
import addFormats from "ajv-formats";
import { profileOf } from "../../lib/rest/tmi/profiles";
import old from "../rest/tmi/openapi-1.0.0.json";
import today from "../rest/tmi/openapi-1.8.22.json";

/** The published documents of both versions, less their prose, and what an answer of ours has against them. */
type Schema = Record<string, unknown>;
type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Schema> }>>;
  components: Record<string, Record<string, Schema>>;
};

const documents = { "1.0.0": old as unknown as Document, "1.8": today as unknown as Document };

/**
 * Where the published document is itself wrong (tmi.md 10), or is silent about something its own clients meet. By profile, method, address and
 * status.
 */
export const EXCEPTIONS: Record<string, string> = {
  "1.8 GET /me/sessions 200": "declared as an object; the server and its front end speak a bare array (tmi.md 2.4)",
};

/**
 * Of what people write the documents say one thing where it is sent and where sessions and diagrams are listed, and a narrower one where it
 * is shown: `&`, quotes and angle brackets may be sent and may not be shown, and 1.0.0 has half the length. It is kept and shown as written.
 */
const AS_WRITTEN =
  /^(\/threat_models\/\d+|\/diagrams\/\d+|\/\d+)?\/(name|description|metadata\/\d+\/value) must (match pattern "\^\[\^<>|NOT have more than 1024 )/;

/**
 * Cells are declared closed, and today's own editor sends members outside of that (ports as a list, rect, lockBadge, markers by name), which
 * the server keeps as they came (tmi.md 4, 10). Tests that draw as that editor does say so.
 */
export const EDITORS_CELLS = /^(\/diagrams\/\d+)?\/cells\//;

/** Statuses any address may answer with, whether its own list names them or not; their body is TMI's error. */
const EVERYWHERE = new Set(["400", "401", "403", "404", "405", "406", "409", "413", "415", "429", "500"]);

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
for (const name of ["int32", "int64"]) ajv.addFormat(name, true);
for (const [profile, { components }] of Object.entries(documents)) {
  ajv.addSchema({ $id: `tmi:${profile}`, components: pointed(components, profile) });
}

/** References of a document lead into itself wherever a part of it is compiled. */
function pointed(part: unknown, profile: string): unknown {
  if (Array.isArray(part)) return part.map((one) => pointed(one, profile));
  if (!part || typeof part !== "object") return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) =>
      key === "$ref" && typeof value === "string" ? [key, `tmi:${profile}${value}`] : [key, pointed(value, profile)],
    ),
  );
}

/** What is wrong with an answer, in words; nothing where its address is not of the published document. */
export function faultsOf(
  method: string,
  url: string,
  headers: Record<string, string>,
  status: number,
  body: unknown,
): string[] {
  const { profile, path } = profileOf({ headers }, url.split("?", 1)[0]!);
  const document = documents[profile];
  const template = Object.keys(document.paths).find((one) => patternOf(one).test(path));
  const known = template && document.paths[template]![method.toLowerCase()];
  if (!template || !known) return [];
  const where = `${profile} ${method} ${template} ${status}`;
  if (where in EXCEPTIONS) return [];
  const own = known.responses[String(status)];
  if (!own && !EVERYWHERE.has(String(status))) return [`${where} is not declared`];
  const schema = schemaOf(document, own) ?? (own ? undefined : { $ref: "#/components/schemas/Error" });
  if (!schema) return body === undefined ? [] : [`${where} has a body`];
  if (body === undefined) return [`${where} has no body`];
  const faults = invalid(schema, profile, body).filter((fault) => !AS_WRITTEN.test(fault));
  return [...faults, ...(profile === "1.8" ? undeclared(document, schema, body, "") : [])];
}

const patternOf = (template: string) => new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`);

function schemaOf(document: Document, response: Schema | undefined): Schema | undefined {
  const at = response && "$ref" in response ? resolve(document, response) : response;
  const content = at?.content as Record<string, { schema: Schema }> | undefined;
  return content?.["application/json"]?.schema;
}

const resolve = (document: Document, { $ref }: Schema): Schema => {
  const [, , kind = "", name = ""] = String($ref).split("/");
  return document.components[kind]![name]!;
};

const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

function invalid(schema: Schema, profile: string, body: unknown): string[] {
  const key = `${profile} ${JSON.stringify(schema)}`;
  if (!compiled.has(key)) compiled.set(key, ajv.compile(pointed(schema, profile) as Schema));
  const judge = compiled.get(key)!;
  return judge(body) ? [] : judge.errors!.map((error) => `${error.instancePath} ${error.message}`);
}

/** Members that no schema names: today's strictest client refuses them even where the document leaves room (tmi.md 9.1). */
function undeclared(document: Document, schema: Schema, value: unknown, at: string): string[] {
  if (Array.isArray(value)) {
    const items = (flat(document, schema).items ?? {}) as Schema;
    return value.flatMap((one, n) => undeclared(document, items, one, `${at}/${n}`));
  }
  if (!value || typeof value !== "object") return [];
  const { properties } = flat(document, schema) as { properties?: Record<string, Schema> };
  if (!properties) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    properties[name]
      ? undeclared(document, properties[name], inner, `${at}/${name}`)
      : [`${at}/${name} is declared nowhere`],
  );
}

/** All properties of a schema, through references and parts; one that several of them declare may be as any of them says. */
function flat(document: Document, schema: Schema): Schema {
  if (schema.$ref) return flat(document, resolve(document, schema));
  const parts = [...((schema.allOf ?? []) as Schema[]), ...((schema.oneOf ?? []) as Schema[])];
  const all = [...parts.map((part) => flat(document, part).properties), schema.properties].filter(Boolean);
  if (all.length === 0) return schema;
  const properties: Record<string, Schema> = {};
  for (const [name, one] of all.flatMap((some) => Object.entries(some as Record<string, Schema>))) {
    const known = properties[name];
    properties[name] = known ? { oneOf: [known, one] } : one;
  }
  return { ...schema, properties };
}
