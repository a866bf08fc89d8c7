import { version } from "../../package.json";
import { config } from "../config.mjs";
import type { PlainAnswer, PlainRequest } from "./plain";
import { answerJson } from "./platform/envelope";

/**
 * The front step, asked for as JSON and not as a page: `GET /` belongs to people otherwise. next.config.mjs says the same to Next.
 */
export const isInfo = ({ method, url, headers }: Pick<PlainRequest, "method" | "url" | "headers">): boolean =>
  (url === "/" || url.startsWith("/?")) && (method === "GET" || method === "HEAD") && wantsJson(headers.accept);

function wantsJson(accept: string | string[] | undefined): boolean {
  const wishes = String(accept ?? "").toLowerCase();
  return wishes.includes("application/json") && !wishes.includes("text/html");
}

/** Which house answers, in the shape TMI's clients read (tmi.md 3.1). */
export function info(): PlainAnswer {
  return answerJson(
    {
      status: { code: "ok", time: new Date().toISOString() },
      service: { name: "Confer", build: version },
      api: { version: "1.0.0", specification: `${config().url}/openapi.json` },
      operator: { name: "Confer", contact: config().url },
    },
    200,
    { vary: "Accept" },
  );
}
