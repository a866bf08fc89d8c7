import type { Page } from "@playwright/test";
import { judge } from "../axe";
import { test as walk } from "../keyboard";
import { emailOf, expect, pressEscape, test } from "../people";

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });

/** A new team, made through the page; its panel is open afterwards. */
async function make(page: Page, name: string) {
  await page.goto("/teams");
  await page.getByRole("button", { name: "Make team" }).first().click();
  const form = page.getByRole("dialog", { name: "Make team" });
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Make team" }).click();
  const panel = page.getByRole("dialog", { name, exact: true });
  await expect(panel).toBeVisible();
  return panel;
}

test("teams are listed with who is in them and what they have, and searched in the address (9)", async ({ people }) => {
  const page = await people("owner");
  await page.goto("/teams");
  const guild = rowOf(page, "Security guild");
  await expect(guild).toContainText("1 active");
  await expect(guild).toContainText("Milo Marsh");
  await expect(guild).toContainText("1 shared thing");
  await page.getByRole("searchbox").fill("nothing like it");
  await expect(page.getByText("Nothing matches what you search for.")).toBeVisible();
  await expect(page).toHaveURL(/q=nothing/);
});

test("a team is made, people are invited many at once each with a verdict, and it has what is shared with it (10, 11)", async ({
  people,
}) => {
  const olga = await people("owner");
  const panel = await make(olga, "Weekend crew");
  await panel.getByRole("button", { name: "Invite people" }).click();
  const invite = olga.getByRole("dialog", { name: "Invite people to Weekend crew" });
  await invite.getByRole("button", { name: "Invite people" }).click();
  await expect(invite).toContainText("Type at least one address.");
  await invite
    .getByLabel("E-mail addresses")
    .fill(`Sten <${emailOf("stranger")}>, broken; ${emailOf("stranger")}\n${emailOf("delegate")}`);
  await expect(invite.getByRole("listitem").filter({ hasText: "broken" })).toContainText("no address");
  await invite.getByRole("button", { name: "Invite 2 people" }).click();
  await expect(invite).toContainText(`${emailOf("delegate")}: invited`);
  await expect(invite).toContainText(/^(?!.*broken: invited)/);
  // What was refused stays in the field, so that it can be mended.
  await expect(invite.getByLabel("E-mail addresses")).toHaveValue("broken");
  await olga.keyboard.press("Escape");
  await expect(panel.getByRole("listitem").filter({ hasText: emailOf("stranger") })).toContainText("Invited");

  await panel.getByRole("button", { name: "Share with team" }).click();
  const share = olga.getByRole("dialog", { name: "Share with Weekend crew" });
  await share.getByRole("searchbox").fill("docs");
  await share.getByRole("checkbox", { name: "docs-site" }).check();
  await share.getByRole("checkbox", { name: /^Viewer/ }).check();
  await expect(share).toContainText("Nobody in Weekend crew is active yet.");
  await share.getByRole("button", { name: "Share with team" }).click();
  await expect(share).toHaveCount(0);
  await expect(panel.getByRole("listitem").filter({ hasText: "docs-site" })).toContainText("Viewer");

  const sten = await people("stranger");
  await sten.goto("/invitations");
  await expect(sten.getByText("docs-site").first()).toBeVisible();
  await sten
    .getByRole("button", { name: /^Accept/ })
    .first()
    .click();
  await sten.goto("/shared");
  await expect(sten.getByText("docs-site").first()).toBeVisible();

  await olga.reload();
  await expect(panel.getByRole("listitem").filter({ hasText: emailOf("stranger") })).toContainText("Active");
  const unshare = olga.getByRole("alertdialog", { name: "Unshare docs-site with" });
  const changes = unshare.getByRole("region", { name: "What this changes" });
  await panel.getByRole("button", { name: "Unshare docs-site" }).click();
  await expect(changes).toContainText(/Sten.* loses \d+ methods on docs-site\./);
  // Nothing is left of having asked.
  await unshare.getByRole("button", { name: "Cancel" }).click();
  await expect(unshare).toHaveCount(0);
  await expect(panel.getByRole("listitem").filter({ hasText: "docs-site" })).toContainText("Viewer");
  await panel.getByRole("button", { name: "Unshare docs-site" }).click();
  await expect(changes).toContainText(/Sten.* loses/);
  await unshare.getByRole("button", { name: "Unshare" }).click();
  await expect(olga.getByText("One person lost it at once; nothing was deleted.").first()).toBeVisible();
  await olga.getByRole("button", { name: "Undo" }).first().click();
  await expect(panel.getByRole("listitem").filter({ hasText: "docs-site" })).toContainText("Viewer");

  await panel.getByRole("button", { name: /^Remove Sten.* from the team/ }).click();
  const ask = olga.getByRole("alertdialog");
  await expect(ask).toContainText(/Sten.* loses \d+ methods on docs-site\./);
  await ask.getByRole("button", { name: "Remove from team" }).click();
  await expect(ask).toHaveCount(0);
  await expect(panel.getByRole("listitem").filter({ hasText: emailOf("stranger") })).toHaveCount(0);
  await sten.goto("/shared");
  await expect(sten.getByText("docs-site")).toHaveCount(0);
});

test("a team just made goes by Undo, and its panel with it (10)", async ({ people }) => {
  const page = await people("owner");
  const panel = await make(page, "Made by mistake");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(panel).toHaveCount(0);
  await expect(page).not.toHaveURL(/team=/);
  await expect(rowOf(page, "Security guild")).toBeVisible();
  await expect(rowOf(page, "Made by mistake")).toHaveCount(0);
});

test("a team is renamed with Undo, sends an invitation again, and is deleted with its consequences by name (10)", async ({
  people,
}) => {
  const page = await people("owner");
  const panel = await make(page, "Short lived");
  await page.getByRole("button", { name: "Actions for Short lived" }).click();
  await page.getByRole("menuitem", { name: "Rename team" }).click();
  const rename = page.getByRole("dialog", { name: "Rename Short lived" });
  await rename.getByLabel("Name").fill("Renamed crew");
  await rename.getByRole("button", { name: "Rename team" }).click();
  await expect(page.getByRole("dialog", { name: "Renamed crew", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(panel).toBeVisible();

  await panel.getByRole("button", { name: "Invite people" }).click();
  const invite = page.getByRole("dialog", { name: "Invite people to Short lived" });
  await invite.getByLabel("E-mail addresses").fill("nora.short@example.com");
  await invite.getByRole("button", { name: "Invite one person" }).click();
  await expect(invite).toHaveCount(0);
  const nora = panel.getByRole("listitem").filter({ hasText: "nora.short@example.com" });
  await nora.getByRole("button", { name: /again$/ }).click();
  // A letter a minute: the second one is refused, and the reason stands beside the person.
  await expect(page.getByText(/new invitation is on its way|Try again|wait/i).first()).toBeVisible();

  await panel.getByRole("button", { name: "Actions for Short lived" }).click();
  await page.getByRole("menuitem", { name: "Delete team" }).click();
  const ask = page.getByRole("alertdialog", { name: "Delete Short lived?" });
  await expect(ask).toContainText("The invitation of nora.short@example.com ends.");
  await ask.getByRole("button", { name: "Delete team" }).click();
  await expect(ask).toHaveCount(0);
  await expect(rowOf(page, "Short lived")).toHaveCount(0);

  await page.getByRole("button", { name: "Actions for Security guild" }).click();
  await page.getByRole("menuitem", { name: "Delete team" }).click();
  const other = page.getByRole("alertdialog", { name: "Delete Security guild?" });
  await expect(other).toContainText(/Milo loses \d+ methods on data-lab\./);
  // Something shared depends on it, so its name is wanted first.
  await other.getByRole("button", { name: "Delete team" }).click();
  await expect(other).toBeVisible();
  await other.getByRole("button", { name: "Cancel" }).click();
});

walk("a team is found, opened, invited to and left by keyboard alone (2)", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/teams");
  await tabTo(rowOf(page, "Security guild"));
  await press("Enter");
  const panel = page.getByRole("dialog", { name: "Security guild", exact: true });
  await expect(panel).toContainText("Milo Marsh");
  await tabTo(panel.getByRole("button", { name: "Invite people" }));
  await press("Enter");
  const invite = page.getByRole("dialog", { name: "Invite people to Security guild" });
  await tabTo(invite.getByLabel("E-mail addresses"));
  await type("keys.only@example.com");
  await tabTo(invite.getByRole("button", { name: "Invite one person" }));
  await press("Enter");
  await expect(invite).toHaveCount(0);
  await expect(panel).toContainText("keys.only@example.com");
  await press("Escape");
  await expect(panel).toHaveCount(0);
});

test("teams hold in all four states, and on a phone nothing scrolls sideways (5, 8)", async ({ people }) => {
  const page = await people("owner", { viewport: { width: 390, height: 844 } });
  for (const [state, said] of [
    ["empty", "No teams yet."],
    ["loading", /^Reading/],
    ["error", /could not read/],
    ["denied", /^You are signed in as/],
  ] as const) {
    await page.goto(`/teams?demo=${state}`);
    await expect(page.getByText(said).first()).toBeAttached();
  }
  await page.goto("/teams");
  await rowOf(page, "Security guild").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("1: axe finds nothing in teams and what opens there", async ({ people }) => {
  test.setTimeout(120_000);
  const page = await people("owner", { reducedMotion: "reduce" });
  await page.goto("/teams");
  const href = await page.getByRole("link", { name: "Security guild" }).getAttribute("href");
  const id = new URLSearchParams(href!.slice(href!.indexOf("?"))).get("team")!;
  for (const [address, role] of [
    ["", "grid"],
    [`?team=${id}`, "dialog"],
    ["?team=1", "dialog"],
    ["?ask=make", "dialog"],
    [`?ask=invite.${id}`, "dialog"],
    [`?ask=share.${id}`, "dialog"],
    [`?ask=rename.${id}`, "dialog"],
    [`?ask=remove.${id}`, "alertdialog"],
  ] as const) {
    await page.goto(`/teams${address}`);
    await page.getByRole(role).first().waitFor();
    await judge(page, address);
  }
});

test("12: many people invited into a team are long work that can be left, with a verdict for each address", async ({
  people,
}) => {
  const olga = await people("owner");
  const panel = await make(olga, "Big crew");
  await panel.getByRole("button", { name: "Invite people" }).click();
  const invite = olga.getByRole("dialog", { name: "Invite people to Big crew" });
  const many = Array.from({ length: 12 }, (_, n) => `crew${n}@walk.example`);
  await invite.getByLabel("E-mail addresses").fill(many.join(", "));
  await invite.getByRole("button", { name: "Invite 12 people" }).click();
  await expect(invite.getByText("12 of 12")).toBeVisible({ timeout: 15_000 });
  await expect(invite.getByRole("list", { name: "What became of each address" }).getByText("Invited")).toHaveCount(12);
  await invite.getByRole("button", { name: "Done" }).click();
  await expect(panel.getByRole("listitem").filter({ hasText: "crew0@walk.example" })).toContainText("Invited");
  // Whom one seeks in a team stands in the address with it, and goes with its panel (9).
  await olga.goto(`${olga.url()}&who=crew7`);
  await expect(panel.getByRole("searchbox")).toHaveValue("crew7");
  await expect(panel.getByRole("listitem")).toHaveCount(1);
  await pressEscape(olga, panel);
  await expect(olga).not.toHaveURL(/who=/);

  await olga.goto("/activity");
  await olga.getByRole("link", { name: /Invite 12 people/ }).click();
  await expect(olga).toHaveURL(/activity=\d+/);
  const elsewhere = await olga.context().newPage();
  await elsewhere.goto(olga.url());
  await expect(elsewhere.getByRole("dialog").getByText("crew0@walk.example")).toBeVisible();
  await olga.goBack();
  await expect(olga.getByRole("dialog")).toHaveCount(0);
  await expect(olga).toHaveURL(/\/activity$/);
});
