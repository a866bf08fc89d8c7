import type { CellEdit } from "@/lib/domain/diagram/apply";

/** What one person did since it was last told: ids of cells, each in the one list that tells most of it. */
export type Summary = { by: number; added: string[]; removed: string[]; moved: string[]; changed: string[] };

type Deed = "added" | "removed" | "moved" | "changed";

/** Milliseconds: how long the first edits after a silence are gathered, and between two tellings at least. */
const GATHER = 400;
const PAUSE = 3_000;

const GEOMETRY = new Set(["id", "shape", "position", "size", "vertices", "source", "target", "parent", "zIndex"]);

/** Gathers what others do and tells it in batches. */
export class Heard {
  readonly #people = new Map<number, Map<string, Deed>>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #last = Number.NEGATIVE_INFINITY;

  constructor(readonly say: (summaries: Summary[]) => void) {}

  hear(by: number, cells: readonly CellEdit[]): void {
    const deeds = this.#people.get(by) ?? new Map<string, Deed>();
    this.#people.set(by, deeds);
    for (const cell of cells) {
      const deed = deedOf(cell);
      const before = deeds.get(cell.id);
      // What came and went again is no news.
      if (before === "added" && deed === "removed") deeds.delete(cell.id);
      else if (before === "removed" && deed === "added") deeds.set(cell.id, "changed");
      else if (before !== "added" && !(before === "changed" && deed === "moved")) deeds.set(cell.id, deed);
    }
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(GATHER, this.#last + PAUSE - Date.now()));
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = null;
    const summaries = [...this.#people].flatMap(([by, deeds]) => {
      const of = (deed: Deed) => [...deeds].filter(([, one]) => one === deed).map(([id]) => id);
      const summary = { by, added: of("added"), removed: of("removed"), moved: of("moved"), changed: of("changed") };
      return deeds.size > 0 ? [summary] : [];
    });
    this.#people.clear();
    if (summaries.length === 0) return;
    this.#last = Date.now();
    this.say(summaries);
  }
}

function deedOf(cell: CellEdit): Deed {
  if (cell.operation === "add") return "added";
  if (cell.operation === "remove") return "removed";
  return Object.keys(cell.data).every((member) => GEOMETRY.has(member)) ? "moved" : "changed";
}
