import type { Page } from "@playwright/test";
import { type CastKey, cast } from "../../db/cast";

/** Presses the name on the sign-in page, in whichever language it is, and waits until somebody is in. */
export async function enter(page: Page, who: CastKey): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: cast.find(({ key }) => key === who)!.name }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}
