import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, merge } from "./cell";
import { newFlow, newNode } from "./new-cell";
import { boxOf, colourOf, endsOf, kindOf, labelOf, sideOf, withColour, withLabel } from "./read-cell";

const box = { x: 10, y: 20, width: 140, height: 60 };
const process = newNode("p", "process", box, "Checkout");
const flow = newFlow("f", { cell: "p", port: "right" }, { x: 5, y: 6 }, "card");

describe("a cell is read", () => {
  it("as it was made", () => {
    expect([kindOf(process), labelOf(process), boxOf(process), colourOf(process)]).toEqual([
      "process",
      "Checkout",
      box,
      null,
    ]);
    expect([kindOf(flow), labelOf(flow), boxOf(flow)]).toEqual(["flow", "card", null]);
    expect(endsOf(flow)).toEqual({ source: { cell: "p", port: "right" }, target: { x: 5, y: 6 } });
  });

  it("in each form other editors send", () => {
    const labelled: Cell = { id: "f", shape: "flow", labels: [{ attrs: { label: { text: "old" } }, position: 0.3 }] };
    expect(labelOf(labelled)).toBe("old");
    expect(labelOf(merge(labelled, withLabel(labelled, "new")))).toBe("new");
    expect(sideOf({ id: "n", shape: "actor", ports: [{ id: "p-1", group: "left" }] }, "p-1")).toBe("left");
    expect(kindOf({ id: "x", shape: "cloud", source: { cell: "p" } })).toBe("flow");
    expect(boxOf({ id: "x", shape: "cloud" })).toEqual({ x: 0, y: 0, width: 140, height: 60 });
  });

  it("as it was written, and what stands beside stays", () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    const names = fc.string({ minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(
        fc.constantFrom("actor", "store", "text-box", "security-boundary", "flow"),
        json,
        json,
        names,
        (shape, attrs, text, name) => {
          const cell: Cell = {
            id: "c",
            shape,
            attrs: { ...attrs, text },
            labels: [{ position: 0.2, attrs: { ...attrs, text } }],
          };
          const named = merge(cell, withLabel(cell, name));
          const coloured = merge(named, withColour(named, "#aa3355"));
          expect([labelOf(coloured), colourOf(coloured)]).toEqual([name, "#aa3355"]);
          expect(colourOf(merge(coloured, withColour(coloured, null)))).toBeNull();
          const [before, after] = shape === "flow" ? [cell.labels, coloured.labels] : [[cell], [coloured]];
          const rest = (all: unknown) => {
            const { text: _t, body: _b, line: _l, ...others } = (all as { attrs: Record<string, unknown> }[])[0]!.attrs;
            return others;
          };
          expect(rest(after)).toEqual(rest(before));
        },
      ),
    );
  });
});
