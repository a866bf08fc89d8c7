import type { Browser, Page } from "@playwright/test";
import type { Row } from "../decide";
import { median } from "../load";
import { within } from "./report";
import type { State } from "./visit";

/** Milliseconds: bounds of acceptance, section 0; that of a layout was set for 200 elements. */
const FRAME = { 400: 33, 1200: 50 } as const;
const LAYOUT = 1_500;
const RUNS = 3;
const MOVES = 120;

/**
 * What the hand feels in a large diagram, the processor as fast as it is: frames while one element is dragged among 400 and among 1,200,
 * and a layout of all 400, from the press to what it shows, with the longest frame of the page meanwhile.
 */
export async function canvasRows(
  browser: Browser,
  base: string,
  path: string,
  state: State | undefined,
): Promise<Row[]> {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1440, height: 900 },
    ...(state ? { storageState: state } : {}),
  });
  try {
    const page = await context.newPage();
    // What tsx leaves in functions to keep their names.
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.goto(`${path}?side=closed`);
    await page.locator("[data-line=live]").waitFor();
    const rows = [await frames(page, 400), ...(await layout(page))];
    const canvas = page.locator("[data-canvas]");
    // Twice as many, and then the new ones once more.
    await canvas.press("Control+a");
    for (let n = 0; n < 2; n++) await canvas.press("Control+d");
    await canvas.press("Escape");
    return [...rows, await frames(page, 1_200)];
  } finally {
    await context.close();
  }
}

async function frames(page: Page, cells: keyof typeof FRAME): Promise<Row> {
  await page.waitForFunction((most) => document.querySelectorAll("[data-cell]").length === most, cells);
  await page.locator("[data-canvas]").press("1");
  await settled(page);
  const p95: number[] = [];
  for (let run = 0; run < RUNS; run++) p95.push(await drag(page));
  return within(`dragging one of ${cells} elements, p95 of a frame`, median(p95), FRAME[cells], 1);
}

/** The frame below which 95 of 100 stay while the element in the middle is dragged; it is put back. */
async function drag(page: Page): Promise<number> {
  const box = (await page
    .getByRole("img", { name: /^Process / })
    .nth(40)
    .boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await watchFrames(page);
  for (let n = 1; n <= MOVES; n++) await page.mouse.move(x + n * 1.5, y + Math.sin(n / 10) * 40);
  const all = await watchedFrames(page);
  await page.mouse.up();
  await page.keyboard.press("Control+z");
  await settled(page);
  return all.sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? Number.POSITIVE_INFINITY;
}

async function layout(page: Page): Promise<Row[]> {
  await page.locator("[data-canvas]").press("Escape");
  const took: number[] = [];
  const longest: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await watchFrames(page);
    const start = performance.now();
    await page.getByRole("button", { name: "Lay out" }).click();
    await page.getByRole("button", { name: "Keep it" }).waitFor();
    took.push(performance.now() - start);
    longest.push(Math.max(...(await watchedFrames(page))));
    await page.getByRole("button", { name: "Cancel" }).click();
    await settled(page);
  }
  return [
    told("laying out 400 elements, the first time and its code included", took[0]!),
    within("laying out 400 elements, until it is shown", median(took), LAYOUT),
    told("longest frame while a layout is reckoned and shown", median(longest)),
  ];
}

/** A figure that no bound was set for. */
const told = (name: string, value: number): Row => ({ name, value: `${Math.round(value)} ms`, bound: "", ok: true });

const settled = (page: Page) => page.waitForTimeout(800);

declare global {
  interface Window {
    framed: { all: number[]; last: number; due: number };
  }
}

const watchFrames = (page: Page) =>
  page.evaluate(() => {
    cancelAnimationFrame(window.framed?.due ?? 0);
    const frames = { all: [] as number[], last: 0, due: 0 };
    window.framed = frames;
    frames.due = requestAnimationFrame(function next(now) {
      if (frames.last > 0) frames.all.push(now - frames.last);
      frames.last = now;
      frames.due = requestAnimationFrame(next);
    });
  });

const watchedFrames = (page: Page) => page.evaluate(() => window.framed.all);
