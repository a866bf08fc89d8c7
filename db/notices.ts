import pg from "pg";
import { pool } from "./client";

/**
 * Short texts between the nodes on one database: a connection of its own that listens and speaks, outside of every transaction (R9).
 * Whatever is said while it is down is lost; so are texts behind a pooler that shares connections. Those who listen ask again anyhow.
 * Nobody hears themselves.
 */
export type Notices = {
  say(text: string): void;
  /** Whether texts come through now. */
  up(): boolean;
  close(): Promise<void>;
};

const ASK_EVERY = 5_000;
const ANSWER_WITHIN = 3_000;
const LONGEST_WAIT = 5_000;
/** What may wait for a database that does not take it; the oldest goes first. */
const MOST_WAITING = 1_000;
/** Whatever waits is said in one statement: committing a notice takes a lock that all others wait for. */
const SAY = `select pg_notify('confer', said) from unnest($1::text[]) as said`;

export function openNotices(hear: (text: string) => void): Notices {
  const settings = pool().options;
  let client: pg.Client | null = null;
  let asking: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let failures = 0;
  let closed = false;
  let waiting: string[] = [];
  let isSaying = false;

  async function open(): Promise<void> {
    const fresh = new pg.Client({ ...settings, application_name: "confer notices" });
    let gone = false;
    const lost = () => {
      if (gone) return;
      gone = true;
      clearInterval(asking);
      if (client === fresh) client = null;
      destroy(fresh);
      failures += 1;
      if (!closed) again = setTimeout(open, Math.min(100 * 2 ** failures, LONGEST_WAIT) * (0.5 + Math.random() / 2));
    };
    fresh.on("error", lost);
    fresh.on("end", lost);
    fresh.on("notification", ({ payload, processId }) => payload && processId !== own(fresh) && hear(payload));
    try {
      await fresh.connect();
      await fresh.query("listen confer");
      if (closed) return lost();
      client = fresh;
      failures = 0;
      asking = setInterval(() => answers(fresh).catch(lost), ASK_EVERY);
      asking.unref();
    } catch {
      lost();
    }
  }
  void open();

  async function sayAll(): Promise<void> {
    isSaying = true;
    while (client && waiting.length > 0) {
      const said = waiting;
      waiting = [];
      await client.query(SAY, [said]).catch(() => {});
    }
    isSaying = false;
  }

  return {
    say: (text) => {
      if (!client) return;
      if (waiting.push(text) > MOST_WAITING) waiting.shift();
      if (!isSaying) void sayAll();
    },
    up: () => client !== null,
    close: async () => {
      closed = true;
      clearTimeout(again);
      clearInterval(asking);
      await client?.end().catch(() => {});
    },
  };
}

/** A connection whose other end is gone without a word still looks open: it is asked. */
async function answers(client: pg.Client): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error("no answer")), ANSWER_WITHIN);
  });
  await Promise.race([client.query("select 1"), patience]).finally(() => clearTimeout(late));
}

const own = (client: pg.Client): number | null => (client as unknown as { processID: number | null }).processID;

const destroy = (client: pg.Client): void =>
  void (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
