import type { PlainRequest } from "./plain";

/**
 * The front step, asked for as JSON and not as a page: `GET /` belongs to people otherwise. next.config.mjs says the same to Next.
 */
export const isInfo = ({ method, url, headers }: Pick<PlainRequest, "method" | "url" | "headers">): boolean =>
  (url === "/" || url.startsWith("/?")) && (method === "GET" || method === "HEAD") && wantsJson(headers.accept);

function wantsJson(accept: string | string[] | undefined): boolean {
  const wishes = String(accept ?? "").toLowerCase();
  return wishes.includes("application/json") && !wishes.includes("text/html");
}
