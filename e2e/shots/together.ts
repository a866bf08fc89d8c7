import type { Browser, Page } from "@playwright/test";
import { enter } from "../../bench/pages/enter";
import type { CastKey } from "../../db/cast";

const NAME = "Paying with a card";

/** Two people in one diagram: one has chosen a process and reads what it says, the other has chosen a store and points at a third. */
export async function together(browser: Browser, base: string, file: string): Promise<void> {
  const open = async (who: CastKey) => {
    const context = await browser.newContext({ baseURL: base, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await enter(page, who);
    return page;
  };
  const [olga, milo] = [await open("owner"), await open("member")];
  try {
    await olga.goto("/threat-models");
    const address = (await olga.getByRole("link", { name: NAME }).first().getAttribute("href"))!;
    for (const page of [olga, milo]) {
      await page.goto(address);
      await page.locator("[data-line=live]").waitFor();
    }
    await olga.getByRole("button", { name: "Follow Milo Marsh" }).waitFor();
    await element(olga, "Process Web shop").click();
    await element(milo, "Store Card vault").click();
    const { x, y, width, height } = (await element(milo, "Process Fraud check").boundingBox())!;
    await olga.mouse.move(760, 760);
    await milo.mouse.move(x + width * 0.7, y + height * 0.8, { steps: 12 });
    await olga.getByText("Milo Marsh").first().waitFor();
    await olga.waitForTimeout(700);
    await olga.screenshot({ path: file });
  } finally {
    for (const page of [olga, milo]) await page.context().close();
  }
}

const element = (page: Page, name: string) => page.locator(`[data-canvas] [aria-label^="${name}"]`).first();
