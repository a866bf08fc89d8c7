import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replay } from "../replay";
import { anyFacts, NOW, OLGA } from "../rights.generated";
import { naiveDecide } from "../rights.naive";
import { compile } from "../world";
import { explainOnModel, explainOwning } from "./explain";
import { relisted } from "./relisted";
import { type ModelEntry, type ModelFacts, type ModelRole, mayOnModel, nextEndOn, roleOnModel } from "./rights";

const METHODS = [
  "threatmodel.diagram.GetDiagram",
  "threatmodel.diagram.EditDiagram",
  "threatmodel.diagram.DeleteDiagram",
  "threatmodel.model.EditThreatModel",
];
const least: Record<string, ModelRole[]> = {
  "threatmodel.diagram.GetDiagram": ["owner", "writer", "reader"],
  "threatmodel.diagram.EditDiagram": ["owner", "writer"],
  "threatmodel.diagram.DeleteDiagram": ["owner"],
  "threatmodel.model.EditThreatModel": ["owner", "writer"],
};
const askers = [OLGA, 2, 3, 4].map((uid) => ({ uid, email: `${uid}@example.com`, verified: uid !== 4 }));
const anyEnd = fc.constantFrom(null, NOW - 1, NOW, NOW + 1, NOW + 500).map((at) => (at === null ? null : new Date(at)));
const anyEntry: fc.Arbitrary<ModelEntry> = fc
  .record({
    who: fc.constantFrom("2", "3", "2@example.com", "4@example.com", "everyone", "others"),
    role: fc.constantFrom<ModelRole>("owner", "writer", "reader"),
    ends_at: anyEnd,
  })
  .map(({ who, ...rest }) => ({
    principal_type: who === "everyone" || who === "others" ? ("group" as const) : ("user" as const),
    uid: /^\d$/.test(who) ? Number(who) : null,
    email: who.includes("@") ? who : "",
    provider: "",
    group_name: who === "everyone" || who === "others" ? who : "",
    ...rest,
  }));
const anyModel: fc.Arbitrary<ModelFacts> = fc.record({
  owner_uid: fc.constant(OLGA),
  environment: fc.constantFrom(null, "one", "two"),
  entries: fc.array(anyEntry, { maxLength: 4 }),
  now: fc.constant(NOW),
});

/** The same rule once more, as plainly as it can be said. */
function naive(
  model: ModelFacts,
  facts: Parameters<typeof naiveDecide>[0],
  asker: (typeof askers)[number],
  method: string,
) {
  if (asker.uid === model.owner_uid) return true;
  for (const { principal_type, uid, email, group_name, role, ends_at } of model.entries) {
    const names =
      principal_type === "group"
        ? group_name === "everyone"
        : uid !== null
          ? uid === asker.uid
          : asker.verified && email === asker.email;
    const over = ends_at != null && ends_at.getTime() <= NOW;
    if (names && !over && least[method]!.includes(role)) return true;
  }
  return model.environment !== null && naiveDecide(facts, asker, method, { type: "ENV", id: model.environment });
}

describe("rights on a threat model", () => {
  it("are what the rule says, with ends before, at and after now; the trail replayed says the same", () => {
    const seen = { yes: 0, no: 0, over: 0 };
    fc.assert(
      fc.property(anyModel, anyFacts, (model, facts) => {
        const world = compile(facts);
        for (const asker of askers) {
          const owning = explainOwning(model, asker, "threatmodel.model.EditThreatModel");
          const owns = roleOnModel(model, asker, world).role === "owner";
          if (owning.allowed !== owns || replay(owning.trail).allowed !== owns) throw new Error(JSON.stringify(owning));
          for (const method of METHODS) {
            const told = explainOnModel(model, asker, world, method);
            const right = naive(model, facts, asker, method);
            if ((mayOnModel(model, asker, world, method).role !== null) !== right) throw new Error(`judged: ${method}`);
            if (told.allowed !== right || replay(told.trail).allowed !== right) throw new Error(JSON.stringify(told));
            for (const { reason, ended } of told.trail) {
              if (reason !== "listEnded") continue;
              if (ended === undefined || ended > NOW) throw new Error("said to have ended before it has");
              seen.over++;
            }
            seen[right ? "yes" : "no"]++;
          }
        }
      }),
      { numRuns: 800 },
    );
    expect(Math.min(seen.yes, seen.no, seen.over)).toBeGreaterThan(250);
  }, 60_000);

  it("an end takes its own line and nothing else: a list with it is one without it", () => {
    fc.assert(
      fc.property(anyModel, anyFacts, (model, facts) => {
        const world = compile(facts);
        const rest = { ...model, entries: model.entries.filter(({ ends_at }) => !ends_at || ends_at.getTime() > NOW) };
        for (const asker of askers) {
          expect(roleOnModel(model, asker, world).role).toBe(roleOnModel(rest, asker, world).role);
        }
        const both = [model, rest].map((one) => ({
          world,
          models: new Map([["id", { ...one, id: "id", name: "It" }]]),
        }));
        expect(relisted([{ ...model, id: "id", name: "It" }], askers, both[0]!, both[1]!)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("stay as they are until the next end, and no longer than that", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const next = nextEndOn(model);
        const roles = (now: number) => askers.map((asker) => roleOnModel({ ...model, now }, asker, null).role);
        if (next === null) expect(roles(NOW + 10_000)).toEqual(roles(NOW));
        else expect(roles(next - 1)).toEqual(roles(NOW));
      }),
      { numRuns: 300 },
    );
    const line: ModelEntry = {
      principal_type: "user",
      uid: 2,
      email: "",
      provider: "",
      group_name: "",
      role: "writer",
    };
    const model = { owner_uid: OLGA, environment: null, entries: [{ ...line, ends_at: new Date(NOW) }] };
    const at = (now?: number) => roleOnModel(now === undefined ? model : { ...model, now }, askers[1]!, null).role;
    expect([at(NOW - 1), at(NOW), at()]).toEqual(["writer", null, null]);
  });
});
