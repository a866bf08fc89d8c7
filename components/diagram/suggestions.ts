import type { CellEdit } from "@/lib/domain/diagram/apply";
import { inFrames, joined } from "@/lib/domain/diagram/joined-edits";
import type { Message } from "@/lib/realtime/room-client";
import { newId } from "./new-id";
import type { Notice } from "./room";

type Suggested = Extract<Notice, { is: "suggested" }>;

/** What comes back refused one after the other is one suggestion (milliseconds). */
const GATHERED_FOR = 300;

/** What somebody drew and may not: handed to the host, and from there taken or not. `say` answers false while the line is cut. */
export function suggestions(say: (message: Message) => boolean, edit: (cells: readonly CellEdit[]) => boolean) {
  let gathered: CellEdit[] = [];
  const heard = new Set<string>();

  function send(): void {
    const unsent = inFrames(joined(gathered) ?? gathered).filter(
      (cells) => !say({ message_type: "confer_suggest", suggestion_id: newId(), cells }),
    );
    gathered = unsent.flat();
  }

  return {
    /** The line is back. */
    again(): void {
      if (gathered.length > 0) send();
    },
    add(cells: readonly CellEdit[]): void {
      if (cells.length === 0) return;
      if (gathered.length === 0) setTimeout(send, GATHERED_FOR);
      gathered.push(...cells);
    },
    /** Null for one that was told already. */
    hear(message: Message): Suggested | null {
      const {
        suggestion_id: id,
        by,
        cells,
      } = message as unknown as { suggestion_id: string; by: number; cells: CellEdit[] };
      if (heard.has(id)) return null;
      heard.add(id);
      const answer = (taken: boolean) => say({ message_type: "confer_answer", suggestion_id: id, taken });
      return {
        is: "suggested",
        id,
        by,
        cells,
        // Part of it may speak of what is gone meanwhile.
        accept: () => answer(edit(cells) || cells.filter((one) => edit([one])).length > 0),
        dismiss: () => answer(false),
      };
    },
  };
}
