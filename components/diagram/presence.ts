import type { Message } from "@/lib/realtime/room-client";
import type { Pointer, Room } from "./room";
import { store } from "./told";

/** As the wire has it; a member that is not said stays as it was. */
type Shown = Partial<Pick<Pointer, "cursor" | "selection" | "view" | "laser" | "holding">>;

const EVERY = 50;
/** What is held is said again while somebody types, because it frees itself (milliseconds). */
const HELD_AGAIN = 3_000;

/** What others point at, and telling them what this window does. */
export function presence(say: (message: Message) => boolean) {
  const pointers = store<{ all: ReadonlyMap<string, Pointer> }>({ all: new Map() });
  let mine: Shown = {};
  let unsaid: Shown = {};
  let isHidden = false;
  let saidAt = 0;
  let heldAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(shown: Shown): void {
    mine = { ...mine, ...shown };
    unsaid = { ...unsaid, ...shown };
    timer ??= setTimeout(send, Math.max(0, saidAt + EVERY - Date.now()));
  }

  function send(): void {
    timer = undefined;
    saidAt = Date.now();
    if (Object.keys(unsaid).length > 0 && say({ message_type: "confer_presence", ...unsaid })) unsaid = {};
  }

  const deeds: Pick<Room, "point" | "select" | "look" | "laser" | "hold" | "hide"> = {
    point: (cursor) => void (isHidden || tell({ cursor })),
    select: (selection) => tell({ selection }),
    look: (view) => tell({ view }),
    laser: (laser) => void (laser === (mine.laser ?? false) || tell({ laser })),
    hold(holding) {
      const now = Date.now();
      if (holding === (mine.holding ?? null) && (holding === null || now - heldAt < HELD_AGAIN)) return;
      heldAt = now;
      tell({ holding });
    },
    hide(on) {
      isHidden = on;
      if (on) tell({ cursor: null });
    },
  };

  return {
    pointers: { getState: () => pointers.getState().all, subscribe: pointers.subscribe },
    deeds,
    /** The view as others last saw it. */
    view: () => mine.view ?? null,
    /** Another line knows nothing of what was said on the one before. */
    sayAll(): void {
      unsaid = { ...mine };
      if (Object.keys(unsaid).length > 0) timer ??= setTimeout(send, 0);
    },
    hear(message: Message, own: string | null): void {
      const all = new Map(pointers.getState().all);
      for (const { socket, ...shown } of message.presences as (Shown & { socket: string; uid: number })[]) {
        if (socket !== own) all.set(socket, { ...NOTHING, ...all.get(socket), ...shown, socket });
      }
      pointers.set({ all });
    },
    /** Forgets whoever is not among these. */
    keepOnly(sockets: ReadonlySet<string>): void {
      const { all } = pointers.getState();
      const kept = [...all].filter(([socket]) => sockets.has(socket));
      if (kept.length < all.size) pointers.set({ all: new Map(kept) });
    },
    stop: () => clearTimeout(timer),
  };
}

const NOTHING = { cursor: null, selection: [], view: null, laser: false, holding: null };
