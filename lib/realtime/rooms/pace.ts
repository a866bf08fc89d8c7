import type { WebSocket } from "ws";
import { config } from "../../config.mjs";
import type { Event, Presence } from "../../domain/diagram/room";

/** Messages a second, and at once after a silence (S-56); pointing has a pace of its own. */
const PER_SECOND = 60;
const BURST = 120;
const POINTING_EVERY = 33;
/** What somebody shows of themselves is passed on at once, and then so far apart: less often than that the room tells it. */
const SHOWN_EVERY = 40;
/** Pings at once after a silence; then one a second. */
const PINGS = 10;

/**
 * Keeps somebody to a pace. Whoever says more is read more slowly, and loses nothing; of pointing, and of each member of what they show
 * of themselves, only the latest is passed on.
 */
export function throttle(ws: WebSocket, pass: (event: Event) => void) {
  let tokens = BURST;
  let since = Date.now();
  let timer: NodeJS.Timeout | null = null;
  let pointing: NodeJS.Timeout | null = null;
  /** What was read already when it became too much; a packet or two. */
  const waiting: Event[] = [];
  let showing: NodeJS.Timeout | null = null;
  let shown: { socket: string; said: Presence } | null = null;
  const latest = new Map<"cursor" | "selection", Event>();

  function mayPass(): boolean {
    if (!config().rateLimit) tokens = BURST;
    const now = Date.now();
    tokens = Math.min(BURST, tokens + ((now - since) * PER_SECOND) / 1000);
    since = now;
    return tokens >= 1;
  }

  function wait(): void {
    ws.pause();
    timer ??= setTimeout(goOn, ((1 - Math.min(tokens, 0)) * 1000) / PER_SECOND);
  }

  function goOn(): void {
    timer = null;
    while (waiting.length > 0 && mayPass()) {
      tokens -= 1;
      pass(waiting.shift()!);
    }
    if (waiting.length > 0 || !mayPass()) wait();
    else ws.resume();
  }

  function point(): void {
    pointing = null;
    for (const event of latest.values()) pass(event);
    latest.clear();
  }

  function show(): void {
    showing = null;
    if (!shown) return;
    showing = setTimeout(show, SHOWN_EVERY);
    const event: Event = { is: "presence", ...shown };
    shown = null;
    pass(event);
  }

  return {
    /** Something was said that is no event. */
    spend(): void {
      if (!mayPass()) wait();
      tokens -= 1;
    },
    take(event: Event): void {
      if (event.is === "cursor" || event.is === "selection") {
        latest.set(event.is, event);
        pointing ??= setTimeout(point, POINTING_EVERY);
      } else if (event.is === "presence") {
        shown = { socket: event.socket, said: { ...shown?.said, ...event.said } };
        if (!showing) show();
      } else if (waiting.length > 0 || !mayPass()) {
        waiting.push(event);
        wait();
      } else {
        tokens -= 1;
        pass(event);
      }
    },
    stop(): void {
      if (timer) clearTimeout(timer);
      if (pointing) clearTimeout(pointing);
      if (showing) clearTimeout(showing);
    },
  };
}

/** ws answers each ping by itself, past the pace of messages: they have one of their own (S-56). */
export function countPings(ws: WebSocket, tooMany: () => void): void {
  let left = PINGS;
  let since = Date.now();
  ws.on("ping", () => {
    const now = Date.now();
    left = Math.min(PINGS, left + (now - since) / 1_000) - 1;
    since = now;
    if (left < 0 && config().rateLimit) tooMany();
  });
}
