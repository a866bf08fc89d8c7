import fc from "fast-check";
import { expect, it } from "vitest";
import { labelOf } from "../diagram/read-cell";
import { lost, name, stray, uuid, wholes } from "./formats.generated";
import { readThreatDragon, writeThreatDragon } from "./threat-dragon";
import { type Members, type Read, Unreadable, type Whole } from "./whole";

const read = (file: Members): Read => {
  const found = readThreatDragon(file);
  if (found instanceof Unreadable) throw new Error(found.why);
  return found;
};

const theirThreat = fc
  .record(
    {
      id: fc.oneof(uuid, fc.constantFrom("7", "t-1")),
      title: name,
      status: fc.constantFrom("Open", "NA", "Mitigated", "NotApplicable", "open", "Parked"),
      severity: fc.constantFrom("High", "TBD", "low", "Enormous"),
      type: fc.constantFrom("Spoofing", "Information disclosure", "information Disclosure", "Linkability"),
      description: name,
      mitigation: name,
      modelType: fc.constantFrom("STRIDE", "LINDDUN"),
      number: fc.integer({ min: 1, max: 40 }),
    },
    { requiredKeys: ["title"] },
  )
  .chain((one) => stray.map((more) => ({ ...more, ...one })));

const IDS = ["5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01", "no-uuid", "e1f2a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b", "7"];
const theirEnd = fc.oneof(
  fc.record({ x: fc.integer(), y: fc.integer() }),
  fc.record({ cell: fc.constantFrom(...IDS, "gone"), port: uuid }),
);

/** Cells as Threat Dragon and its older versions leave them, with a few accidents. */
const theirCell = (id: string) =>
  fc
    .record(
      {
        shape: fc.constantFrom(
          ..."actor process store flow trust-boundary-box trust-broundary-curve td-text-block Cloud".split(" "),
        ),
        zIndex: fc.integer({ min: 0, max: 5 }),
        position: fc.record({ x: fc.integer({ min: -9, max: 99 }), y: fc.double({ min: 0, max: 9, noNaN: true }) }),
        size: fc.record({ width: fc.constant(160), height: fc.constant(80) }),
        width: fc.constant(200),
        height: fc.constant(100),
        attrs: fc.record({
          text: fc.record({ text: name }),
          body: fc.record({ stroke: fc.constant("red"), strokeDasharray: fc.constantFrom(null, "4 3") }),
        }),
        labels: fc.oneof(
          fc.tuple(name),
          fc.tuple(fc.record({ position: fc.constant(0.5), attrs: fc.record({ label: fc.record({ text: name }) }) })),
        ),
        source: theirEnd,
        target: theirEnd,
        vertices: fc.array(fc.record({ x: fc.integer(), y: fc.integer() }), { maxLength: 2 }),
        data: fc
          .record(
            {
              name,
              type: fc.constantFrom("tm.Process", "tm.Boundary", "tm.New"),
              isTrustBoundary: fc.boolean(),
              isEncrypted: fc.boolean(),
              threats: fc.array(theirThreat, { maxLength: 2 }),
            },
            { requiredKeys: [] },
          )
          .chain((data) => stray.map((more) => ({ ...more, ...data }))),
      },
      { requiredKeys: ["shape", "zIndex"] },
    )
    .chain((cell) => stray.map((more) => ({ ...more, ...cell, id })));

const theirDiagram = fc
  .record(
    {
      id: fc.integer({ min: 0, max: 9 }),
      title: fc.oneof(name, fc.constant("long ".repeat(60))),
      diagramType: fc.constantFrom("STRIDE", "CIA"),
      thumbnail: fc.string(),
      version: fc.constant("2.0.0"),
      cells: fc.tuple(...IDS.map(theirCell)),
    },
    { requiredKeys: ["id", "title"] },
  )
  .chain((diagram) => stray.map((more) => ({ ...more, ...diagram })));

const files = fc
  .record({
    version: fc.constant("2.1.3"),
    summary: fc.record({ title: name, owner: name, id: fc.integer() }, { requiredKeys: ["title"] }),
    detail: fc.record(
      {
        contributors: fc.array(fc.record({ name })),
        diagrams: fc.array(theirDiagram, { maxLength: 2 }),
        diagramTop: fc.integer(),
        reviewer: name,
      },
      { requiredKeys: ["diagrams"] },
    ),
  })
  .chain((file) => stray.map((more) => ({ ...more, ...file }) as Members));

/** Without what is only kept for the file. */
const drawn = (whole: Whole) => ({
  diagrams: whole.diagrams.map(({ aside: _, threats, ...rest }) => ({
    ...rest,
    threats: threats.toSorted((a, b) => a.number - b.number || a.id.localeCompare(b.id)),
  })),
});

it("49: a file that is read and written again has lost nothing", () => {
  fc.assert(
    fc.property(files, (file) => {
      expect(lost(file, writeThreatDragon(read(file).whole))).toBe(null);
    }),
    { numRuns: 300 },
  );
});

it("49: in, out and in again is the same model", () => {
  fc.assert(
    fc.property(files, (file) => {
      const once = read(file).whole;
      const again = read(writeThreatDragon(once)).whole;
      expect({ ...again, ...drawn(again) }).toEqual({ ...once, ...drawn(once), aside: again.aside });
      expect(lost(once.aside, again.aside)).toBe(null);
    }),
    { numRuns: 300 },
  );
});

it("49: a model of ours comes back as it was", () => {
  fc.assert(
    fc.property(wholes, (whole) => {
      const back = read(JSON.parse(JSON.stringify(writeThreatDragon(whole)))).whole;
      expect({ ...back, ...drawn(back) }).toEqual({ ...whole, ...drawn(whole), aside: back.aside });
    }),
    { numRuns: 300 },
  );
});

const process = {
  id: "0d9909ea-1398-4898-be81-cf1c808324dc",
  shape: "process",
  zIndex: 2,
  position: { x: 10, y: 20 },
  size: { width: 100, height: 100 },
  attrs: { text: { text: "Web\nApplication" } },
  data: {
    type: "tm.Process",
    name: "Web\nApplication",
    hasOpenThreats: true,
    threats: [{ title: "Poison", status: "NA", severity: "Severe", type: "Denial of service", team: "blue" }],
  },
};
const model = (...cells: unknown[]): Members => ({
  version: "2.0.0",
  summary: { title: "Demo" },
  detail: { contributors: [], diagrams: [{ id: 0, title: "Main", diagramType: "STRIDE", cells }] },
});

it("what was edited here is told there, and the rest goes back as it came", () => {
  const { whole } = read(model(process));
  const [cell] = whole.diagrams[0]!.cells;
  whole.diagrams[0]!.cells = [{ ...cell!, attrs: { text: { text: "Shop" } }, position: { x: 5, y: 5 } }];
  whole.diagrams[0]!.threats[0]!.status = "mitigated";
  const written = JSON.stringify(writeThreatDragon(whole));
  expect(JSON.parse(written).detail.diagrams[0].cells[0]).toMatchObject({
    id: process.id,
    position: { x: 5, y: 5 },
    attrs: { text: { text: "Shop" } },
    data: {
      name: "Shop",
      hasOpenThreats: false,
      threats: [{ title: "Poison", status: "Mitigated", severity: "Severe", team: "blue" }],
    },
  });
});

it("what is not understood is told: strange shapes and words, loose ends, cells that are none", () => {
  const curve = { id: "c", shape: "trust-broundary-curve", zIndex: 1, source: { x: 1, y: 1 }, target: { x: 9, y: 9 } };
  const loose = { id: "f", shape: "flow", zIndex: 3, source: { cell: process.id }, target: { x: 9, y: 9 } };
  const cloud = { id: "k", shape: "cloud", zIndex: 4, position: { x: 0, y: 0 }, size: { width: 9, height: 9 } };
  const broken = { id: "b", shape: "actor", zIndex: 5, position: { x: "left", y: 0 } };
  const { whole, remarks } = read(model(process, curve, loose, cloud, broken, 7));
  expect(remarks.map(({ doubt }) => doubt).sort()).toEqual(["cell", "cell", "end", "severity", "shape"].sort());
  expect(whole.diagrams[0]!.cells.map((cell) => [cell.shape, labelOf(cell)])).toEqual([
    ["process", "Web\nApplication"],
    ["trust-boundary-curve", ""],
    ["flow", ""],
    ["cloud", ""],
  ]);
  expect(lost([7, broken], (writeThreatDragon(whole) as never as Shape).detail.diagrams[0].cells.slice(-2))).toBe(null);
});
type Shape = { detail: { diagrams: [{ cells: unknown[] }] } };

it("a copy of an element does not take the place of the one it was copied from", () => {
  const { whole } = read(model({ ...process, id: "web" }));
  const [cell] = whole.diagrams[0]!.cells;
  whole.diagrams[0]!.cells.push({ ...cell!, id: "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01" });
  const { cells } = (writeThreatDragon(whole) as never as { detail: { diagrams: [{ cells: { id: string }[] }] } })
    .detail.diagrams[0];
  expect(cells.map(({ id }) => id)).toEqual(["web", "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01"]);
});

it("a file of version 1 is refused as such", () => {
  const old = { summary: { title: "x" }, detail: { diagrams: [{ diagramJson: { cells: [] } }] } };
  expect(readThreatDragon(old)).toMatchObject({ why: "old" });
});
