import { one } from "../one";
import type { Kind } from "./bus-kind";

const lines = one("bus", () => new Set<(text: string) => void>());

/** Between the lines of one process; a house of one node has nobody else to ring. */
export const memoryLine: Kind = (hear) => {
  const own = (text: string) => hear(text);
  lines.add(own);
  return {
    say: (text) => {
      if (!lines.has(own)) return;
      for (const line of lines) if (line !== own) setImmediate(() => lines.has(line) && line(text));
    },
    up: () => lines.has(own),
    close: async () => void lines.delete(own),
  };
};
