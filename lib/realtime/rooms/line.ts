import type { Socket } from "node:net";
import type { WebSocket } from "ws";

/**
 * One socket's way out. At most 1 MiB or 512 messages wait for somebody who is slow to take
 * them: pointing is left out first, and then the line is closed with 4408 instead of leaving a gap (S-56).
 */
export type Line = {
  /** `bytes` hold so many `messages`, framed. */
  send(bytes: Buffer, messages: number, isPresence: boolean): void;
  close(code: number, reason: string): void;
};

const MOST_BYTES = 1024 * 1024;
const MOST_MESSAGES = 512;
const PRESENCE_BELOW = 64 * 1024;
const SHOWN_OUT_AFTER = 2_000;

/** Past ws, which would frame every message anew for everybody. It writes at once where nothing is compressed, so nothing is mixed up. */
type Raw = { _socket: Pick<Socket, "write"> | null };

export function lineOf(socket: WebSocket): Line {
  let waiting = 0;
  let isClosed = false;

  function close(code: number, reason: string): void {
    if (isClosed) return;
    isClosed = true;
    socket.close(code, reason);
    // One that does not take leave is shown out.
    setTimeout(() => socket.terminate(), SHOWN_OUT_AFTER).unref();
  }

  return {
    close,
    send(bytes, messages, isPresence) {
      const raw = (socket as unknown as Raw)._socket;
      if (isClosed || socket.readyState !== socket.OPEN || !raw) return;
      const behind = socket.bufferedAmount;
      if (isPresence && behind > PRESENCE_BELOW) return;
      const isTooMany = waiting + messages > MOST_MESSAGES;
      const isTooMuch = behind > PRESENCE_BELOW && behind + bytes.length > MOST_BYTES;
      // Whoever has taken all before it may always be sent one piece, a whole diagram as well.
      if (waiting > 0 && (isTooMany || isTooMuch)) return close(4408, "resync");
      waiting += messages;
      raw.write(bytes, () => {
        waiting -= messages;
      });
    },
  };
}
