import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../people";

const canvas = (page: Page) => page.locator("[data-canvas]");
const element = (page: Page, name: RegExp) => canvas(page).getByRole("img", { name });

async function open(page: Page): Promise<Page> {
  await page.goto("/threat-models");
  await page.goto(
    (await page
      .getByRole("link", { name: /Paying with a card/ })
      .first()
      .getAttribute("href"))!,
  );
  await expect(page.getByRole("region", { name: "State of the connection" })).toHaveAttribute("data-line", "live");
  return page;
}

const placeOf = async (what: Locator) => (await what.boundingBox())!;

test("what others draw far outside does not move the view, and the ring stands on what is chosen", async ({
  people,
}) => {
  const [olga, milo] = [await open(await people("owner")), await open(await people("member"))];
  const before = await placeOf(element(olga, /^Process Checkout/));
  await canvas(milo).focus();
  await milo.keyboard.press("p");
  await milo.keyboard.press("F2");
  await milo.keyboard.type("Far away");
  await milo.keyboard.press("Enter");
  for (let n = 0; n < 6; n++) await milo.keyboard.press("Shift+ArrowDown");
  await expect(element(olga, /^Process Far away/)).toHaveCount(1);
  await expect.poll(async () => (await placeOf(element(olga, /^Process Far away/))).y).toBeGreaterThan(before.y + 400);
  expect(await placeOf(element(olga, /^Process Checkout/))).toEqual(before);
  await element(olga, /^Process Checkout/).click();
  const ring = await placeOf(canvas(olga).locator("[data-ring]"));
  for (const side of ["x", "y"] as const) expect(Math.abs(ring[side] - before[side])).toBeLessThan(8);
});

test("43: a diagram is built without a mouse: added, named, moved, connected, duplicated, removed, taken back, kept", async ({
  people,
}) => {
  const page = await open(await people("owner"));
  await canvas(page).focus();
  const keys = async (...all: string[]) => {
    for (const key of all) await page.keyboard.press(key);
  };
  const named = async (name: string) => {
    await page.keyboard.press("F2");
    await expect(canvas(page).getByRole("textbox")).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  };
  await keys("b");
  await named("Vault");
  await keys("p");
  await named("Keeper");
  await expect(element(page, /^Process Keeper, in boundary Vault/)).toHaveCount(1);
  await keys("s");
  await named("Keys");
  await keys("c");
  await page.keyboard.type("Keep");
  await keys("Enter");
  await named("key");
  await expect(element(page, /^Flow key, from Keys to Keeper/)).toHaveCount(1);
  await keys("Escape", "a");
  await named("Guard");
  const before = await placeOf(element(page, /^Actor Guard/));
  await keys("ArrowDown");
  await expect.poll(async () => (await placeOf(element(page, /^Actor Guard/))).y).toBeGreaterThan(before.y);
  await keys("Control+d");
  await expect(element(page, /^Actor Guard/)).toHaveCount(2);
  await keys("Delete");
  await expect(element(page, /^Actor Guard/)).toHaveCount(1);
  await keys("Control+z");
  await expect(element(page, /^Actor Guard/)).toHaveCount(2);
  await keys("Control+Shift+z");
  await expect(element(page, /^Actor Guard/)).toHaveCount(1);
  await expect(page.getByText("All is saved")).toBeVisible();
  await page.reload();
  for (const name of [
    /^Actor Guard/,
    /^Process Keeper, in boundary Vault, 1 flow in/,
    /^Flow key, from Keys to Keeper/,
  ])
    await expect(element(page, name)).toHaveCount(1);
});

const tab = (page: Page, name: string) => page.getByRole("tab", { name });
const handles = (page: Page, what: string) => canvas(page).locator(`[data-handle^="${what} "]`);

test("45: what can be dragged can be done without: moved, sized, connected, led elsewhere, bent, put above", async ({
  people,
}) => {
  const page = await open(await people("owner"));
  await element(page, /^Process Ledger/).click();
  const before = await placeOf(element(page, /^Process Ledger/));
  for (const [name, to] of [
    ["From the top", 520],
    ["Height", 120],
  ] as const)
    await page.getByLabel(name, { exact: true }).fill(String(to));
  await expect.poll(async () => (await placeOf(element(page, /^Process Ledger/))).y).toBeGreaterThan(before.y + 40);
  expect((await placeOf(element(page, /^Process Ledger/))).height).toBeGreaterThan(before.height * 1.8);
  await canvas(page).press("Alt+ArrowRight");
  await expect.poll(async () => (await placeOf(element(page, /^Process Ledger/))).width).toBeGreaterThan(before.width);

  // One press where a flow begins, one where it ends; then its end is led elsewhere by a choice.
  await handles(page, "port").first().click();
  await element(page, /^Store Card vault/).click();
  await expect(element(page, /^Flow without a name, from Ledger to Card vault/)).toHaveCount(1);
  // Its choices come with whoever comes near.
  await page.getByRole("combobox", { name: "To" }).focus();
  await page.getByRole("combobox", { name: "To" }).selectOption("Orders");
  const flow = element(page, /^Flow without a name, from Ledger to Orders/);
  await expect(flow).toHaveCount(1);
  const straight = await flow.locator("path").first().getAttribute("d");
  await canvas(page).press("Shift+ArrowDown");
  await expect(flow.locator("path").first()).not.toHaveAttribute("d", straight!);
  await page.getByRole("button", { name: "Straighten" }).click();
  await expect(flow.locator("path").first()).toHaveAttribute("d", straight!);

  await element(page, /^Process Web shop/).click();
  await page.getByRole("button", { name: "Bring to front" }).click();
  const names = () => canvas(page).getByRole("img", { name: /^(Process|Store|Actor)/ });
  await expect(names().last()).toHaveAccessibleName(/^Process Web shop/);
});

test("45: handles are 24 pixels or more at every zoom, and none lies over another", async ({ people }) => {
  const page = await open(await people("owner", { reducedMotion: "reduce" }));
  await canvas(page).focus();
  const judged = () =>
    canvas(page)
      .locator("[data-handle]")
      .evaluateAll((all) =>
        all.flatMap((one) => {
          const { width, height, left, top } = (
            one.matches("g") ? one.firstElementChild! : one
          ).getBoundingClientRect();
          const isIn = left >= 0 && top >= 60 && left + width < innerWidth - 390 && top + height < innerHeight - 40;
          const found = isIn && document.elementFromPoint(left + width / 2, top + height / 2)?.closest("[data-handle]");
          const isOwn = !isIn || found === one;
          return width >= 23.99 && height >= 23.99 && isOwn ? [] : [`${one.getAttribute("data-handle")}: ${width}`];
        }),
      );
  for (const name of [/^Process Checkout/, /^Flow order, /]) {
    // What is chosen has handles, which may lie over what is next.
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    await element(page, name).locator("text").first().click();
    for (let step = 0; step < 3; step++) {
      await expect.poll(() => canvas(page).locator("[data-handle]").count()).toBeGreaterThan(1);
      expect(await judged(), `${name} at step ${step}`).toEqual([]);
      for (let n = 0; n < 5; n++) await page.keyboard.press("-");
    }
  }
});

test("47: a layout is shown first, goes round what is pinned, takes in what others do meanwhile, and is one step back", async ({
  people,
}) => {
  const [olga, milo] = [await open(await people("owner")), await open(await people("member"))];
  const at = (page: Page, name: RegExp) => element(page, name).locator("g").first().getAttribute("transform");
  await element(olga, /^Process Checkout/).click();
  await canvas(olga).press("Shift+ArrowDown");
  await olga.getByRole("button", { name: /^Pin/ }).click();
  await element(olga, /^Actor Support/).click();
  await canvas(olga).press("Shift+ArrowUp");
  await canvas(olga).press("Escape");
  const [pinned, loose] = [await at(olga, /^Process Checkout/), await at(olga, /^Actor Card issuer/)];
  await olga.getByRole("button", { name: "Lay out" }).click();
  await expect(olga.getByText("Nothing is changed yet")).toBeVisible();
  await expect.poll(() => at(olga, /^Actor Card issuer/)).not.toBe(loose);
  expect(await at(olga, /^Process Checkout/)).toBe(pinned);
  expect(await at(milo, /^Actor Card issuer/)).toBe(loose);
  // The page goes on: what Milo writes is seen in what is only shown.
  await tab(milo, "Outline").click();
  await milo.getByLabel("Name of Card issuer", { exact: true }).fill("Bank");
  await expect(element(olga, /^Actor Bank/)).toHaveCount(1);
  await olga.getByRole("button", { name: "Keep it" }).click();
  const kept = await at(olga, /^Actor Bank/);
  expect(kept).not.toBe(loose);
  await expect.poll(() => at(milo, /^Actor Bank/)).toBe(kept);
  await canvas(olga).press("Control+z");
  await expect.poll(() => at(milo, /^Actor Bank/)).toBe(loose);
  expect(await at(olga, /^Process Checkout/)).toBe(pinned);
});
