import { carryDrawing, type Drawing } from "../../db/drawing";
import { findKeyBeside } from "../../db/keys";
import { touchLater } from "../../db/touch";
import { actorOf, nobody } from "../actors";
import type { Actor } from "../domain/actor";
import { invalid, Refusal } from "../domain/refusal";
import { hashesOfKey } from "../keys";
import type { PlainRequest } from "./plain";
import type { Parameters } from "./platform/read";

/**
 * Who is at the REST door: the holder of the token in `Authorization: Bearer` or in the `session` parameter. A cookie alone
 * is nobody (D20, S-44). Refusals: invalid [session] without one, signed-out for one that is unknown, ended or expired.
 */
export async function callerOf(
  request: PlainRequest,
  parameters: Parameters,
  operation: { anyone?: boolean },
): Promise<Actor> {
  const secret = secretOf(request, parameters);
  if (secret === null) {
    if (operation.anyone) return stranger(request);
    throw invalid("session");
  }
  const actor = await holderOf(secret, request);
  if (actor) return actor;
  if (operation.anyone) return stranger(request);
  throw new Refusal("signed-out", "user not authenticated");
}

/** Whoever holds this secret now, or null. `diagram`: what is drawn there will be asked next, and is read in the same statement. */
export async function holderOf(
  secret: string,
  request: PlainRequest,
  diagram: string | null = null,
  door: Actor["door"] = "rest",
): Promise<Actor | null> {
  const { key, drawing } = await findKeyBeside(hashesOfKey(secret), diagram);
  if (key === null) return null;
  touchLater(key, request.ip);
  const actor = await actorOf(key, fromOf(request), door);
  return diagram && drawing ? carrying(actor, diagram, drawing) : actor;
}

/** The same person with what was read along; the version of the diagram's owner is not asked again. */
function carrying(actor: Actor, diagram: string, drawing: Drawing): Actor {
  const { owner, version } = drawing;
  const knows = actor.versions.has(owner);
  const asker = knows ? actor : { ...actor, versions: new Map(actor.versions).set(owner, version) };
  carryDrawing(asker, diagram, drawing);
  return asker;
}

/** Whoever calls what anyone may. */
export const stranger = (request: PlainRequest): Actor => nobody(fromOf(request));

const fromOf = ({ ip, headers }: PlainRequest): Actor["from"] => ({
  ip,
  userAgent: String(headers["user-agent"] ?? "").slice(0, 300),
});

/** The header first, then the parameter; two different ones are refused (S-45). */
function secretOf(request: PlainRequest, parameters: Parameters): string | null {
  const header = request.headers.authorization;
  const bearer = typeof header === "string" ? /^Bearer +([^\s]+) *$/i.exec(header)?.[1] : undefined;
  const sent = [...new Set([...(bearer ? [bearer] : []), ...(parameters.get("session") ?? [])])];
  if (sent.length > 1) throw invalid("session", "sent twice with different values");
  if (sent.length === 0) return null;
  if (typeof sent[0] !== "string") throw invalid("session");
  return sent[0];
}
