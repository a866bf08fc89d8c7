import { randomUUID } from "node:crypto";
import type { RedisClientType } from "@redis/client";
import type { Kind } from "./bus-kind";

const ASK_EVERY = 5_000;
const LONGEST_WAIT = 2_000;
/** What may wait for a Redis that does not take it. */
const MOST_WAITING = 1_000;

/**
 * By publish and subscribe, on one connection. Houses that share a Redis take different numbers (`redis://host/1`): numbers keep apart what
 * is stored, and channels only by their names. The client is loaded here, so a house without Redis never reads it.
 */
export const redisLine =
  (url: string): Kind =>
  (hear) => {
    const me = randomUUID();
    const channel = `confer:${new URL(url).pathname.slice(1) || 0}`;
    let client: Pick<RedisClientType, "isReady" | "publish" | "destroy"> | null = null;
    let isListening = false;
    let isClosed = false;

    async function open(): Promise<void> {
      const { createClient } = await import("@redis/client");
      if (isClosed) return;
      const fresh = createClient({
        url,
        name: "confer",
        disableOfflineQueue: true,
        commandsQueueMaxLength: MOST_WAITING,
        pingInterval: ASK_EVERY,
        socket: {
          connectTimeout: ASK_EVERY,
          // A connection whose other end is gone without a word still looks open: its pings find out.
          socketTimeout: 2 * ASK_EVERY,
          reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, LONGEST_WAIT) * (0.5 + Math.random() / 2),
        },
      });
      client = fresh;
      // It connects again by itself, and listens again; nobody is told what was said meanwhile.
      fresh.on("error", () => {});
      await fresh.connect();
      await fresh.subscribe(channel, (text) => {
        if (!text.startsWith(me)) hear(text.slice(me.length));
      });
      isListening = true;
    }
    open().catch(() => {});

    return {
      say: (text) => {
        if (client?.isReady) client.publish(channel, me + text).catch(() => {});
      },
      up: () => isListening && client?.isReady === true,
      close: async () => {
        isClosed = true;
        client?.destroy();
      },
    };
  };
