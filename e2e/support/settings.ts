import { config, readConfig } from "../../lib/config.mjs";

/** The configuration of this process, with other settings until the function that comes back is called. */
export function withSettings(env: Record<string, string>): () => void {
  const shelf = globalThis as unknown as Record<symbol, unknown>;
  const name = Symbol.for("confer.config");
  const before = config();
  const { caps, clients, rateLimit, url } = readConfig({ ...process.env, ...env });
  shelf[name] = { ...before, caps, clients, rateLimit, url };
  return () => {
    shelf[name] = before;
  };
}
