import type { Socket } from "node:net";
import type { WebSocket } from "ws";

/** What somebody points at; only the newest of a kind says anything. Of `presence` each message is a part: it is said again as a whole. */
export type Pointing = "cursor" | "selection" | "presence";

/**
 * One socket's way out. At most 1 MiB or 512 messages wait for somebody who is slow to take them: of pointing only the newest waits, apart
 * from these, and then the line is closed with 4408 instead of leaving a gap (S-56).
 */
export type Line = {
  /** `bytes` hold so many `messages`, framed. */
  send(bytes: Buffer, messages: number, pointing: Pointing | null): void;
  close(code: number, reason: string): void;
  /** Is called when they have caught up and missed what people show of themselves. */
  again: (() => void) | null;
};

const OPEN = 1;
const MOST_BYTES = 1024 * 1024;
const MOST_MESSAGES = 512;
const POINTING_BELOW = 64 * 1024;
const SHOWN_OUT_AFTER = 5_000;

/** Past ws, which would frame every message anew for everybody. It writes at once where nothing is compressed, so nothing is mixed up. */
type Raw = { _socket: Pick<Socket, "write" | "writableLength"> };
/** Goes out with nothing in it, to hear when what was written before it has gone. */
const MARK = Buffer.alloc(0);

export const lineOf = (socket: WebSocket): Line => new SocketLine(socket);

/** Flat, and a class of its own: where a room tells hundreds, what it costs is how many places of memory each of them lies in. */
class SocketLine implements Line {
  readonly #socket: WebSocket;
  readonly #raw: Raw["_socket"];
  #waiting = 0;
  #isClosed = false;
  /** What is pointed at since they fell behind; few ever do. */
  #late: Map<Pointing, Buffer> | null = null;
  again: (() => void) | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#raw = (socket as unknown as Raw)._socket;
  }

  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close(code, reason);
    // One that does not take leave is shown out.
    setTimeout(() => this.#socket.terminate(), SHOWN_OUT_AFTER).unref();
  }

  send(bytes: Buffer, messages: number, pointing: Pointing | null): void {
    if (this.#isClosed || this.#socket.readyState !== OPEN) return;
    const raw = this.#raw;
    const behind = raw.writableLength;
    if (pointing && behind > POINTING_BELOW) {
      this.#late ??= new Map();
      this.#late.set(pointing, bytes);
      return;
    }
    // Whoever has taken all before it may always be sent one piece, a whole diagram as well.
    if (this.#waiting > 0 && this.#isTooMuch(bytes, messages, behind)) {
      this.close(4408, "resync");
      return;
    }
    // What was missed of several people is not made good by news of one.
    if (pointing && pointing !== "presence") this.#late?.delete(pointing);
    raw.write(bytes);
    // The system nearly always takes all of it at once, and then nothing waits: being told so by each write would cost a tenth of it.
    if (raw.writableLength === 0) return;
    this.#waiting += messages;
    raw.write(MARK, () => {
      this.#waiting -= messages;
      if (this.#late && raw.writableLength <= POINTING_BELOW) this.#pointAt(this.#late);
    });
  }

  #isTooMuch(bytes: Buffer, messages: number, behind: number): boolean {
    const isTooMany = this.#waiting + messages > MOST_MESSAGES;
    return isTooMany || (behind > POINTING_BELOW && behind + bytes.length > MOST_BYTES);
  }

  #pointAt(newest: Map<Pointing, Buffer>): void {
    this.#late = null;
    for (const [pointing, bytes] of newest) {
      if (pointing === "presence") this.again?.();
      else this.send(bytes, 1, pointing);
    }
  }
}
