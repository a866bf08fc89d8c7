import { randomUUID } from "node:crypto";
import { logError } from "./log.mjs";

/**
 * Writes down a fault and returns the id that its answer carries (S-78). Of an address only the path is written: a query may hold a
 * token (S-43).
 */
export function logFault(error: unknown, { method, url }: { method: string; url: string }): string {
  const request = randomUUID();
  logError("fault", error, { request, method, path: url.split("?", 1)[0]!.slice(0, 200) });
  return request;
}
