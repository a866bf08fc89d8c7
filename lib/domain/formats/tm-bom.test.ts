import fc from "fast-check";
import { expect, it } from "vitest";
import { labelOf, parentOf } from "../diagram/read-cell";
import { lost, name, wholes } from "./formats.generated";
import { readTmBom } from "./tm-bom-read";
import { writeTmBom } from "./tm-bom-write";
import type { Members, Whole } from "./whole";

const plain = (value: unknown): Members => JSON.parse(JSON.stringify(value));

/** What the schema of the Threat Model Library asks of each entry; it allows no other members than its own. */
const REQUIRED: Record<string, string[]> = {
  trust_zones: ["symbolic_name", "title", "description"],
  actors: ["symbolic_name", "title", "description", "type"],
  components: ["symbolic_name", "title", "description", "trust_zone"],
  data_stores: ["symbolic_name", "title", "description", "type"],
  data_flows: ["symbolic_name", "title", "description", "source", "destination", "has_sensitive_data", "encrypted"],
  threats: ["symbolic_name", "title", "description", "threat_persona", "event", "sources"],
  controls: ["symbolic_name", "title", "description", "threats", "status", "priority"],
  risks: [
    "symbolic_name",
    "title",
    "description",
    "threats",
    "likelihood",
    "impact",
    "impact_description",
    "score",
    "level",
  ],
  diagrams: ["title", "type", "source"],
};
const OPTIONAL = ["components_affected"];

const drawn = (whole: Whole) =>
  whole.diagrams.map(({ threats, ...rest }) => ({ ...rest, threats: threats.toSorted((a, b) => a.number - b.number) }));

it("49: a model of ours is a TM-BOM as its schema asks, and comes back as it was", () => {
  fc.assert(
    fc.property(wholes, (whole) => {
      const file = plain(writeTmBom(whole));
      for (const [section, required] of Object.entries(REQUIRED)) {
        for (const one of file[section] as Members[]) {
          expect(
            Object.keys(one)
              .filter((member) => ![...OPTIONAL, "description"].includes(member))
              .sort(),
          ).toEqual(required.filter((member) => member !== "description").sort());
          if ("symbolic_name" in one) expect(one.symbolic_name).toMatch(/^[0-9a-z-]+$/);
        }
      }
      const { whole: back, remarks } = readTmBom(file);
      expect(remarks).toEqual([]);
      expect({ ...back, aside: {}, diagrams: drawn(back) }).toEqual({ ...whole, diagrams: drawn(whole) });
    }),
    { numRuns: 200 },
  );
});

const ZONES = ["cloud", "edge"];
const NODES = {
  actors: ["user", "f0ba7722-39b6-4c81-8290-a30a248bb8d9"],
  components: ["web", "api"],
  data_stores: ["db"],
};
const entry = (
  symbolic_name: string,
  more: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>> = {},
) =>
  fc.record(
    { symbolic_name: fc.constant(symbolic_name), title: name, description: name, ...more, ...optional },
    { requiredKeys: ["symbolic_name", "title", "description", ...Object.keys(more)] as never },
  ) as fc.Arbitrary<Members>;
const end = fc.constantFrom(
  { type: "actor", object: "user" },
  { type: "#/$defs/component", object: "web" },
  { type: "data_store", object: "db" },
  { type: "dangling", object: "unidentified" },
);
const word = (...all: string[]) => fc.constantFrom(...all);

/** Files of others. */
const files: fc.Arbitrary<Members> = fc.record({
  version: fc.constant("2.1"),
  scope: fc.record({
    title: name,
    description: name,
    business_criticality: word("low"),
    data_sensitivity: fc.constant(["pii"]),
    exposure: word("internal"),
    tier: word("important"),
  }),
  frozen: fc.boolean(),
  diagrams: fc.constantFrom([], [{ title: "As it is", type: "plantuml", source: "@startuml\n@enduml" }]),
  trust_zones: fc.tuple(...ZONES.map((one) => entry(one, {}))),
  trust_boundaries: fc.constant([{ trust_zone_a: "cloud", trust_zone_b: "edge", access_control_methods: ["rbac"] }]),
  actors: fc.tuple(...NODES.actors.map((one) => entry(one, { type: word("engineer", "user") }, { permissions: name }))),
  components: fc.tuple(
    ...NODES.components.map((one) =>
      entry(one, { trust_zone: word(...ZONES, "nowhere") }, { repo_link: word("https://example.org") }),
    ),
  ),
  data_stores: fc.tuple(...NODES.data_stores.map((one) => entry(one, { type: word("sql") }, { vendor: name }))),
  data_sets: fc.constant([
    { symbolic_name: "cards", title: "Cards", placements: [{ data_store: "db", encrypted: true }] },
  ]),
  data_flows: fc.tuple(
    ...["ask", "tell"].map((one) =>
      entry(one, { source: end, destination: end, has_sensitive_data: fc.boolean(), encrypted: fc.boolean() }),
    ),
  ),
  threat_personas: fc.constant([{ symbolic_name: "eve", title: "Eve" }]),
  threats: fc.tuple(
    ...["theft", "loss"].map((one) =>
      entry(
        one,
        { threat_persona: word("eve"), event: word("break-in", "Tampering"), sources: fc.constant(["adversary"]) },
        {
          components_affected: fc.constantFrom(["web", "db"], ["gone"], []),
          weaknesses: fc.constant([{ cwe_id: 79 }]),
        },
      ),
    ),
  ),
  controls: fc.constantFrom(
    [],
    [
      {
        symbolic_name: "lock",
        title: "Lock",
        description: "Lock it",
        threats: ["theft"],
        status: "active",
        priority: "high",
      },
    ],
  ),
  risks: fc.constantFrom(
    [],
    [{ symbolic_name: "bad", title: "Bad", threats: ["theft", "loss"], level: "high", score: 15 }],
  ),
});

it("49: a TM-BOM of others goes in and out with nothing lost, and in again as the same model", () => {
  fc.assert(
    fc.property(files, (file) => {
      const once = readTmBom(file).whole;
      const written = plain(writeTmBom(once));
      expect(lost(file, written)).toBe(null);
      const again = readTmBom(written).whole;
      expect({ ...again, aside: {} }).toEqual({ ...once, aside: {} });
      expect(lost(once.aside, again.aside)).toBe(null);
    }),
    { numRuns: 200 },
  );
});

const sample = (): Members => fc.sample(files, { seed: 7, numRuns: 1 })[0]!;

it("49: what a TM-BOM says is drawn: zones hold components, and threats stand at what they affect or at the whole", () => {
  const file = sample();
  Object.assign(file, {
    components: [{ symbolic_name: "web", title: "Web", description: "", trust_zone: "cloud" }],
    threats: [
      { symbolic_name: "theft", title: "Theft", description: "", components_affected: ["web"] },
      { symbolic_name: "loss", title: "Loss", description: "" },
    ],
    controls: [{ symbolic_name: "lock", title: "Lock", description: "Lock it", threats: ["theft"], status: "active" }],
    risks: [{ symbolic_name: "bad", threats: ["theft"], level: "high" }],
  });
  const { whole, remarks } = readTmBom(file);
  const { cells, threats } = whole.diagrams[0]!;
  const web = cells.find((cell) => labelOf(cell) === "Web")!;
  expect(cells.find(({ id }) => id === parentOf(web))?.shape).toBe("security-boundary");
  expect(threats.map(({ title, severity, status, mitigation }) => [title, severity, status, mitigation])).toEqual([
    ["Theft", "high", "mitigated", "Lock it"],
    ["Loss", "unknown", "open", ""],
  ]);
  expect(threats[0]!.cell).toBe(web.id);
  expect(cells.find(({ id }) => id === threats[1]!.cell)?.shape).toBe("text-box");
  expect(remarks.map(({ doubt }) => doubt)).toEqual(expect.arrayContaining(["arranged", "whole", "aside"]));
});

it("49: what others changed in a TM-BOM of ours is taken, and what was edited here is told there", () => {
  const { whole } = readTmBom(sample());
  const file = plain(writeTmBom(whole)) as Members & { components: Members[]; threats: Members[]; actors: Members[] };
  file.components[0]!.title = "Renamed there";
  file.threats[0]!.title = "Named anew";
  file.actors = file.actors.slice(1);
  const back = readTmBom(file).whole;
  expect(back.diagrams[0]!.cells.map(labelOf)).toContain("Renamed there");
  expect(back.diagrams[0]!.threats[0]!.title).toBe("Named anew");
  expect(back.diagrams[0]!.cells.filter(({ shape }) => shape === "actor")).toHaveLength(1);
  const web = back.diagrams[0]!.cells.find(({ shape }) => shape === "process")!;
  web.attrs = { text: { text: "Renamed here" } };
  back.diagrams[0]!.threats[0]!.status = "mitigated";
  const told = writeTmBom(back) as Members & { components: Members[]; controls: Members[] };
  expect(told.components[0]!.title).toBe("Renamed here");
  expect(told.controls.at(-1)).toMatchObject({ status: "active" });
});
