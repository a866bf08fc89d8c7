import type { PlainRequest } from "./plain";

/**
 * The front step, asked for as JSON and not as a page: `GET /` belongs to people otherwise. Browsers always say what they take; TMI's clients
 * in Go say nothing of it. next.config.mjs says the same to Next.
 */
export const isInfo = ({ method, url, headers }: Pick<PlainRequest, "method" | "url" | "headers">): boolean =>
  (url === "/" || url.startsWith("/?")) && (method === "GET" || method === "HEAD") && wantsJson(headers.accept);

function wantsJson(accept: string | string[] | undefined): boolean {
  if (!accept) return true;
  const wishes = String(accept).toLowerCase();
  return wishes.includes("application/json") && !wishes.includes("text/html");
}
