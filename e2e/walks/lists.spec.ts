import type { Page } from "@playwright/test";
import { expect, test } from "../keyboard";
import { program, saved } from "../people";

/** What every list does, shown on the list of members. Numbers are statements of acceptance. */

test("rows are walked, chosen and opened by keyboard alone (23)", async ({ hands }) => {
  const { page, press, tabTo } = await hands("owner", "/members");
  const rows = page.locator("[data-row]");
  await tabTo(rows);
  await press("ArrowDown", "ArrowDown");
  await expect(rows.nth(2)).toBeFocused();
  await press("Space", "Shift+ArrowDown");
  await expect(page.getByRole("toolbar", { name: "With what is chosen" })).toContainText("2 chosen");
  await expect(rows.nth(2)).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL(/chosen=\d+,\d+/);
  await page.reload();
  await expect(page.locator("[aria-selected=true]")).toHaveCount(2);
  await tabTo(rows);
  await press("Escape");
  await expect(page.locator("[aria-selected=true]")).toHaveCount(0);
  await press("End");
  await expect(rows.last()).toBeFocused();
  await press("Home", "ContextMenu");
  await expect(page.getByRole("menu")).toBeVisible();
  await press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(rows.first()).toBeFocused();
  // A list is one stop: after the controls of this row comes what follows the list.
  await press("Tab");
  await expect(rows.first().getByRole("checkbox")).toBeFocused();
  await tabTo(rows.first().getByRole("button", { name: /^Actions for/ }));
  await press("Tab");
  await expect(page.locator("[data-row]:focus, [data-row] :focus")).toHaveCount(0);
  await tabTo(rows.first(), "Shift+Tab");
  await press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await press("Enter");
  await expect(page).toHaveURL(/\/members\/\d+|member=/);
});

test("search, filters, sorting and the page stand in the address, and another window shows the same (9)", async ({
  hands,
  people,
}) => {
  const { page, press, type, tabTo } = await hands("owner", "/members");
  await page.getByRole("grid").waitFor();
  await press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await type("confer");
  await tabTo(page.getByLabel(/^State/));
  await press("Enter");
  await page.getByRole("listbox").waitFor();
  await type("Susp");
  await press("Enter", "Escape");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(page.getByLabel(/^State/)).toBeFocused();
  await tabTo(page.getByRole("columnheader", { name: /^Person/ }).getByRole("button"));
  await press("Enter");
  await expect(page.getByRole("columnheader", { name: /^Person/ })).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/q=confer/);
  await expect(page.locator("[data-row]")).toHaveCount(1);

  const other = await people("owner");
  await other.goto(page.url());
  await expect(other.getByRole("searchbox")).toHaveValue("confer");
  await expect(other.locator("[data-row]")).toHaveCount(1);
  await expect(other.locator("[data-row]")).toContainText(/Sven|suspended@/);
  await expect(other.getByRole("columnheader", { name: /^Person/ })).toHaveAttribute("aria-sort", "descending");
});

test("9: in teams, tokens and letters too all of it stands in the address, and Back closes the panel before the page", async ({
  people,
  request,
}) => {
  test.setTimeout(90_000);
  const as = await program(request, "owner");
  for (const description of ["nightly job", "weekly job"])
    await as("authentication.createtoken", { description, apiList: "environment.control.GetEnvs" });
  const page = await people("owner");
  const other = await page.context().newPage();
  const shown = async (on: Page) => ({
    search: await on.locator("[data-search]").first().inputValue(),
    sorted: await on.locator("[aria-sort=ascending],[aria-sort=descending]").first().getAttribute("aria-sort"),
    rows: await on.locator("[data-row]").allTextContents(),
    panel: await on.getByRole("dialog").first().getByRole("heading").first().textContent(),
  });
  for (const [address, search, sort, row] of [
    ["/teams", "guild", "People", "Security guild"],
    ["/tokens", "job", "What it may do", "weekly job"],
    ["/outbox?to=invited@confer.example", "o", "Subject", ""],
  ] as const) {
    await page.goto("/account");
    await page.goto(address);
    const grid = page.getByRole("grid");
    await grid.waitFor();
    await page.getByRole("searchbox").fill(search);
    await page.getByRole("columnheader", { name: sort }).getByRole("button").click();
    await expect(page).toHaveURL(/q=.*sort=|sort=.*q=/);
    await grid.getByRole("link", { name: row }).first().click();
    await expect(page.getByRole("dialog").getByRole("heading").first()).not.toHaveText("…");
    const here = await shown(page);
    expect(here.rows.length).toBeGreaterThan(0);
    await other.goto(page.url());
    await other.getByRole("dialog").waitFor();
    await expect.poll(() => shown(other)).toEqual(here);
    await page.goBack();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("searchbox")).toHaveValue(search);
    await page.goBack();
    await expect(page).toHaveURL(/\/account/);
  }
});

test("9: what one asks of what is shared stands in the address, and Back closes it before the page", async ({
  people,
}) => {
  const page = await people("member");
  await page.goto("/account");
  await page.goto("/shared");
  const rename = page.getByRole("dialog", { name: "Rename for yourself" });
  for (const [act, asked] of [
    ["Rename for myself", rename],
    ["Leave", page.getByRole("alertdialog")],
  ] as const) {
    await page.getByRole("button", { name: "Actions for Olga Oduya" }).click();
    await page.getByRole("menuitem", { name: act }).click();
    await expect(asked).toBeVisible();
    await page.reload();
    await expect(asked).toBeVisible();
    await page.goBack();
    await expect(asked).toHaveCount(0);
    await expect(page).toHaveURL(/\/shared$/);
  }
});

test("how many rows a search leaves is said, and typing is answered without a reload (22)", async ({ hands }) => {
  const { page, press, type } = await hands("owner", "/members");
  await page.getByRole("grid").waitFor();
  await press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await type("Sven");
  await expect(page.getByRole("status").filter({ hasText: /row/ })).toHaveText(/^1 row, page 1 of 1/);
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "2");
  await press("Escape");
});

test("what is typed before the page's scripts have come is searched once they are there (22)", async ({
  people,
  browser,
}) => {
  const signedIn = await (await people("owner")).context().storageState();
  const page = await (await browser.newContext({ storageState: signedIn })).newPage();
  let come: () => void = () => {};
  const scripts = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/\.js(\?|$)/, async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto("/members", { waitUntil: "commit" });
  await page.getByRole("searchbox").fill("milo");
  come();
  await expect(page).toHaveURL(/q=milo/);
  await expect(page.locator("[data-row]").first()).toContainText("Milo");
  await page.context().close();
});

test("an address that asks for what cannot be shows the page all the same, and a page beyond the last is the last (9)", async ({
  people,
}) => {
  const page = await people("owner");
  for (const search of ["page=1e9", "sort=foo", "role=abc", "state=NONE", "q=%00", `q=${"long".repeat(500)}`]) {
    await page.goto(`/members?${search}`);
    await expect(page.getByRole("row", { name: /Milo Marsh/ }), search).toBeVisible();
  }
  await page.goto("/members?page=99&state=ACTIVE");
  await expect(page.getByRole("row", { name: /Milo Marsh/ })).toBeVisible();
  await expect(page).toHaveURL(/members\?state=ACTIVE$/);
  await expect(page.getByText("1 to 3 of 3")).toBeVisible();
  await page.goto("/tokens?token=999");
  await expect(page.getByRole("button", { name: "Make token" }).first()).toBeEnabled();
  await expect(page.getByRole("dialog", { name: "Make token" })).toHaveCount(0);
});

test("each state of a list can be forced in the demo (8)", async ({ people }) => {
  const page = await people("owner");
  await page.goto("/members?demo=empty");
  await expect(page.getByRole("grid")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Invite/ }).last()).toBeVisible();
  await page.goto("/members?demo=loading");
  await expect(page.getByRole("status").filter({ hasText: /^Reading/ })).toHaveCount(1);
  await page.goto("/members?demo=error&q=Mi");
  await expect(page.getByRole("alert").getByText(/^Confer could not read/)).toBeVisible();
  await expect(page.getByRole("alert").getByText(/Request \S+\./)).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("Mi");
  await page.goto("/members?demo=denied");
  await expect(page.getByText(/^You are signed in as owner@confer.example/)).toBeVisible();
  await page.goto("/members?demo=nonsense");
  await expect(page.getByRole("grid")).toBeVisible();
});

test("the columns somebody chose are kept with them (21)", async ({ people }) => {
  const page = await people("owner");
  await page.goto("/members");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Roles" }).click();
  await expect(page.getByRole("columnheader", { name: "Roles" })).toHaveCount(0);
  await expect(page.getByRole("menuitemcheckbox", { name: "Roles" })).toHaveAttribute("aria-checked", "false");
  await saved(page);
  const elsewhere = await people("owner");
  await elsewhere.goto("/members");
  await expect(elsewhere.getByRole("grid")).toBeVisible();
  await expect(elsewhere.getByRole("columnheader", { name: "Roles" })).toHaveCount(0);
  await elsewhere.getByRole("button", { name: "Columns" }).click();
  await elsewhere.getByRole("menuitemcheckbox", { name: "Roles" }).click();
  await expect(elsewhere.getByRole("columnheader", { name: "Roles" })).toHaveCount(1);
  await saved(elsewhere);
});

test("whoever's sign-in ended signs in again in place, and loses nothing typed (11)", async ({ people }) => {
  const page = await people("owner");
  await page.goto("/environments");
  await page
    .getByRole("button", { name: /^Register/ })
    .first()
    .click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name", { exact: true }).fill("kept-through-it");
  await page.context().clearCookies();
  await form.getByRole("button", { name: /^Register/ }).click();
  const again = page.getByRole("dialog", { name: "Your sign-in has ended" });
  await expect(again.getByLabel("E-mail address")).toHaveValue("owner@confer.example");
  await again.getByRole("button", { name: "Sign in again" }).click();
  await expect(again).toHaveCount(0);
  await expect(
    page.getByRole("link", { name: "kept-through-it" }).or(page.getByText("kept-through-it")).first(),
  ).toBeVisible();
});
