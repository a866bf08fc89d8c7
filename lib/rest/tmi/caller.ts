import type { Actor } from "../../domain/actor";
import { holderOf, stranger } from "../caller";
import type { PlainRequest } from "../plain";
import { cookieOf } from "./cookies";
import { challenge, Declined } from "./declined";
import { originOf } from "./origins";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Who asks: the holder of the Bearer token, or else of the cookie that a sign-in through /oauth2/token has set. A browser sends the
 * cookie from anybody's page, so with it alone only this house's pages, and those of named clients, change anything (S-46).
 */
export async function callerOf(request: PlainRequest, anyone: boolean, diagram: string | null): Promise<Actor> {
  const header = request.headers.authorization;
  const cookie = cookieOf(request, "access");
  const secret = header === undefined ? cookie : /^Bearer +([^\s]+) *$/i.exec(String(header))?.[1];
  if (anyone && (secret === undefined || (header === undefined && !mayAct(request)))) return stranger(request);
  const actor = secret ? await holderOf(secret, request, diagram, "tmi") : null;
  if (anyone) return actor ?? stranger(request);
  if (!actor) {
    const why = secret ? "The token is unknown, ended or expired." : "Send a token: Authorization: Bearer …";
    throw new Declined(401, "unauthorized", why, challenge(secret !== undefined || header !== undefined));
  }
  if (header === undefined && actor.token)
    throw new Declined(401, "unauthorized", "A token is no cookie.", challenge(true));
  if (header === undefined && !mayAct(request)) {
    throw new Declined(
      403,
      "forbidden",
      "With a cookie alone, only a page of this house or of a named client changes anything.",
    );
  }
  return actor;
}

function mayAct(request: PlainRequest): boolean {
  const { kind } = originOf(request);
  return SAFE.has(request.method) || kind === "own" || kind === "client";
}
