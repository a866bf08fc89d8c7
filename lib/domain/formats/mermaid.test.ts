import fc from "fast-check";
import { expect, it } from "vitest";
import type { Cell } from "../diagram/cell";
import { boxOf, cellOf, endsOf, kindOf, labelOf, parentOf } from "../diagram/read-cell";
import { wholes } from "./formats.generated";
import { isMermaid, readMermaid } from "./mermaid-read";
import { looseIn, writeMermaid } from "./mermaid-write";
import type { Drawing } from "./whole";

/** What a flowchart can hold of a diagram, by names instead of ids. */
function held({ cells }: Pick<Drawing, "cells">) {
  const at = new Map(cells.map((cell, n) => [cell.id, `${labelOf(cell).trim()} ${n}`]));
  const nodes = cells.filter((cell) => kindOf(cell) !== "flow");
  const place = new Map(nodes.map(({ id }, n) => [id, n]));
  const flows = cells.filter((cell) => kindOf(cell) === "flow" && !looseIn(cells).includes(cell.id));
  const end = (id: string | null) => place.get(id ?? "") ?? null;
  return {
    nodes: nodes.map((cell) => [kindOf(cell), labelOf(cell).trim(), boxOf(cell), end(parentOf(cell))]),
    flows: flows.map((cell) => [
      labelOf(cell).trim(),
      end(cellOf(endsOf(cell).source)),
      end(cellOf(endsOf(cell).target)),
    ]),
    count: at.size,
  };
}
/** Elements stand in the file boundary by boundary. */
const sorted = (cells: readonly Cell[]) =>
  cells.toSorted((a, b) => Number(kindOf(b) === "boundary") - Number(kindOf(a) === "boundary"));

it("49: a diagram goes out to Mermaid and comes in again with all that a flowchart can hold", () => {
  fc.assert(
    fc.property(wholes, ({ diagrams: [drawing] }) => {
      // Nested boxes are told by their parents here.
      const cells = sorted(drawing!.cells).map((cell) => (kindOf(cell) === "boundary" ? cell : cell));
      const text = writeMermaid({ ...drawing!, cells });
      expect(isMermaid(text)).toBe(true);
      const back = readMermaid(text);
      expect(back.remarks).toEqual([]);
      expect(back.whole.diagrams[0]!.name).toBe(drawing!.name);
      const [was, now] = [held({ cells }), held(back.whole.diagrams[0]!)];
      const byText = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();
      expect(byText(now.nodes.map(([kind, label, box]) => [kind, label, box]))).toEqual(
        byText(was.nodes.map(([kind, label, box]) => [kind, label, box])),
      );
      expect(now.flows.map(([label]) => label)).toEqual(was.flows.map(([label]) => label));
      // Once it came from a file, nothing moves any more.
      expect(writeMermaid(back.whole.diagrams[0]!)).toBe(
        writeMermaid(readMermaid(writeMermaid(back.whole.diagrams[0]!)).whole.diagrams[0]!),
      );
    }),
    { numRuns: 300 },
  );
});

const chart = `---
title: Shop
---
%% drawn by hand
flowchart TD
  u([User]) -->|"asks #quot;politely#quot;"| web
  subgraph prod ["Production"]
    direction TB
    web["Web shop"]:::hot --> api{{API}} & job
    subgraph data
      db[(Orders<br/>2024)]; cache@{ shape: cyl, label: "Cache" }
    end
  end
  api -- reads and writes --> db
  api <-->|both| cache
  job -.-> db
  job == "loud; clear" ==> u
  web --- api
  classDef hot fill:#f96
  style db fill:#eef,stroke:#333
  click web "https://example.org"
`;

it("49: a Mermaid flowchart of others is drawn, and what is not understood is told and goes back", () => {
  const { whole, remarks } = readMermaid(chart);
  const { cells, aside } = whole.diagrams[0]!;
  const named = (label: string) => cells.find((cell) => labelOf(cell) === label)!;
  expect(whole.name).toBe("Shop");
  expect(cells.filter((cell) => kindOf(cell) !== "flow").map((cell) => [kindOf(cell), labelOf(cell)])).toEqual([
    ["boundary", "Production"],
    ["boundary", "data"],
    ["actor", "User"],
    ["process", "Web shop"],
    ["process", "API"],
    ["process", "job"],
    ["store", "Orders\n2024"],
    ["store", "Cache"],
  ]);
  expect(parentOf(named("Orders\n2024"))).toBe(named("data").id);
  expect(parentOf(named("data"))).toBe(named("Production").id);
  expect(cells.filter((cell) => kindOf(cell) === "flow").map(labelOf)).toEqual([
    'asks "politely"',
    "",
    "",
    "reads and writes",
    "both",
    "",
    "loud; clear",
    "",
  ]);
  expect(remarks.map(({ doubt, said }) => `${doubt} ${said}`)).toEqual([
    "line direction TB",
    "line classDef hot fill:#f96",
    'line click web "https://example.org"',
    "arranged ",
  ]);
  const again = writeMermaid({ name: whole.name, cells, aside });
  for (const line of [
    "flowchart TD",
    'click web "https://example.org"',
    "style db fill:#eef,stroke:#333",
    "job -.-> db",
    "api <-->",
    "web --- api",
  ])
    expect(again).toContain(line);
  const second = readMermaid(again).whole.diagrams[0]!;
  const byId = (all: readonly Cell[]) => all.toSorted((a, b) => a.id.localeCompare(b.id));
  expect(byId(second.cells.filter((cell) => kindOf(cell) !== "flow"))).toEqual(
    byId(cells.filter((cell) => kindOf(cell) !== "flow")),
  );
  expect(second.cells.filter((cell) => kindOf(cell) === "flow").map(labelOf)).toEqual(
    cells.filter((cell) => kindOf(cell) === "flow").map(labelOf),
  );
});

it("49: no text is too wild for the reader of Mermaid, and none takes it long", () => {
  const odd = fc.string({
    unit: fc.constantFrom(
      "a",
      "-",
      ".",
      ">",
      "[",
      "(",
      '"',
      "|",
      "&",
      "{",
      "]",
      ")",
      "}",
      " ",
      "\n",
      "=",
      "<",
      ":",
      "@",
      "%",
    ),
    maxLength: 400,
  });
  fc.assert(
    fc.property(odd, (text) => void readMermaid(`flowchart LR\n${text}`)),
    { numRuns: 300 },
  );
  const before = performance.now();
  for (const one of ["a".repeat(9000), "a -- ".repeat(1900), "-.".repeat(4900), "a[".repeat(4900), "a & ".repeat(2400)])
    readMermaid(`flowchart LR\n${one}`);
  expect(performance.now() - before).toBeLessThan(3000);
});
