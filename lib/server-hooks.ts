import { one } from "./one";
import { answer, matches } from "./rest/mount";
import type { PlainAnswer, PlainRequest } from "./rest/plain";

/** What the server file calls: it is plain JavaScript in front of Next, and this is compiled by Next. */
export type ServerHooks = {
  /** Whether a path with its query belongs to the program doors. */
  matches(url: string): boolean;
  api(request: PlainRequest): Promise<PlainAnswer | undefined>;
  stop(): Promise<void>;
  banner(): string[];
};

const shelf = one("server-hooks", () => ({ house: null as Pick<ServerHooks, "stop" | "banner"> | null }));

export function registerServerHooks(house: Pick<ServerHooks, "stop" | "banner">): void {
  shelf.house = house;
  const hooks: ServerHooks = { ...house, matches, api: answer };
  (globalThis as unknown as Record<symbol, ServerHooks>)[Symbol.for("confer.server")] = hooks;
}

// In development the boot hook does not run again after an edit, but a door that imports this file does.
if (process.env.NODE_ENV === "development" && shelf.house) registerServerHooks(shelf.house);
