import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import WebSocket from "ws";
import { findKey } from "../../db/keys";
import { openNotices } from "../../db/notices";
import { actorOf } from "../../lib/actors";
import type { Actor } from "../../lib/domain/actor";
import { hashesOfKey } from "../../lib/keys";
import { createDiagram } from "../../lib/operations/diagrams";
import { perform } from "../../lib/operations/perform";
import { makeTicket, startSession } from "../../lib/operations/sessions";
import { createThreatModel } from "../../lib/operations/threat-models";
import { type Bus, openBus } from "../../lib/realtime/bus";
import { memoryLine } from "../../lib/realtime/bus-memory";
import { openRooms, type Rooms } from "../../lib/realtime/rooms/rooms";
import type { Somebody } from "./arrange";

/** Nodes of this process on the test's database, and people at their sockets. */
export type Frame = { message_type: string; [member: string]: unknown };
export const CELL = "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01";
export const cell = { id: CELL, shape: "process", x: 1, y: 2, width: 100, height: 50 };

const nodes: { bus: Bus; rooms: Rooms; server: http.Server; port: number }[] = [];

/** One for each; a deaf one hears nothing of the others. */
export async function openNodes(...deaf: boolean[]): Promise<void> {
  for (const isDeaf of deaf) {
    const bus = openBus(isDeaf ? memoryLine : openNotices);
    const rooms = openRooms(bus);
    const server = http.createServer();
    server.on("upgrade", (request, socket, head) => rooms.upgrade(request, socket, head, "127.0.0.1"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    nodes.push({ bus, rooms, server, port: (server.address() as AddressInfo).port });
  }
  // Until the lines between the nodes are open.
  if (deaf.length > 1) await new Promise((done) => setTimeout(done, 300));
}

export async function closeNodes(): Promise<void> {
  for (const { bus, rooms, server } of nodes.splice(0)) {
    await rooms.close();
    await bus.close();
    server.close();
  }
}

/** Somebody at a socket: what they hear, and what they wait for. */
export class Client {
  readonly heard: Frame[] = [];
  closed: { code: number; reason: string } | null = null;
  status = 0;
  retryAfter: string | undefined;
  readonly #ws: WebSocket;
  #read = 0;
  constructor(node: number, path: string, headers: Record<string, string> = {}) {
    this.#ws = new WebSocket(`ws://127.0.0.1:${nodes[node]!.port}${path}`, { headers });
    this.#ws.on("message", (data) => this.heard.push(JSON.parse(String(data))));
    this.#ws.on("close", (code, reason) => {
      this.closed ??= { code, reason: String(reason) };
    });
    this.#ws.on("unexpected-response", (_, response) => {
      this.status = response.statusCode!;
      this.retryAfter = response.headers["retry-after"];
      this.closed = { code: 0, reason: "" };
      this.#ws.terminate();
    });
    this.#ws.on("error", () => {});
    clients.push(this);
  }
  say(message: object | string): void {
    const text = typeof message === "string" ? message : JSON.stringify(message);
    if (this.#ws.readyState === WebSocket.CONNECTING) this.#ws.once("open", () => this.#ws.send(text));
    else this.#ws.send(text);
  }
  edit(operation: string, data: object | undefined, operation_id: string = randomUUID()): string {
    const cells = [{ id: CELL, operation, ...(data ? { data } : {}) }];
    this.say({
      message_type: "diagram_operation_request",
      operation_id,
      base_vector: 0,
      operation: { type: "patch", cells },
    });
    return operation_id;
  }
  /** The next message of this kind that was not looked at yet. */
  async next(type: string, within = 4_000): Promise<Frame> {
    return until(
      () => {
        const n = this.heard.findIndex((frame, index) => index >= this.#read && frame.message_type === type);
        if (n < 0) return undefined;
        this.#read = n + 1;
        return this.heard[n];
      },
      `${type}; heard ${JSON.stringify(this.heard.slice(this.#read)).slice(0, 500)} ${JSON.stringify(this.closed)} ${this.status}`,
      within,
    );
  }
  until = (is: () => boolean, within = 4_000) =>
    until(() => is() || undefined, `heard ${JSON.stringify(this.heard).slice(-500)}`, within);
  ended = (within = 4_000) => until(() => this.closed ?? undefined, "the end", within);
  ping = () => this.#ws.ping();
  /** The same as `say`, in so many pieces. */
  sayIn(pieces: number, message: object): void {
    const text = JSON.stringify(message);
    for (let n = 0; n < pieces; n++) {
      const isLast = n === pieces - 1;
      this.#ws.send(text.slice(n, isLast ? undefined : n + 1), { fin: isLast });
    }
  }
  cut = () => this.#ws.terminate();
  leave = () => this.#ws.close(1000);
}

const clients: Client[] = [];

/** After each test. */
export async function cutAll(): Promise<void> {
  for (const client of clients.splice(0)) client.cut();
  await new Promise((done) => setTimeout(done, 30));
}

export async function until<T>(found: () => T | undefined, what: string, within = 4_000): Promise<T> {
  const began = Date.now();
  for (;;) {
    const value = found();
    if (value !== undefined) return value;
    if (Date.now() - began > within) throw new Error(`${what} never came`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

export const actor = async (who: Somebody): Promise<Actor> =>
  actorOf((await findKey(hashesOfKey(who.session)))!, { ip: "127.0.0.1", userAgent: "test" });

/** A diagram with a session on it, and ways in. */
export type Drawing = { threatModelId: string; diagramId: string; session: string };

export async function drawingOf(who: Somebody, authorization: object[] = [], environment?: string): Promise<Drawing> {
  const owner = await actor(who);
  const entries = authorization as never;
  const { model } = await perform(createThreatModel, owner, { name: "Payments", authorization: entries, environment });
  const { diagram } = await perform(createDiagram, owner, { threatModelId: model.id, name: "Card flow" });
  const on = { threatModelId: model.id, diagramId: diagram.id };
  return { ...on, session: (await perform(startSession, owner, on)).session.id };
}

/** As a page of that node says where it comes from. */
export const originOf = (node: number): string => `http://127.0.0.1:${nodes[node]!.port}`;

export const pathOf = ({ threatModelId, diagramId }: Drawing, query: string) =>
  `/threat_models/${threatModelId}/diagrams/${diagramId}/ws?${query}`;

export const ticketFor = async (who: Somebody, { session }: Drawing) =>
  (await perform(makeTicket, await actor(who), { sessionId: session })).ticket;

/** Takes a seat with a ticket, as today's clients do. */
export const enter = async (who: Somebody, at: Drawing, node = 0, more = "") =>
  new Client(node, pathOf(at, `session_id=${at.session}&ticket=${await ticketFor(who, at)}${more}`));
