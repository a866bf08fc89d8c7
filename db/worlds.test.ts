import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { expect, it, vi } from "vitest";
import type { Db } from "./client";

const found = { members: null, shares: null, roles: null, policies: null, groups: null };

class Found extends DummyDriver {
  override async acquireConnection() {
    return {
      executeQuery: async <R>() => ({ rows: [{ ...found, environments: [["a1", "shop", []]] } as R] }),
      streamQuery: async function* () {},
    };
  }
}

const { db } = vi.hoisted(() => ({ db: { at: null as unknown } }));
vi.mock("./client", () => ({ db: () => db.at }));

it("a world compiled behind one door knows its environments by name behind another", async () => {
  const at = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Found(),
      createIntrospector: (asked) => new PostgresIntrospector(asked),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }) as Db;
  db.at = at;
  const one = await import("./worlds");
  const world = await one.worldOf(at, 1, 1, 2);
  // As Next does with every door: the module once more, and what is kept for the process with it.
  vi.resetModules();
  const other = await import("./worlds");
  expect(other.worldOf).not.toBe(one.worldOf);
  expect(await other.worldOf(at, 1, 1, 2)).toBe(world);
  expect(other.environmentIn(world, "shop")).toBe("a1");
});
