import type { Answer } from "@/lib/actions/answer";
import type { Followed } from "@/lib/actions/pages";
import { openLine, type RoomLine, type Surroundings } from "@/lib/realtime/room-client";
import { isFinalNo } from "./endings";

/** `ask`: what was drawn since and who is there; `stirred`: tells when something may have moved. */
export type Follow = {
  ask(): Promise<Answer<Followed>>;
  connect: () => ReturnType<Surroundings["connect"]>;
  stirred(hear: () => void): () => void;
};
type Hears = Pick<Surroundings, "hear" | "cut" | "closed" | "refused"> & { saw(followed: Followed): void };

const NORMAL = 1000;
/** In the place of an entry: nobody draws, so there is no line to open. */
const NOBODY = "nobody";

/**
 * Follows what is drawn without being there: over a line of its own while a session lasts, and else told by what the page hears anyhow.
 * Until `close` is called.
 */
export function following({ ask, connect, stirred }: Follow, hears: Hears): Pick<RoomLine, "say" | "close" | "seek"> {
  let line: RoomLine | null = null;
  let isOver = false;
  /** Something moved while it was asked whether anybody draws. */
  let isStale = false;

  function open(): void {
    if (isOver || line) return;
    isStale = false;
    line = openLine({
      enter: async () => {
        const answer = await ask();
        if (!answer.ok) return { ...answer, isFinal: isFinalNo(answer.code) };
        hears.saw(answer.value);
        const { host } = answer.value;
        return host === null ? { code: NOBODY, message: "", isFinal: true } : { session: "", ticket: "" };
      },
      connect,
      hear: hears.hear,
      cut: hears.cut,
      // The session has ended: whether there is another is asked.
      closed: (code, reason) => code === NORMAL || hears.closed(code, reason),
      refused: (no) => {
        if (no.code !== NOBODY) return hears.refused(no);
        letGo();
        if (isStale) open();
      },
      isOwed: () => false,
    });
  }

  function letGo(): void {
    line?.close();
    line = null;
  }

  const deaf = stirred(() => {
    isStale = true;
    open();
  });
  open();
  return {
    say: (message) => line?.say(message) === true,
    seek: () => line?.seek(),
    close: () => {
      isOver = true;
      deaf();
      letGo();
    },
  };
}
