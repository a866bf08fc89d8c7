import { randomBytes } from "node:crypto";
import net from "node:net";

/**
 * One socket of a bench. It speaks just enough of WebSocket to send text and bytes, and reads no more of what it hears than it is asked
 * to: a client of Node costs more than the servers it would measure, and would hide them.
 */
export type Line = {
  send(payload: string | Buffer): void;
  /** Called with every piece that comes, as it comes. */
  onData: ((piece: Buffer) => void) | null;
  close(): void;
};

export function openLine(port: number, path: string, headers: Record<string, string> = {}): Promise<Line> {
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${more.join("")}\r\n`,
  );
  return new Promise((done, fail) => {
    let isOurs = false;
    const line: Line = {
      send: (payload) => void socket.write(frameOf(payload)),
      onData: null,
      close: () => {
        isOurs = true;
        socket.destroy();
      },
    };
    let isOpen = false;
    let last = Buffer.alloc(0);
    socket.on("error", fail);
    socket.on("close", () => {
      alive.delete(socket);
      fail(new Error("The line was closed."));
      // A bench that goes on with fewer readers than it counts would flatter.
      if (isOpen && !isOurs) throw new Error(`The server of port ${port} closed a line: ${last.toString("latin1")}`);
    });
    socket.on("data", (piece) => {
      last = piece.subarray(-60);
      if (isOpen) return line.onData?.(piece);
      const head = piece.toString("latin1", 0, 400);
      if (!head.startsWith("HTTP/1.1 101")) return fail(new Error(head));
      isOpen = true;
      alive.add(socket);
      done(line);
      const rest = piece.subarray(piece.indexOf("\r\n\r\n") + 4);
      // Whoever waits for the line is told before what came along with it.
      if (rest.length > 0) setImmediate(() => line.onData?.(rest));
    });
  });
}

/** Says of all lines that they live, whether a server asks or not: reading what it asks would cost more than answering it. */
const alive = new Set<net.Socket>();
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
setInterval(() => alive.forEach((socket) => void socket.write(PONG)), 4_000).unref();

/** A frame of a client, masked with zeroes: allowed, and nothing to compute. */
function frameOf(payload: string | Buffer): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  const opcode = typeof payload === "string" ? 0x81 : 0x82;
  const length =
    body.length < 126
      ? [0x80 | body.length]
      : body.length < 65_536
        ? [0xfe, body.length >> 8, body.length & 255]
        : [0xff, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (body.length >>> shift) & 255)];
  return Buffer.concat([Buffer.from([opcode, ...length, 0, 0, 0, 0]), body]);
}

/** Calls back once `text` has come by, even where it came in two pieces. */
export function watchFor(text: string, found: () => void): (piece: Buffer) => void {
  const wanted = Buffer.from(text);
  let tail = Buffer.alloc(0);
  return (piece) => {
    if (
      piece.includes(wanted) ||
      (tail.length > 0 && Buffer.concat([tail, piece.subarray(0, wanted.length)]).includes(wanted))
    )
      found();
    tail = Buffer.from(piece.subarray(-wanted.length));
  };
}

/** Counts messages as they end, whatever is in them; what is not a message (a ping) counts for nothing. */
export function counter(each: () => void): (piece: Buffer) => void {
  let head = Buffer.alloc(0);
  let skip = 0;
  let isMessage = false;
  return (piece) => {
    let data = head.length > 0 ? Buffer.concat([head, piece]) : piece;
    head = Buffer.alloc(0);
    for (;;) {
      if (skip > data.length) {
        skip -= data.length;
        return;
      }
      if (skip > 0 || isMessage) {
        data = data.subarray(skip);
        skip = 0;
        if (isMessage) each();
        isMessage = false;
      }
      if (data.length < 2) break;
      const short = data[1]! & 127;
      const size = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length < size) break;
      skip = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
      isMessage = (data[0]! & 15) < 8;
      data = data.subarray(size);
    }
    head = Buffer.from(data);
  };
}

/** Counts how often `text` comes by, even where it comes in two pieces: the edits in a message that holds many. */
export function counterOf(text: string, each: () => void): (piece: Buffer) => void {
  const wanted = Buffer.from(text);
  let tail = Buffer.alloc(0);
  return (piece) => {
    const data = tail.length > 0 ? Buffer.concat([tail, piece]) : piece;
    let from = 0;
    for (let at = data.indexOf(wanted); at >= 0; at = data.indexOf(wanted, from)) {
      each();
      from = at + wanted.length;
    }
    tail = Buffer.from(data.subarray(Math.max(from, data.length - wanted.length + 1)));
  };
}
