import type { Page } from "@playwright/test";
import axe, { type Result } from "axe-core";
import { expect } from "./house";

/** WCAG 2.0 to 2.2, A and AA, and what axe calls best practice. */
const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What alone another look can change: the rest is told by the same elements. */
const colours = ["color-contrast", "link-in-text-block"];
/** What lies over a page. What it lies over has been judged where nothing was open: its colours are not told twice. */
const opened = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
const looks = { light: "light.usual", dark: "dark.usual", "colour-blind": "light.colourblind" };

/**
 * Axe finds nothing on the page as it stands, in light, in dark and in the colours for the colour-blind. The page must not move
 * by itself: open it with `reducedMotion: "reduce"`.
 */
export async function judge(page: Page, where: string, { without = [] }: { without?: string[] } = {}): Promise<void> {
  // What goes on for longer, such as a live line, is no reason to wait.
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => {});
  // A letter stands in a frame without scripts, in which axe would wait for ever: letters are judged by themselves.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("iframe[srcdoc]")) frame.remove();
  });
  await page.evaluate(axe.source);
  const tags = everything.filter((tag) => !without.includes(tag));
  for (const [name, look] of Object.entries(looks)) {
    await wear(page, look);
    const violations = await run(
      page,
      name === "light" ? { type: "tag", values: tags } : { type: "rule", values: colours },
      name === "light" ? null : opened,
    );
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    expect.soft(told, `${where}, ${name}`).toEqual([]);
  }
  await wear(page, looks.light);
}

/** Nothing of the page as it stands is wider than a phone. */
export async function fitsPhone(page: Page, where: string): Promise<void> {
  const usual = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${where} on a phone`).toBeLessThanOrEqual(390);
  await page.setViewportSize(usual);
}

type Rules = { type: "tag" | "rule"; values: string[] };

/** What breaks `runOnly` on the page; where something of `within` is there to be seen, only in it. */
async function run(page: Page, runOnly: Rules, within: string | null): Promise<Result[]> {
  const violations = await page.evaluate(
    async ([only, within]) => {
      const { axe: judgeOf } = window as unknown as { axe: typeof import("axe-core") };
      const isSeen = (element: Element) => element.getClientRects().length > 0;
      const parts = within ? [...document.querySelectorAll<HTMLElement>(within)].filter(isSeen) : [];
      const where = parts.length > 0 ? { include: parts } : document;
      return (await judgeOf.run(where, { runOnly: only, resultTypes: ["violations"] })).violations;
    },
    [runOnly, within] as const,
  );
  return dropCovered(page, violations);
}

async function wear(page: Page, look: string): Promise<void> {
  const [theme, palette] = look.split(".");
  await page.evaluate((worn) => Object.assign(document.documentElement.dataset, worn), { theme, palette });
}

/** A button that something open lies over is not smaller for it: how large it is, is judged where nothing is open. */
async function dropCovered(page: Page, violations: Result[]): Promise<Result[]> {
  const sizes = violations.find(({ id }) => id === "target-size");
  if (!sizes) return violations;
  const targets = sizes.nodes.map(({ target }) => String(target[0]));
  const small = await page.evaluate(
    (selectors) =>
      selectors.some((selector) => {
        const element = document.querySelector(selector)!;
        const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
        const corners = [left + 1, right - 1].flatMap((x) => [top + 1, bottom - 1].map((y) => [x, y] as const));
        const covered = corners.some(([x, y]) => !element.contains(document.elementFromPoint(x, y)));
        return !covered || width < 24 || height < 24;
      }),
    targets,
  );
  return small ? violations : violations.filter((one) => one !== sizes);
}
