import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "./apply";
import { type Cell, Refused } from "./cell";
import * as make from "./diagram.generated";
import { Document } from "./document";
import { meet } from "./fields";
import { type Entry, redo, undo } from "./undo";

const [A, B, C] = make.ids as [string, string, string];
const [OLGA, MILO] = [1, 2];
const box = (id: string, more: object = {}): Cell => ({ id, shape: "process", ...more });

/** A diagram and its log, as the hub keeps them. */
function room(...cells: Cell[]) {
  const document = Document.of(cells);
  const entries: Entry[] = [];
  const write = (by: number, edit: unknown, kind: Entry["kind"] = "edit", undoes: number | null = null) => {
    const done = apply(document, edit);
    if (done instanceof Refused) return done;
    entries.push({ seq: entries.length + 1, by, kind, before: done.before, undoes });
    return done;
  };
  const back = (how: typeof undo, kind: "undo" | "redo") => (by: number) => {
    const found = how(document, entries, by);
    if (found) expect(write(by, found.edit, kind, found.undoes)).not.toBeInstanceOf(Refused);
    return found;
  };
  return { document, entries, write, undo: back(undo, "undo"), redo: back(redo, "redo") };
}
const set = (id: string, data: object) => ({ type: "patch", cells: [{ id, operation: "update", data }] });
const add = (...cells: Cell[]) => ({
  type: "patch",
  cells: cells.map((data) => ({ id: data.id, operation: "add", data })),
});
const remove = (...ids: string[]) => ({ type: "patch", cells: ids.map((id) => ({ id, operation: "remove" })) });

describe("undo", () => {
  it("takes back my own last edit, not another's that came later", () => {
    const { document, write, undo } = room(box(A), box(B));
    write(OLGA, set(A, { angle: 1 }));
    write(MILO, set(B, { angle: 2 }));
    undo(OLGA);
    expect([document.get(A)?.angle, document.get(B)?.angle]).toEqual([undefined, 2]);
  });

  it("leaves what another changed since, and says which", () => {
    const { document, write, undo } = room(box(A, { angle: 0, data: 0 }));
    write(OLGA, set(A, { angle: 1, data: 1 }));
    write(MILO, set(A, { data: 2 }));
    expect(undo(OLGA)?.kept).toEqual([{ cell: A, members: ["data"] }]);
    expect(document.get(A)).toMatchObject({ angle: 0, data: 2 });
  });

  it("57, 58: a name of mine is taken back, and the colour another gave the same element stays", () => {
    const { document, write, undo } = room(box(A, { attrs: { text: { text: "old" }, body: { fill: "white" } } }));
    write(OLGA, set(A, { attrs: { text: { text: "new" } } }));
    write(MILO, set(A, { attrs: { body: { fill: "red" } } }));
    expect(undo(OLGA)?.kept).toEqual([]);
    expect(document.get(A)?.attrs).toEqual({ text: { text: "old" }, body: { fill: "red" } });
  });

  it("leaves what holds what another set", () => {
    const { document, write, undo } = room(box(A));
    write(OLGA, set(A, { data: { one: 1 } }));
    write(MILO, set(A, { data: { two: 2 } }));
    expect(undo(OLGA)).toBeNull();
    expect(document.get(A)?.data).toEqual({ one: 1, two: 2 });
  });

  it("leaves it also when the other came back to the value I had set", () => {
    const { document, write, undo } = room(box(A, { angle: 0 }));
    write(OLGA, set(A, { angle: 1 }));
    write(MILO, set(A, { angle: 2 }));
    write(MILO, set(A, { angle: 1 }));
    expect(undo(OLGA)).toBeNull();
    expect(document.get(A)?.angle).toBe(1);
  });

  it("what the other took back counts as never changed", () => {
    const { document, write, undo } = room(box(A, { angle: 0 }));
    write(OLGA, set(A, { angle: 1 }));
    write(MILO, set(A, { angle: 2 }));
    undo(MILO);
    undo(OLGA);
    expect(document.get(A)?.angle).toBe(0);
  });

  it("goes on to the one before, and redo walks the same way back", () => {
    const { document, write, undo, redo } = room(box(A, { angle: 0 }));
    for (const angle of [1, 2, 3]) write(OLGA, set(A, { angle }));
    const seen = [undo, undo, undo, undo, redo, redo, undo, redo, redo, redo].map((act) => {
      act(OLGA);
      return document.get(A)?.angle;
    });
    expect(seen).toEqual([2, 1, 0, 0, 1, 2, 1, 2, 3, 3]);
  });

  it("an edit after an undo ends what could be redone", () => {
    const { document, write, undo, redo } = room(box(A, { angle: 0 }));
    write(OLGA, set(A, { angle: 1 }));
    undo(OLGA);
    write(OLGA, set(A, { data: 1 }));
    expect(redo(OLGA)).toBeNull();
    expect(document.get(A)).toMatchObject({ angle: 0, data: 1 });
  });

  it("what I removed comes back whole, to where it lay, also two on top of each other", () => {
    for (const order of [
      [A, B],
      [B, A],
    ]) {
      const { document, write, undo } = room(box(A, { angle: 5 }), box(B), box(C));
      const before = document.encoded();
      write(OLGA, remove(...order));
      undo(OLGA);
      expect(document.encoded()).toBe(before);
    }
  });

  it("what I added and another worked on stays", () => {
    const { document, write, undo } = room();
    write(OLGA, add(box(A), box(B)));
    write(MILO, set(A, { angle: 7 }));
    expect(undo(OLGA)?.kept).toEqual([{ cell: A, members: ["angle"] }]);
    expect(document.cells()).toEqual([box(A, { angle: 7 })]);
  });

  it("nothing to take back is null, also for what somebody else removed", () => {
    const { write, undo, redo } = room(box(A));
    expect([undo(OLGA), redo(OLGA)]).toEqual([null, null]);
    write(OLGA, set(A, { angle: 1 }));
    write(MILO, remove(A));
    expect(undo(OLGA)).toBeNull();
  });

  const act = fc.record({
    by: fc.constantFrom(OLGA, MILO, 3),
    what: fc.oneof({ weight: 3, arbitrary: make.edit }, { weight: 1, arbitrary: fc.constantFrom("undo", "redo") }),
  });

  it("law: an undo changes no member that somebody else changed last", () =>
    fc.assert(
      fc.property(make.cells, fc.array(act, { maxLength: 30 }), (cells, acts) => {
        const { document, entries, write, ...back } = room(...cells);
        for (const { by, what } of acts) {
          if (what === "redo") back.redo(by);
          else if (what !== "undo") write(by, what);
          else {
            const hands = lastHands(entries);
            const mine = back.undo(by);
            for (const key of mine ? keysOf(entries.at(-1)!) : [])
              for (const [other, hand] of hands)
                if (hand && hand.seq > mine!.undoes && meet(key, other)) expect(hand.by).toBe(by);
          }
        }
      }),
      { numRuns: 1_000 },
    ));

  it("law: alone, undoing everything leads to the beginning, and redoing everything to the end", () =>
    fc.assert(
      fc.property(make.cells, fc.array(make.edit, { maxLength: 10 }), (cells, edits) => {
        const { document, write, undo, redo } = room(...cells);
        const begin = sorted(document);
        for (const edit of edits) write(OLGA, edit);
        const end = sorted(document);
        while (undo(OLGA));
        expect(sorted(document)).toEqual(begin);
        while (redo(OLGA));
        expect(sorted(document)).toEqual(end);
      }),
      { numRuns: 1_000 },
    ));
});

const sorted = (document: Document) => document.cells().sort((a, b) => (a.id < b.id ? -1 : 1));

/** Member by member, whose hand was last on it, reckoned the simple way: taking back one's own hands the member to whoever had it. */
function lastHands(entries: readonly Entry[]): Map<string, Entry | undefined> {
  const stacks = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const stack = stacks.get(key) ?? [];
      stacks.set(key, stack);
      if (stack.at(-1)?.seq === entry.undoes) stack.pop();
      else stack.push(entry);
    }
  }
  return new Map([...stacks].map(([key, stack]) => [key, stack.at(-1)]));
}
const keysOf = (entry: Entry): string[] =>
  entry.before.flatMap((found) =>
    found.was === "changed" ? Object.keys(found.members).map((member) => `${found.id}:${member}`) : [found.id],
  );
