import type { Page } from "@playwright/test";
import { judge } from "../axe";
import { test } from "../people";

/** What the kit and the frame open. */
type Step = [what: string, address: string, open: (page: Page) => Promise<unknown>];

const steps: Step[] = [
  ["a filter", "/members", (page) => page.getByLabel(/^State/).click()],
  ["the columns", "/members", (page) => page.getByRole("button", { name: "Columns" }).click()],
  [
    "the menu of a row",
    "/members",
    (page) =>
      page
        .getByRole("button", { name: /^Actions for/ })
        .first()
        .click(),
  ],
  [
    "chosen rows",
    "/members",
    (page) =>
      page
        .getByRole("checkbox", { name: /^Choose / })
        .nth(1)
        .check(),
  ],
  ["no row", "/members?q=nobodyatall", (page) => page.getByText("Nothing matches").waitFor()],
  ["an empty list", "/members?demo=empty", (page) => page.getByRole("heading", { level: 1 }).waitFor()],
  ["a list being read", "/members?demo=loading", (page) => page.getByText(/^Reading/).waitFor({ state: "attached" })],
  ["a failed list", "/members?demo=error", (page) => page.getByRole("button", { name: "Try again" }).waitFor()],
  ["a denied list", "/members?demo=denied", (page) => page.getByText(/^You are signed in as/).waitFor()],
  ["the settings", "/roles", (page) => page.getByRole("button", { name: "Settings" }).click()],
  ["the palette", "/roles", (page) => page.keyboard.press("Control+k")],
  ["what the palette found", "/roles", find],
  ["the shortcuts", "/members", (page) => page.keyboard.press("?")],
  ["a sign-in in place", "/environments", signOutUnderway],
];

test("1: axe finds nothing in what opens", async ({ people }) => {
  test.setTimeout(300_000);
  const page = await people("owner", { reducedMotion: "reduce" });
  for (const [what, address, open] of steps) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await open(page);
    await judge(page, `${what} at ${address}`);
  }
});

async function find(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("milo");
  await page
    .getByRole("option", { name: /member@/ })
    .first()
    .waitFor();
}

async function signOutUnderway(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Register/ })
    .first()
    .click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("underway");
  await page.context().clearCookies();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Register/ })
    .click();
  await page.getByRole("dialog", { name: "Your sign-in has ended" }).waitFor();
}
