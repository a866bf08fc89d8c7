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
  expect(told({ target: "sign-in", after: { ended: true } })[0]).toBe("Sign-in ended");
  expect(told({ target: "sign-in", after: { door: "page", ip: "::1" } })).toEqual([
    "Sign-in added",
    "Through:  → Browser",
    "Network address:  → ::1",
  ]);
  expect(told({ target: "account", after: { password: "changed", signIns: "others ended" } })[0]).toBe(
    "Account changed",
  );
  expect(told({ target: "review", after: { lines: [1, 2], decision: "keep", why: "asked" } })).toEqual([
    "Review changed",
    "Lines:  → 1, 2",
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
