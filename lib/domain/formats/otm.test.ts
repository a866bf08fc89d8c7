import fc from "fast-check";
import { expect, it } from "vitest";
import { boxOf, labelOf, parentOf } from "../diagram/read-cell";
import { lost, name, stray, wholes } from "./formats.generated";
import { uuidOf } from "./members";
import { SECTIONS } from "./otm-elements";
import { readOtm } from "./otm-read";
import { writeOtm } from "./otm-write";
import type { Members, Whole } from "./whole";

const plain = (value: unknown): Members => JSON.parse(JSON.stringify(value));
const more = <T extends object>(one: fc.Arbitrary<T>) => one.chain((all) => stray.map((rest) => ({ ...rest, ...all })));

const ZONES = ["internet", "f0ba7722-39b6-4c81-8290-a30a248bb8d9"];
const COMPONENTS = ["web-client", "2ab4effa-40b7-4cd2-ba81-8247d29a6f2d", "db"];
const THREATS = ["t-1", "22724267-be7e-44c0-8b1f-d7d33e9a34ec"];

const place = (element: string, representation: string) =>
  more(
    fc.record(
      {
        representation: fc.constant(representation),
        id: fc.constantFrom("box", uuidOf(`${element} ${representation}`)),
        position: fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.constant(4) }),
        size: fc.record({ width: fc.constant(50), height: fc.constant(50) }),
      },
      { requiredKeys: ["representation", "id", "position"] },
    ),
  );
const places = (element: string) =>
  fc
    .constantFrom([], ["main"], ["main", "other"], ["other", "code"], ["code"])
    .chain((on) => fc.tuple(...on.map((page) => place(element, page))));
const instances = fc.array(
  fc.record({
    threat: fc.constantFrom(...THREATS),
    state: fc.constantFrom("exposed", "mitigated", "partly-mitigated", "hidden"),
    mitigations: fc.constantFrom([], [{ mitigation: "m-1", state: "required" }]),
  }),
  { maxLength: 2 },
);

const zone = (id: string) =>
  more(
    fc.record(
      {
        id: fc.constant(id),
        name,
        risk: fc.constant({ trustRating: 20 }),
        description: name,
        representations: places(id),
      },
      { requiredKeys: ["id", "name", "risk"] },
    ),
  );
const component = (id: string) =>
  more(
    fc.record(
      {
        id: fc.constant(id),
        name,
        type: fc.constantFrom("web-client", "database", "process", "odd thing"),
        parent: fc.oneof(
          fc.record({ trustZone: fc.constantFrom(...ZONES, "nowhere") }),
          fc.record({ component: fc.constantFrom(...COMPONENTS) }),
        ),
        tags: fc.constant(["tomcat"]),
        description: name,
        representations: places(id),
        threats: instances,
      },
      { requiredKeys: ["id", "name", "type", "parent"] },
    ),
  );
const dataflow = (id: string) =>
  more(
    fc.record(
      {
        id: fc.constant(id),
        name,
        bidirectional: fc.boolean(),
        source: fc.constantFrom(...COMPONENTS, "nobody"),
        destination: fc.constantFrom(...COMPONENTS),
        threats: instances,
      },
      { requiredKeys: ["id", "name", "source", "destination"] },
    ),
  );

const files: fc.Arbitrary<Members> = more(
  fc.record(
    {
      otmVersion: fc.constant("0.1.0"),
      project: more(fc.record({ name, id: fc.constant("p"), description: name }, { requiredKeys: ["name", "id"] })),
      representations: fc.constantFrom(
        [],
        [
          { name: "Main", id: "main", type: "diagram", size: { width: 10, height: 10 } },
          { name: "Code", id: "code", type: "code", repository: { url: "https://example.org" } },
          { name: "Other", id: "other", type: "diagram", attributes: { unit: "pixel" } },
        ],
      ),
      assets: fc.constant([{ id: "cc", name: "Cards", risk: { integrity: 100 } }]),
      trustZones: fc.tuple(...ZONES.map(zone)),
      components: fc.tuple(...COMPONENTS.map(component)),
      dataflows: fc.tuple(...["f-1", "8d2d3f5e-4c4b-4a35-b7a4-9b9b5a2f7d01"].map(dataflow)),
      threats: fc.constant([
        { id: THREATS[0], name: "Theft", categories: ["Spoofing"], risk: { likelihood: 50, impact: 100 } },
        { id: THREATS[1], name: "Loss", categories: ["Odd"], cwes: ["CWE-79"], risk: { impact: 10 } },
      ]),
      mitigations: fc.constant([{ id: "m-1", name: "Lock it", riskReduction: 50 }]),
    },
    { requiredKeys: ["otmVersion", "project", "trustZones", "components", "dataflows", "threats", "mitigations"] },
  ),
);

/** Elements are compared by their ids, places by what they are places in; the diagram that is made where there is none comes last. A null says nothing. */
const told = (file: Members): Members => {
  const page = ({ representation, id }: Members) => String(representation ?? id).replace("diagram-1", "z");
  const byId = (list: Members[]) => list.toSorted((a, b) => String(a.id).localeCompare(String(b.id)));
  const byPage = (list: Members[]) => list.toSorted((a, b) => page(a).localeCompare(page(b)));
  const say = (member: string, value: unknown) => {
    if (member === "representations") return byPage(value as Members[]);
    return SECTIONS.some((one) => one === member) ? byId(value as Members[]) : (value ?? undefined);
  };
  return JSON.parse(JSON.stringify(plain(file), say));
};
const drawn = (whole: Whole) => ({
  diagrams: whole.diagrams.map(({ aside: _, threats, ...rest }) => ({
    ...rest,
    threats: threats.toSorted((a, b) => a.number - b.number || a.id.localeCompare(b.id)),
  })),
});

it("49: a file that is read and written again has lost nothing", () => {
  fc.assert(
    fc.property(files, (file) => {
      expect(lost(told(file), told(writeOtm(readOtm(file).whole)))).toBe(null);
    }),
    { numRuns: 200 },
  );
});

it("49: in, out and in again is the same model", () => {
  fc.assert(
    fc.property(files, (file) => {
      const once = readOtm(file).whole;
      const twice = readOtm(plain(writeOtm(once))).whole;
      const seen = ({ diagrams }: Whole) => diagrams.map(({ cells, name }) => [name, cells.map(shown)]);
      expect(seen(twice)).toEqual(seen(once));
      expect(drawn(twice).diagrams.map(({ threats }) => threats)).toEqual(
        drawn(once).diagrams.map(({ threats }) => threats),
      );
    }),
    { numRuns: 200 },
  );
});
const shown = (cell: Whole["diagrams"][0]["cells"][0]) => [
  cell.id,
  cell.shape,
  labelOf(cell),
  boxOf(cell),
  parentOf(cell),
  cell.source,
  cell.target,
];

it("49: a model of ours comes back as it was", () => {
  fc.assert(
    fc.property(wholes, (whole) => {
      const back = readOtm(plain(writeOtm(whole))).whole;
      expect({ ...back, ...drawn(back) }).toEqual({ ...whole, ...drawn(whole), aside: back.aside });
    }),
    { numRuns: 300 },
  );
});

it("what another tool changed counts, and what only we can say stays", () => {
  const cell = {
    id: "0d9909ea-1398-4898-be81-cf1c808324dc",
    shape: "process",
    position: { x: 10, y: 20 },
    size: { width: 100, height: 60 },
    attrs: { body: { fill: "#ffeecc" }, text: { text: "Shop" } },
    data: { _metadata: [] },
  };
  const file = plain(
    writeOtm({
      name: "M",
      description: null,
      aside: {},
      diagrams: [{ name: "Main", description: null, cells: [cell], threats: [], aside: {} }],
    }),
  ) as { components: Members[] };
  file.components[0]!.name = "Web shop";
  file.components[0]!.type = "database";
  const { whole } = readOtm(file);
  expect(whole.diagrams[0]!.cells[0]).toMatchObject({
    id: cell.id,
    shape: "store",
    attrs: { body: { fill: "#ffeecc" }, text: { text: "Web shop" } },
  });
});

it("elements without a place get one, inside their zone, and it is told", () => {
  const { whole, remarks } = readOtm({
    otmVersion: "0.1.0",
    project: { name: "P", id: "p" },
    trustZones: [{ id: "z", name: "Zone", risk: { trustRating: 1 } }],
    components: ["a", "b"].map((id) => ({ id, name: id, type: "service", parent: { trustZone: "z" } })),
    dataflows: [{ id: "f", name: "calls", source: "a", destination: "b" }],
  });
  const cells = whole.diagrams[0]!.cells;
  const [zone, a, b, flow] = cells;
  expect(cells.map(labelOf)).toEqual(["Zone", "a", "b", "calls"]);
  expect([a, b].map((cell) => parentOf(cell!))).toEqual([zone!.id, zone!.id]);
  expect([flow!.source, flow!.target]).toEqual([{ cell: a!.id }, { cell: b!.id }]);
  const [outer, one, other] = [boxOf(zone!)!, boxOf(a!)!, boxOf(b!)!];
  for (const box of [one, other]) {
    expect(box.x > outer.x && box.x + box.width < outer.x + outer.width).toBe(true);
    expect(box.y > outer.y && box.y + box.height < outer.y + outer.height).toBe(true);
  }
  expect(other.x >= one.x + one.width).toBe(true);
  expect(remarks.map(({ doubt }) => doubt)).toEqual(["placed", "placed", "placed"]);
});

it("a threat that was edited here gets an entry of its own; one that was not stays an instance of the entry it came with", () => {
  const file = {
    otmVersion: "0.1.0",
    project: { name: "P", id: "p" },
    trustZones: [],
    dataflows: [],
    threats: [{ id: "t", name: "Theft", categories: ["Spoofing"], risk: { likelihood: 50, impact: 100 } }],
    mitigations: [{ id: "m", name: "Lock it", riskReduction: 50 }],
    components: [
      {
        id: "a",
        name: "a",
        type: "service",
        parent: { trustZone: "z" },
        threats: [
          { threat: "t", state: "exposed", mitigations: [{ mitigation: "m", state: "required" }] },
          { threat: "t", state: "exposed", mitigations: [] },
        ],
      },
    ],
  };
  const { whole } = readOtm(file);
  const [one, other] = whole.diagrams[0]!.threats;
  expect(one).toMatchObject({ title: "Theft", category: "spoofing", severity: "high", mitigation: "Lock it" });
  other!.title = "Burglary";
  other!.status = "mitigated";
  const written = writeOtm(whole) as { threats: Members[]; components: { threats: Members[] }[] };
  expect(written.components[0]!.threats).toMatchObject([
    { threat: "t", state: "exposed", mitigations: [{ mitigation: "m", state: "required" }] },
    { threat: other!.id, state: "mitigated" },
  ]);
  expect(written.threats.map(({ name }) => name)).toEqual(["Theft", "Burglary"]);
});
