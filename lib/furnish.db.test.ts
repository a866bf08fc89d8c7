import { beforeAll, expect, test } from "vitest";
import { db } from "../db/client";
import { freshDatabase } from "../e2e/support/database";
import { furnish, isEmpty } from "./furnish";

beforeAll(freshDatabase);

test("an empty house is furnished once, with members in every state", async () => {
  expect(await isEmpty()).toBe(true);
  await furnish();
  expect(await isEmpty()).toBe(false);
  const rows = await db().selectFrom("member").select("status").distinct().orderBy("status").execute();
  expect(rows.map((row) => row.status)).toEqual(["ACTIVE", "LEFT", "PENDING", "REJECTED", "SUSPENDED"]);
  const environments = await db().selectFrom("environment").select("name").execute();
  expect(environments).toHaveLength(8);
  const letters = await db().selectFrom("mail").select("kind").execute();
  expect(letters.filter((letter) => letter.kind === "invitation").length).toBeGreaterThanOrEqual(7);
  const drawn = await db().selectFrom("diagram_snapshot").select("cells").execute();
  expect(drawn.map(({ cells }) => JSON.parse(cells).length).sort()).toEqual([10, 14, 15, 25, 400]);
});
