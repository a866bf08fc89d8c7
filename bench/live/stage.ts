import type pg from "pg";
import type { RoomNode } from "../../e2e/support/room-house";

/** What all benches of rooms stand on: one house and its database, and somebody in it. */
export type Stage = {
  node: RoomNode;
  token: string;
  /** Whose diagrams these are. */
  owner: number;
  connection: pg.ClientConfig;
  port(): Promise<number>;
  /** A new diagram of theirs. */
  diagram(): Promise<{ id: string; path: string }>;
  server(file: string, env?: Record<string, string>): Promise<{ port: number; pid: number }>;
  relayOn(): Promise<{ port: number; pid: number }>;
};
