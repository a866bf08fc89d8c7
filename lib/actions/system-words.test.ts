import { expect, test } from "vitest";
import { systemPolicies } from "../domain/policy";
import { roleTemplates } from "../domain/role";
import { wordsIn } from "../words";
import { branchKeys, policyKeys, roleKeys } from "./system-keys";
import { bookInWords, policyNameIn } from "./system-words";

test("whatever the system brings has a word in every language, and in English the contract's own name", () => {
  const t = wordsIn("en", "system");
  expect(systemPolicies.map(({ uniqueName }) => uniqueName).sort()).toEqual(Object.keys(policyKeys).sort());
  expect(roleTemplates.map(({ name }) => name).sort()).toEqual(Object.keys(roleKeys).sort());
  for (const { uniqueName, name, description } of systemPolicies) {
    expect(policyKeys[uniqueName]!.map((key) => t(key))).toEqual([name, description]);
  }
  for (const { name, description } of roleTemplates) {
    expect(roleKeys[name]!.map((key) => t(key))).toEqual([name, description]);
  }
  const branches = new Set(systemPolicies.flatMap(({ path }) => path!.slice(1, -1)));
  expect(Object.keys(branchKeys).sort()).toEqual([...branches].sort());
});

test("in Arabic system policies stand in the order of their Arabic names, and one's own keep the name they have", () => {
  const own = { ...systemPolicies[0]!, id: 1_000_001, name: "View Files", isSystem: false, path: [], lacking: [] };
  const book = bookInWords(
    {
      owner: { uid: 1, name: "Olga" },
      own: true,
      roles: [],
      policies: [...systemPolicies.map((one) => ({ ...one, path: one.path!.slice(1, -1), lacking: [] })), own],
      templates: [],
    },
    "ar",
  );
  expect(book.policies[0]).toBe(own);
  expect(policyNameIn("ar", own.id, own.name)).toBe("View Files");
  const files = book.policies.find(({ id }) => id === 24)!;
  expect(files).toMatchObject({ name: "عرض الملفات", path: ["البيئة", "الحاوية", "نظام الملفات"] });
  const container = book.policies.filter(({ path }) => path.at(-1) === "الحاوية").map(({ name }) => name);
  expect(container.length).toBeGreaterThan(3);
  expect(container).toEqual(container.toSorted(new Intl.Collator("ar").compare));
});
