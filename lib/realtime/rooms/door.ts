import type { IncomingMessage } from "node:http";
import { db } from "../../../db/client";
import * as sessions from "../../../db/diagram-sessions";
import { findDiagram, ownerOfDiagram } from "../../../db/diagrams";
import { findKey, type Key } from "../../../db/keys";
import { actorOf } from "../../actors";
import type { Config } from "../../config.mjs";
import { isCellId } from "../../domain/diagram/cell";
import { hashesOfKey } from "../../keys";
import { perform } from "../../operations/perform";
import { startSession } from "../../operations/sessions";
import { hashSecret } from "../../secrets";
import { noteKept } from "./denied";
import { JOIN, judge, type Sitter } from "./judge";

/** Where a socket into a session is opened (tmi.md section 5), and under the base path of those of 2025 (9.1). */
const PATH = /^(\/v1)?\/threat_models\/([^/?]+)\/diagrams\/([^/?]+)\/ws$/;

export const isRoom = (url: string | undefined): boolean => PATH.test((url ?? "").split("?", 1)[0]!);

/** What is answered instead of opening a socket. */
export type Refused = { status: 400 | 401 | 403 | 404 | 405 | 426 | 429 | 503; error: string; retryAfter?: number };
/** Opened only to say why not. */
export type ShownOut = { error: string; message: string; code: number };
export type Admitted = {
  owner: number;
  diagram: string;
  session: string;
  sitter: Sitter;
  mayEdit: boolean;
  trail: readonly string[];
  version: number;
  own: boolean;
  /** It speaks protocol v1. */
  old: boolean;
  /** A page of TMI's, not a program. */
  page: boolean;
  since: number | null;
};

/** The diagram that somebody wants to watch; null where they want to take part. */
export function watchedIn(url: string) {
  const { pathname, searchParams } = readAddress(url);
  const [, , model = "", diagram = ""] = PATH.exec(pathname) ?? [];
  return searchParams.get("watch") === "1" ? { model, diagram, since: searchParams.get("since") } : null;
}

/** Who may come in, judged before anything is opened (S-50, S-52). The gate has judged host, target and headers already. */
export async function admit(
  request: IncomingMessage,
  config: Config,
  ip: string,
  socket: string,
): Promise<Refused | ShownOut | Admitted> {
  const { headers, method, url = "", httpVersion } = request;
  const { pathname, searchParams } = readAddress(url);
  const [, prefix, model = "", diagram = ""] = PATH.exec(pathname) ?? [];
  if (method !== "GET") return { status: 405, error: "method_not_allowed" };
  if (httpVersion !== "1.1" || headers.upgrade?.toLowerCase() !== "websocket") {
    return { status: 426, error: "upgrade_required" };
  }
  const wanted = searchParams.get("session_id");
  if (!isCellId(model) || !isCellId(diagram) || (wanted !== null && !isCellId(wanted))) {
    return { status: 400, error: "invalid_id" };
  }
  if (!isKnownOrigin(headers.origin, headers.host ?? "", config)) return { status: 403, error: "forbidden" };
  const owner = await ownerOfDiagram(db(), diagram.toLowerCase());
  const shown = await presented(searchParams, headers, owner, diagram.toLowerCase());
  if (!shown || (shown.session && wanted && wanted !== shown.session)) return { status: 401, error: "unauthorized" };
  const from = { ip, userAgent: String(headers["user-agent"] ?? "").slice(0, 300) };
  const [key, drawn] = await Promise.all([
    shown.found ?? keyOf(shown.key),
    owner === null ? undefined : findDiagram(db(), owner, diagram.toLowerCase()),
  ]);
  if (!key) return { status: 401, error: "unauthorized" };
  if (owner === null || drawn?.threat_model_id !== model.toLowerCase()) return { status: 404, error: "not_found" };
  const sitter: Sitter = { socket, key: shown.key, actor: await actorOf(key, from, "socket") };
  const { version, rights } = await judge(owner, drawn.id, [sitter]);
  const right = rights.get(socket)!;
  // To whoever has no role at all it does not exist (D4).
  if ("end" in right) {
    noteKept(sitter, JOIN, owner, drawn.id);
    return right.sees ? { status: 403, error: "forbidden" } : { status: 404, error: "not_found" };
  }
  const session = shown.session ?? (await sessionFor(sitter, owner, drawn.threat_model_id, drawn.id));
  if (wanted && wanted !== session) return { error: "invalid_request", message: "Session ID mismatch", code: 1000 };
  const seat = await sessions.seatFor(db(), owner, session, key.uid);
  if (seat === "removed") return isRemoved((await sessions.reasonFor(db(), owner, session, key.uid)) ?? "");
  if (seat === "session-full") return { status: 429, error: "session_full", retryAfter: 30 };
  if (seat === "person-full") return { status: 429, error: "too_many_connections", retryAfter: 60 };
  const since = searchParams.get("since");
  const old = isOld(searchParams, headers, prefix === "/v1");
  const own = !old && searchParams.get("confer") === "1";
  return {
    owner,
    diagram: drawn.id,
    session,
    sitter,
    mayEdit: right.mayEdit,
    trail: right.trail ?? [],
    version,
    own,
    old,
    page: !old && !own && headers.origin !== undefined,
    since: since !== null && /^\d{1,15}$/.test(since) ? Number(since) : null,
  };
}

export const isRemoved = (reason: string): ShownOut => ({
  error: "access_denied",
  message: reason || "The host has removed you.",
  code: 1000,
});

/**
 * Programs of 2025 come with a token and speak protocol v1. Pages came with a token as well until tickets came in March 2026, and spoke
 * v2 from December on: those that speak v1 come by the base path that asks for its time, since a page can set no header here; a program
 * of that time says so (tmi.md 9.1, 9.4).
 */
function isOld(query: URLSearchParams, headers: IncomingMessage["headers"], hasPrefix: boolean): boolean {
  if (query.has("ticket") || !query.has("token")) return false;
  if (hasPrefix) return true;
  const named = headers["x-tmi-profile"];
  return named ? String(named).startsWith("1.0") : headers.origin === undefined;
}

/** TMI's guide of 2025 had `?token=` put behind an address that had a query already. */
const readAddress = (url: string): URL => {
  const [path = "", ...query] = url.split("?");
  return new URL(`${path}?${query.join("&")}`, "http://localhost");
};

/** The ticket is used up; or the token of those who came before tickets, in the address or, for programs, in the header. */
async function presented(
  query: URLSearchParams,
  headers: IncomingMessage["headers"],
  owner: number | null,
  diagram: string,
): Promise<{ key: sessions.KeyRow; found: Key | null; session: string | null } | null> {
  const ticket = query.get("ticket");
  if (ticket !== null) {
    const taken = owner === null ? null : await sessions.takeTicket(owner, hashSecret(ticket), diagram);
    return taken && { key: taken, found: null, session: taken.session_id };
  }
  const token = query.get("token") ?? /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? "")?.[1];
  const key = token ? await findKey(hashesOfKey(token)) : null;
  return key && { key: { uid: key.uid, key_kind: key.kind, key_id: key.id }, found: key, session: null };
}

async function keyOf(row: sessions.KeyRow): Promise<Key | null> {
  const [hash] = await sessions.hashesOfKeys(db(), [row]);
  return hash ? findKey([hash]) : null;
}

/** The session on this diagram; where there is none, whoever connects begins one (tmi.md 5). */
async function sessionFor({ actor }: Sitter, owner: number, threatModelId: string, diagramId: string): Promise<string> {
  const known = await sessions.findSession(db(), owner, diagramId);
  if (known) return known.id;
  return (await perform(startSession, actor, { threatModelId, diagramId })).session.id;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Programs say none. Nothing here rests on a cookie, so a page of this machine may come too, as TMI lets it; others are named. */
function isKnownOrigin(origin: string | undefined, host: string, config: Config): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { hostname, host: at } = new URL(origin);
  return at === host.toLowerCase() || origin === config.url || config.clients.has(origin) || LOOPBACK.has(hostname);
}
