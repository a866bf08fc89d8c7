import type { Locator, Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { judge } from "../axe";
import { test as walk } from "../keyboard";
import { emailOf, expect, nameOf, pressEscape, test } from "../people";
import { rest } from "../support/room-client";

const tree = (page: Page) => page.getByRole("treegrid", { name: "Environments" });
const rowOf = (page: Page, name: RegExp | string) => tree(page).getByRole("row", { name }).first();
const toast = (page: Page, text: string | RegExp) => page.getByText(text).first();

/** A new environment, made through the page. */
async function make(page: Page, name: string, group?: string): Promise<void> {
  await page.goto("/environments?ask=environment");
  const form = page.getByRole("dialog", { name: "Register environment" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  if (group) await form.getByRole("checkbox", { name: group, exact: true }).check();
  await form.getByRole("button", { name: "Register environment" }).click();
  await expect(form).toHaveCount(0);
}

/** Shares what is shown in the panel with these people in these roles. */
async function shareHere(page: Page, thing: string, whom: RegExp[], roles: RegExp[]): Promise<Locator> {
  await page
    .getByRole("dialog", { name: thing })
    .getByRole("button", { name: `Share ${thing}` })
    .click();
  const form = page.getByRole("dialog", { name: `Share ${thing}` });
  for (const one of whom) await form.getByRole("checkbox", { name: one }).check();
  for (const one of roles) await form.getByRole("checkbox", { name: one }).check();
  return form;
}

test("the tree says who has access at which level, and account-wide shares and regions are in it (32)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments");
  await expect(rowOf(page, /^Whole account/)).toContainText("1 directly");
  await expect(rowOf(page, /^All environments/)).toContainText("Dana (lead)");
  await expect(rowOf(page, /^eu-north/)).toContainText("cloud region");
  const prod = rowOf(page, /^shop-prod/);
  await expect(prod).toContainText("1 by a group");
  await expect(prod).toContainText("1 by all environments");
  await expect(prod).toContainText("Running");
  await expect(rowOf(page, /^Production/)).toHaveAttribute("aria-level", "2");
  await page.goto("/environments?demo=denied");
  await expect(page.getByText(/^You are signed in as/)).toBeVisible();
});

test("search, filters, what is closed and the open panel stand in the address; Back closes the panel (9)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments");
  await page.getByRole("searchbox").fill("payments");
  await expect(page).toHaveURL(/q=payments/);
  await expect(rowOf(page, /^docs-site/)).toHaveCount(0);
  await page.getByRole("combobox", { name: /^Access/ }).click();
  await page.getByRole("option", { name: "Not shared" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/access=unshared/);
  await expect(rowOf(page, /^payments-prod/)).toHaveCount(0);
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await rowOf(page, /^Shop/).press("ArrowLeft");
  await expect(page).toHaveURL(/closed=Shop/);
  await expect(rowOf(page, /^shop-prod/)).toHaveCount(0);
  await rowOf(page, /^payments-test/)
    .getByRole("link")
    .click();
  await expect(page.getByRole("dialog", { name: "payments-test" })).toBeVisible();

  const other = await people("owner");
  await other.goto(page.url());
  await expect(other.getByRole("dialog", { name: "payments-test" })).toBeVisible();
  await other.close();

  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/closed=Shop/);
  await expect(rowOf(page, /^shop-prod/)).toHaveCount(0);
});

test("sharing a group from its panel tells the blast, several people at once, and Undo takes it back (32, 10)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments?thing=ENV_GROUP:Payments");
  const panel = page.getByRole("dialog", { name: "Payments", exact: true });
  await expect(panel).toContainText("2 environments");
  const form = await shareHere(page, "Payments", [/^Dana/, /^Security guild/], [/^Viewer/]);
  await expect(form).toContainText("Dana (lead) and Security guild will have Viewer on Payments.");
  await expect(form).toContainText("This also gives 2 environments in this group");
  await form.getByRole("button", { name: "Share Payments" }).click();
  await expect(form).toHaveCount(0);
  const dana = panel.getByRole("listitem").filter({ hasText: "Dana" });
  await expect(dana).toContainText("Viewer · shared directly");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(dana).toHaveCount(0);
  await expect(panel.getByRole("listitem").filter({ hasText: "Ines" })).toBeVisible();
});

test("unsharing says what is left by another way, and Undo gives back the same roles (32, 10)", async ({ people }) => {
  const page = await people("owner");
  await page.goto("/environments");
  await rowOf(page, /^payments-prod/)
    .getByRole("link")
    .click();
  const panel = page.getByRole("dialog", { name: "payments-prod" });
  const milo = panel.getByRole("listitem").filter({ hasText: /^MMilo/ });
  await expect(milo).toContainText("Viewer · shared directly");
  await expect(milo).toContainText("Without this share: Developer, through Shop");
  await milo.getByRole("button", { name: "Unshare with Milo" }).click();
  await expect(toast(page, "Milo still has Developer through Shop.")).toBeVisible();
  await expect(milo).toContainText("Developer · through Shop");
  await page.keyboard.press("F6");
  await page.getByRole("button", { name: "Undo" }).first().press("Enter");
  await expect(milo).toContainText("Viewer · shared directly");

  await milo.getByRole("button", { name: "Change the roles of Milo" }).click();
  await milo.getByRole("checkbox", { name: /^Viewer/ }).uncheck();
  await milo.getByRole("button", { name: "Save roles" }).click();
  await expect(milo).toContainText("Choose at least one role.");
  await milo.getByRole("checkbox", { name: /^Accountant/ }).check();
  await milo.getByRole("button", { name: "Save roles" }).click();
  await expect(milo).toContainText("Accountant · shared directly");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(milo).toContainText("Viewer · shared directly");
});

test("what is shared here stands in the member's window, and is gone from it when it is unshared; the link alone opens nothing (32)", async ({
  people,
  context,
}) => {
  const olga = await people("owner");
  await make(olga, "shared-with-two");
  const milo = await people("member");
  await olga.goto("/environments");
  await rowOf(olga, /^shared-with-two/)
    .getByRole("link")
    .click();
  const address = olga.url();
  const form = await shareHere(olga, "shared-with-two", [/^Milo/], [/^Viewer/]);
  // Before it is shared, the link shows them nothing of it.
  await milo.goto(address);
  await expect(milo.getByRole("dialog", { name: "Nothing is there" })).toBeVisible();
  await form.getByRole("button", { name: "Share shared-with-two" }).click();
  await expect(form).toHaveCount(0);
  await milo.goto(address);
  await expect(milo).toHaveURL(/\/shared/);
  await expect(milo.getByText("shared-with-two").first()).toBeVisible();
  await olga.getByRole("button", { name: "Unshare with Milo" }).click();
  await expect(toast(olga, /lost access at once/)).toBeVisible();
  await milo.goto("/shared");
  await expect(milo.getByText("shared-with-two")).toHaveCount(0);
  await context.close();
});

test("a form is typed into at once, says what is wrong beside the field, keeps what was typed, and Undo takes back what it made (10, 11)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments?ask=environment");
  const form = page.getByRole("dialog", { name: "Register environment" });
  await expect(form.getByLabel("Name", { exact: true })).toBeFocused();
  await form.getByLabel("Name", { exact: true }).fill("shop-prod");
  await form.getByRole("button", { name: "Register environment" }).click();
  await expect(form.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(form.getByRole("link", { name: /^Name: / })).toBeVisible();
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue("shop-prod");
  await form.getByLabel("Name", { exact: true }).fill("made-by-mistake");
  await form.getByRole("button", { name: "Register environment" }).click();
  await expect(rowOf(page, /^made-by-mistake/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(rowOf(page, /^made-by-mistake/)).toHaveCount(0);
});

test("moving an environment into a group says by name who gains it, and Undo moves it back (10)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments?q=docs-site");
  await rowOf(page, /^docs-site/)
    .getByRole("button", { name: "Actions for docs-site" })
    .click();
  await page.getByRole("menuitem", { name: "Move between groups" }).click();
  const form = page.getByRole("dialog", { name: "Groups of docs-site" });
  await form.getByRole("checkbox", { name: "Shop/Staging" }).check();
  await expect(form).toContainText(/Milo gains \d+ methods on docs-site\./);
  await form.getByRole("button", { name: "Save groups" }).click();
  await expect(form).toHaveCount(0);
  await expect(rowOf(page, /^docs-site/)).toContainText("1 by a group");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(rowOf(page, /^docs-site/)).not.toContainText("by a group");
});

test("groups are made, nested and coloured, moved, and removed with their consequences by name (10)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments?ask=group");
  const form = page.getByRole("dialog", { name: "Make group" });
  await form.getByLabel("Name", { exact: true }).fill("Nightly");
  await form.getByLabel("In group").selectOption("Shop");
  await form.getByRole("radio", { name: "Teal" }).check();
  await form.getByRole("button", { name: "Make group" }).click();
  await expect(form).toHaveCount(0);
  await make(page, "nightly-build", "Shop/Nightly");
  await page.goto("/environments?q=nightly");
  await expect(rowOf(page, /^nightly-build/)).toContainText("1 by a group");

  await page.getByRole("button", { name: "Actions for Shop/Nightly" }).click();
  await page.getByRole("menuitem", { name: "Edit group" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Shop/Nightly" });
  await edit.getByLabel("In group").selectOption("");
  await expect(edit).toContainText(/Milo loses \d+ methods on Shop\/Nightly and nightly-build\./);
  await edit.getByRole("button", { name: "Save group" }).click();
  await expect(edit).toHaveCount(0);
  await expect(rowOf(page, /^nightly-build/)).not.toContainText("by a group");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(rowOf(page, /^nightly-build/)).toContainText("1 by a group");

  await page.getByRole("button", { name: "Actions for Shop/Nightly" }).click();
  await page.getByRole("menuitem", { name: "Remove group" }).click();
  const ask = page.getByRole("alertdialog");
  await expect(ask).toContainText("Environments stay: 1 environment.");
  await expect(ask).toContainText(/Milo loses \d+ methods on Shop\/Nightly and nightly-build\./);
  await ask.getByRole("button", { name: "Remove group" }).click();
  await expect(ask).toContainText(/name/i);
  await ask.getByRole("textbox").fill("Shop/Nightly");
  await ask.getByRole("button", { name: "Remove group" }).click();
  await expect(ask).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Actions for Shop/Nightly" })).toHaveCount(0);
  await expect(rowOf(page, /^nightly-build/)).toBeVisible();
});

test("deleting an environment names who loses it, and wants the name typed only then (10)", async ({ people }) => {
  const page = await people("owner");
  await make(page, "soon-gone");
  await page.goto("/environments?q=soon-gone");
  await rowOf(page, /^soon-gone/)
    .getByRole("link")
    .click();
  // From the panel this time: its menu stands in it.
  await page.getByRole("dialog").getByRole("button", { name: "Actions for soon-gone" }).click();
  await page.getByRole("menuitem", { name: "Delete environment" }).click();
  const ask = page.getByRole("alertdialog", { name: "Delete soon-gone?" });
  await expect(ask).toContainText(/Dana \(lead\) loses \d+ methods on soon-gone\./);
  await ask.getByRole("textbox").fill("soon-gone");
  await ask.getByRole("button", { name: "Delete environment" }).click();
  await expect(ask).toHaveCount(0);
  await expect(page.getByText("Nothing matches what you search for.")).toBeVisible();
});

walk("the tree is walked, opened, shared from and left by keyboard alone (2, 32)", async ({ hands }) => {
  const { page, press, tabTo } = await hands("owner", "/environments");
  await tabTo(rowOf(page, /^Whole account/));
  await press("ArrowDown", "ArrowDown", "ArrowDown");
  await expect(rowOf(page, /^Payments/)).toBeFocused();
  await press("ArrowLeft");
  await expect(rowOf(page, /^Payments/)).toHaveAttribute("aria-expanded", "false");
  await expect(tree(page).getByRole("row", { name: /^payments-test/ })).toHaveCount(0);
  await press("ArrowRight");
  await expect(rowOf(page, /^payments-test/)).toBeVisible();
  await press("ArrowRight", "ArrowDown");
  await expect(rowOf(page, /^payments-test/)).toBeFocused();
  await press("ArrowLeft");
  await expect(rowOf(page, /^Payments/)).toBeFocused();
  await press("End");
  await expect(rowOf(page, /^eu-north/)).toBeFocused();
  await press("Home", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
  const panel = page.getByRole("dialog", { name: "Payments", exact: true });
  await expect(panel).toBeVisible();
  await tabTo(panel.getByRole("button", { name: "Share Payments" }));
  await press("Enter");
  const form = page.getByRole("dialog", { name: "Share Payments" });
  await tabTo(form.getByRole("checkbox", { name: /^Security guild/ }));
  await press("Space");
  await tabTo(form.getByRole("checkbox", { name: /^Viewer/ }));
  await press("Space");
  const give = form.getByRole("button", { name: "Share Payments" });
  await tabTo(give);
  await expect(give).not.toHaveAttribute("aria-disabled");
  await press("Enter");
  await expect(form).toHaveCount(0);
  const guild = panel.getByRole("listitem").filter({ hasText: "Security guild" });
  await expect(guild).toContainText("Viewer");
  await tabTo(guild.getByRole("button", { name: /^Unshare/ }));
  await press("Enter");
  // A team is many people: who loses what is told before.
  const ask = page.getByRole("alertdialog", { name: /^Unshare Payments with Security guild/ });
  await expect(ask).toContainText(/ loses \d+ methods on Payments/);
  await tabTo(ask.getByRole("button", { name: "Unshare" }));
  await press("Enter");
  await expect(guild).toHaveCount(0);
  await press("Escape");
  await expect(panel).toHaveCount(0);
  // The focus is back in the row it came from.
  const payments = rowOf(page, /^Payments/);
  await expect(payments.and(page.locator(":focus")).or(payments.locator(":focus"))).toHaveCount(1);
});

walk("the cells of the matrix are walked and opened by keyboard alone (37)", async ({ hands }) => {
  const { page, press, tabTo } = await hands("owner", "/environments?view=matrix");
  const cell = (name: RegExp | string) => page.getByRole("button", { name });
  await cell(/^Dana \(lead\), data-lab/).waitFor();
  await tabTo(cell(/^Dana \(lead\), data-lab/));
  await press("ArrowDown", "ArrowDown");
  await expect(cell(/^Milo, data-lab/)).toBeFocused();
  await press("End");
  await expect(cell(/^Milo, shop-staging/)).toBeFocused();
  await press("Control+Home");
  await expect(cell(/^Dana \(lead\), data-lab/)).toBeFocused();
  await press("Control+End");
  await expect(cell(/^Sven, shop-staging/)).toBeFocused();
  await press("ArrowUp");
  await expect(cell(/^Milo, shop-staging/)).toHaveAccessibleName(
    "Milo, shop-staging: Developer, by a group, changes things",
  );
  await press("Enter");
  const panel = page.getByRole("dialog", { name: "Milo on shop-staging" });
  await expect(panel).toContainText("Developer · through Shop");
  await press("Escape");
  await expect(cell(/^Milo, shop-staging/)).toBeFocused();
});

test("the matrix tells role, level and deny by letter and word, is narrowed in the address, and goes out as CSV (37, 9)", async ({
  people,
}) => {
  const page = await people("owner");
  await make(page, "kept-deleting");
  await page.goto("/environments?q=kept-deleting");
  await rowOf(page, /^kept-deleting/)
    .getByRole("link")
    .click();
  const form = await shareHere(page, "kept-deleting", [/^Milo/], [/^Careful admin/]);
  await form.getByRole("button", { name: "Share kept-deleting" }).click();
  await expect(form).toHaveCount(0);

  await page.goto("/environments?view=matrix&env=kept-del");
  const cell = page.getByRole("button", { name: /^Milo, kept-deleting/ });
  await expect(cell).toHaveAccessibleName(/Careful admin, shared directly, changes things, a role denies something/);
  await expect(cell).toContainText("CA");
  // Somebody invited is shown with what they would have, and said so.
  await page.goto("/environments?view=matrix");
  await expect(page.getByRole("button", { name: /^Ines, agency, docs-site: would have Developer/ })).toBeVisible();

  await page.getByRole("combobox", { name: /^State/ }).click();
  await page.getByRole("option", { name: "Suspended" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/state=SUSPENDED/);
  await expect(page.getByRole("rowheader", { name: /Sven/ })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: /Milo/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(page.getByRole("rowheader", { name: /Milo/ })).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await waiting;
  const text = (await (await download.createReadStream()).toArray()).join("");
  expect(text).toContain("email,name,state,data-lab");
  expect(text).toMatch(/member@confer\.example,Milo,ACTIVE,/);
});

test("threat models stand above the matrix as well: by role and way, narrowed in the address, why by one key, and as CSV (37)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/environments?view=matrix");
  await page.getByRole("grid", { name: "People by environments" }).waitFor();
  await page.getByText("Threat models", { exact: true }).last().click();
  await expect(page).toHaveURL(/above=models/);
  const grid = page.getByRole("grid", { name: "People by threat models" });
  await expect(grid.getByRole("columnheader", { name: "Card payments" })).toBeVisible();
  await expect(grid.getByRole("columnheader", { name: "shop-prod" })).toHaveCount(0);
  const cell = grid.getByRole("button", { name: /^Milo, Card payments/ });
  await expect(cell).toHaveAccessibleName("Milo, Card payments: Draw, by a group, changes things");
  await expect(cell).toContainText("Dr");
  await expect(grid.getByRole("button", { name: "Milo, The whole shop: no access" })).toBeVisible();
  await judge(page, "the matrix of threat models");
  await cell.focus();
  await page.keyboard.press("Enter");
  const why = page.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("Yes –");
  await expect(why).toContainText("Card payments");
  await pressEscape(page, why);

  await page.getByRole("searchbox", { name: "Search threat models" }).fill("card");
  await expect(grid.getByRole("columnheader")).toHaveCount(2);
  await expect(page).toHaveURL(/env=card/);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const text = (await (await file.createReadStream()).toArray()).join("");
  expect(text).toContain("email,name,state,Card payments\r\n");
  expect(text).toMatch(/member@confer\.example,Milo,ACTIVE,writer \(group\)/);

  // It is the owner's, and of whoever looks after their members.
  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
  const of = new URL(dana.url()).searchParams.get("of");
  await dana.goto(`/environments?view=matrix&above=models&of=${of}`);
  const hers = dana.getByRole("grid", { name: "People by threat models" });
  await expect(hers.getByRole("columnheader", { name: "Card payments" })).toBeVisible();
  await expect(hers.getByRole("columnheader", { name: "The whole shop" })).toHaveCount(0);
  const milo = await people("member");
  await milo.goto(`/environments?view=matrix&above=models&of=${of}`);
  await expect(milo.getByRole("grid", { name: "People by threat models" })).toHaveCount(0);
});

test("beside threat models stand those too whom a list alone names: marked, filtered for, why by one key, and in the file (37)", async ({
  people,
  request,
  baseURL,
}) => {
  const form = { login: emailOf("owner"), password: demoPassword };
  const signedIn = await request.post("/1.0/users/authentication/rest/signin", { form });
  const { session } = await signedIn.json();
  const line = (provider_id: string, role: string) => ({
    principal_type: "user",
    provider: "confer",
    provider_id,
    role,
  });
  await rest(baseURL!, session, "POST /threat_models", {
    name: "Handed out",
    authorization: [line(emailOf("stranger"), "writer"), line("nobody.yet@confer.example", "reader")],
  });
  const page = await people("owner");
  await page.goto("/environments?view=matrix&above=models&env=handed");
  const grid = page.getByRole("grid", { name: "People by threat models" });
  const sten = grid.getByRole("rowheader", { name: new RegExp(nameOf("stranger")) });
  await expect(sten).toContainText("By a list alone");
  await expect(grid.getByRole("rowheader", { name: /nobody\.yet/ })).toContainText("No account yet");
  const cell = grid.getByRole("button", { name: new RegExp(`^${nameOf("stranger")}, Handed out`) });
  await expect(cell).toHaveAccessibleName(`${nameOf("stranger")}, Handed out: Draw, by its own list, changes things`);
  await expect(grid.getByRole("button", { name: /^nobody\.yet.*Handed out: would have Read/ })).toBeVisible();
  const why = page.getByRole("dialog", { name: "Why?" });
  await expect(async () => {
    await cell.focus();
    await page.keyboard.press("Enter");
    await expect(why).toContainText(`list names ${nameOf("stranger")}`, { timeout: 3_000 });
  }).toPass();
  await expect(why).toContainText("Yes –");
  await pressEscape(page, why);

  await page.goto("/environments?view=matrix&above=models&env=handed&state=LISTED");
  await expect(sten).toBeVisible();
  await expect(grid.getByRole("rowheader", { name: /^Milo/ })).toHaveCount(0);
  await judge(page, "those whom a list alone names");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const text = (await (await file.createReadStream()).toArray()).join("");
  expect(text).toContain(`${emailOf("stranger")},${nameOf("stranger")},LISTED,writer (list)`);
  expect(text).not.toContain(emailOf("member"));
  // What only threat models have is left behind with them.
  await page
    .locator("label")
    .filter({ hasText: /^Environments$/ })
    .click();
  await expect(page.getByRole("grid", { name: "People by environments" })).toBeVisible();
  await expect(page).not.toHaveURL(/LISTED/);

  // What would take it away is looked at and made, and the page of whom it concerns changes with it.
  await page.goto("/environments?view=matrix&above=models&env=handed&state=LISTED");
  const theirs = await people("stranger");
  await theirs.goto("/threat-models");
  const shown = theirs.getByRole("main").getByText("Handed out").first();
  await expect(shown).toBeVisible();
  await expect(async () => {
    await cell.focus();
    await page.keyboard.press("Enter");
    await why.getByRole("link", { name: /^Take .* off/ }).click({ timeout: 3_000 });
  }).toPass();
  const changes = page.getByRole("dialog", { name: "What this would change" });
  await expect(changes).toContainText(`${nameOf("stranger")} can no longer open Handed out`);
  await changes.getByRole("button", { name: "Make this change" }).click();
  await expect(shown).toBeHidden({ timeout: 3_000 });
  const answer = page.getByRole("main");
  await expect(answer).toContainText("No –");
  await expect(answer.getByRole("button", { name: /list/ })).toContainText(emailOf("stranger"));
  await expect(why).toBeHidden();
});

test("lists of environments hold in all four states, and on a phone nothing scrolls sideways (5, 8)", async ({
  people,
}) => {
  const page = await people("owner", { viewport: { width: 390, height: 844 } });
  for (const view of ["/environments?", "/environments?view=matrix&"]) {
    for (const [state, said] of [
      ["empty", /No environments yet|Nothing to compare yet/],
      ["loading", /^Reading/],
      ["error", /could not read/],
      ["denied", /^You are signed in as/],
    ] as const) {
      await page.goto(`${view}demo=${state}`);
      await expect(page.getByText(said).first()).toBeAttached();
    }
    await page.goto(view);
    await page.getByRole(view.includes("matrix") ? "grid" : "treegrid").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});

test("1: axe finds nothing in environments and what opens there", async ({ people }) => {
  test.setTimeout(300_000);
  const page = await people("owner", { reducedMotion: "reduce" });
  await page.goto("/environments?q=payments-prod");
  const appid = await tree(page).getByRole("link", { name: "payments-prod" }).first().getAttribute("href");
  const thing = new URLSearchParams(appid!.slice(appid!.indexOf("?"))).get("thing")!;
  for (const [address, role] of [
    ["", "treegrid"],
    ["?view=matrix", "grid"],
    [`?thing=${thing}`, "dialog"],
    [`?thing=${thing}&ask=share:${thing}`, "dialog"],
    ["?thing=ENV_GROUP:Shop", "dialog"],
    ["?thing=ENV:nothing", "dialog"],
    ["?ask=environment", "dialog"],
    ["?ask=group:ENV_GROUP:Shop", "dialog"],
    ["?ask=edit:ENV_GROUP:Shop/Production", "dialog"],
    [`?ask=rename:${thing}`, "dialog"],
    [`?ask=place:${thing}`, "dialog"],
    ["?ask=remove:ENV_GROUP:Shop", "alertdialog"],
  ] as const) {
    await page.goto(`/environments${address}`);
    await page.getByRole(role).first().waitFor();
    await judge(page, address);
  }
});
