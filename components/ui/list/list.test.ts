import { describe, expect, test } from "vitest";
import { changed } from "../address";
import { type Arranged, arrange } from "./arrange";
import { inTurn } from "./bulk";
import { since, sortOf } from "./use-list";

describe("the address", () => {
  test("a list stands as words between commas, and nothing takes the name out", () => {
    expect(changed("?q=x", { state: ["ACTIVE", "LEFT"], page: 2 })).toBe("?q=x&state=ACTIVE,LEFT&page=2");
    expect(changed("?q=x&page=2", { q: "", page: null, state: [] })).toBe("");
  });

  test("what a value holds cannot become another name", () => {
    const params = new URLSearchParams(changed("", { q: "a&role=1#b=c" }));
    expect([...params]).toEqual([["q", "a&role=1#b=c"]]);
  });
});

describe("what was typed", () => {
  test("an address that shows late what was written before is no reason to take back what was typed since", () => {
    const written = ["", "S", "Sven"];
    const late = since(written, "S");
    expect(late).toEqual(["S", "Sven"]);
    expect(since(late!, "Sven")).toEqual(["Sven"]);
  });

  test("what somebody else wrote there, such as Back, is heard", () => {
    expect(since(["Sven"], "")).toBeNull();
  });
});

describe("a list that is here as a whole", () => {
  type One = { name: string; roles: string[]; age: number };
  const people: One[] = [
    { name: "Zoë 10", roles: ["dev"], age: 3 },
    { name: "ada 2", roles: ["dev", "ops"], age: 1 },
    { name: "Ben 9", roles: [], age: 2 },
  ];
  const by: Arranged<One> = {
    text: (one) => one.name,
    filters: { role: (one) => one.roles },
    sorts: { name: (one) => one.name, age: (one) => one.age },
  };
  const list = { search: "", filters: {}, sort: { id: "name", down: false }, start: 0, size: 50 };
  const names = (changes: Partial<typeof list> & { filters?: Record<string, string[]> }) =>
    arrange(people, { ...list, ...changes }, by).rows.map((one) => one.name);

  test("is sorted as people sort, numbers as numbers, either way", () => {
    expect(names({})).toEqual(["ada 2", "Ben 9", "Zoë 10"]);
    expect(names({ sort: sortOf("-age") })).toEqual(["Zoë 10", "Ben 9", "ada 2"]);
  });

  test("is searched for every word, and filtered by any of the values", () => {
    expect(names({ search: " 2 ADA" })).toEqual(["ada 2"]);
    expect(names({ search: "ada 9" })).toEqual([]);
    expect(names({ filters: { role: ["ops", "none"] } })).toEqual(["ada 2"]);
    expect(names({ filters: { role: [] } })).toHaveLength(3);
  });

  test("is cut into pages, and says how many there are on all of them", () => {
    const { rows, total } = arrange(people, { ...list, start: 2, size: 2 }, by);
    expect([rows.map((one) => one.name), total]).toEqual([["Zoë 10"], 3]);
  });
});

test("several rows are done one after the other, and a fault of one stops none of the others", async () => {
  const steps: number[] = [];
  const each = async (key: string) => {
    if (key === "b") throw new Error("offline");
    return { ok: key !== "c", words: key };
  };
  const verdicts = await inTurn(["a", "b", "c"], new Map(), each, {
    onStep: (done) => steps.push(done),
    fault: "not reached",
  });
  expect([...verdicts.values()]).toEqual([
    { ok: true, words: "a" },
    { ok: false, words: "not reached" },
    { ok: false, words: "c" },
  ]);
  expect(steps).toEqual([1, 2, 3]);
});
