import type { Locator, Page } from "@playwright/test";
import type { CastKey } from "../db/cast";
import { test as base, expect } from "./people";

/** How many presses of Tab a walk may need to reach something. */
const FAR = 80;

/** A page walked by keyboard alone. */
export type Hands = {
  page: Page;
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses Tab until this has the focus, and fails when it never has. */
  tabTo(what: Locator, key?: "Tab" | "Shift+Tab"): Promise<void>;
};

/**
 * `test("…", async ({ hands }) => { const { press, tabTo } = await hands("owner", "/members"); })`. The walk fails when any
 * pointer touches the page, also through a click of the test itself.
 */
export const test = base.extend<{ hands: (who: CastKey, address: string) => Promise<Hands> }>({
  hands: async ({ people }, use) => {
    const walked: Page[] = [];
    await use(async (who, address) => {
      const page = await people(who);
      await page.addInitScript(() => {
        for (const touch of ["pointerdown", "mousedown", "mousemove", "touchstart"]) {
          window.addEventListener(touch, () => sessionStorage.setItem("touched", touch), true);
        }
      });
      await page.goto(address);
      walked.push(page);
      return handsOn(page);
    });
    for (const page of walked) expect(await page.evaluate(() => sessionStorage.getItem("touched"))).toBeNull();
  },
});
export { expect } from "./people";

/** The same on a page that is open already; that nothing else touches it is not watched. */
export const handsOn = (page: Page): Hands => ({
  page,
  press: async (...keys) => {
    const pressed: Promise<void>[] = [];
    for (const key of keys) {
      const press = page.keyboard.press(key);
      pressed.push(press);
      // Letters of one shortcut follow within a second, however busy the machine is: none waits for the one before it.
      if (key.length > 1) await press;
    }
    await Promise.all(pressed);
  },
  type: (text) => page.keyboard.type(text),
  tabTo: async (what, key = "Tab") => {
    await what.first().waitFor();
    for (let press = 0; press < FAR; press++) {
      await page.keyboard.press(key);
      if (await what.first().evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Not reached by ${key}: ${what}`);
  },
});
