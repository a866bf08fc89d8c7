import type { NoEntry } from "@/lib/realtime/room-client";
import type { Ended } from "./room";

/** What the server said last before it closed the line. */
type Last = { error: string; words: string };

/** Why a closed line is not to be sought again; null where it is. */
export function endOf(code: number, reason: string, { error, words }: Last, wasIn: boolean): Ended | null {
  const ended = (is: Ended["is"]): Ended => ({ is, code, reason: words || reason });
  if (code === 4401) return { is: "signed-out", code, reason };
  if (code === 4403) return { is: reason === "the diagram is gone" ? "gone" : "rights", code, reason };
  if (code === 1008) return { is: "broken", code, reason };
  if (code !== 1000) return null;
  if (error === "removed_from_session" || error === "access_denied") return ended("removed");
  if (error === "session_full") return ended("too-many");
  // One that ended while they were on their way in: there will be another.
  return wasIn ? ended("over") : null;
}

export function endOfRefusal({ code, message }: NoEntry): Ended {
  if (code === "signed-out") return { is: "signed-out", code: 401, reason: message };
  if (code === "forbidden") return { is: "rights", code: 403, reason: message };
  return { is: "gone", code: 404, reason: message };
}

const FINAL = new Set(["not-found", "forbidden", "signed-out"]);

/** Will asking again bring nothing else? */
export const isFinalNo = (code: string): boolean => FINAL.has(code);

/** Whoever may not see the diagram any more keeps nothing of it. */
export const isLasting = ({ is }: Ended): boolean => is === "rights" || is === "gone";

/** When what they could open it by ended, where that is why the line was closed. */
export const endIn = (reason: string): string | null => /^access ended on (\S+)$/.exec(reason)?.[1] ?? null;
