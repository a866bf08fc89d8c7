import type { Page } from "@playwright/test";

/** What a page notes about itself, in milliseconds from the navigation; `usable` once a press was answered, `drawn` once
 * elements of a diagram were painted. */
export type Noted = { lcp: number; cls: number; usable: number | null; drawn: number | null; slowest: number };

declare global {
  interface Window {
    noted: Noted;
  }
}

/**
 * Has every document of `page` note its largest paint, its shifts, its slowest answer to a trusted event, and when a press is
 * first answered: `press` is pressed every 50 ms, from the moment it is there, until `answer` is.
 */
export async function note(page: Page, press: string | null, answer: string): Promise<void> {
  // What tsx leaves in functions to keep their names.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(
    ([press, answer]) => {
      const noted: Noted = { lcp: 0, cls: 0, usable: null, drawn: null, slowest: 0 };
      window.noted = noted;
      const watch = (type: string, take: (entry: PerformanceEntry) => void, more = {}) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
      watch("largest-contentful-paint", (entry) => {
        noted.lcp = entry.startTime;
      });
      watch("layout-shift", (entry) => {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) noted.cls += value;
      });
      watch(
        "event",
        (entry) => {
          const isInteraction = (entry as PerformanceEntry & { interactionId: number }).interactionId > 0;
          if (isInteraction) noted.slowest = Math.max(noted.slowest, entry.duration);
        },
        { durationThreshold: 16 },
      );
      // What stands in a frame is painted when the next one begins.
      requestAnimationFrame(function look() {
        if (!document.querySelector("[data-cell]")) requestAnimationFrame(look);
        else
          requestAnimationFrame(() => {
            noted.drawn = performance.now();
          });
      });
      if (!press) return;
      const isSeen = (element: Element) => element.getClientRects().length > 0;
      const pressing = setInterval(() => {
        if (document.querySelector(answer)) {
          noted.usable = performance.now();
          clearInterval(pressing);
        } else [...document.querySelectorAll<HTMLElement>(press)].find(isSeen)?.click();
      }, 50);
    },
    [press, answer] as const,
  );
}

/** The slowest answer to what `act` does, in milliseconds; 0 when all came within a frame. */
export async function slowest(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    window.noted.slowest = 0;
  });
  await act();
  await page.waitForTimeout(1_000);
  return page.evaluate(() => window.noted.slowest);
}
