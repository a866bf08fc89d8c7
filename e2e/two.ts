import type { Browser, Page } from "@playwright/test";
import { demoPassword } from "../db/cast";
import type { Cell } from "../lib/domain/diagram/cell";
import { checksumOf } from "../lib/domain/diagram/checksum";
import { test as base, emailOf, expect, pageOf, signInAs } from "./people";

/** Olga and Milo with one diagram open; she hosts. */
export type Two = {
  olga: Page;
  milo: Page;
  address: string;
  /** The checksum of what the house has stored. */
  stored(): Promise<string>;
};

/**
 * `test("…", async ({ two }) => { const { olga, milo } = two; })`. Both come in once for a file, because that takes longer than most
 * of what they do there: what one walk draws the next one finds.
 */
export const test = base.extend<{ two: Two }>({
  two: async ({ browser, request }, use, { file }) => {
    // The next file has another house, where nobody is in.
    if (cameInFor !== file && both) {
      for (const page of [both.olga, both.milo]) await page.context().close();
      both = null;
    }
    cameInFor = file;
    both ??= await comeIn(browser);
    for (const page of [both.olga, both.milo]) if (!(await isLive(page))) await open(page, both.address);
    const { address, model } = both;
    const form = { login: emailOf("owner"), password: demoPassword };
    const { session } = await (await request.post("/1.0/users/authentication/rest/signin", { form })).json();
    const stored = async () => {
      const at = `/threat_models/${model}${address}`;
      const answer = await request.get(at, { headers: { authorization: `Bearer ${session}` } });
      return checksumOf((await answer.json()).cells as Cell[]);
    };
    await use({ ...both, stored });
  },
});
export { expect } from "./people";

let cameInFor = "";
let both: { olga: Page; milo: Page; address: string; model: string } | null = null;

async function comeIn(browser: Browser): Promise<typeof both & object> {
  const [olga, milo] = await Promise.all([pageOf(browser), pageOf(browser)]);
  await Promise.all([olga.goto("/sign-in"), milo.goto("/sign-in")]);
  await Promise.all([signInAs(olga, "owner"), signInAs(milo, "member")]);
  const address = await addressOf(olga);
  await open(olga, address);
  await open(milo, address);
  const above = olga.locator('a[href^="/threat-models?model="]').first();
  return { olga, milo, address, model: (await above.getAttribute("href"))!.split("=")[1]! };
}

/** Where an owner's diagram is. */
export async function addressOf(owner: Page): Promise<string> {
  await owner.goto("/threat-models");
  const link = owner.getByRole("link", { name: /Paying with a card/ }).first();
  return (await link.getAttribute("href"))!;
}

export async function open(page: Page, address: string): Promise<Page> {
  await page.goto(address);
  await expect(status(page)).toHaveAttribute("data-line", "live");
  await canvas(page).focus();
  return page;
}

const isLive = async (page: Page) => (await page.locator("[data-line=live]").count()) > 0;
export const canvas = (page: Page) => page.locator("[data-canvas]");
export const status = (page: Page) => page.getByRole("region", { name: "State of the connection" });
export const sum = (page: Page) => page.locator("[data-checksum]");
