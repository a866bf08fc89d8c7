"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { signInAgain } from "@/components/sign-in-again";
import { onStir } from "@/components/stirs";
import { announce } from "@/components/ui/announce";
import { followDrawing } from "@/lib/actions/pages";
import { makeTicket, startSession } from "@/lib/actions/sessions";
import type { Entry, NoEntry } from "@/lib/realtime/room-client";
import { noteClosed } from "./closed";
import { endIn, isFinalNo, isLasting } from "./endings";
import { LiveRoom, type Opening, type Ways } from "./live-room";
import { newId } from "./new-id";
import type { Room } from "./room";
import { useRoomState } from "./use-room-state";
import { waitingEdits } from "./waiting-edits";

type Place = { threatModelId: string; diagramId: string };

/** The room of a diagram for as long as the page shows it. The page's own cells are shown at once; the line opens once it stands. */
export function useRoom(opening: Opening & Place): Room {
  const { diagramId } = opening;
  const [room] = useState(() => new LiveRoom(opening, waysTo(opening)));
  const router = useRouter();
  useEffect(() => {
    room.start();
    const leaving = watchWindow(room);
    return () => {
      leaving();
      room.close();
    };
  }, [room]);
  const ended = useRoomState(room, (state) => state.ended);
  useEffect(() => {
    if (ended?.is === "signed-out") void signInAgain().then((did) => did && room.again());
    // The page says why, and keeps nothing of what it showed.
    if (!ended || !isLasting(ended)) return;
    if (ended.is === "rights") noteClosed(diagramId, endIn(ended.reason));
    announce("");
    router.refresh();
  }, [ended, room, router, diagramId]);
  return room;
}

function waysTo({ me, threatModelId, diagramId }: Opening & Place): Ways {
  return {
    async enter(): Promise<Entry | NoEntry> {
      const begun = await startSession({ threatModelId, diagramId });
      const session = begun.ok && begun.value.session.id;
      const asked = session ? await makeTicket({ sessionId: session }) : begun;
      if (!asked.ok) return { code: asked.code, message: asked.message, isFinal: isFinalNo(asked.code) };
      return session && "ticket" in asked.value
        ? { session, ticket: asked.value.ticket }
        : { code: "error", message: "", isFinal: false };
    },
    connect({ session, ticket }, since) {
      const { protocol, host } = window.location;
      const asked = new URLSearchParams({ session_id: session, ticket, confer: "1", since: String(since) });
      const path = `/threat_models/${threatModelId}/diagrams/${diagramId}/ws`;
      return new WebSocket(`${protocol === "https:" ? "wss:" : "ws:"}//${host}${path}?${asked}`);
    },
    follow: (since) => followDrawing({ id: diagramId, since }),
    watch(since) {
      const { protocol, host } = window.location;
      const path = `/threat_models/${threatModelId}/diagrams/${diagramId}/ws`;
      return new WebSocket(`${protocol === "https:" ? "wss:" : "ws:"}//${host}${path}?watch=1&since=${since}`);
    },
    stirred: onStir,
    waiting: () => waitingEdits(me, diagramId, newId()),
  };
}

function watchWindow(room: LiveRoom): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const warn = (event: BeforeUnloadEvent) => {
    room.settle();
    if (room.getState().waiting > 0) event.preventDefault();
  };
  const hide = () => {
    room.settle();
    room.keep();
  };
  window.addEventListener("beforeunload", warn, { signal });
  window.addEventListener("pagehide", hide, { signal });
  window.addEventListener("online", room.seek, { signal });
  window.addEventListener("offline", room.drop, { signal });
  document.addEventListener("visibilitychange", () => void (document.hidden ? hide() : room.seek()), { signal });
  return () => stop.abort();
}
