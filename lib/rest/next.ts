import "../server-hooks";
import { answer } from "./mount";
import type { PlainRequest } from "./plain";

/** The program doors as a Next route: the same function, for development and for hosts that run only Next. */
export async function answerNext(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers: PlainRequest["headers"] = Object.fromEntries(request.headers);
  const body = Buffer.from(await request.arrayBuffer());
  const ip = request.headers.get("x-forwarded-for") ?? "";
  const answered = await answer({ method: request.method, url: pathname + search, headers, body, ip });
  if (!answered) return new Response(null, { status: 404 });
  const content = typeof answered.body === "string" ? answered.body : new Uint8Array(answered.body);
  return new Response(request.method === "HEAD" ? null : content, {
    status: answered.status,
    headers: answered.headers,
  });
}
