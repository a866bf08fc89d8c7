import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Config } from "../config.mjs";
import { cookie, signInOf } from "../cookies";

/** Who may have a live line, judged before anything is opened (S-50, S-52). */
export type Refused = { status: 400 | 401 | 403 | 404 | 405 | 426 | 429 };
export type Visitor = NonNullable<Awaited<ReturnType<typeof signInOf>>>;

export const PATH = "/live";

/** The gate has judged host, target and headers already. */
export async function visitorOf(request: IncomingMessage, config: Config): Promise<Visitor | Refused> {
  const { headers, method, url, httpVersion } = request;
  if (url !== PATH) return { status: 404 };
  if (method !== "GET") return { status: 405 };
  if (httpVersion !== "1.1" || headers.upgrade?.toLowerCase() !== "websocket") return { status: 426 };
  if (!isOwnOrigin(headers.origin, headers.host ?? "", config)) return { status: 403 };
  return (await signInOf(cookieIn(headers.cookie, cookie().name))) ?? { status: 401 };
}

/** A page of this very house: a browser sends the cookie from anybody's page. */
export function isOwnOrigin(origin: string | undefined, host: string, config: Config): boolean {
  const isPublic = host.toLowerCase() === new URL(config.url).host;
  return origin === (isPublic ? config.url : `http://${host.toLowerCase()}`);
}

/** Said twice, neither counts. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const found = (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return found.length === 1 ? decoded(found[0]!.slice(name.length + 1)) : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const WORDS = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  426: "Upgrade Required",
  429: "Too Many Requests",
} as const;

export function refuse(socket: Duplex, { status }: Refused): void {
  const more = status === 429 ? "Retry-After: 30\r\n" : "";
  socket.end(`HTTP/1.1 ${status} ${WORDS[status]}\r\n${more}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
