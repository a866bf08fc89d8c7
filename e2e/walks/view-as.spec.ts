import type { Locator, Page } from "@playwright/test";
import { judge } from "../axe";
import { controlsIn } from "../controls";
import { expect, nameOf, pressEscape, test } from "../people";
import { banner, viewAs, viewAsMilo } from "../viewing";

const milo = nameOf("member");
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
    const [seen, real] = await Promise.all([olga, theirs].map((page) => controlsIn(page.getByRole("main"))));
    expect(seen!.length).toBeGreaterThan(1);
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

/** What of their own pages they have for themselves, or with others, and nobody sees by their eyes. */
const kinds = [
  { who: "member", has: "much", besides: ["Milo's bot"] },
  { who: "delegate", has: "the owner’s other members to look after", besides: ["Milo Marsh"] },
  { who: "suspended", has: "nothing any more", besides: [] },
  { who: "invited", has: "nothing yet", besides: [] },
] as const;
for (const { who, has, besides } of kinds) {
  test(`38: whoever has ${has}: every control of every page and of each of its menus is there, or is not, as in their own window, and says the same`, async ({
    people,
  }) => {
    test.setTimeout(120_000);
    const [olga, theirs] = await Promise.all([people("owner"), people(who)]);
    await viewAs(olga, who);
    const both = [olga, theirs];
    const addresses = await pagesOf(olga);
    expect(addresses).toContain("/shared");
    expect(addresses).toContain("/threat-models");
    if (who === "delegate") {
      const account = olga.getByRole("region", { name: "Accounts to work in" }).getByRole("link");
      await expect(account).toHaveText([nameOf("owner")]);
      await account.click();
      await expect(olga).toHaveURL(/of=\d+$/);
      addresses.push(...(await pagesOf(olga)).filter((one) => one.includes("of=")));
      expect(addresses.length).toBeGreaterThan(8);
    }
    let compared = 0;
    for (const address of addresses) {
      await Promise.all(both.map((page) => page.goto(address)));
      await Promise.all(both.map((page) => page.getByRole("heading", { level: 1 }).first().waitFor()));
      const main = (page: Page) => controlsIn(page.getByRole("main"), besides);
      await expect(async () => {
        const [seen, real] = await Promise.all(both.map(main));
        expect(seen, address).toEqual(real);
        compared += seen!.length;
      }).toPass({ timeout: 15_000 });
      for (const name of await menusOf(olga)) {
        await expect(async () => {
          await Promise.all(both.map((page) => openMenu(page, name)));
          const [seen, real] = await Promise.all(both.map((page) => controlsIn(page.getByRole("menu"))));
          expect(seen, `${address}, ${name}`).toEqual(real);
          expect(seen!.length, `${address}, ${name}`).toBeGreaterThan(0);
        }).toPass({ timeout: 15_000 });
        await Promise.all(both.map((page) => closeOnce(page, page.getByRole("menu"))));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan({ member: 25, delegate: 150, suspended: 6, invited: 6 }[who]);
  });
}

test("38: each dialog behind a menu is as in the member’s own window", async ({ people }) => {
  test.setTimeout(120_000);
  const [olga, theirs] = await Promise.all([people("owner"), people("member")]);
  await viewAs(olga, "member");
  const both = [olga, theirs];
  const done = new Set<string>();
  for (const address of await pagesOf(olga)) {
    await Promise.all(both.map((page) => page.goto(address)));
    await Promise.all(both.map((page) => page.getByRole("heading", { level: 1 }).first().waitFor()));
    for (const name of await menusOf(olga)) {
      await openMenu(olga, name);
      const items = await olga
        .getByRole("menuitem")
        .evaluateAll((all) => all.map((one) => (one.matches("[aria-disabled=true]") ? "" : one.textContent)));
      await closeOnce(olga, olga.getByRole("menu"));
      for (const [at, called] of items.entries()) {
        if (!called || /Copy|Open/.test(called) || done.has(called)) continue;
        done.add(called);
        await Promise.all(
          both.map(async (page) => {
            await openMenu(page, name);
            await page.getByRole("menuitem").nth(at).click();
            await expect(overlay(page), `${address}, ${name}, ${called}`).toBeVisible();
          }),
        );
        await expect(async () => {
          const [seen, real] = await Promise.all(both.map((page) => controlsIn(overlay(page))));
          expect(seen, `${address}, ${name}, ${called}`).toEqual(real);
        }).toPass({ timeout: 15_000 });
        await Promise.all(both.map((page) => closeOnce(page, overlay(page))));
      }
    }
  }
  expect(done.size).toBeGreaterThan(2);
});

/** The addresses of the rail. The front step leads each to where they work. */
const pagesOf = async (page: Page): Promise<string[]> => {
  const links = page.getByRole("navigation", { name: "Pages" }).getByRole("listitem").getByRole("link");
  const all = await links.evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility() && !one.closest("section"))
      .flatMap((one) => one.getAttribute("href") ?? []),
  );
  return [...new Set(all)].filter((one) => one !== "/");
};

const menusOf = (page: Page): Promise<string[]> =>
  page
    .getByRole("main")
    .locator("[aria-haspopup=menu]")
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("aria-label") ?? one.textContent))]);

/** A menu may be asked for before its page listens, and its code comes with the first press. */
const openMenu = (page: Page, name: string): Promise<void> =>
  expect(async () => {
    if ((await page.getByRole("menu").count()) === 0)
      await page.getByRole("main").getByRole("button", { name, exact: true }).first().click();
    await expect(page.getByRole("menu").locator("[role^=menuitem]").first()).toBeVisible({ timeout: 1_000 });
  }).toPass();

const overlay = (page: Page) => page.getByRole("alertdialog").or(page.getByRole("dialog")).last();

/** One Escape, and only where there is something for it: another would leave the view. */
async function closeOnce(page: Page, open: Locator): Promise<void> {
  if ((await open.count()) > 0) await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
}

test("38: a diagram, too: the tools as the member has them, and each says why it does nothing", async ({ people }) => {
  const [olga, theirs] = [await people("owner"), await people("member")];
  await theirs.goto("/shared");
  const address = await theirs.getByRole("main").locator("a[href^='/diagrams/']").first().getAttribute("href");
  await viewAsMilo(olga);
  await Promise.all([olga.goto(address!), theirs.goto(address!)]);
  const here = (page: Page) => page.getByRole("button", { name: "One person" });
  await Promise.all([olga, theirs].map((page) => expect(here(page)).toBeVisible()));
  await expect(async () => {
    const [seen, real] = await Promise.all([olga, theirs].map((page) => controlsIn(page.getByRole("main"))));
    expect(seen!.length).toBeGreaterThan(15);
    expect(seen).toEqual(real);
  }).toPass();
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
