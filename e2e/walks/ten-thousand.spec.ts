import fs from "node:fs";
import type { CDPSession, Page } from "@playwright/test";
import pg from "pg";
import { fillTheOwner } from "../../bench/fill";
import { fitsPhone } from "../axe";
import type { House } from "../house";
import { expect, program, test } from "../people";

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
  await crowd(house);
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

/** Milliseconds that a page works for one arrow: what is left of a fifth of a second where the processor is four times slower. */
const ARROW = 50;

test("37 · the table of ten thousand people by sixty environments: arrows answer at once and lead on to every page of it, its heads stay, and the file has all of it", async ({
  house,
  people,
  request,
}) => {
  test.setTimeout(120_000);
  await crowd(house);
  const as = await program(request, "owner", "environment");
  const before = (await as("control.getenvs", { lazy: "true" })).infos.length;
  for (let n = before; n < 60; n++) await as("control.registerenv", { envName: `many-${String(n).padStart(2, "0")}` });
  const olga = await people("owner");
  await olga.goto("/environments?view=matrix");
  const grid = olga.getByRole("grid", { name: "People by environments" });
  await expect(grid).toHaveAttribute("aria-colcount", "61");
  const all = Number(await grid.getAttribute("aria-rowcount"));
  expect(all).toBeGreaterThan(MORE);
  const cells = grid.locator("[data-cell]");
  /** The row and the column that a screen reader is told, from the head on. */
  const place = () =>
    olga.evaluate(() => {
      const cell = document.activeElement?.closest("td");
      return [cell?.parentElement?.ariaRowIndex, cell?.ariaColIndex].map(Number);
    });
  const leadsTo = async (key: string, row: number, column: number) => {
    await olga.keyboard.press(key);
    await expect.poll(place, { message: key }).toEqual([row, column]);
  };
  await expect(async () => {
    await cells.first().focus();
    await olga.keyboard.press("ArrowDown");
    await expect.poll(place, { timeout: 1_000 }).toEqual([3, 2]);
  }).toPass();
  await expect(olga.locator(":focus")).toHaveAccessibleName(/^.+, data-lab: /);
  await expect(olga.locator(":focus")).toHaveCSS("outline-style", "solid");
  expect(await workOf(olga, 12), "work for an arrow").toBeLessThan(ARROW);

  await leadsTo("Control+Home", 2, 2);
  for (let n = 1; n <= 5; n++) await leadsTo("PageDown", 2 + n * 10, 2);
  await expect(olga).toHaveURL(/page=2/);
  await leadsTo("ArrowUp", 51, 2);
  await leadsTo("End", 51, 61);
  await expect(olga).toHaveURL(/cols=2/);
  await leadsTo("Home", 51, 2);
  await leadsTo("Control+End", all, 61);
  // Whoever is far off still sees whose row and which column it is.
  const frame = (await grid.locator("..").boundingBox())!;
  const head = (await grid.getByRole("columnheader").last().boundingBox())!;
  const side = (await grid.getByRole("rowheader").last().boundingBox())!;
  expect(Math.abs(head.y - frame.y)).toBeLessThan(4);
  expect(Math.abs(side.x - frame.x)).toBeLessThan(4);

  const file = async () => {
    const address = await olga
      .getByRole("link", { name: "Export CSV" })
      .evaluate((link: HTMLAnchorElement) => link.href);
    return (await (await olga.request.get(address)).text()).trim().split("\r\n");
  };
  const whole = await file();
  expect([whole.length, whole[0]!.split(",").length]).toEqual([all, 63]);
  await olga.setViewportSize({ width: 390, height: 844 });
  await olga.goto("/environments?view=matrix&q=m123&env=shop&state=ACTIVE");
  await expect(grid).toHaveAttribute("aria-rowcount", "12");
  await fitsPhone(olga, "the table of access");
  const found = await file();
  expect([found.length, found[0]!.split(",").length]).toEqual([
    12,
    Number(await grid.getAttribute("aria-colcount")) + 2,
  ]);
});

test("37 · who may, of ten thousand people: the first of them at once, found by name, and all of them in the file", async ({
  house,
  people,
}) => {
  test.setTimeout(90_000);
  const shared = await crowd(house);
  const olga = await people("owner");
  await olga.goto(`/access?thing=ENV:${shared}`);
  const main = olga.getByRole("main");
  const lines = main.getByRole("listitem");
  await expect(lines).toHaveCount(50);
  const [, all] = /1 to 50 of ([\d,]+)/.exec((await main.textContent())!)!;
  expect(Number(all!.replace(",", ""))).toBeGreaterThan(MORE);
  const search = main.getByRole("searchbox", { name: "Search people" });
  await expect(async () => {
    await search.fill("m1234");
    await expect(lines).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await expect(olga).toHaveURL(/who=m1234/);
  await search.fill("");
  await expect(lines).toHaveCount(50);
  await main.getByRole("button", { name: "Last page" }).click();
  await expect(olga).toHaveURL(/part=\d+/);
  await olga.reload();
  await expect(main).toContainText(`of ${all}`);
  const file = olga.waitForEvent("download");
  await main.getByRole("button", { name: "Download as CSV" }).click();
  const text = await fs.promises.readFile(await (await file).path(), "utf8");
  const [head, owner, ...rest] = text.trim().split("\r\n");
  expect([head, owner]).toEqual(["email,name,via,until", "owner@confer.example,Olga Oduya,as the owner,"]);
  // A line for each way, so somebody may have several.
  expect(new Set(rest.map((line) => line.split(",")[0]))).toHaveProperty("size", Number(all!.replace(",", "")));
});

test("the report of a review of ten thousand lines comes page by page, and all that is printed stands there while it is", async ({
  house,
  people,
  request,
}) => {
  test.setTimeout(90_000);
  await crowd(house);
  const as = await program(request, "owner", "confer");
  const { review } = await as("review.start", {});
  expect(review.lines).toBeGreaterThan(MORE);
  await as("review.decide", { id: String(review.id), lines: "1", decision: "keep" });
  await as("review.finish", { id: String(review.id) });
  const olga = await people("owner");
  await olga.addInitScript(() => {
    window.print = () => {
      const printed = document.querySelectorAll("tbody tr").length;
      Object.assign(window, { printed });
      window.dispatchEvent(new Event("afterprint"));
    };
  });
  await olga.goto(`/review/${review.id}`);
  await expect(olga.getByRole("heading", { level: 1 })).toContainText("Report:");
  const rows = olga.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(50);
  await expect(rows.first()).toContainText("Kept");
  const first = await rows.first().textContent();
  await expect(async () => {
    await olga.getByRole("button", { name: "Next page" }).click();
    await expect(olga).toHaveURL(/part=2/, { timeout: 1_000 });
  }).toPass();
  await expect(rows.first()).not.toHaveText(first!);
  await expect(rows).toHaveCount(50);
  await olga.getByRole("button", { name: "Print" }).click();
  await expect
    .poll(() => olga.evaluate(() => (window as { printed?: number }).printed), { timeout: 30_000 })
    .toBe(2_000);
  await expect(rows).toHaveCount(50);
});

/** Milliseconds of processor time that the page takes for one of so many arrows, whatever else the machine does. */
async function workOf(page: Page, arrows: number): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const worked = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ThreadTime")!.value * 1_000;
  };
  const painted = () => page.evaluate(() => new Promise(requestAnimationFrame));
  const before = await worked();
  for (let n = 0; n < arrows; n++) {
    await page.keyboard.press(["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"][n % 4]!);
    await painted();
  }
  const work = (await worked()) - before;
  await cdp.detach();
  return work / arrows;
}

/** The owner has ten thousand members more, from the first time on that this is asked for. Answers what is shared with them. */
async function crowd(house: House): Promise<string> {
  const pool = new pg.Pool({ ...house.connection, max: 2 });
  const { rows } = await pool.query("select count(*)::int as n from member");
  if (rows[0].n < MORE) await fillTheOwner(pool, MORE);
  const most = await pool.query("select resource_id from share group by resource_id order by count(*) desc limit 1");
  await pool.end();
  return most.rows[0].resource_id;
}
