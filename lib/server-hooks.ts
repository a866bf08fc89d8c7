import { one } from "./one";
import type { Live } from "./realtime/live";
import { answer, matches } from "./rest/mount";
import type { PlainAnswer, PlainRequest } from "./rest/plain";

/** What the server file calls: it is plain JavaScript in front of Next, and this is compiled by Next. */
export type ServerHooks = {
  /** Whether a request belongs to the program doors, by its head. */
  matches(asked: Pick<PlainRequest, "method" | "url" | "headers">): boolean;
  api(request: PlainRequest): Promise<PlainAnswer | undefined>;
  /** Takes whoever asks for a live line; the gate has judged the request. */
  upgrade: Live["upgrade"];
  /** Sends the live pages away before the server stops listening. */
  hangUp(): void;
  stop(): Promise<void>;
  banner(): string[];
};

type House = Pick<ServerHooks, "upgrade" | "hangUp" | "stop" | "banner">;

const shelf = one("server-hooks", () => ({ house: null as House | null }));

export function registerServerHooks(house: House): void {
  shelf.house = house;
  const hooks: ServerHooks = { ...house, matches, api: answer };
  (globalThis as unknown as Record<symbol, ServerHooks>)[Symbol.for("confer.server")] = hooks;
}

// In development the boot hook does not run again after an edit, but a door that imports this file does.
if (process.env.NODE_ENV === "development" && shelf.house) registerServerHooks(shelf.house);
