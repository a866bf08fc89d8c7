import { config } from "../../config.mjs";
import type { PlainRequest } from "../plain";

/** Where the client reached us; the gate has judged the Host. */
export function baseOf({ headers }: Pick<PlainRequest, "headers">): string {
  const host = String(headers.host ?? "").toLowerCase();
  const { url } = config();
  return host === "" || url.slice(url.indexOf("//") + 2) === host ? url : `http://${host}`;
}

/** The page that sends this: of this house, of a client that whoever runs it has named, of a stranger, or none that says so. */
export function originOf(request: Pick<PlainRequest, "headers">): {
  kind: "own" | "client" | "strange" | "none";
  origin: string;
} {
  const origin = String(request.headers.origin ?? "");
  if (origin === "") return { kind: request.headers["sec-fetch-site"] === "same-origin" ? "own" : "none", origin };
  if (origin === baseOf(request)) return { kind: "own", origin };
  return { kind: config().clients.has(origin) ? "client" : "strange", origin };
}

const EXPOSED =
  "Deprecation, ETag, Location, Retry-After, Warning, WWW-Authenticate, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id";

/** What lets a named client's page read the answer: its exact origin, never `*`, because cookies travel (tmi.md 1). */
export function shareWith(request: Pick<PlainRequest, "headers">): Record<string, string> {
  if (config().clients.size === 0) return {};
  const { kind, origin } = originOf(request);
  if (kind !== "client") return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": EXPOSED,
  };
}

/** The answer to a browser that asks whether it may ask. */
export const preflight = (methods: string): Record<string, string> => ({
  "access-control-allow-methods": methods,
  "access-control-allow-headers": "Authorization, Content-Type, If-Match, X-TMI-Profile, X-Requested-With",
  "access-control-max-age": "600",
});

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** May a sign-in lead back there? This very machine (RFC 8252), or a client that was named, exactly (S-72). */
export function isCallback(url: string): boolean {
  if (url.length > 1000 || !URL.canParse(url) || /[\\\s]/.test(url)) return false;
  const { protocol, hostname, origin, username, password, hash } = new URL(url);
  if (!/^https?:$/.test(protocol) || username || password || hash || url.includes("#")) return false;
  return LOOPBACK.has(hostname) || config().clients.has(origin);
}
