import fc from "fast-check";
import { expect, it } from "vitest";
import type { Cell } from "../diagram/cell";
import { wholes } from "../formats/formats.generated";
import { threatened } from "./facts";
import { library, rulesWith } from "./library";
import { fill, type Rule } from "./rule";
import { type Decided, dismissal, scopes, suggest } from "./suggest";

const DIAGRAM = "d";
const nothing: Decided = { diagram: DIAGRAM, threats: [], dismissals: [] };

const node = (id: string, shape: string, x: number, data: object = {}): Cell => ({
  id,
  shape,
  position: { x, y: 50 },
  size: { width: 60, height: 40 },
  attrs: { text: { text: id } },
  data,
});
const flow = (id: string, source: string, target: string, data: object = {}): Cell => ({
  id,
  shape: "flow",
  source: { cell: source },
  target: { cell: target },
  data,
});
const zone = {
  ...node("Shop", "security-boundary", 100),
  position: { x: 100, y: 0 },
  size: { width: 300, height: 200 },
};
const drawn = (more: { process?: object; store?: object; in?: object } = {}): Cell[] => [
  zone,
  node("Ana", "actor", 0),
  node("Web", "process", 150, more.process),
  node("Orders", "store", 300, more.store),
  flow("order", "Ana", "Web", more.in),
  flow("row", "Web", "Orders"),
];
const said = (cells: Cell[], rules: readonly Rule[] = library) =>
  suggest(cells, rules, nothing).map(({ rule, cell, facts }) => [
    cell,
    rule.id,
    facts.map(({ is, of }) => (of ? `${is}: ${of}` : is)).join("; "),
  ]);

it("48: a suggestion says which rule it is of and what it goes by", () => {
  expect(said(drawn())).toEqual([
    ["Ana", "actor-pretended", "sendsToBoundary: Web"],
    ["Ana", "actor-denies", "sendsToBoundary: Web; !providesAuthentication"],
    ["Web", "process-pretended", "takesFromOutside: Ana"],
    ["Web", "process-input", "takesFromActor: Ana"],
    ["Web", "process-flooded", "takesFromOutside: Ana"],
    ["Web", "process-raised", "takesFromActor: Ana; inBoundary: Shop"],
    ["Orders", "store-filled", "isWritten: Web"],
    ["order", "flow-altered", "crossesBoundary: Shop; !isEncrypted"],
    ["order", "flow-overheard", "crossesBoundary: Shop; !isEncrypted"],
  ]);
});

it("facts that are told take suggestions away and bring others", () => {
  const of = (more: Parameters<typeof drawn>[0], cell: string) =>
    said(drawn(more)).flatMap(([one, rule]) => (one === cell ? [rule] : []));
  expect(of({ in: { isEncrypted: true } }, "order")).toEqual([]);
  expect(of({ in: { isPublicNetwork: true } }, "order")).toEqual([
    "flow-altered",
    "flow-overheard",
    "flow-public",
    "flow-cut",
  ]);
  expect(of({ store: { storesCredentials: true } }, "Orders")).toEqual(["store-credentials", "store-filled"]);
  expect(of({ store: { storesCredentials: true, isEncrypted: true } }, "Orders")).toEqual(["store-filled"]);
  expect(of({ process: { outOfScope: true, handlesCardPayment: true } }, "Web")).toEqual([]);
});

it("a boundary counts by where an element lies, unless the element names another", () => {
  const [shop, ana, web, ...rest] = drawn();
  const outside = { ...web!, position: { x: 600, y: 50 } };
  expect(said([shop!, ana!, outside, ...rest]).map(([, rule]) => rule)).not.toContain("process-raised");
  expect(said([shop!, ana!, { ...outside, parent: "Shop" }, ...rest]).map(([, rule]) => rule)).toContain(
    "process-raised",
  );
});

it("48: what was accepted is not suggested again, nor what was dismissed as far as it was", () => {
  const all = suggest(drawn(), library, nothing);
  const [one] = all.filter(({ rule }) => rule.id === "process-input");
  const left = (decided: Partial<Decided>) => suggest(drawn(), library, { ...nothing, ...decided }).length;
  expect(left({ threats: [{ rule: "process-input", cell: "Web" }] })).toBe(all.length - 1);
  expect(left({ dismissals: [dismissal(one!, "here", DIAGRAM)] })).toBe(all.length - 1);
  expect(left({ dismissals: [dismissal(one!, "here", "another")] })).toBe(all.length);
  const pair = [...drawn(), node("Web 2", "process", 200), flow("other", "Ana", "Web 2")];
  const inputs = (decided: Partial<Decided>) =>
    suggest(pair, library, { ...nothing, ...decided }).filter(({ rule }) => rule.id === "process-input").length;
  expect([inputs({}), inputs({ dismissals: [dismissal(one!, "here", DIAGRAM)] })]).toEqual([2, 1]);
  expect(inputs({ dismissals: [dismissal(one!, "kind", DIAGRAM)] })).toBe(0);
  expect(inputs({ dismissals: [dismissal(one!, "always", DIAGRAM)] })).toBe(0);
});

it("48: running again after any decisions neither doubles nor revives", () => {
  const choices = fc.array(fc.constantFrom("accept", "leave", ...scopes), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(wholes, choices, (whole, chosen) => {
      const { cells } = whole.diagrams[0]!;
      const first = suggest(cells, library, nothing);
      const keys = first.map(({ rule, cell }) => `${rule.id} ${cell}`);
      expect(new Set(keys).size).toBe(keys.length);
      const decided = first.map((one, n) => ({ one, choice: chosen[n % chosen.length]! }));
      const state: Decided = {
        diagram: DIAGRAM,
        threats: decided.flatMap(({ one, choice }) =>
          choice === "accept" ? [{ rule: one.rule.id, cell: one.cell }] : [],
        ),
        dismissals: decided.flatMap(({ one, choice }) =>
          scopes.flatMap((scope) => (scope === choice ? [dismissal(one, scope, DIAGRAM)] : [])),
        ),
      };
      const again = new Set(suggest(cells, library, state).map(({ rule, cell }) => `${rule.id} ${cell}`));
      for (const { one, choice } of decided) {
        const key = `${one.rule.id} ${one.cell}`;
        if (choice !== "leave") expect(again.has(key)).toBe(false);
      }
      expect([...again].every((key) => keys.includes(key))).toBe(true);
      // The place in the drawing order, and names, change nothing that was decided.
      const moved = cells.toReversed().map((cell) => ({ ...cell, attrs: {} }));
      const later = suggest(moved, library, state).map(({ rule, cell }) => `${rule.id} ${cell}`);
      expect(new Set(later)).toEqual(again);
    }),
  );
});

it("an owner's rules stand in the place of the house's that they change, and after them", () => {
  const off = { ...library[0]!, isOn: false };
  const mine: Rule = {
    ...library[0]!,
    id: "mine",
    on: threatened,
    when: [],
    words: { title: "{name}?", description: "", mitigation: "" },
  };
  const rules = rulesWith([mine, off]);
  expect(rules.map(({ id }) => id)).toEqual([...library.map(({ id }) => id), "mine"]);
  expect(
    said(drawn(), rules)
      .filter(([cell]) => cell === "Ana")
      .map(([, rule]) => rule),
  ).toEqual(["actor-denies", "mine"]);
  expect(fill("{name} of {name}", "$& Web")).toBe("$& Web of $& Web");
});
