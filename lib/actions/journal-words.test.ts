import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import type { Language } from "../domain/language";
import type { JournalEntry } from "../operations/journal/entry";
import { changeInWords } from "./journal-words";

const entry = (of: Partial<JournalEntry>): JournalEntry =>
  ({
    before: null,
    after: null,
    called: {},
    member: null,
    resource: "",
    resourceName: "",
    targetId: "7",
    ...of,
  }) as JournalEntry;

const told = (of: Partial<JournalEntry>, language: Language = "en") => {
  const { what, how, lines } = changeInWords(entry(of), language)!;
  const said = (list: (typeof lines)[number]["before"]) =>
    list.map((one) => ("at" in one ? one.at : one.text)).join(", ");
  return [`${what} ${how}`, ...lines.map(({ field, before, after }) => `${field}: ${said(before)} → ${said(after)}`)];
};

it("every noun that operations write of is called by a word", () => {
  const files = (fs.readdirSync("lib/operations", { recursive: true }) as string[]).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const targets = new Set(
    files.flatMap((name) =>
      [...fs.readFileSync(path.join("lib/operations", name), "utf8").matchAll(/record\(\{\s*target: "([a-z-]+)"/g)].map(
        ([, target]) => target!,
      ),
    ),
  );
  expect(targets.size).toBeGreaterThan(15);
  for (const target of targets) {
    for (const language of ["de", "ar"] as const) {
      expect(changeInWords(entry({ target, after: {} }), language)!.what).not.toBe(target);
    }
  }
});

it("a share says what and in which roles, as they are called; a role that is gone is said to be", () => {
  const share: Partial<JournalEntry> = {
    ...{ target: "share", resource: "ENV:f00", resourceName: "shop-prod", called: { "role:3": "Viewer" } },
    before: { roleIds: [3] },
    after: { collaboration: 5, type: "ENV", id: "f00", roleIds: [3, 4], until: "2026-12-24T17:30:00.000Z" },
  };
  expect(told(share)).toEqual([
    "Share shop-prod changed",
    "Roles: Viewer → Viewer, Role 4, no longer there",
    "Until:  → 2026-12-24 17:30:00",
  ]);
  expect(told(share, "de")[0]).toBe("Freigabe shop-prod geändert");
});

it("states, answers and yes or no are words, and only what differs is shown", () => {
  const member = { id: 7, name: "Milo Marsh", email: "milo@example.com" };
  expect(
    told({ target: "member", member, before: { status: "ACTIVE" }, after: { status: "SUSPENDED" } }, "de"),
  ).toEqual(["Mitglied Milo Marsh geändert", "Zustand: Aktiv → Gesperrt"]);
  const role = {
    before: { name: "Ops", receiveNotification: false },
    after: { name: "Ops", receiveNotification: true },
  };
  expect(told({ target: "role", ...role })).toEqual(["Role Ops changed", "Letters about changes: No → Yes"]);
});

it("what ends, and what was there before, is not called added", () => {
  expect(told({ target: "sign-in", after: { ended: true } })).toEqual(["Sign-in ended"]);
  expect(told({ target: "sign-in", after: { door: "page", ip: "::1" } })).toEqual([
    "Sign-in added",
    "Through:  → Browser",
    "Network address:  → ::1",
  ]);
  expect(told({ target: "account", after: { password: "changed", signIns: "others ended" } })[0]).toBe(
    "Account changed",
  );
  const lines = { called: { "line:7:1": "Milo Marsh", "on:7:1": "ENV:f", "env:f": "shop" } };
  expect(told({ target: "review", ...lines, after: { lines: [1, 2], decision: "keep", why: "asked" } })).toEqual([
    "Review changed",
    "Lines:  → Milo Marsh · shop, 2",
    "Decision:  → Keep",
    "Note:  → asked",
  ]);
  expect(told({ target: "token", before: { description: "CI" } })[0]).toBe("Token CI removed");
});

it("of two long lists only what differs is shown, and how much is the same", () => {
  const methods = ["a.b.C", "a.b.D", "a.b.E", "a.b.F"];
  const change = {
    before: { name: "Wide", methods },
    after: { name: "Wide", methods: [...methods.slice(1), "a.b.G"] },
  };
  const { lines } = changeInWords(entry({ target: "policy", ...change }), "en")!;
  expect(lines).toEqual([{ field: "Methods", before: [{ text: "a.b.C" }], after: [{ text: "a.b.G" }], same: 3 }]);
});

it("people, environments and roles are called by name wherever their ids stand, and what is gone is said to be", () => {
  const appid = "f".repeat(32);
  const called = { "person:5": "Milo Marsh", [`env:${appid}`]: "shop-prod", "role:3": "Viewer" };
  const list = {
    before: { name: "Payments", environment: null, entries: [{ uid: 5, email: "", group_name: "", role: "writer" }] },
    after: {
      ...{ name: "Payments", environment: appid },
      entries: [
        { uid: 9, email: "", group_name: "", role: "reader" },
        { uid: null, email: "", group_name: "everyone", role: "reader" },
      ],
    },
  };
  expect(told({ target: "threat-model", called, ...list })).toEqual([
    "Threat model Payments changed",
    "Environment:  → shop-prod",
    "Own list: Milo Marsh: Draw → No longer there: Read, everyone: Read",
  ]);
  const shared = {
    before: [["ENV", appid, [3]]],
    after: [
      [`ENV:${appid}`, [3, 4]],
      ["ENV:*", [3]],
      ["ENV_GROUP:Shop", [3]],
    ],
  };
  expect(told({ target: "collaboration", called, ...shared }).slice(1)).toEqual([
    "Shared: shop-prod: Viewer → shop-prod: Viewer, Role 4, no longer there, all environments: Viewer, Shop: Viewer",
  ]);
  const token = { before: { resources: [`ENV:${appid}`] }, after: { resources: [`ENV:${"0".repeat(32)}`] } };
  expect(told({ target: "token", called: { ...called, "token:7": "CI" }, ...token })).toEqual([
    "Token CI changed",
    "Only on: shop-prod → An environment no longer there",
  ]);
  expect(told({ target: "session", called, before: { host: 5, diagramId: "d" } })).toEqual([
    "Live session ended",
    "Host: Milo Marsh → ",
  ]);
  const wish = { method: "a.b.C", type: "ENV", resourceId: appid, note: "" };
  expect(told({ target: "request", called: { ...called, "request:7": "Milo Marsh" }, after: wish })).toEqual([
    "Request for access Milo Marsh added",
    "Method:  → a.b.C",
    "Thing:  → shop-prod",
  ]);
});

it("what is said of a thing that was there before and after has changed it; saving it as it was has not", () => {
  const shop = { target: "environment", resource: "ENV:f", resourceName: "shop" };
  expect(told({ ...shop, after: { group: "Live" } })[0]).toBe("Environment shop changed");
  expect(told({ ...shop, before: { group: "Live" } })).toEqual(["Environment shop changed", "Group: Live → "]);
  const same = { name: "Ops", methods: ["a.b.C"] };
  expect(told({ target: "policy", before: same, after: same })).toEqual(["Policy Ops saved, with nothing changed"]);
  expect(told({ target: "policy", before: same, after: { replacedBy: 9, roles: [] } })).toEqual([
    "Policy Ops replaced",
    "Methods: a.b.C → ",
    "Replaced by:  → Policy 9, no longer there",
  ]);
  const dismissed = {
    dismissed: [
      { rule: "process-flooded", scope: "always" },
      { rule: "own", scope: "always" },
    ],
  };
  expect(told({ target: "threat-model", resource: "THREAT_MODEL:1", resourceName: "Pay", before: dismissed })).toEqual([
    "Threat model Pay changed",
    "Suggestions dismissed: … is kept too busy to answer, A rule of one’s own → ",
  ]);
  const member = { id: 7, name: "Milo", email: "m@x" };
  expect(told({ target: "member", member, before: { status: "PENDING" }, after: { status: "PENDING" } })).toEqual([
    "Member Milo invited again",
  ]);
});

it("nothing of it is JSON, whatever stands there, and a threat is told in its own words", () => {
  const odd = { before: { strange: { deep: [1] } }, after: { strange: { deep: [2] } } };
  expect(told({ target: "threat", ...odd })).toEqual(["Threat changed", "strange: Something else → Something else"]);
  const threat = {
    before: { status: "open", severity: "low", cell: "1" },
    after: { status: "mitigated", severity: "high", cell: "2" },
  };
  expect(told({ target: "threat", ...threat }, "de")).toEqual([
    "Bedrohung geändert",
    expect.stringMatching(/^Zustand: Offen → /),
    expect.stringMatching(/^Schwere: /),
  ]);
  const rule = {
    id: "process-flooded",
    on: ["process"],
    when: ["!isSigned"],
    category: "denial-of-service",
    severity: "high",
    isOn: true,
  };
  expect(told({ target: "threat-rule", targetId: "process-flooded", after: { ...rule, words: null } })).toEqual([
    "Threat rule … is kept too busy to answer added",
    "For:  → Processes",
    expect.stringMatching(/^When all of this is true: {2}→ not: /),
    "Kind:  → Denial of service",
    "Severity:  → High",
    "Is suggested:  → Yes",
  ]);
});
