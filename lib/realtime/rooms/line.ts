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

const MOST_BYTES = 1024 * 1024;
const MOST_MESSAGES = 512;
const POINTING_BELOW = 64 * 1024;
const SHOWN_OUT_AFTER = 2_000;

/** Past ws, which would frame every message anew for everybody. It writes at once where nothing is compressed, so nothing is mixed up. */
type Raw = { _socket: Pick<Socket, "write" | "writableLength"> | null };
/** Goes out with nothing in it, to hear when what was written before it has gone. */
const MARK = Buffer.alloc(0);

export function lineOf(socket: WebSocket): Line {
  let waiting = 0;
  let isClosed = false;
  /** What is pointed at since they fell behind; few ever do. */
  let late: Map<Pointing, Buffer> | null = null;

  function close(code: number, reason: string): void {
    if (isClosed) return;
    isClosed = true;
    socket.close(code, reason);
    // One that does not take leave is shown out.
    setTimeout(() => socket.terminate(), SHOWN_OUT_AFTER).unref();
  }

  function send(bytes: Buffer, messages: number, pointing: Pointing | null): void {
    const raw = (socket as unknown as Raw)._socket;
    if (isClosed || socket.readyState !== socket.OPEN || !raw) return;
    const behind = raw.writableLength;
    if (pointing && behind > POINTING_BELOW) {
      late ??= new Map();
      late.set(pointing, bytes);
      return;
    }
    const isTooMany = waiting + messages > MOST_MESSAGES;
    const isTooMuch = behind > POINTING_BELOW && behind + bytes.length > MOST_BYTES;
    // Whoever has taken all before it may always be sent one piece, a whole diagram as well.
    if (waiting > 0 && (isTooMany || isTooMuch)) {
      close(4408, "resync");
      return;
    }
    // What was missed of several people is not made good by news of one.
    if (pointing && pointing !== "presence") late?.delete(pointing);
    raw.write(bytes);
    // The system nearly always takes all of it at once, and then nothing waits: being told so by each write would cost a tenth of it.
    if (raw.writableLength === 0) return;
    waiting += messages;
    raw.write(MARK, () => {
      waiting -= messages;
      if (late && raw.writableLength <= POINTING_BELOW) pointAt(late);
    });
  }

  function pointAt(newest: Map<Pointing, Buffer>): void {
    late = null;
    for (const [pointing, bytes] of newest) {
      if (pointing === "presence") line.again?.();
      else send(bytes, 1, pointing);
    }
  }

  const line: Line = { close, send, again: null };
  return line;
}
