import type { Replica } from "@/lib/domain/diagram/replica";
import type { Message } from "@/lib/realtime/room-client";
import type { Notice, RemoteEdit, RoomState } from "./room";

type How = "undo" | "redo";

/** Undo and redo, which only the server knows how to do with what was sent; and what it answers. */
export class GoingBack {
  /** Who changed each cell last, of the others. */
  readonly #lastBy = new Map<string, number>();

  constructor(
    private readonly replica: () => Replica,
    private readonly say: (message: Message) => void,
    private readonly state: (next: Partial<RoomState>) => void,
    private readonly tell: (notice: Notice) => void,
  ) {}

  did(): void {
    this.state({ canUndo: true, canRedo: false });
  }

  others({ by, cells }: RemoteEdit): void {
    for (const { id } of cells) this.#lastBy.set(id, by);
  }

  go(how: How, isLive: boolean): void {
    const replica = this.replica();
    const steps = how === "undo" ? replica.undo(isLive) : replica.redo(isLive, Date.now());
    if (steps === null) this.tell({ is: "nothing-to", how });
    else if (steps === 0) this.state({ canRedo: true });
    for (let n = 0; n < (steps ?? 0); n++) this.say({ message_type: `${how}_request` });
  }

  hear({ operation_type, message, kept }: Message): void {
    const how: How = operation_type === "redo" ? "redo" : "undo";
    if (message !== "done") {
      this.state(how === "undo" ? { canUndo: false } : { canRedo: false });
      this.tell({ is: "nothing-to", how });
      return;
    }
    this.state(how === "undo" ? { canRedo: true } : { canUndo: true });
    const cells = (kept as { cell: string }[]).map(({ cell }) => cell);
    if (cells.length === 0) return;
    const by = new Set(cells.map((cell) => this.#lastBy.get(cell)));
    const [only = null] = by.size === 1 ? by : [];
    this.tell({ is: "kept", how, cells, by: only });
  }
}
