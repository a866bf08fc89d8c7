// @ts-check
import { format } from "node:util";

/**
 * The log: one line of JSON a happening, on stderr, the time in UTC. JSON escapes whatever a person wrote, line ends included
 * (S-79), and no caller passes a query, a body or a token.
 *
 * @param {string} message
 * @param {unknown} [error]
 * @param {Record<string, unknown>} [about]
 */
export function logError(message, error, about = {}) {
  write({ time: new Date().toISOString(), level: "error", message, ...about, ...told(error) });
}

/** From now on what Next and libraries print as errors and warnings becomes lines of the log. */
export function logConsole() {
  for (const level of /** @type {const} */ (["error", "warn"])) {
    console[level] = (...parts) => write({ time: new Date().toISOString(), level, message: format(...parts) });
  }
}

/** @param {unknown} error */
function told(error) {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: String(error) };
  const { code, digest } = /** @type {{ code?: unknown, digest?: unknown }} */ (error);
  return {
    error: error.message,
    name: error.name,
    ...(code ? { code } : {}),
    ...(digest ? { digest } : {}),
    stack: error.stack,
  };
}

/** @param {object} line */
function write(line) {
  // Two more characters that some readers take for line ends.
  process.stderr.write(
    `${JSON.stringify(line).replace(/[\u2028\u2029\u0085]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`,
  );
}
