import { expect, test } from "../keyboard";
import { saved } from "../people";

/** What the frame does around every page. Numbers are statements of acceptance. */

test("the first Tab offers to skip the rail; a page has one h1, and its title says whose it is (3)", async ({
  hands,
}) => {
  const { page, press } = await hands("owner", "/roles");
  await expect(page).toHaveTitle("Roles · Olga Oduya · Confer");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  await press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});

test("the palette leads to pages and people, and gives the focus back (4)", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/roles");
  const settings = page.getByRole("button", { name: "Settings" });
  await tabTo(settings);
  await press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await palette.getByRole("option", { name: /Go to Members/ }).waitFor();
  await press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(settings).toBeFocused();
  await press("Control+k");
  await palette.waitFor();
  await type("environm");
  await expect(palette.getByRole("option").first()).toContainText("Go to Environments");
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Environments" })).toBeVisible();
  await press("Control+k");
  await palette.waitFor();
  await type("milo");
  await palette
    .getByRole("option", { name: /member@confer.example/ })
    .first()
    .waitFor();
  await press("Enter");
  await expect(page).toHaveURL(/\/members\/\d+/);
});

test("4: the palette finds environments, roles and policies, and what this page can do with its keys", async ({
  hands,
}) => {
  const { page, press, type } = await hands("owner", "/roles");
  await page.getByRole("heading", { level: 1, name: "Roles" }).waitFor();
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const takes = async (typed: string, option: RegExp) => {
    await press("Control+k");
    await palette.getByRole("combobox").waitFor();
    await type(typed);
    const found = palette.getByRole("option", { name: option });
    await found.first().waitFor();
    for (let step = 0; step < 10 && (await found.first().getAttribute("data-highlighted")) === null; step++)
      await press("ArrowDown");
    await press("Enter");
    await expect(palette).toHaveCount(0);
  };
  await takes("payments-prod", /^payments-prod/);
  await expect(page.getByRole("dialog", { name: "payments-prod", exact: true })).toBeVisible();
  await press("Escape");
  await takes("careful admin", /^Careful admin/);
  await expect(page.getByRole("article", { name: "Careful admin" })).toBeVisible();
  await takes("never delete", /^Never delete/);
  await expect(page.getByRole("article", { name: "Never delete" })).toBeVisible();
  for (const [address, act, opens] of [
    ["/members", "Invite members", page.getByRole("dialog", { name: "Invite members" })],
    ["/roles", "Add role", page.getByRole("heading", { name: "Add role" })],
    ["/policies", "Add policy", page.getByRole("heading", { name: "Add policy" })],
    ["/teams", "Make team", page.getByRole("dialog", { name: "Make team" })],
  ] as const) {
    await page.goto(address);
    await page.getByRole("button", { name: act }).first().waitFor();
    await press("Control+k");
    const option = palette.getByRole("option", { name: act });
    await expect(option.locator("kbd")).toHaveText("c");
    await press("Escape");
    await expect(palette).toHaveCount(0);
    await takes(act.toLowerCase(), new RegExp(`^${act}`));
    await expect(opens).toBeVisible();
  }
});

test("g and a letter jump, ? tells the keys of this page, and all of it can be switched off (4)", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/members");
  await page.getByRole("grid").waitFor();
  await press("g", "p");
  await expect(page.getByRole("heading", { level: 1, name: "Policies" })).toBeVisible();
  await press("g", "m");
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
  // Never while typing.
  await press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await type("g r?");
  await expect(page.getByRole("searchbox")).toHaveValue("g r?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await tabTo(page.locator("[data-row]").or(page.getByRole("columnheader").getByRole("button")));

  await press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByText("Choose a range")).toBeVisible();
  await tabTo(sheet.getByRole("checkbox", { name: "Single-key shortcuts" }));
  await press("Space");
  await expect(sheet.getByRole("checkbox", { name: "Single-key shortcuts" })).not.toBeChecked();
  await press("Escape");
  await expect(sheet).toHaveCount(0);
  await saved(page);
  await page.goto("/members");
  await page.getByRole("grid").waitFor();
  await press("g", "r", "?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/members/);
  await press("Control+k");
  // Typed before the palette stands there, and not lost.
  await type("single-key");
  await expect(page.getByRole("dialog").getByRole("combobox")).toHaveValue("single-key");
  await page.getByRole("option", { name: /Switch single-key shortcuts on/ }).waitFor();
  await press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await saved(page);
  await press("g", "r");
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
});

test("4, 10: while a toast offers to undo, the keys of the page go on working", async ({ hands }) => {
  const { page, press, tabTo } = await hands("owner", "/members");
  const row = page.locator("[data-row]").filter({ hasText: "member@confer.example" }).first();
  await tabTo(page.locator("[data-row]"));
  await press("End");
  await expect(page.locator("[data-row]").last()).toBeFocused();
  while (!(await row.evaluate((element) => element === document.activeElement))) await press("ArrowUp");
  await press("ContextMenu");
  await page.getByRole("menuitem", { name: "Suspend" }).waitFor();
  await press("s", "Enter");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await press("g", "r");
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
});

test("a look is in the first byte of the page, and kept with the person (6)", async ({ people }) => {
  const page = await people("stranger");
  await page.goto("/shared");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.getByRole("menuitemradio", { name: "For colour-blind eyes" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-palette", "colourblind");
  await saved(page);
  const html = await (await page.request.get("/shared")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"[^>]*data-palette="colourblind"/);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  const elsewhere = await people("stranger", { colorScheme: "light" });
  await elsewhere.goto("/shared");
  await expect(elsewhere.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  await expect.poll(ground).not.toBe(dark);
  // As the system has it: by the style sheet alone.
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).toBe(dark);
  await saved(page);
});

test("nothing moves for those who asked for rest, and forced colours keep what is chosen (6)", async ({ people }) => {
  const page = await people("owner", { reducedMotion: "reduce", forcedColors: "active" });
  await page.goto("/members");
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll("*")].filter(
        (one) => Number.parseFloat(getComputedStyle(one).transitionDuration) > 0,
      ).length,
  );
  expect(moving).toBe(0);
  const here = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Members" });
  await expect(here).toHaveCSS("outline-style", "solid");
  await page.goto("/account");
  const dark = page.locator("label", { has: page.getByRole("radio", { name: "Dark" }) });
  await expect(dark).toHaveCSS("outline-style", "none");
  await dark.click();
  await expect(dark).toHaveCSS("outline-style", "solid");
});

test("what a page is for is told until it is put away, and again when it is asked for", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/policies");
  const putAway = page.getByRole("button", { name: "Put this explanation away" });
  await tabTo(putAway);
  await press("Enter");
  await expect(putAway).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await saved(page);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Policies" })).toBeVisible();
  await expect(putAway).toHaveCount(0);
  await press("Control+k");
  await type("explain");
  await page.getByRole("option", { name: "Explain the pages again" }).waitFor();
  await press("Enter");
  await expect(putAway).toBeVisible();
  await saved(page);
});
