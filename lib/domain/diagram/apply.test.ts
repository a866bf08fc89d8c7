import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, commit, plan, replay, revert } from "./apply";
import { type Cell, LIMITS, Refused } from "./cell";
import * as make from "./diagram.generated";
import { byteLength, Document } from "./document";
import { bothOf, differences, fieldsOf, meet, patchOf } from "./fields";

const [A, B, C] = make.ids as [string, string, string];
const box = (id: string, more: object = {}): Cell => ({
  id,
  shape: "process",
  position: { x: 1, y: 2 },
  size: { width: 100, height: 50 },
  ...more,
});
const patch = (...cells: object[]) => ({ type: "patch", cells });
const add = (cell: { id: string; [member: string]: unknown }) => ({ id: cell.id, operation: "add", data: cell });
const update = (id: string, data: object) => ({ id, operation: "update", data });
const remove = (id: string) => ({ id, operation: "remove" });
const taken = (document: Document, edit: unknown) => {
  const done = apply(document, edit);
  if (done instanceof Refused) throw new Error(`${done.detail}: ${done.message}`);
  return done;
};
const refusal = (document: Document, edit: unknown) => {
  const before = document.encoded();
  const done = apply(document, edit);
  expect(document.encoded()).toBe(before);
  return done instanceof Refused ? `${done.code} ${done.detail}` : "taken";
};
const textOf = (cells: readonly Cell[]) => Document.of(cells).encoded();

describe("what real editors send", () => {
  it("unknown members, ports as a list or as groups, markers as text: all are kept as they came", () => {
    const cell = box(A, {
      visible: true,
      ports: [{ group: "top", id: "top" }],
      attrs: { lockBadge: { display: "none" }, line: { targetMarker: "block" } },
    });
    const document = new Document();
    taken(document, patch(add(cell)));
    expect(document.get(A)).toEqual(cell);
  });

  it("flat geometry becomes nested; what an update leaves out of it stays", () => {
    const document = new Document();
    taken(document, patch(add({ id: A, shape: "actor", x: 3, y: 4, width: 80, height: 40 })));
    expect(document.get(A)).toEqual({
      id: A,
      shape: "actor",
      position: { x: 3, y: 4 },
      size: { width: 80, height: 40 },
    });
    const { edit } = taken(document, patch(update(A, { x: 9 })));
    expect(document.get(A)).toMatchObject({ position: { x: 9, y: 4 } });
    expect(edit.cells[0]).toEqual(update(A, { id: A, shape: "actor", position: { x: 9, y: 4 } }));
  });

  it("shapes have one spelling", () => {
    const document = new Document();
    taken(document, patch(add({ id: A, shape: "textbox" }), add({ id: B, shape: "edge" })));
    expect([document.get(A)?.shape, document.get(B)?.shape]).toEqual(["text-box", "flow"]);
  });

  it("D23: a drag leaves label, ports and data alone; null takes a member away", () => {
    const document = Document.of([box(A, { attrs: { text: { text: "Checkout" } }, parent: B })]);
    taken(document, patch(update(A, { id: A, shape: "process", position: { x: 5, y: 5 }, parent: null })));
    expect(document.get(A)).toEqual({ ...box(A), position: { x: 5, y: 5 }, attrs: { text: { text: "Checkout" } } });
  });

  it("58: fields of attrs and data stay where an update leaves them out, and go where it says null; the log has them whole", () => {
    const attrs = { text: { text: "Checkout", fontSize: 12 }, body: { fill: "#fff" } };
    const document = Document.of([
      box(A, { attrs, data: { pinned: true, _metadata: [1] }, source: { cell: B, port: "top" } }),
    ]);
    const said = { attrs: { body: { fill: "red" } }, data: { pinned: null, _metadata: [] }, source: { x: 1, y: 2 } };
    const { edit, before } = taken(document, patch(update(A, said)));
    const after = { ...attrs, body: { fill: "red" } };
    expect(document.get(A)).toEqual(box(A, { attrs: after, data: { _metadata: [] }, source: { x: 1, y: 2 } }));
    expect(edit.cells[0]).toMatchObject({ data: { attrs: after, data: { _metadata: [] } } });
    const members = {
      "attrs/body/fill": "#fff",
      "data/pinned": true,
      "data/_metadata": [1],
      source: { cell: B, port: "top" },
    };
    expect(before).toEqual([{ id: A, was: "changed", members }]);
  });

  it("58: what a client of TMI's says whole is the very same object, and stands as it said it", () => {
    const document = Document.of([box(A, { attrs: { text: { text: "old" }, body: { fill: "#fff" } } })]);
    const whole = patch(update(A, box(A, { attrs: { body: { fill: "red", rx: 3 }, text: { text: "new" } } })));
    expect(taken(document, whole).edit).toBe(whole);
    expect(document.get(A)).toEqual((whole.cells[0] as { data: Cell }).data);
  });

  it("adding what is there is laying it over; removing what is gone is no fault", () => {
    const document = Document.of([box(A, { angle: 1 })]);
    const { edit } = taken(document, patch(add(box(A, { parent: B })), remove(C)));
    expect(edit.cells.map(({ operation }) => operation)).toEqual(["update", "remove"]);
    expect(document.get(A)).toMatchObject({ angle: 1, parent: B });
  });

  it("of a cell named twice in one edit the first counts", () => {
    const document = Document.of([box(A)]);
    taken(document, patch(update(A, { angle: 1 }), update(A, { angle: 2 })));
    expect(document.get(A)).toMatchObject({ angle: 1 });
  });
});

describe("what is refused, and changes nothing", () => {
  const depth = (n: number): unknown => (n === 0 ? 1 : { in: depth(n - 1) });
  it.each([
    ["no edit at all", null, "invalid_operation_type invalid_operation_type"],
    ["another type", { type: "move", cells: [remove(A)] }, "invalid_operation_type invalid_operation_type"],
    ["no cells", patch(), "empty_operation empty_cell_operations"],
    ["a name that is none", patch({ id: "a", operation: "remove" }), "validation_failed invalid_cell_id"],
    ["an operation nobody knows", patch({ id: A, operation: "move" }), "validation_failed invalid_cell_operation"],
    ["adding nothing", patch({ id: A, operation: "add" }), "validation_failed add_requires_cell_data"],
    ["updating with nothing", patch({ id: A, operation: "update" }), "validation_failed update_requires_cell_data"],
    ["updating what is gone", patch(update(B, { angle: 1 })), "conflict_detected update_nonexistent_cell"],
    ["adding without a shape", patch(add({ id: B, angle: 1 })), "validation_failed shape"],
    ["taking the shape away", patch(update(A, { shape: null })), "validation_failed shape"],
    ["another cell's data", patch(update(A, { id: B })), "validation_failed id"],
    ["a number beyond numbers", patch(update(A, { angle: Number.POSITIVE_INFINITY })), "validation_failed number"],
    ["a place that is none", patch(update(A, { position: { x: "1", y: 2 } })), "validation_failed position"],
    ["a size below nothing", patch(update(A, { size: { width: -1, height: 2 } })), "validation_failed size"],
    ["a poisoned name", patch(update(A, { data: JSON.parse('{"__proto__":{}}') })), "validation_failed name"],
    ["17 levels", patch(update(A, { data: depth(16) })), "validation_failed depth"],
    [
      "one bad part among good ones",
      patch(update(A, { angle: 3 }), update(B, {})),
      "conflict_detected update_nonexistent_cell",
    ],
    [
      "a cell that grew too large",
      patch(update(A, { data: "x".repeat(LIMITS.cellBytes) })),
      "validation_failed cell_too_large",
    ],
  ])("%s", (_, edit, expected) => {
    expect(refusal(Document.of([box(A)]), edit)).toBe(expected);
  });

  it("16 levels are taken, 500 cells too, and one more is not", () => {
    expect(plan(new Document(), patch(add(box(A, { data: depth(15) }))))).not.toBeInstanceOf(Refused);
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => add(box(`${String(i).padStart(8, "0")}${A.slice(8)}`)));
    expect(plan(new Document(), patch(...many(500)))).not.toBeInstanceOf(Refused);
    expect(refusal(new Document(), patch(...many(501)))).toBe("validation_failed too_many_cells");
  });

  it("the ten-thousandth cell is taken, the next is not", () => {
    const at = (n: number) => box(`${String(n).padStart(8, "0")}${A.slice(8)}`);
    const document = Document.of(Array.from({ length: LIMITS.cells - 1 }, (_, n) => at(n)));
    taken(document, patch(add(at(LIMITS.cells))));
    expect(refusal(document, patch(add(at(LIMITS.cells + 1))))).toBe("validation_failed diagram_full");
  });
});

describe("laws", () => {
  it("what was applied can be taken back to the byte", () =>
    fc.assert(
      fc.property(make.cells, make.edit, (cells, edit) => {
        const document = Document.of(cells);
        const before = document.encoded();
        const done = apply(document, edit);
        if (!(done instanceof Refused)) revert(document, done);
        expect(document.encoded()).toBe(before);
      }),
      { numRuns: 2_000 },
    ));

  it("the log, laid down, does the same as the edits it was made of, in every copy", () =>
    fc.assert(
      fc.property(make.cells, fc.array(make.edit, { maxLength: 8 }), (cells, edits) => {
        const [here, there, read] = [Document.of(cells), Document.of(cells), Document.stored(textOf(cells))];
        for (const edit of edits) {
          const done = apply(here, edit);
          if (done instanceof Refused) continue;
          const logged = JSON.stringify(done.edit);
          replay(there, JSON.parse(logged));
          replay(read, JSON.parse(logged));
        }
        expect(there.encoded()).toBe(here.encoded());
        expect(read.encoded()).toBe(here.encoded());
        expect(textOf(JSON.parse(here.encoded()))).toBe(here.encoded());
      }),
      { numRuns: 1_000 },
    ));

  it("an edit that is canonical already is the very same object, and no edit after it changes it", () =>
    fc.assert(
      fc.property(make.cells, fc.array(make.edit, { maxLength: 8 }), (cells, edits) => {
        const document = Document.of(cells);
        const logged: [edit: object, text: string][] = [];
        for (const edit of edits) {
          const said = JSON.stringify(edit);
          const done = apply(document, edit);
          expect(JSON.stringify(edit)).toBe(said);
          if (done instanceof Refused) continue;
          logged.push([done.edit, JSON.stringify(done.edit)]);
        }
        for (const [edit, text] of logged) expect(JSON.stringify(edit)).toBe(text);
      }),
      { numRuns: 500 },
    ));

  it("what is canonical is kept as it was said; what is not is said anew", () => {
    const document = Document.of([box(A)]);
    const whole = patch(update(A, box(A, { label: "one" })));
    expect(taken(document, whole).edit).toBe(whole);
    for (const partial of [{ label: "two" }, { id: A, shape: "process", x: 3 }, { ...box(A), position: { x: 9 } }]) {
      const edit = patch(update(A, partial));
      const { edit: canonical } = taken(document, edit);
      expect(canonical).not.toBe(edit);
      expect(canonical.cells[0]).toMatchObject({ data: { id: A, shape: "process" } });
    }
    expect(document.get(A)).toMatchObject({ label: "two", position: { x: 9, y: 2 } });
  });

  it("a member that is named like one of every object is as absent as any other", () => {
    const document = Document.of([box(A)]);
    const { before } = taken(document, patch(update(A, { constructor: "mine" })));
    expect(before).toEqual([{ id: A, was: "changed", members: { constructor: null } }]);
  });

  it("58: updates of fields that do not meet commute, and both stay", () =>
    fc.assert(
      fc.property(make.cellOf(fc.constant(A)), make.patch, make.patch, make.patch, (cell, first, one, other) => {
        const start = Document.of([cell]);
        taken(start, patch(update(A, first)));
        const fields = [one, other].map((said) => Object.keys(fieldsOf(said)));
        fc.pre(fields[0]!.every((path) => !fields[1]!.some((another) => meet(path, another))));
        const [here, there] = [Document.stored(start.encoded()), Document.stored(start.encoded())];
        for (const data of [one, other]) taken(here, patch(update(A, data)));
        for (const data of [other, one]) taken(there, patch(update(A, data)));
        expect(here.get(A)).toEqual(there.get(A));
      }),
      { numRuns: 1_000 },
    ));

  it("what one cell differs in from another, laid over it, makes it the other", () =>
    fc.assert(
      fc.property(make.cellOf(fc.constant(A)), make.patch, make.patch, (cell, one, other) => {
        const [here, there] = [one, other].map((said) => {
          const document = Document.of([cell]);
          taken(document, patch(update(A, said)));
          return document;
        }) as [Document, Document];
        const [from, to] = [here.get(A)!, there.get(A)!];
        const members = new Set([...Object.keys(from), ...Object.keys(to)]);
        taken(here, patch(update(A, patchOf(differences(from, to, members)))));
        expect(here.get(A)).toEqual(to);
      }),
      { numRuns: 1_000 },
    ));

  it("two patches in one do what they do one after the other", () =>
    fc.assert(
      fc.property(make.cellOf(fc.constant(A)), make.patch, make.patch, make.patch, (cell, first, one, other) => {
        const both = bothOf(one, other);
        fc.pre(both !== null);
        const [here, there] = [Document.of([cell]), Document.of([cell])];
        for (const data of [first, one, other]) taken(here, patch(update(A, data)));
        for (const data of [first, both!]) taken(there, patch(update(A, data)));
        expect(there.get(A)).toEqual(here.get(A));
      }),
      { numRuns: 1_000 },
    ));

  it("updates of different members of one cell commute", () =>
    fc.assert(
      fc.property(make.patch, make.patch, (one, other) => {
        fc.pre(Object.keys(one).every((member) => !(member in other)));
        const [here, there] = [Document.of([box(A)]), Document.of([box(A)])];
        for (const data of [one, other]) taken(here, patch(update(A, data)));
        for (const data of [other, one]) taken(there, patch(update(A, data)));
        expect(here.get(A)).toEqual(there.get(A));
      }),
    ));

  it("an update moves no cell up or down, and a new one lies on top", () =>
    fc.assert(
      fc.property(make.cells, make.edit, (cells, edit) => {
        const document = Document.of(cells);
        const done = apply(document, edit);
        if (done instanceof Refused) return;
        const order = document.cells().map(({ id }) => id);
        const stayed = cells.map(({ id }) => id).filter((id) => order.includes(id));
        expect(order.slice(0, stayed.length)).toEqual(stayed);
      }),
    ));

  it("bytes are counted as they are", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), make.cells, make.edit, (text, cells, edit) => {
        expect(byteLength(text)).toBe(Buffer.byteLength(text));
        const document = Document.stored(textOf(cells));
        apply(document, edit);
        expect(document.bytes).toBe(document.cells().reduce((sum, cell) => sum + byteLength(JSON.stringify(cell)), 0));
      }),
    ));

  it("planning changes nothing", () =>
    fc.assert(
      fc.property(make.cells, make.edit, (cells, edit) => {
        const document = Document.of(cells);
        const planned = plan(document, edit);
        expect(document.encoded()).toBe(textOf(cells));
        if (!(planned instanceof Refused)) commit(document, planned);
      }),
    ));
});
