import type { Instrumentation } from "next";

/** Next calls this once in each process before the first request, also while it builds. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NEXT_PHASE !== "phase-production-build") {
    const { boot } = await import("./lib/boot");
    await boot().catch(bootFailed);
  }
}

/** The server file waits for the hooks; it hears of a failure instead, and says it in one line. */
function bootFailed(error: unknown): void {
  const failed = (globalThis as unknown as Record<symbol, ((error: unknown) => void) | undefined>)[
    Symbol.for("confer.boot-failed")
  ];
  if (!failed) throw error;
  failed(error);
}

/** An error on a page or behind a door, told with the id its answer carries. The path goes without its query (S-43). */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logError } = await import("./lib/log.mjs");
    const { method, path, headers } = request;
    logError("request failed", error, { request: headers["x-request-id"], method, path: path.split("?")[0] });
  }
};
