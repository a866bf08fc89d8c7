import type { Page } from "@playwright/test";
import type { CastKey } from "../db/cast";
import { expect, nameOf } from "./people";

export const banner = (page: Page) => page.getByRole("region", { name: "Viewing as" });

/** The owner begins to see what this one sees, from their page. */
export async function viewAs(olga: Page, who: CastKey): Promise<void> {
  const [first] = nameOf(who).split(" ");
  await olga.goto("/members");
  await olga
    .getByRole("grid")
    .getByRole("link", { name: new RegExp(`^${first}`) })
    .first()
    .click();
  await olga.waitForURL(/\/members\/\d+$/);
  const item = olga.getByRole("menuitem", { name: /^View as/ });
  await expect(async () => {
    if (!(await item.isVisible())) await olga.getByRole("button", { name: /^Actions for/ }).click();
    await expect(item).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await item.click();
  // Whoever has not accepted yet is known by their address.
  await expect(banner(olga)).toContainText(/You are viewing as .+\. Read-only/);
}

export const viewAsMilo = (olga: Page): Promise<void> => viewAs(olga, "member");
