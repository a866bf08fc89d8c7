import { WebSocket } from "ws";
import { LiveRoom } from "../../components/diagram/live-room";
import type { Notice } from "../../components/diagram/room";
import type { Kept } from "../../components/diagram/waiting-edits";
import type { Cell } from "../../lib/domain/diagram/cell";
import { type Place, rest } from "./room-client";

/** A browser's window without its browser: the room as pages have it, over real sockets. */
export type Window = {
  room: LiveRoom;
  notices: Notice[];
  /** Cuts the line as a network does, and keeps it cut. */
  pull(): void;
  plug(): void;
  /** What its browser keeps of what waits. */
  kept(): readonly Kept[];
};

export function openWindow(
  origin: string,
  token: string,
  { path }: Place,
  me: number,
  { cells = [] as Cell[], seq = 0, left = [] as readonly Kept[] } = {},
): Window {
  let socket: WebSocket | null = null;
  let isPulled = false;
  let kept: readonly Kept[] = [];
  const room = new LiveRoom(
    { me, cells, seq, mayEdit: true },
    {
      waiting: () => ({
        keep: (parts) => {
          kept = parts;
        },
        takeOver: async () => structuredClone([...left]),
        forget: () => {},
        leave: () => {},
      }),
      async enter() {
        if (isPulled) throw new Error("There is no network.");
        const { session_id } = await rest<{ session_id: string }>(origin, token, `POST ${path}/collaborate`);
        const { ticket } = await rest<{ ticket: string }>(origin, token, `GET /ws/ticket?session_id=${session_id}`);
        return { session: session_id, ticket };
      },
      connect({ session, ticket }, since) {
        const query = `session_id=${session}&ticket=${ticket}&confer=1&since=${since}`;
        socket = new WebSocket(`${origin.replace("http", "ws")}${path}/ws?${query}`, { perMessageDeflate: false });
        return socket as unknown as globalThis.WebSocket;
      },
    },
  );
  const notices: Notice[] = [];
  room.onNotice((notice) => notices.push(notice));
  room.start();
  return {
    room,
    notices,
    kept: () => kept,
    pull() {
      isPulled = true;
      socket?.terminate();
    },
    plug() {
      isPulled = false;
      room.seek();
    },
  };
}
