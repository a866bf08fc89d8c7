import { CLOSE, type Heard, STILL_EVERY } from "./protocol";

/** The browser's end of a live line: it comes back by itself, later and later, each window at a moment of its own. */
export type Listener = {
  hear(heard: Heard): void;
  /** Whether what is shown may be old by now. */
  cut(isCut: boolean): void;
};

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** Twice the server's silence, and a little. */
const SILENCE = 2 * STILL_EVERY + 5_000;
/** A short cut is nobody's concern. */
const TOLD_AFTER = 2_500;
/** A window that nobody looks at lets its line go, so that a person's few (S-60) are for those they look at. */
const RESTS_AFTER = 3_000;

/** Returns how to hang up. */
export function stayConnected(listener: Listener): () => void {
  let socket: WebSocket | null = null;
  let failures = 0;
  let over = false;
  let missed = false;
  let silence: number | undefined;
  let again: number | undefined;
  let telling: number | undefined;
  let resting: number | undefined;

  function open(): void {
    clearTimeout(again);
    if (over || socket || document.hidden) return;
    const { protocol, host } = window.location;
    const line = new WebSocket(`${protocol === "https:" ? "wss:" : "ws:"}//${host}/live`);
    socket = line;
    line.onmessage = ({ data }) => {
      clearTimeout(silence);
      silence = window.setTimeout(() => line.close(), SILENCE);
      heard(JSON.parse(String(data)) as Heard);
    };
    line.onclose = ({ code }) => {
      if (socket !== line) return;
      socket = null;
      clearTimeout(silence);
      if (code === CLOSE.ended) over = true;
      if (!over) lost();
    };
  }

  function heard(what: Heard): void {
    if (what.type === "hello") {
      failures = 0;
      clearTimeout(telling);
      telling = undefined;
      listener.cut(false);
      if (missed) listener.hear({ type: "resync" });
      missed = false;
    }
    listener.hear(what);
  }

  function lost(): void {
    failures += 1;
    missed = true;
    telling ??= window.setTimeout(() => listener.cut(true), TOLD_AFTER);
    // Without a sign-in no line is opened, and no browser says so; what is shown then asks, and is told.
    if (failures === 3) listener.hear({ type: "resync" });
    const wait = Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT);
    again = window.setTimeout(open, wait * (0.5 + Math.random() / 2));
  }

  function look(): void {
    clearTimeout(resting);
    if (document.hidden) resting = window.setTimeout(rest, RESTS_AFTER);
    else open();
  }

  function rest(): void {
    missed = true;
    drop();
  }

  function drop(): void {
    clearTimeout(again);
    clearTimeout(silence);
    const line = socket;
    socket = null;
    line?.close();
  }

  const offline = () => {
    drop();
    lost();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", open);
  window.addEventListener("offline", offline);
  open();
  return () => {
    over = true;
    clearTimeout(telling);
    clearTimeout(resting);
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", open);
    window.removeEventListener("offline", offline);
    drop();
  };
}
