import { randomUUID } from "node:crypto";
import type { PlainRequest } from "./plain";

/**
 * One line of JSON for a fault, so that no text of a request can forge a line (S-79). The query string is never written: it
 * may carry a token (S-43). Returns the id that the answer carries (S-78).
 */
export function logFault(error: unknown, request: Pick<PlainRequest, "method" | "url">): string {
  const id = randomUUID();
  const fault = error instanceof Error ? error : new Error(String(error));
  console.error(
    JSON.stringify({
      at: new Date().toISOString(),
      level: "error",
      request: id,
      method: request.method,
      path: request.url.split("?", 1)[0]!.slice(0, 200),
      error: `${fault.name}: ${fault.message}`,
      code: (error as { code?: string } | null)?.code,
      stack: fault.stack?.split("\n").slice(1, 12),
    }),
  );
  return id;
}
