import "../server-hooks";
import { answer } from "./mount";
import type { PlainRequest } from "./plain";

/** The program doors as a Next route: the same function, for development and for hosts that run only Next. */
export async function answerNext(request: Request): Promise<Response> {
  const asked = new URL(request.url);
  const { search } = asked;
  // Where next.config.mjs has led the front step.
  const pathname = asked.pathname === "/api/info" ? "/" : asked.pathname;
  const headers: PlainRequest["headers"] = Object.fromEntries(request.headers);
  const body = Buffer.from(await request.arrayBuffer());
  const ip = request.headers.get("x-forwarded-for") ?? "";
  const answered = await answer({ method: request.method, url: pathname + search, headers, body, ip });
  if (!answered) return new Response(null, { status: 404 });
  const content = typeof answered.body === "string" ? answered.body : new Uint8Array(answered.body);
  const told = new Headers(answered.headers);
  for (const cookie of answered.cookies ?? []) told.append("set-cookie", cookie);
  const { status } = answered;
  const silent = request.method === "HEAD" || status === 204;
  return new Response(silent ? null : content, { status, headers: told });
}
