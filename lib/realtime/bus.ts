import { openNotices } from "../../db/notices";
import { memoryLine } from "./bus-memory";
import { redisLine } from "./bus-redis";

/**
 * The doorbell between the nodes of a house: short texts, said after the commit. One may be lost, doubled, late or out of order, for the
 * truth is in the database, and whoever hears asks there; nodes also ask now and then unrung (scale.md section 3). Nobody hears
 * themselves.
 */
export type Bus = {
  /** Never waits and never fails. */
  say(text: string): void;
  /** Hears what others say until the function it returns is called. */
  hear(ear: (text: string) => void): () => void;
  /** Whether texts come through now. */
  up(): boolean;
  close(): Promise<void>;
};

/** How texts travel: in this process, by Postgres, or by Redis. */
export type Kind = (hear: (text: string) => void) => Omit<Bus, "hear">;

/** In bytes; a notice of Postgres holds less than 8,000. Longer texts are not carried. */
export const LONGEST = 7_000;

export function openBus(kind: Kind): Bus {
  const ears = new Set<(text: string) => void>();
  const line = kind((text) => {
    for (const ear of ears) ear(text);
  });
  return {
    ...line,
    say: (text) => {
      if (Buffer.byteLength(text) <= LONGEST) line.say(text);
    },
    hear: (ear) => {
      ears.add(ear);
      return () => void ears.delete(ear);
    },
  };
}

/** One node needs none; more than one ring through their database, or through the Redis they are told of. */
export function kindFor({ redisUrl, databaseUrl }: { redisUrl: string | null; databaseUrl: string | null }): Kind {
  if (redisUrl) return redisLine(redisUrl);
  return databaseUrl ? openNotices : memoryLine;
}
