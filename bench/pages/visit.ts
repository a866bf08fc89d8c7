import type { Browser, BrowserContext, Page } from "@playwright/test";
import { note, slowest } from "./in-page";
import { answer, press, type Route, taken, tool } from "./routes";

export type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
/** Milliseconds, and the sum of shifts. `typing` where there is a filter. */
export type Visit = {
  lcp: number;
  usable: number;
  drawn: number | null;
  cls: number;
  opening: number;
  typing: number | null;
};

/** The "Fast 4G" of Chromium's own tools: 9 Mbit/s down and 1.5 up, a tenth of it lost, 165 ms there and back. */
const fast4G = { offline: false, latency: 165, downloadThroughput: 1_012_500, uploadThroughput: 168_750 };
const SLOW_DOWN = 4;
/** What never answers counts as this slow. */
const PATIENCE = 30_000;

/** One visit with nothing in the cache, on a slow processor and a slow network; then a menu is opened and a filter typed into. */
export async function visit(browser: Browser, base: string, route: Route, state: State | undefined): Promise<Visit> {
  const context = await browser.newContext({ baseURL: base, ...(state ? { storageState: state } : {}) });
  try {
    const page = await context.newPage();
    await slowDown(page);
    await (route.diagram ? note(page, tool, taken) : note(page, route.plain ? null : press, answer));
    const quiet = listenTo(page);
    await page.goto(route.path);
    if (!route.plain) {
      await page.waitForFunction(() => window.noted.usable !== null, null, { timeout: PATIENCE }).catch(() => {});
    }
    await quiet();
    const { lcp, cls, usable, drawn } = await page.evaluate(() => window.noted);
    await page.keyboard.press("Escape");
    return { lcp, cls, drawn, usable: usable ?? (route.plain ? lcp : PATIENCE), ...(await act(page, route)) };
  } finally {
    await context.close();
  }
}

/** Milliseconds without a request after which a page has all it asked for. */
const QUIET = 500;

/** Waits until nothing is on its way: what Playwright calls "networkidle" does not come at times when the network is slowed down. */
function listenTo(page: Page): () => Promise<void> {
  const open = new Set<unknown>();
  let last = performance.now();
  const note = () => {
    last = performance.now();
  };
  page.on("request", (request) => void open.add(request));
  page.on("request", note);
  for (const end of ["requestfinished", "requestfailed"] as const) {
    page.on(end as "requestfinished", (request) => void open.delete(request));
    page.on(end as "requestfinished", note);
  }
  return async () => {
    const until = performance.now() + PATIENCE;
    while ((open.size > 0 || performance.now() - last < QUIET) && performance.now() < until)
      await new Promise((done) => setTimeout(done, 50));
  };
}

async function act(page: Page, { plain, filter, diagram }: Route): Promise<{ opening: number; typing: number | null }> {
  const pressed = page.locator(diagram ? tool : plain ? "input, a, button" : press).locator("visible=true");
  const opening = await slowest(page, () => pressed.first().click());
  await page.keyboard.press("Escape");
  if (!filter) return { opening, typing: null };
  const field = page.locator(filter).first();
  await field.focus();
  return { opening, typing: await slowest(page, () => page.keyboard.type("m1234", { delay: 120 })) };
}

async function slowDown(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", fast4G);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOW_DOWN });
}
