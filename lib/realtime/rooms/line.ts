import type { WebSocket } from "ws";

/**
 * One socket's way out. What is sent in one turn leaves in one write. At most 1 MiB or 512 messages wait for somebody who is slow to take
 * them: pointing is left out first, and then the line is closed with 4408 instead of leaving a gap (S-56).
 */
export type Line = {
  send(frame: Buffer, isPresence: boolean): void;
  close(code: number, reason: string): void;
};

const MOST_BYTES = 1024 * 1024;
const MOST_MESSAGES = 512;
const PRESENCE_BELOW = 64 * 1024;
const SHOWN_OUT_AFTER = 2_000;

type Corked = { _socket: { cork(): void; uncork(): void } | null };

export function lineOf(socket: WebSocket): Line {
  let waiting = 0;
  let isCorked = false;
  let isClosed = false;
  const taken = () => {
    waiting -= 1;
  };

  function cork(): void {
    const raw = (socket as unknown as Corked)._socket;
    if (isCorked || !raw) return;
    isCorked = true;
    raw.cork();
    process.nextTick(() => {
      isCorked = false;
      raw.uncork();
    });
  }

  function close(code: number, reason: string): void {
    if (isClosed) return;
    isClosed = true;
    socket.close(code, reason);
    // One that does not take leave is shown out.
    setTimeout(() => socket.terminate(), SHOWN_OUT_AFTER).unref();
  }

  return {
    close,
    send(frame, isPresence) {
      if (isClosed || socket.readyState !== socket.OPEN) return;
      const bytes = socket.bufferedAmount;
      if (isPresence && bytes > PRESENCE_BELOW) return;
      // One large frame, a whole diagram, may always go to somebody who has taken all before it.
      if (waiting >= MOST_MESSAGES || (waiting > 0 && bytes + frame.length > MOST_BYTES && bytes > PRESENCE_BELOW)) {
        return close(4408, "resync");
      }
      cork();
      waiting += 1;
      socket.send(frame, { binary: false }, taken);
    },
  };
}
