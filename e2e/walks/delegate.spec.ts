import type { Page } from "@playwright/test";
import { expect, test } from "../people";

const only = "Only Olga Oduya can do this. Why?";

/** Dana, who looks after Olga's members, in the account of Olga. */
async function atOlgas(dana: Page): Promise<void> {
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
}

test("29: a delegate goes into the owner's account from what is shared with them, and out of it by the menu", async ({
  people,
}) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  await expect(dana.getByRole("grid").getByRole("link", { name: /Sven/ })).toBeVisible();
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await expect(dana).toHaveURL(/\/environments\?of=\d+/);
  await expect(dana.getByRole("treegrid").getByRole("link", { name: /shop-prod/ })).toBeVisible();
  const teams = dana.getByRole("link", { name: "Teams", exact: true });
  await expect(teams).toHaveAccessibleDescription(only);
  const why = dana.getByRole("dialog", { name: "Why?" });
  await expect(async () => {
    await teams.press("Enter");
    await expect(why).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(why).toContainText("Only Olga Oduya may do this; it cannot be granted.");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  await dana.getByRole("button", { name: "Settings" }).click();
  await dana.getByRole("menuitem", { name: "Back to my own account" }).click();
  await expect(dana).toHaveURL(/\/members$/);
  await expect(dana.getByRole("main")).not.toContainText("Sven");
  await dana.getByRole("button", { name: "Settings" }).click();
  await dana.getByRole("menuitem", { name: "Work in the account of Olga Oduya" }).click();
  await expect(dana.getByRole("grid").getByRole("link", { name: /Sven/ })).toBeVisible();
});

test("29: whose account it is stands beside every page, and another is one press away, on the same page", async ({
  people,
}) => {
  const dana = await people("delegate");
  await dana.goto("/roles");
  const accounts = dana.getByRole("region", { name: "Whose account" });
  const own = accounts.getByRole("link", { name: "My own account" });
  const olgas = accounts.getByRole("link", { name: "Olga Oduya" });
  await expect(own).toHaveAttribute("aria-current", "true");
  await expect(dana.getByRole("link", { name: /^Careful admin/ })).toHaveCount(0);
  await olgas.click();
  await expect(dana.getByRole("link", { name: /^Careful admin/ })).toBeVisible();
  await expect(dana).toHaveURL(/\/roles\?of=\d+/);
  await expect(olgas).toHaveAttribute("aria-current", "true");
  await own.click();
  await expect(dana.getByRole("link", { name: /^Careful admin/ })).toHaveCount(0);
  await dana.goto("/tokens");
  await olgas.click();
  await expect(dana.getByRole("grid").getByRole("link", { name: /Sven/ })).toBeVisible();
  const sten = await people("stranger");
  await sten.goto("/members");
  await expect(sten.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
  await expect(sten.getByRole("region", { name: "Whose account" })).toHaveCount(0);
});

test("29: what a delegate lacks stands there, disabled, with the reason; what they hold they can give", async ({
  people,
}) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  for (const name of ["Policies", "Roles"]) {
    await dana.getByRole("link", { name, exact: true }).click();
    await expect(dana.getByRole("heading", { name, level: 1 })).toBeVisible();
    const add = dana.getByRole("button", { name: /^Add/ });
    await expect(add).toHaveAttribute("aria-disabled", "true");
    await expect(add).toHaveAccessibleDescription(only);
  }
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await dana
    .getByRole("treegrid")
    .getByRole("link", { name: /^Whole account/ })
    .click();
  const panel = dana.getByRole("dialog", { name: "Whole account" });
  await panel.getByRole("button", { name: "Share Whole account" }).click();
  const share = dana.getByRole("dialog", { name: "Share Whole account" });
  // On the account she holds her own role alone; on the environments she could give this one.
  const beyond = share.getByRole("checkbox", { name: /^Admin/ });
  await expect(beyond).toHaveAttribute("aria-disabled", "true");
  await expect(share.getByText(/^You do not hold/).first()).toBeVisible();
  await beyond.click({ force: true });
  await expect(beyond).not.toBeChecked();
  await share.getByRole("checkbox", { name: /^Team lead/ }).check();
  await expect(share.getByRole("checkbox", { name: /^Sven/ })).toBeVisible();
  await expect(share.getByRole("checkbox", { name: /^Dana/ })).toHaveCount(0);
});

test("29: nobody changes their own membership, whoever they act for", async ({ people }) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  await dana.getByRole("grid").getByRole("link", { name: /Dana/ }).click();
  const suspend = dana.getByRole("button", { name: "Suspend" });
  await expect(suspend).toHaveAccessibleDescription("Nobody changes their own membership.");
  await dana.getByRole("button", { name: /^Actions for/ }).click();
  await expect(dana.getByRole("menuitem", { name: /^Remove/ })).toHaveAttribute("aria-disabled", "true");
});
