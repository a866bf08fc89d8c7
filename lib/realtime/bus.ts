import { openNotices } from "../../db/notices";
import type { Bus, Kind } from "./bus-kind";
import { memoryLine } from "./bus-memory";
import { redisLine } from "./bus-redis";

export type { Bus, Kind };

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
