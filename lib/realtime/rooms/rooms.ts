import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { namesOf } from "../../../db/accounts";
import { db } from "../../../db/client";
import { headOf, headsOf } from "../../../db/diagram-log";
import { join, reasonFor } from "../../../db/diagram-sessions";
import { type Drawn, readDocument } from "../../../db/documents";
import { onRing } from "../../bell";
import { config } from "../../config.mjs";
import { VIEW_SECONDS } from "../../cookies";
import type { Ways } from "../../domain/diagram/room";
import { logFault } from "../../fault";
import type { Bus } from "../bus";
import { bytesOf } from "./bytes";
import { type Admitted, admit, isRemoved, type Refused, type ShownOut, watchedIn } from "./door";
import { Held, type Node, newSocket } from "./held";
import { type Line, lineOf } from "./line";
import { countPings, throttle } from "./pace";
import { type Asking, read } from "./read";
import { readV1 } from "./read-v1";
import { admitOnlooker, type Onlooker } from "./watch-door";
import { read as readWire, write } from "./wire";

/** The rooms of this node: the door, the sockets, the line to other nodes, and the clock. */
export type Rooms = {
  /** Takes a request that wants to take part in a session. `ip` is who really asks. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ip: string): void;
  /** Lets everybody go; they come back, to whoever is there then. */
  hangUp(): void;
  close(): Promise<void>;
};

const LARGEST_MESSAGE = 64 * 1024;
const MOST_FRAGMENTS = 64;
/** Rights are asked for often enough that an answer is here within the five seconds promised. */
const EVERY = { heads: 2_000, rights: 4_000, touch: 15_000, tick: 1_000, ping: 7_000 };

const fault = (error: unknown) => void logFault(error, { method: "ROOM", url: "/threat_models" });

export function openRooms(bus: Bus, ways: Ways = { hostLeaves: "stays" }): Rooms {
  /** Keyed by diagram. */
  const rooms = new Map<string, Held>();
  const opening = new Map<string, Promise<Held | null>>();
  const open = () => [...rooms.values()];
  /** What is still to be written of those that are closed. */
  const closing = new Set<Held>();
  const addresses = new Map<string, number>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    maxFragments: MOST_FRAGMENTS,
    perMessageDeflate: false,
  });

  const node: Node = {
    id: randomUUID(),
    ways,
    fault,
    say: (said) => {
      const text = write(said);
      if (text) bus.say(text);
    },
    closed: (one) => {
      if (rooms.get(one.diagram) === one) rooms.delete(one.diagram);
      closing.add(one);
      void one.written().finally(() => closing.delete(one));
    },
  };

  const unheard = bus.hear((text) => {
    const heard = readWire(text);
    if (!heard) return;
    if ("owners" in heard) return rung(heard.owners);
    const { said } = heard;
    for (const one of open()) {
      if (one.diagram !== said.room) continue;
      if (said.what === "edits") void one.hear(said.seq, said.rows);
      else if (said.what === "people") void one.look();
      else if (said.what === "watched") one.happen({ is: "watched", isNew: said.isNew });
      else one.happen({ is: "relayed", to: said.to, told: said.told });
    }
  });
  const deaf = onRing((ring) => "owner" in ring && rung([ring.owner]));

  /** Somebody's data moved: rights may have, and the session may have been ended. */
  function rung(owners: readonly number[]): void {
    const concerned = open().filter((one) => owners.some((owner) => one.concerns(owner)));
    for (const one of concerned) {
      one.judgeSoon();
      void one.look();
    }
    // All cells may have been put anew.
    void lookAtHeads(concerned).catch(fault);
  }

  const clocks = [
    setInterval(() => void lookAtHeads(open()).catch(fault), EVERY.heads),
    setInterval(lookAtAll, EVERY.rights),
    setInterval(() => open().forEach((one) => void one.touch()), EVERY.touch),
    setInterval(() => open().forEach((one) => void one.happen({ is: "tick" })), EVERY.tick),
    setInterval(() => sockets.clients.forEach(ping), EVERY.ping),
  ];
  for (const clock of clocks) clock.unref();

  async function lookAtHeads(some: readonly Held[]): Promise<void> {
    const heads = await headsOf(some);
    for (const one of some) void one.hear(heads.get(one.diagram) ?? 0, []);
  }

  /** What bounds the harm of a line that is dead; and a sign-in runs out without anybody's version moving. */
  function lookAtAll(): void {
    for (const one of open()) {
      one.judgeSoon();
      void one.look();
    }
  }

  /** The room of this diagram, opened where it is not; null where the session is over. One of a session before is let go. */
  async function roomOf(
    where: Pick<Admitted, "owner" | "diagram" | "session">,
    reading?: Promise<Drawn>,
  ): Promise<Held | null> {
    const { owner, diagram, session } = where;
    const known = rooms.get(diagram);
    if (known?.room.session.id === session) return known;
    await known?.look();
    if (known && rooms.get(diagram) === known) return null;
    const underWay = opening.get(diagram) ?? Held.open(node, where, reading ?? readDocument(db(), owner, diagram));
    opening.set(diagram, underWay);
    try {
      const opened = await underWay;
      if (opened && !rooms.has(diagram)) rooms.set(diagram, opened);
      return opened;
    } finally {
      opening.delete(diagram);
    }
  }

  async function receive(request: IncomingMessage, socket: Duplex, head: Buffer, ip: string): Promise<void> {
    if ((addresses.get(ip) ?? 0) >= config().caps.socketsOfAddress) {
      return refuse(socket, { status: 429, error: "too_many_connections", retryAfter: 60 });
    }
    count(ip, 1);
    socket.on("close", () => count(ip, -1));
    const watched = watchedIn(request.url ?? "");
    const coming = watched
      ? admitOnlooker(request, watched, config(), ip, newSocket())
      : admit(request, config(), ip, newSocket());
    const admitted = await coming.catch((error): Refused => {
      fault(error);
      return { status: 503, error: "service_unavailable", retryAfter: 5 };
    });
    if ("status" in admitted) return refuse(socket, admitted);
    if ("session" in admitted && "view" in admitted.sitter) {
      const watching = rooms.get(admitted.diagram)?.watchingOf(admitted.sitter.key.uid) ?? 0;
      if (watching >= config().caps.socketsOfPerson)
        return refuse(socket, { status: 429, error: "too_many_connections" });
    }
    if (socket.destroyed) return;
    sockets.handleUpgrade(request, socket, head, (ws) => {
      alive.add(ws);
      ws.on("pong", () => alive.add(ws));
      ws.on("error", () => ws.terminate());
      const way = lineOf(ws);
      countPings(ws, () => way.close(1008, "a ping a second is enough"));
      if ("code" in admitted) return showOut(way, admitted);
      // Nothing is read before there is a room to hear it.
      ws.pause();
      const sitting = takesPart(admitted) ? seat(ws, way, admitted) : show(ws, way, admitted);
      sitting.catch((error) => {
        fault(error);
        way.close(1011, "try again");
        ws.resume();
      });
    });
  }

  async function seat(ws: WebSocket, way: Line, admitted: Admitted): Promise<void> {
    const { owner, diagram, session, sitter, mayEdit, trail, version, own, old, page, since } = admitted;
    const { socket, actor } = sitter;
    let room: Held | null = null;
    let isGone = false;
    ws.on("close", (code) => {
      isGone = true;
      room?.leave(socket, code === 1000 || code === 1001 || code === 1005);
    });
    // A large one takes its time: it is read while they sit down. What is written meanwhile they miss in no case: the head is read after.
    const reading = rooms.has(diagram) ? undefined : readDocument(db(), owner, diagram);
    reading?.catch(() => {});
    const joined = await join(owner, session, { socket, uid: actor.uid, node: node.id, mayEdit });
    if (joined !== "joined") {
      ws.resume();
      if (joined === "removed")
        return showOut(way, isRemoved((await reasonFor(db(), owner, session, actor.uid)) ?? ""));
      const error = joined === "ended" ? "session_terminated" : "session_full";
      return showOut(way, { error, message: "There is no seat.", code: 1000 });
    }
    const [people, head, opened] = await Promise.all([
      namesOf(db(), [actor.uid]),
      headOf(db(), owner, diagram),
      roomOf(admitted, reading),
    ]);
    let found = opened;
    // Whoever was in it last may have left between the two.
    for (let tries = 0; found && rooms.get(diagram) !== found && tries < 5; tries++) found = await roomOf(admitted);
    if (!found || rooms.get(diagram) !== found) {
      ws.resume();
      return showOut(way, { error: "session_terminated", message: "The session has ended.", code: 1000 });
    }
    room = found;
    const person = people.get(actor.uid) ?? { uid: actor.uid, email: actor.email, name: actor.name };
    found.enter(sitter, way, { person, mayEdit, trail, own, old, page, since, version, head: head ?? 0 });
    if (isGone) found.leave(socket, false);
    listen(ws, way, found, { socket, own }, old ? readV1 : read);
    ws.resume();
  }

  /** Lets somebody look on. They say nothing but how far they have seen it. */
  async function show(ws: WebSocket, way: Line, onlooker: Onlooker): Promise<void> {
    const { owner, diagram, sitter } = onlooker;
    const { socket } = sitter;
    let room: Held | null = null;
    let isGone = false;
    const over = setTimeout(() => way.close(1012, "look again"), VIEW_SECONDS * 1_000).unref();
    ws.on("close", () => {
      isGone = true;
      clearTimeout(over);
      room?.unwatch(socket);
    });
    const reading = rooms.has(diagram) ? undefined : readDocument(db(), owner, diagram);
    reading?.catch(() => {});
    const [head, found] = await Promise.all([headOf(db(), owner, diagram), roomOf(onlooker, reading)]);
    ws.resume();
    if (!found || rooms.get(diagram) !== found) {
      return showOut(way, { error: "session_terminated", message: "The session has ended.", code: 1000 });
    }
    room = found;
    found.watch(sitter, way, { ...onlooker, head: head ?? 0 });
    if (isGone) return found.unwatch(socket);
    const pace = throttle(ws, (event) => found.tellAgain(socket, event.is === "sync" ? event.seq : null));
    ws.on("close", () => pace.stop());
    ws.on("message", (data: Buffer, isBinary) => {
      const asking = { socket, own: false, here: found.here, seq: () => found.room.seq };
      const said = isBinary ? null : read(data.toString(), asking);
      const event = said && "event" in said ? said.event : null;
      if (event?.is === "status" || event?.is === "sync") pace.take(event);
      else way.close(1008, "whoever watches says nothing");
    });
  }

  function listen(
    ws: WebSocket,
    way: Line,
    room: Held,
    from: Pick<Asking, "socket" | "own">,
    understand: typeof read,
  ): void {
    const asking = { ...from, here: room.here, seq: () => room.room.seq };
    let strikes = 0;
    const isTooMuch = () => ++strikes >= config().caps.strikes;
    /** From their first word on: most only listen. */
    let paced: ReturnType<typeof throttle> | null = null;
    const pace = () => (paced ??= throttle(ws, (event) => room.happen(event)));
    ws.on("message", (data: Buffer, isBinary) => {
      if (isBinary) return void (isTooMuch() && way.close(1008, "text only"));
      const understood = understand(data.toString(), asking);
      if ("event" in understood) return pace().take(understood.event);
      pace().spend();
      room.answer(from.socket, understood.answer);
      if (understood.strike && isTooMuch()) way.close(1008, "that is not the protocol");
    });
    ws.on("close", () => paced?.stop());
  }

  function count(ip: string, more: 1 | -1): void {
    const n = (addresses.get(ip) ?? 0) + more;
    if (n > 0) addresses.set(ip, n);
    else addresses.delete(ip);
  }

  const hangUp = () => open().forEach((one) => void one.hangUp(1012, "restart"));
  return {
    upgrade: (request, socket, head, ip) => {
      receive(request, socket, head, ip).catch((error) => {
        fault(error);
        socket.destroy();
      });
    },
    hangUp: () => {
      hangUp();
      setTimeout(() => sockets.clients.forEach((ws) => void ws.terminate()), 500).unref();
    },
    close: async () => {
      for (const clock of clocks) clearInterval(clock);
      deaf();
      unheard();
      hangUp();
      const gone = [...sockets.clients].map((ws) => new Promise((done) => ws.once("close", done)));
      for (const ws of sockets.clients) ws.terminate();
      sockets.close();
      await Promise.all(gone);
      await Promise.all([...open(), ...closing].map((one) => one.written()));
    },
  };
}

const takesPart = (one: Admitted | Onlooker): one is Admitted => "old" in one;

/** Lines whose other end has answered since it was last asked. */
const alive = new WeakSet<WebSocket>();

/** One that is read slowly cannot be heard to answer. */
function ping(ws: WebSocket): void {
  if (alive.delete(ws) || ws.isPaused) ws.ping();
  else ws.terminate();
}

/** Opened only to be told why not. */
function showOut(way: Line, { error, message, code }: ShownOut): void {
  const told = { message_type: "error", error, message, timestamp: new Date().toISOString() };
  way.send(bytesOf([JSON.stringify(told)]), 1, null);
  way.close(code, message.replace(/[^ -~]/g, "?").slice(0, 120));
}

const WORDS: Record<Refused["status"], string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  426: "Upgrade Required",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

function refuse(socket: Duplex, { status, error, retryAfter }: Refused): void {
  const body = JSON.stringify({ error, error_description: WORDS[status] });
  const more = retryAfter ? `Retry-After: ${retryAfter}\r\n` : "";
  const head = `HTTP/1.1 ${status} ${WORDS[status]}\r\n${more}Connection: close\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
