/**
 * The browser's end of a room's line: it comes back by itself, later and later, each window at a moment of its own, and finds out when
 * the other end is there no more, which no browser tells. What is said on it is the caller's.
 */
export type Message = { message_type: string; [member: string]: unknown };

/** What opens one socket, once; or why nothing does. `isFinal`: asking again does not help. */
export type Entry = { session: string; ticket: string };
export type NoEntry = { code: string; message: string; isFinal: boolean };

export type Socket = Pick<WebSocket, "send" | "close" | "readyState" | "onopen" | "onmessage" | "onclose" | "onerror">;

export type Surroundings = {
  enter(): Promise<Entry | NoEntry>;
  connect(entry: Entry): Socket;
  hear(message: Message): void;
  /** The line is gone; it is sought again. */
  cut(): void;
  /** The server closed it. Whether to come back. */
  closed(code: number, reason: string): boolean;
  refused(no: NoEntry): void;
  /** Is an answer waited for? Then a silence is noticed sooner. */
  isOwed(): boolean;
};

export type RoomLine = {
  /** False where it could not be handed over. */
  say(message: Message): boolean;
  /** Seeks the line at once, should it be cut. */
  seek(): void;
  /** Lets the line go as a network does. */
  drop(): void;
  close(): void;
};

const WAITS = { first: 250, longest: 8_000 };
/** After such a silence the other end is asked whether it is there, and is given so long to answer (milliseconds). */
const ASKS_AFTER = { owed: 3_000, quiet: 20_000 };
const ANSWERS_WITHIN = 6_000;
const LOOKS_EVERY = 1_000;
const OPEN = 1;

export function openLine(around: Surroundings): RoomLine {
  let socket: Socket | null = null;
  let isSeeking = false;
  let isOver = false;
  let failures = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let heardAt = 0;
  let askedAt = 0;

  async function seek(): Promise<void> {
    clearTimeout(again);
    if (isOver || socket || isSeeking) return;
    isSeeking = true;
    const entry = await around.enter().catch((): NoEntry => ({ code: "unreached", message: "", isFinal: false }));
    isSeeking = false;
    if (isOver) return;
    if ("ticket" in entry) return listen(around.connect(entry));
    if (entry.isFinal) isOver = true;
    around.refused(entry);
    seekLater();
  }

  function listen(line: Socket): void {
    socket = line;
    heardAt = Date.now();
    line.onmessage = ({ data }) => {
      if (socket !== line) return;
      heardAt = Date.now();
      failures = 0;
      around.hear(JSON.parse(String(data)) as Message);
    };
    line.onerror = () => {};
    line.onclose = ({ code, reason }) => {
      if (socket !== line) return;
      socket = null;
      if (isOver) return;
      if (!around.closed(code, reason)) isOver = true;
      else lost();
    };
  }

  function lost(): void {
    around.cut();
    seekLater();
  }

  function seekLater(): void {
    if (isOver) return;
    const wait = Math.min(WAITS.first * 2 ** failures, WAITS.longest);
    failures += 1;
    clearTimeout(again);
    again = setTimeout(() => void seek(), wait * (0.5 + Math.random() / 2));
  }

  function drop(): void {
    const line = socket;
    if (!line) return;
    socket = null;
    line.close();
    lost();
  }

  const say = (message: Message): boolean => {
    if (socket?.readyState !== OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  };

  function look(): void {
    if (!socket) return;
    const now = Date.now();
    if (askedAt > heardAt) {
      if (now - askedAt > ANSWERS_WITHIN) drop();
    } else if (now - heardAt > (around.isOwed() ? ASKS_AFTER.owed : ASKS_AFTER.quiet)) {
      askedAt = now;
      say({ message_type: "sync_status_request" });
    }
  }

  const clock = setInterval(look, LOOKS_EVERY);
  void seek();
  return {
    say,
    seek: () => {
      failures = 0;
      void seek();
    },
    drop,
    close: () => {
      isOver = true;
      clearTimeout(again);
      clearInterval(clock);
      socket?.close(1000);
      socket = null;
    },
  };
}
