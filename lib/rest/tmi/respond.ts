import type { Actor } from "../../domain/actor";
import { Refusal } from "../../domain/refusal";
import { logFault } from "../../fault";
import { LARGEST_BODY } from "../../gate.mjs";
import { isInfo } from "../info";
import { admitTmi, overTmi } from "../limits";
import type { PlainAnswer, PlainRequest } from "../plain";
import { type Asked, json, nothing } from "./asked";
import { callerOf } from "./caller";
import { isDry } from "./change";
import { Declined, declinedFor, errorBody } from "./declined";
import { knownShape } from "./ids";
import { baseOf, originOf, preflight, shareWith } from "./origins";
import { profileOf } from "./profiles";
import { type BodyKind, type Route, TYPES } from "./route";
import { findRoutes, roots } from "./routes";

/** Is this address TMI's? The front step is only for whoever asks it as a program. */
export function isTmi(asked: Pick<PlainRequest, "method" | "url" | "headers">): boolean {
  const { url } = asked;
  const end = url.slice(1).search(/[/?]/);
  const root = end < 0 ? url.slice(1) : url.slice(1, end + 1);
  return roots.has(root) || isInfo(asked) || url === "/api/server-info" || url.startsWith("/api/server-info?");
}

/** One call of TMI's family. */
export async function respond(request: PlainRequest): Promise<PlainAnswer> {
  const shared = shareWith(request);
  const counted: Counted = { limit: {} };
  try {
    const { status, headers, body, cookies } = await serve(request, counted);
    const told = { ...headers, ...counted.limit, ...shared, ...bothVary(headers, shared) };
    return { status, headers: told, body, ...(cookies ? { cookies } : {}) };
  } catch (error) {
    const declined = asDeclined(error, request);
    return json(errorBody(declined), declined.status, { ...declined.headers, ...counted.limit, ...shared });
  }
}

/** What the call took from its caller's bucket, told with every answer, refusals too. */
type Counted = { limit: Record<string, string> };

const bothVary = (headers: Record<string, string>, shared: Record<string, string>): Record<string, string> =>
  headers.vary && shared.vary ? { vary: `${headers.vary}, ${shared.vary}` } : {};

function asDeclined(error: unknown, request: PlainRequest): Declined {
  if (error instanceof Declined) return error;
  if (error instanceof Refusal) return declinedFor(error);
  const id = logFault(error, request);
  return new Declined(500, "server_error", `Something went wrong here; request ${id}.`);
}

async function serve(request: PlainRequest, counted: Counted): Promise<PlainAnswer> {
  const question = request.url.indexOf("?");
  const { profile, path, prefix } = profileOf(request, question < 0 ? request.url : request.url.slice(0, question));
  const found = findRoutes(path);
  if (!found) throw new Declined(404, "not_found", "There is nothing at this address.");
  const { methods, params } = found;
  const route = methods[request.method === "HEAD" ? "GET" : request.method];
  if (!route) return otherMethod(request, methods);
  judgeForm(request, route);
  const query = question < 0 ? NO_QUERY : readQuery(request.url.slice(question + 1), route.many);
  const actor = await admit(request, route, params, counted);
  return route.answer({
    request,
    profile,
    base: baseOf(request),
    prefix,
    params,
    query,
    actor,
    dry: isDry(query, route.tries),
  });
}

const NO_QUERY: ReadonlyMap<string, string> = new Map();

async function admit(request: PlainRequest, route: Route, params: Asked["params"], counted: Counted): Promise<Actor> {
  const diagram = route.drawing ? knownShape(params.diagram_id) : null;
  let actor: Actor;
  try {
    actor = await callerOf(request, route.anyone === true, diagram);
  } catch (error) {
    // Guessing keys is counted where it comes from.
    if (error instanceof Declined && error.status === 401) count(counted, 0, request.ip);
    throw error;
  }
  // What nobody pays for is read freely; what writes, or belongs to somebody, is counted.
  const isFree = route.anyone && !route.page && request.method !== "POST";
  if (!isFree) count(counted, actor.uid, request.ip);
  return actor;
}

function count(counted: Counted, uid: number, ip: string): void {
  try {
    counted.limit = admitTmi(uid, ip);
  } catch (error) {
    counted.limit = overTmi(uid, ip);
    throw error;
  }
}

function otherMethod(request: PlainRequest, methods: Record<string, Route>): PlainAnswer {
  const known = Object.keys(methods).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  const allow = [...known, "OPTIONS"].join(", ");
  if (request.method === "OPTIONS") {
    return nothing(204, originOf(request).kind === "client" ? { allow, ...preflight(allow) } : { allow });
  }
  throw new Declined(405, "method_not_allowed", `This address knows ${allow}.`, { allow });
}

/** Accept and Content-Type, before anybody is asked for. */
function judgeForm({ headers, body, method }: PlainRequest, route: Route): void {
  if (!route.page && !takesJson(headers.accept)) {
    throw new Declined(406, "not_acceptable", "Answers here are application/json.");
  }
  if (!route.body || body.length === 0 || method === "GET") return;
  if (body.length > largestFor(route)) throw new Declined(413, "payload_too_large", "The body is too large.");
  const kind = kindOf(String(headers["content-type"] ?? ""));
  if (kind === null || !route.body.includes(kind)) {
    throw new Declined(415, "unsupported_media_type", `Send ${route.body.map((one) => TYPES[one]).join(" or ")}.`);
  }
}

/** The gate has judged it already, where there is one; what is read before anybody is known is smaller still. */
const largestFor = ({ anyone, largest = LARGEST_BODY }: Route): number => (anyone ? LARGEST_OF_ANYONE : largest);
const LARGEST_OF_ANYONE = 8 * 1024;

function takesJson(accept: string | string[] | undefined): boolean {
  if (accept === undefined || accept === "" || accept === "*/*") return true;
  return String(accept)
    .toLowerCase()
    .split(",")
    .some((wish) => {
      const [type = "", ...parameters] = wish.split(";").map((part) => part.trim());
      return (
        /^(\*\/\*|application\/(\*|json|([a-z.-]+\+)?json))$/.test(type) &&
        !parameters.some((p) => /^q=0(\.0*)?$/.test(p))
      );
    });
}

/** A body without a type is read as JSON: old clients forget to say. */
function kindOf(sent: string): BodyKind | null {
  const type = sent.split(";", 1)[0]!.trim().toLowerCase();
  if (type === "") return "json";
  return (Object.keys(TYPES) as BodyKind[]).find((kind) => TYPES[kind] === type) ?? null;
}

/** Each name once: which of two was meant is a guess (S-45). Of `many` each value is on a line of its own. */
function readQuery(text: string, many: readonly string[] = []): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = query.get(name);
    if (known !== undefined && many.includes(name)) {
      query.set(name, `${known}\n${value}`);
      continue;
    }
    if (known !== undefined && known !== value) {
      throw new Declined(400, "invalid_input", `The parameter ${name.slice(0, 100)} is there twice.`);
    }
    query.set(name, value);
  }
  return query;
}
