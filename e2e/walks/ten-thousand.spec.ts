import type { CDPSession, Page } from "@playwright/test";
import pg from "pg";
import { fillTheOwner } from "../../bench/fill";
import { expect, test } from "../people";

const MORE = 10_000;
/** Milliseconds until the first page of the list stands. */
const SOON = 1_000;
/** Bytes of a page's memory that leafing may leave behind. */
const FLAT = 6_000_000;

test("22 · ten thousand members: the first page at once, a search that answers while typing, End, a count that is told, flat memory", async ({
  house,
  people,
}) => {
  test.setTimeout(120_000);
  const pool = new pg.Pool({ ...house.connection, max: 2 });
  await fillTheOwner(pool, MORE);
  await pool.end();
  const olga = await people("owner");
  const grid = olga.getByRole("grid", { name: "Members" });
  const told = olga.getByRole("status").filter({ hasText: /row|Nothing/ });
  const rows = grid.locator("[data-row]");

  // The first one also warms the house; another busy program shows in some.
  await untilRows(olga);
  await expect.poll(() => untilRows(olga), { timeout: 40_000, intervals: [100] }).toBeLessThan(SOON);
  const all = Number(await grid.getAttribute("aria-rowcount")) - 1;
  expect(all).toBeGreaterThan(MORE);
  await expect(olga.getByText(`1 to 50 of ${all.toLocaleString("en")}`)).toBeVisible();

  // Each letter stands at once, and what it finds soon after, while the next is typed.
  const search = olga.getByRole("searchbox");
  await search.pressSequentially("m123", { delay: 250 });
  await expect(search).toHaveValue("m123");
  await expect(told).toHaveText(/^11 rows, page 1 of 1/);
  await expect(rows).toHaveCount(11);
  await search.fill("");
  await expect(told).toHaveText(new RegExp(`^${all.toLocaleString("en")} rows, page 1 of`));

  // End leads to the last row of the last page, Home back to the first of the first.
  await expect(rows).toHaveCount(50);
  await rows.first().focus();
  await olga.keyboard.press("End");
  const last = Math.ceil(all / 50);
  await expect(told).toHaveText(new RegExp(`page ${last} of ${last}`));
  await expect(rows.last()).toBeFocused();
  await expect(rows.last()).toHaveAttribute("aria-rowindex", String(all + 1));
  await olga.keyboard.press("Home");
  await expect(rows.first()).toBeFocused();
  await expect(rows.first()).toHaveAttribute("aria-rowindex", "2");

  // The end of what was typed, also when it is asked for before that is found.
  await search.fill("m12");
  await rows.first().press("End");
  await expect(told).toHaveText(/^111 rows, page 3 of 3/);
  await expect(olga).toHaveURL(/q=m12&page=3/);
  await search.fill("");
  await expect(told).toHaveText(new RegExp(`^${all.toLocaleString("en")} rows, page 1 of`));
  await rows.first().focus();

  // However far somebody leafs, a page's rows are all there are.
  const memory = await olga.context().newCDPSession(olga);
  await leaf(olga, 2, 12);
  const before = await used(memory);
  await leaf(olga, 13, 43);
  expect(await rows.count()).toBe(50);
  expect((await used(memory)) - before, "memory that thirty pages left behind").toBeLessThan(FLAT);
});

async function untilRows(page: Page): Promise<number> {
  const began = performance.now();
  await page.goto("/members", { waitUntil: "commit" });
  await page.locator("[data-row]").first().waitFor();
  return performance.now() - began;
}

async function leaf(page: Page, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at++) {
    await page.keyboard.press("PageDown");
    await expect(page.locator("[data-row]").first()).toHaveAttribute("aria-rowindex", String((at - 1) * 50 + 2));
    await expect(page.locator("[data-row]").first()).toBeFocused();
  }
}

async function used(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}
