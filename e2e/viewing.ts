import type { Page } from "@playwright/test";
import { expect, nameOf } from "./people";

export const banner = (page: Page) => page.getByRole("region", { name: "Viewing as" });

/** The owner begins to see what Milo sees, from his page. */
export async function viewAsMilo(olga: Page): Promise<void> {
  const milo = nameOf("member");
  await olga.goto("/members");
  await olga
    .getByRole("grid")
    .getByRole("link", { name: new RegExp(milo) })
    .first()
    .click();
  await olga.waitForURL(/\/members\/\d+$/);
  await olga.getByRole("button", { name: /^Actions for/ }).click();
  await olga.getByRole("menuitem", { name: /^View as/ }).click();
  await expect(banner(olga)).toContainText(`You are viewing as ${milo}.`);
}
