import type { Locator, Page } from "@playwright/test";
import { judge } from "../axe";
import { expect, nameOf, pressEscape, test } from "../people";
import { banner, viewAsMilo } from "../viewing";

const milo = nameOf("member");
const CONTROLS = "a[href], button, input, select, textarea, [role=menuitem], [role=switch], [role=tab]";
/** The controls of a page, or of what is open over it, each with its role, its name and whether it can be used. */
const controlsOf = (page: Page, within: Locator = page.getByRole("main")): Promise<string[]> =>
  within.evaluate((root, controls) => {
    const found = root.querySelectorAll(controls);
    return [...found]
      .filter((one) => !one.closest("[aria-label='Viewing as']") && one.checkVisibility())
      .map((one) => {
        const off = one.matches(":disabled, [aria-disabled=true]") ? "disabled" : "enabled";
        return `${one.getAttribute("role") ?? one.tagName} ${one.getAttribute("aria-label") ?? one.textContent} ${off}`;
      })
      .sort();
  }, CONTROLS);

test("38: the owner sees the product as a member has it, to look and not to touch; Escape leads back", async ({
  people,
}) => {
  const [olga, theirs] = [await people("owner"), await people("member")];
  await viewAsMilo(olga);
  await expect(olga).toHaveURL(/\/shared$/);

  const rail = olga.getByRole("navigation", { name: "Pages" });
  await expect(rail.getByRole("link", { name: "Shared with me" })).toBeVisible();
  for (const own of ["Account", "Tokens", "Roles", "Members"])
    await expect(rail.getByRole("link", { name: own })).toHaveCount(0);

  await theirs.goto("/shared");
  await theirs.getByRole("heading", { level: 1, name: "Shared with me" }).waitFor();
  await expect(async () => {
    const [seen, real] = [await controlsOf(olga), await controlsOf(theirs)];
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(real);
  }).toPass();

  for (const link of ["shop-prod", "payments-prod"]) {
    const address = `/shared?thing=ENV:${link}`;
    await Promise.all([olga.goto(address), theirs.goto(address)]);
    await Promise.all([olga, theirs].map((page) => page.getByRole("dialog", { name: link }).waitFor()));
    await expect(async () => expect(await dialogOf(olga)).toEqual(await dialogOf(theirs))).toPass();
  }

  // What is Milo's own is not there for her.
  for (const own of ["/account", "/tokens", "/members", "/roles"]) {
    await olga.goto(own);
    await expect(olga.getByRole("main")).toContainText("What they have on their own, or with others, is not shown.");
  }

  // Whatever would change something says why it does not.
  await olga.goto("/shared");
  await olga
    .getByRole("button", { name: /^Actions/ })
    .first()
    .click();
  await olga.getByRole("menuitem", { name: /^Leave/ }).click();
  const leave = olga.getByRole("alertdialog").or(olga.getByRole("dialog"));
  await leave.getByRole("button", { name: /^Leave/ }).click();
  await expect(leave).toContainText(`You are viewing as ${milo}, and change nothing.`);
  await pressEscape(olga, leave);
  await expect(banner(olga)).toBeVisible();

  await olga.keyboard.press("Escape");
  await expect(olga).toHaveURL(/\/members\/\d+$/);
  await expect(banner(olga)).toHaveCount(0);
  await expect(olga.getByRole("main")).toContainText("viewed Confer as they have it.");
});

test("38: every page, each menu of it and each dialog behind that: what is there is as in the member's own window", async ({
  people,
}) => {
  test.setTimeout(120_000);
  const [olga, theirs] = [await people("owner"), await people("member")];
  await viewAsMilo(olga);
  const rail = olga.getByRole("navigation", { name: "Pages" });
  const addresses = await rail
    .getByRole("link")
    // The front step leads each to where they work.
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("href")!))].filter((one) => one !== "/"));
  expect(addresses).toContain("/shared");
  expect(addresses).toContain("/threat-models");
  let compared = 0;
  /** What is shown of the one owner is all there, and as they have it; of their own and of others they have more. */
  const same = async (what: string, seen: () => Locator, real: () => Locator) => {
    await expect(async () => {
      const [mine, own] = [await controlsOf(olga, seen()), await controlsOf(theirs, real())];
      expect(
        mine.filter((one) => !own.includes(one)),
        what,
      ).toEqual([]);
      compared += mine.length;
    }).toPass({ timeout: 15_000 });
  };
  for (const address of addresses) {
    await Promise.all([olga.goto(address), theirs.goto(address)]);
    await Promise.all([olga, theirs].map((page) => page.getByRole("heading", { level: 1 }).first().waitFor()));
    await same(
      address,
      () => olga.getByRole("main"),
      () => theirs.getByRole("main"),
    );
    const menus = olga.getByRole("main").getByRole("button", { name: /^Actions/ });
    const names = (await menus.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")!))).slice(0, 2);
    for (const name of names) {
      const items = await menuOf(olga, name);
      expect(await menuOf(theirs, name), `${address}, ${name}`).toEqual(items);
      for (const item of items.filter((one) => /enabled$/.test(one) && !/Copy|Open/.test(one))) {
        const [called] = item.split("\n");
        for (const page of [olga, theirs]) {
          await menuOf(page, name);
          await page.getByRole("menuitem").nth(items.indexOf(item)).click();
          await expect(overlay(page), `${address}, ${name}, ${called}`).toBeVisible();
        }
        await same(
          `${address}, ${name}, ${called}`,
          () => overlay(olga),
          () => overlay(theirs),
        );
        for (const page of [olga, theirs]) await closeOnce(page, overlay(page));
      }
      for (const page of [olga, theirs]) await closeOnce(page, page.getByRole("menu"));
    }
  }
  expect(compared).toBeGreaterThan(20);
});

const overlay = (page: Page) => page.getByRole("alertdialog").or(page.getByRole("dialog")).last();

/** One Escape, and only where there is something for it: another would leave the view. */
async function closeOnce(page: Page, open: Locator): Promise<void> {
  if ((await open.count()) > 0) await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
}

/** Opens a menu that is not open, and tells what it offers. */
async function menuOf(page: Page, name: string): Promise<string[]> {
  const items = page.getByRole("menuitem");
  await expect(async () => {
    if ((await items.count()) === 0) await page.getByRole("main").getByRole("button", { name, exact: true }).click();
    await expect(items.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  return items.evaluateAll((all) =>
    all.map((one) => `${one.textContent} ${one.matches("[aria-disabled=true]") ? "disabled" : "enabled"}`),
  );
}

test("38: a diagram, too: the tools as the member has them, and each says why it does nothing", async ({ people }) => {
  const [olga, theirs] = [await people("owner"), await people("member")];
  await theirs.goto("/shared");
  const address = await theirs.getByRole("main").locator("a[href^='/diagrams/']").first().getAttribute("href");
  await viewAsMilo(olga);
  await Promise.all([olga.goto(address!), theirs.goto(address!)]);
  const tools = async (page: Page) => {
    const bar = page.getByRole("toolbar").first();
    await bar.waitFor();
    return bar
      .getByRole("button")
      .evaluateAll((all) => all.map((one) => `${one.ariaLabel ?? one.textContent} ${one.ariaDisabled}`));
  };
  await expect(async () => expect(await tools(olga)).toEqual(await tools(theirs))).toPass();
  const cells = olga.locator("[data-checksum]");
  await expect(cells).toHaveAttribute("data-checksum", /./);
  const before = await cells.getAttribute("data-checksum");
  await olga.getByRole("application").or(olga.locator("[data-canvas]")).first().focus();
  await olga.keyboard.press("p");
  await expect(olga.getByText(`You are viewing as ${milo}.`).nth(1)).toBeVisible();
  expect(await cells.getAttribute("data-checksum")).toBe(before);
  await olga.keyboard.press("Escape");
  await olga.keyboard.press("Escape");
  await expect(banner(olga)).toHaveCount(0);
});

test("38: what is drawn is seen as it is drawn, and nobody is told of whoever looks", async ({ people }) => {
  const [olga, theirs] = [await people("owner"), await people("member")];
  await theirs.goto("/shared");
  const address = await theirs.getByRole("main").locator("a[href^='/diagrams/']").first().getAttribute("href");
  await viewAsMilo(olga);
  await Promise.all([olga.goto(address!), theirs.goto(address!)]);
  const sumOf = (page: Page) => page.locator("[data-checksum]").getAttribute("data-checksum");
  const here = (page: Page) => page.getByRole("button", { name: "One person" });
  await expect(here(theirs)).toBeVisible();
  await expect(here(olga)).toBeVisible();
  await expect.poll(async () => (await sumOf(olga)) === (await sumOf(theirs))).toBe(true);
  const before = await sumOf(theirs);
  await expect(async () => {
    await theirs.getByRole("application").or(theirs.locator("[data-canvas]")).first().press("p");
    await expect.poll(() => sumOf(theirs), { timeout: 1_000 }).not.toBe(before);
  }).toPass();
  await theirs.keyboard.press("Escape");
  await expect.poll(async () => (await sumOf(olga)) === (await sumOf(theirs)), { timeout: 10_000 }).toBe(true);
  expect(await sumOf(olga)).not.toBe(before);
  await expect(here(theirs)).toBeVisible();
  await theirs.getByRole("application").or(theirs.locator("[data-canvas]")).first().press("ControlOrMeta+z");
});

test("38: others' cursors and selections are seen as well, told as they move, and the page does not ask again and again", async ({
  people,
}) => {
  const [olga, theirs, own] = [await people("owner"), await people("member"), await people("owner")];
  await theirs.goto("/shared");
  const address = await theirs.getByRole("main").locator("a[href^='/diagrams/']").first().getAttribute("href");
  await viewAsMilo(olga);
  await Promise.all([olga, own, theirs].map((page) => page.goto(address!)));
  const canvasOf = (page: Page) => page.locator("[data-canvas]");
  const here = (page: Page) => page.getByRole("button", { name: "2 people" });
  await Promise.all([olga, own, theirs].map((page) => expect(here(page)).toBeVisible()));
  const { x, y, width, height } = (await canvasOf(own).boundingBox())!;
  const cursors = olga.locator("[data-cursor]");
  await expect(async () => {
    await own.mouse.move(x + width / 2 + Math.random() * 40, y + height / 2);
    await expect(cursors.first()).toBeAttached({ timeout: 1_000 });
  }).toPass();
  const place = () => cursors.first().evaluate((one) => (one as HTMLElement).style.transform);
  const before = await place();
  await own.mouse.move(x + width / 3, y + height / 3, { steps: 5 });
  await expect.poll(place).not.toBe(before);

  await canvasOf(own).focus();
  await own.keyboard.press("ControlOrMeta+a");
  await expect(olga.locator("div.rounded-md.border-2 > span", { hasText: nameOf("owner") }).first()).toBeAttached();

  // Told, not asked.
  let asked = 0;
  olga.on("request", (request) => {
    if (request.method() === "POST") asked += 1;
  });
  await olga.waitForTimeout(3_000);
  expect(asked).toBeLessThan(2);
  await expect(here(theirs)).toBeVisible();
});

test("the banner of a view stands on a phone, and axe finds nothing on the page below it", async ({ people }) => {
  const olga = await people("owner", { viewport: { width: 390, height: 800 }, reducedMotion: "reduce" });
  await viewAsMilo(olga);
  await judge(olga, "viewing as a member", { without: ["best-practice"] });
  expect(await olga.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await banner(olga)
    .getByRole("button", { name: /^Leave view/ })
    .click();
  await expect(banner(olga)).toHaveCount(0);
});

const dialogOf = async (page: Page) => page.getByRole("dialog").innerText();
