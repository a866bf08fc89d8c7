import type { Because } from "@/lib/domain/diagram/room-state";
import type { RoomState, WhyNot } from "./room";

/** A room in which nobody is, before anything was heard. */
export const NOBODY: RoomState = {
  line: "reading",
  ended: null,
  mayEdit: false,
  whyNot: null,
  seq: 0,
  waiting: 0,
  cells: new Map(),
  order: [],
  people: [],
  me: 0,
  socket: null,
  host: null,
  presenter: null,
  isLocked: false,
  canUndo: false,
  canRedo: false,
};

/** What the page knows of the right to draw before anything was heard. */
export const rightAtFirst = (mayEdit: boolean): Pick<RoomState, "mayEdit" | "whyNot"> => ({
  mayEdit,
  whyNot: mayEdit ? null : { is: "rights", because: null },
});

export function whyNotOf(why: unknown, because: unknown, host: number | null): WhyNot {
  if (why === "read-only" || why === "locked") return { is: why, by: host };
  return { is: "rights", because: (because as Because | null | undefined) ?? null };
}
