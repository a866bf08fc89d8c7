import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, type CellEdit } from "./apply";
import { type Cell, isObject, Refused } from "./cell";
import { ids, edit as someEdit, cells as startCells } from "./diagram.generated";
import { Document } from "./document";
import { Replica } from "./replica";
import type { Heard } from "./replica-conflicts";

/** The server's part: one order, one answer for each id. */
class Log {
  readonly document: Document;
  readonly entries: Heard[] = [];
  readonly answers = new Map<string, Heard | Refused>();
  constructor(cells: readonly Cell[]) {
    this.document = Document.of(cells);
  }
  take(by: number, operationId: string, cells: CellEdit[], base: number): Heard | Refused {
    const known = this.answers.get(operationId);
    if (known) return known;
    const applied = apply(this.document, { type: "patch", cells });
    const seq = this.entries.length + 1;
    const answer = applied instanceof Refused ? applied : { seq, by, operationId, base, cells: applied.edit.cells };
    this.answers.set(operationId, answer);
    if (!(answer instanceof Refused)) this.entries.push(answer);
    return answer;
  }
}

type Said = { operationId: string; cells: CellEdit[]; base: number };

/** A window and its two directions of line, on which everything may wait or be lost. */
class Window {
  readonly replica: Replica;
  up: Said[] = [];
  down: (Heard | { refused: string; code: string })[] = [];
  #n = 0;
  constructor(
    readonly me: number,
    readonly log: Log,
    cells: readonly Cell[],
  ) {
    this.replica = new Replica(me, cells, 0, () => `${me}-${this.#n++}`);
  }
  send(now: number): void {
    for (const part of this.replica.takeUnsent(now)) this.#say(part);
  }
  #say({ operationId, cells }: { operationId: string; cells: CellEdit[] }): void {
    this.up.push({ operationId, cells: structuredClone(cells), base: this.replica.seq });
  }
  hear(now: number): void {
    const told = this.down.shift();
    if (!told) return;
    if ("refused" in told) this.replica.reject(told.refused, told.code);
    else expect(this.replica.hear([structuredClone(told)], now).isWhole).toBe(true);
    this.send(now);
  }
  /** Comes back after a cut: everything on its way is lost, what was missed is told, what was not answered is asked again. */
  comeBack(isWhole: boolean): void {
    this.up = [];
    const { entries, document } = this.log;
    if (isWhole) {
      this.down = [];
      this.replica.resync(structuredClone(document.cells()), entries.length);
    } else this.down = entries.slice(this.replica.seq);
    for (const part of this.replica.waiting) if (part.isSent) this.#say(part);
  }
}

function serve(log: Log, windows: Window[], from: Window): void {
  const said = from.up.shift();
  if (!said) return;
  const before = log.entries.length;
  const answer = log.take(from.me, said.operationId, said.cells, said.base);
  if (answer instanceof Refused) from.down.push({ refused: said.operationId, code: answer.code });
  else if (log.entries.length > before) for (const window of windows) window.down.push(answer);
  else from.down.push(answer);
}

const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("edit" as const), edit: someEdit, joins: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("serve" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("hear" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cut" as const), whole: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("undo" as const), redo: fc.boolean() }) },
);

const shownOf = ({ replica }: Window) => replica.shown.order.map((id) => replica.shown.cells.get(id));

describe("windows of one diagram", () => {
  it("show the same once everything was heard, whatever was joined, lost, refused or said again; and nothing twice", () => {
    const acts = fc.array(fc.tuple(fc.nat({ max: 2 }), act), { maxLength: 120 });
    fc.assert(
      fc.property(startCells, acts, (cells, acts) => {
        const log = new Log(structuredClone(cells));
        const windows = [1, 2, 3].map((me) => new Window(me, log, structuredClone(cells)));
        let now = 0;
        for (const [n, what] of acts) {
          const window = windows[n]!;
          now += 10;
          if (what.do === "edit")
            window.replica.edit(structuredClone(what.edit).cells, now, what.joins ? "drag" : null);
          if (what.do === "serve") serve(log, windows, window);
          if (what.do === "hear") window.hear(now);
          if (what.do === "cut") window.comeBack(what.whole);
          if (what.do === "wait") now += 500;
          if (what.do === "undo") what.redo ? window.replica.redo(false, now) : window.replica.undo(false);
          window.send(now);
          shownOf(window);
        }
        now += 1_000;
        for (const window of windows) window.send(now);
        while (windows.some(({ up, down }) => up.length + down.length > 0)) {
          for (const window of windows) {
            serve(log, windows, window);
            window.hear(now);
          }
        }
        for (const window of windows) {
          expect(window.replica.waiting).toEqual([]);
          expect(window.replica.seq).toBe(log.entries.length);
          expect(shownOf(window)).toEqual(log.document.cells());
        }
        expect(new Set(log.entries.map(({ operationId }) => operationId)).size).toBe(log.entries.length);
      }),
      { numRuns: 300 },
    );
  });
});

const [a = "", b = "", c = ""] = ids;
const box = (id: string, members: object = {}): Cell => ({
  id,
  shape: "process",
  position: { x: 0, y: 0 },
  ...members,
});
const update = (id: string, data: object): CellEdit => ({ id, operation: "update", data: { ...data } });
let operation = 0;
const replica = (cells: Cell[]) => new Replica(1, cells, 0, () => `mine-${operation++}`);
const heard = (seq: number, cells: CellEdit[], more: Partial<Heard> = {}): Heard => {
  return { seq, by: 2, operationId: `theirs-${seq}`, base: seq - 1, cells, ...more };
};
/** Has all that waits acknowledged, from `seq` on. */
function acknowledge(window: Replica, seq: number): void {
  const parts = window.takeUnsent(10_000);
  window.hear(
    parts.map(({ operationId, cells }, n) => heard(seq + n, cells, { by: 1, operationId })),
    10_000,
  );
}

describe("a window", () => {
  it("keeps the objects of what did not change, though others edited below what waits", () => {
    const window = replica([box(a), box(b), box(c)]);
    window.edit([update(a, { angle: 1 })], 0);
    const { cells, order } = window.shown;
    window.hear([heard(1, [update(b, { shape: "process", angle: 5 })])], 0);
    expect(window.shown.cells.get(a)).toBe(cells.get(a));
    expect(window.shown.cells.get(c)).toBe(cells.get(c));
    expect(window.shown.cells.get(b)).toMatchObject({ angle: 5 });
    expect(window.shown.order).toBe(order);
    expect(window.shown).toBe(window.shown);
  });

  it("sends a drag as one edit, and only the members it changed", () => {
    const window = replica([box(a, { data: { label: "A" } })]);
    for (let x = 1; x <= 20; x++)
      window.edit([update(a, { position: { x, y: 0 }, data: { label: "A" } })], x * 16, "drag");
    expect(window.takeUnsent(400)).toEqual([]);
    const [part, ...more] = window.takeUnsent(800);
    expect(more).toEqual([]);
    expect(part?.cells).toEqual([update(a, { id: a, shape: "process", position: { x: 20, y: 0 } })]);
  });

  it("sends nothing of a drag that ends where it began", () => {
    const window = replica([box(a)]);
    window.edit([update(a, { position: { x: 5, y: 0 } })], 0, "drag");
    window.edit([update(a, { position: { x: 0, y: 0 } })], 16, "drag");
    expect(window.waiting).toEqual([]);
    expect(window.canUndo).toBe(false);
  });

  it("cuts what no frame can hold, and takes all of it back as one step", () => {
    const many = Array.from({ length: 900 }, (_, n) => {
      const id = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
      return box(id, { data: { text: "x".repeat(100) } });
    });
    const window = replica([]);
    expect(
      window.edit(
        many.map((data) => ({ id: data.id, operation: "add", data })),
        0,
      ),
    ).toBeNull();
    const parts = window.waiting.length;
    expect(parts).toBeGreaterThan(3);
    acknowledge(window, 1);
    expect(window.undo(true)).toBe(parts);
    expect(window.redo(true, 0)).toBe(parts);
  });

  it("is told what of its own was overridden by somebody who had not seen it, member by member", () => {
    const window = replica([box(a)]);
    window.edit([update(a, { angle: 7, data: { label: "mine" } })], 0);
    acknowledge(window, 1);
    const { facts } = window.hear([heard(2, [update(a, { angle: 3, parent: b })], { base: 0 })], 20_000);
    expect(facts).toEqual([{ is: "overridden", cell: a, by: 2, mine: { angle: 7 } }]);
    const seen = window.hear([heard(3, [update(a, { data: { label: "theirs" } })], { base: 1 })], 20_000);
    expect(seen.facts).toEqual([]);
  });

  it("58: a name and a colour given at once both stay, and nobody is told that theirs was lost; a name and a name are", () => {
    const log = new Log([box(a, { attrs: { text: { text: "old" }, body: { fill: "white" } } })]);
    const [olga, milo] = [1, 2].map((me) => new Window(me, log, structuredClone(log.document.cells()))) as [
      Window,
      Window,
    ];
    const facts: unknown[] = [];
    const both = (one: object, other: object) => {
      olga.replica.edit([update(a, { attrs: one })], 0);
      milo.replica.edit([update(a, { attrs: other })], 0);
      for (const window of [olga, milo]) window.send(0);
      for (const window of [olga, milo]) while (window.up.length > 0) serve(log, [olga, milo], window);
      for (const window of [olga, milo])
        facts.push(window.replica.hear(window.down.splice(0) as Heard[], 10).facts.map((fact) => ({ ...fact })));
    };
    // As the editors of both say it: all attributes, as they see them.
    both({ text: { text: "new" }, body: { fill: "white" } }, { text: { text: "old" }, body: { fill: "red" } });
    expect(facts.splice(0)).toEqual([[], []]);
    for (const { replica } of [olga, milo])
      expect(replica.shown.cells.get(a)?.attrs).toEqual({ text: { text: "new" }, body: { fill: "red" } });
    both({ text: { text: "Olga's" } }, { text: { text: "Milo's" }, body: { fill: "blue" } });
    expect(facts).toEqual([[{ is: "overridden", cell: a, by: 2, mine: { attrs: { text: { text: "Olga's" } } } }], []]);
    expect(log.document.get(a)?.attrs).toEqual({ text: { text: "Milo's" }, body: { fill: "blue" } });
  });

  it("is told when what it was changing is removed, and shows the rest of the edit on", () => {
    const window = replica([box(a), box(b)]);
    window.edit([update(a, { angle: 1 }), update(b, { angle: 1 })], 0);
    const [part] = window.takeUnsent(0);
    const { facts } = window.hear([heard(1, [{ id: a, operation: "remove" }])], 0);
    expect(facts).toMatchObject([{ is: "deleted", cell: { id: a, angle: 1 }, under: b, by: 2 }]);
    expect(window.shown.cells.get(b)).toMatchObject({ angle: 1 });
    expect(window.reject(part!.operationId, "conflict_detected").isLost).toBe(false);
    const [again] = window.takeUnsent(0);
    expect(again?.cells).toMatchObject([{ id: b, data: { angle: 1 } }]);
    expect(again?.operationId).not.toBe(part?.operationId);
  });

  it("shows what it was before where an edit is refused", () => {
    const window = replica([box(a)]);
    window.edit([update(a, { angle: 1 })], 0);
    const [part] = window.takeUnsent(0);
    expect(window.reject(part!.operationId, "validation_failed").isLost).toBe(true);
    expect(window.shown.cells.get(a)).toEqual(box(a));
    expect(window.edit([{ id: "no", operation: "remove" }], 0)).toBeInstanceOf(Refused);
  });

  it("takes back without the server only what was never sent", () => {
    const window = replica([box(a)]);
    window.edit([update(a, { angle: 1 })], 0);
    expect(window.undo(false)).toBe(0);
    expect(isObject(window.shown.cells.get(a)) && window.shown.cells.get(a)?.angle).toBeUndefined();
    expect(window.redo(false, 0)).toBe(0);
    window.takeUnsent(0);
    expect(window.undo(false)).toBeNull();
    expect(window.undo(true)).toBe(1);
  });
});
