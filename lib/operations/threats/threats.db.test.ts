import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "../../../db/client";
import { type Somebody, somebody } from "../../../e2e/support/arrange";
import { doAs } from "../../../e2e/support/at-page";
import { freshDatabase } from "../../../e2e/support/database";
import { Refusal } from "../../domain/refusal";
import { library } from "../../domain/threats/library";
import { suggest } from "../../domain/threats/suggest";
import { createDiagram, deleteDiagram, editDiagram, getDiagram } from "../diagrams";
import { createThreatModel, exportThreatModel, getThreatModel, importThreatModel } from "../threat-models";
import * as threats from ".";

beforeAll(freshDatabase);

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );

const WEB = "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01";
const ANA = "e1f2a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b";
const cells = [
  { id: ANA, shape: "actor", position: { x: 0, y: 0 }, size: { width: 80, height: 40 } },
  { id: WEB, shape: "process", position: { x: 200, y: 0 }, size: { width: 80, height: 40 } },
  { id: "0d9909ea-1398-4898-be81-cf1c808324dc", shape: "flow", source: { cell: ANA }, target: { cell: WEB } },
];

let [olga, milo, rita, sten]: Somebody[] = [];
let at = { threatModelId: "" };
let diagramId = "";
beforeEach(async () => {
  [olga, milo, rita, sten] = await Promise.all(["Olga", "Milo", "Rita", "Sten"].map(somebody));
  const authorization = [
    { principalType: "user" as const, email: milo!.email, role: "writer" as const },
    { principalType: "user" as const, email: rita!.email, role: "reader" as const },
  ];
  at = { threatModelId: (await doAs(olga!, createThreatModel, { name: "Shop", authorization })).model.id };
  diagramId = (await doAs(olga!, createDiagram, { ...at, name: "Main" })).diagram.id;
  await doAs(olga!, editDiagram, { ...at, id: diagramId, changes: { cells } });
});

const threat = (rule: string | null = "process-input", cell = WEB) => ({
  diagramId,
  cell,
  rule,
  facts: [{ is: "takesFromActor", of: "Ana" }],
  category: "tampering",
  title: "Crafted input",
  description: "",
  mitigation: "",
  severity: "high" as const,
  status: "open" as const,
});
const add = (who: Somebody, ...all: ReturnType<typeof threat>[]) =>
  doAs(who, threats.addThreats, { ...at, threats: all });
const list = (who = olga!) => doAs(who, threats.listThreats, at);
const here = { rule: "process-input", scope: "here" as const, diagram: "", cell: WEB };

it("48: what a rule suggested is added once, also when two accept it at the same time; what one thought of oneself as often as one likes", async () => {
  const both = await Promise.all([add(olga!, threat()), add(milo!, threat())]);
  expect(both.flatMap((one) => one.threats)).toHaveLength(1);
  expect((await add(olga!, threat(), threat(null), threat(null))).threats).toHaveLength(2);
  const { threats: all } = await list();
  expect(all.map(({ number }) => number)).toHaveLength(3);
  expect(new Set(all.map(({ number }) => number)).size).toBe(3);
});

it("48: neither what was accepted, removed nor dismissed comes back", async () => {
  const open = async () => {
    const { rules, dismissals, threats: known } = await list();
    const own = known.filter((one) => one.diagramId === diagramId);
    const { diagram } = await doAs(olga!, getDiagram, { ...at, id: diagramId });
    return suggest(diagram.cells, rules, { diagram: diagramId, threats: own, dismissals }).map(
      ({ rule, cell }) => `${rule.id} ${cell}`,
    );
  };
  const all = await open();
  expect(all).toContain(`process-input ${WEB}`);
  const { threats: added } = await add(milo!, threat());
  expect(await open()).toEqual(all.filter((one) => one !== `process-input ${WEB}`));
  await doAs(milo!, threats.deleteThreats, { ...at, ids: [added[0]!.id] });
  expect(await open()).not.toContain(`process-input ${WEB}`);
  await doAs(milo!, threats.restoreSuggestions, { ...at, dismissals: [{ ...here, diagram: diagramId }] });
  expect(await open()).toEqual(all);
  const again = await add(milo!, threat());
  await doAs(milo!, threats.deleteThreats, { ...at, ids: [again.threats[0]!.id], suggestAgain: true });
  expect(await open()).toEqual(all);
  await doAs(milo!, threats.dismissSuggestions, {
    ...at,
    dismissals: [{ rule: "process-unlogged", scope: "kind", kind: "process" }],
  });
  await doAs(olga!, threats.dismissSuggestions, { ...at, dismissals: [{ rule: "process-input", scope: "always" }] });
  expect(await open()).toEqual(all.filter((one) => !/^process-(input|unlogged) /.test(one)));
});

describe("who may do what", () => {
  const acts: [string, (who: Somebody) => Promise<unknown>][] = [
    ["list", (who) => list(who)],
    ["register", (who) => doAs(who, threats.getRegister, at)],
    ["export", (who) => doAs(who, exportThreatModel, { id: at.threatModelId, format: "otm" })],
    ["add", (who) => add(who, threat())],
    [
      "dismiss",
      (who) => doAs(who, threats.dismissSuggestions, { ...at, dismissals: [{ ...here, diagram: diagramId }] }),
    ],
    [
      "always",
      (who) =>
        doAs(who, threats.dismissSuggestions, { ...at, dismissals: [{ rule: "process-input", scope: "always" }] }),
    ],
  ];
  it.each([
    ["owner", () => olga!, ["done", "done", "done", "done", "done", "done"]],
    ["writer", () => milo!, ["done", "done", "done", "done", "done", "forbidden"]],
    ["reader", () => rita!, ["done", "done", "done", "forbidden", "forbidden", "forbidden"]],
    ["stranger", () => sten!, Array(6).fill("not-found")],
  ])("%s", async (_, who, expected) => {
    const outcomes: string[] = [];
    for (const [, act] of acts) outcomes.push(await refusal(act(who())));
    expect(outcomes).toEqual(expected);
    const { mayEdit, mayEditRules } = await list();
    expect([mayEdit, mayEditRules]).toEqual([true, true]);
  });

  it("a threat is found in its own model only, and changed by the version one saw", async () => {
    const {
      threats: [made],
    } = await add(olga!, threat());
    const other = (await doAs(olga!, createThreatModel, { name: "Other" })).model.id;
    const change = { id: made!.id, changes: { title: "Input", status: "mitigated" as const } };
    expect(await refusal(doAs(olga!, threats.editThreat, { threatModelId: other, ...change }))).toBe("not-found");
    expect(await refusal(doAs(olga!, threats.deleteThreats, { threatModelId: other, ids: [made!.id] }))).toBe(
      "not-found",
    );
    const { threat: edited } = await doAs(milo!, threats.editThreat, { ...at, ...change, ifVersion: 1 });
    expect(edited).toMatchObject({ title: "Input", status: "mitigated", severity: "high", version: 2 });
    expect(await refusal(doAs(olga!, threats.editThreat, { ...at, ...change, ifVersion: 1 }))).toBe("wrong-state");
  });
});

it("an owner's rules hold in all of the account, and nowhere else; the house's come back", async () => {
  const rule = { ...library[0]!, on: [...library[0]!.on], when: [...library[0]!.when], isOn: false };
  await doAs(olga!, threats.saveRule, { rule });
  expect((await list(milo!)).rules.find(({ id }) => id === rule.id)).toEqual(rule);
  expect(await refusal(doAs(olga!, threats.saveRule, { rule: { ...rule, id: "mine" } }))).toBe("invalid");
  await doAs(olga!, threats.saveRule, {
    rule: { ...rule, id: "mine", words: { title: "{name}", description: "", mitigation: "" } },
  });
  await doAs(olga!, threats.deleteRule, { id: rule.id });
  expect((await list()).rules.map(({ id }) => id)).toEqual([...library.map(({ id }) => id), "mine"]);
  const other = { threatModelId: (await doAs(milo!, createThreatModel, { name: "Milo's" })).model.id };
  expect((await doAs(milo!, threats.listThreats, other)).rules).toEqual(library);
});

it("49: a file comes in with its threats, and goes out as it came; the same file twice is two models", async () => {
  const file = {
    version: "2.1.3",
    summary: { title: "Demo", owner: "Ana", custom: { kept: true } },
    detail: {
      contributors: [{ name: "Ben" }],
      reviewer: "Cleo",
      diagrams: [
        {
          id: 4,
          title: "Main",
          diagramType: "STRIDE",
          thumbnail: "x.jpg",
          version: "2.0.0",
          cells: [
            {
              ...cells[1],
              zIndex: 1,
              attrs: { text: { text: "Web" } },
              data: {
                type: "tm.Process",
                name: "Web",
                hasOpenThreats: true,
                threats: [
                  {
                    id: ANA,
                    title: "Poison",
                    status: "Open",
                    severity: "High",
                    type: "Tampering",
                    number: 7,
                    team: "blue",
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  };
  const { gzipSync } = await import("node:zlib");
  const packed = gzipSync(JSON.stringify(file)).toString("base64");
  for (const name of ["Demo", "Demo again"]) {
    const { model } = await doAs(olga!, importThreatModel, { name, packed });
    const { diagrams } = await doAs(olga!, getThreatModel, { id: model.id });
    expect(diagrams.map((one) => [one.name, one.cells.length])).toEqual([["Main", 1]]);
    const { content } = await doAs(olga!, exportThreatModel, { id: model.id, format: "threat-dragon" });
    const out = JSON.parse(content);
    expect(out).toMatchObject({ ...file, summary: { ...file.summary, title: name } });
    const { threats: register } = await doAs(olga!, threats.getRegister, { threatModelId: model.id });
    expect(register).toMatchObject([{ number: 7, title: "Poison", cell: WEB, category: "tampering" }]);
  }
  for (const bad of [
    "bm8=",
    gzipSync("{}").toString("base64"),
    gzipSync('{"summary":{"title":"a\\u0000"},"detail":{}}').toString("base64"),
  ]) {
    expect(await refusal(doAs(olga!, importThreatModel, { name: "x", packed: bad }))).toBe("invalid");
  }
});

it("threats go with their diagram, and are journalled", async () => {
  await add(olga!, threat());
  const rows = await db()
    .selectFrom("journal")
    .select(["target", "after"])
    .where("owner_uid", "=", olga!.uid)
    .where("target", "=", "threat")
    .execute();
  expect(rows).toMatchObject([{ after: { title: "Crafted input", rule: "process-input", cell: WEB } }]);
  await doAs(olga!, deleteDiagram, { ...at, id: diagramId });
  expect((await list()).threats).toEqual([]);
});
