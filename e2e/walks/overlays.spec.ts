import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../people";

/** WCAG 2.0 to 2.2, A and AA, and what axe calls best practice: nothing in what the kit and the frame open, in every look (1). */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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

const looks = {
  light: "light.usual",
  dark: "dark.usual",
  "colour-blind": "light.colourblind",
};

for (const [name, look] of Object.entries(looks)) {
  test(`axe finds nothing in what opens, ${name} (1)`, async ({ people, baseURL }) => {
    test.setTimeout(240_000);
    const [theme, palette] = look.split(".");
    const page = await people("owner", { reducedMotion: "reduce" });
    const wear = () => page.context().addCookies([{ name: "confer-look", value: look, url: baseURL! }]);
    for (const [what, address, open] of steps) {
      await wear();
      await page.goto(address);
      await page.evaluate(
        ([one, other]) => Object.assign(document.documentElement.dataset, { theme: one, palette: other }),
        [theme, palette],
      );
      await page.waitForLoadState("networkidle");
      await open(page);
      await page.waitForTimeout(300);
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      await dropCovered(page, violations);
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
      expect.soft(told, `${what} at ${address}`).toEqual([]);
    }
  });
}

/** A button that something open lies over is not smaller for it: how large it is, is judged where nothing is open. */
async function dropCovered(page: Page, violations: Violations): Promise<void> {
  const sizes = violations.findIndex(({ id }) => id === "target-size");
  if (sizes < 0) return;
  const targets = violations[sizes]!.nodes.map(({ target }) => String(target[0]));
  const small = await page.evaluate(
    (selectors) =>
      selectors.filter((selector) => {
        const element = document.querySelector(selector)!;
        const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
        const corners = [left + 1, right - 1].flatMap((x) => [top + 1, bottom - 1].map((y) => [x, y] as const));
        const covered = corners.some(([x, y]) => !element.contains(document.elementFromPoint(x, y)));
        return !covered || width < 24 || height < 24;
      }),
    targets,
  );
  if (small.length === 0) violations.splice(sizes, 1);
}

type Violations = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

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
