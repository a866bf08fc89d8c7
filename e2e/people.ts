import {
  type APIRequestContext,
  type Browser,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
  type Response,
} from "@playwright/test";
import { type CastKey, cast, demoPassword } from "../db/cast";
import { test as base } from "./house";

/**
 * Pages already signed in as people of the cast: `test("…", async ({ people }) => { const olga = await people("owner"); })`.
 * Each has a browser context of their own; all of them close with the test.
 */
export const test = base.extend<{ people: (who: CastKey, options?: BrowserContextOptions) => Promise<Page> }>({
  people: async ({ browser }, use) => {
    const opened: Page[] = [];
    await use(async (who, options) => {
      const page = await pageOf(browser, options);
      opened.push(page);
      await page.goto("/sign-in");
      await signInAs(page, who);
      return page;
    });
    for (const page of opened) await page.context().close();
  },
});
export { expect } from "@playwright/test";

/** Presses the name on the sign-in page, and waits until somebody is in. */
export async function signInAs(page: Page, who: CastKey): Promise<void> {
  await page.getByRole("button", { name: nameOf(who) }).click();
  await page
    .getByRole("navigation", { name: "Pages" })
    .or(page.getByRole("button", { name: /^Menu/ }))
    .first()
    .waitFor();
}

/** The link in the newest letter to this address, as the demo's outbox shows it. */
export async function linkTo(page: Page, email: string): Promise<string> {
  await page.goto(`/outbox?to=${encodeURIComponent(email)}`);
  await page.getByRole("grid", { name: "Letters" }).getByRole("link").first().click();
  const letter = page.getByRole("dialog").frameLocator("iframe");
  return (await letter.getByRole("link").first().getAttribute("href"))!;
}

export const nameOf = (who: CastKey): string => cast.find(({ key }) => key === who)!.name;
export const emailOf = (who: CastKey): string => cast.find(({ key }) => key === who)!.email;

export async function pageOf(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  context.on("page", (page) => {
    heed(page);
    if (options.javaScriptEnabled !== false) letListen(page);
  });
  return context.newPage();
}

/** Keeps count of what the page sends. */
function heed(page: Page): void {
  underway.set(page, new Set());
  page.on("request", (request) => void (request.method() === "POST" && underway.get(page)!.add(request)));
  for (const end of ["requestfinished", "requestfailed"] as const) {
    page.on(end as "requestfinished", (request) => void underway.get(page)!.delete(request));
  }
}

/** A page that was gone to is there once it answers: on a busy machine a walker is quicker than its scripts. */
function letListen(page: Page): void {
  for (const way of ["goto", "reload"] as const) {
    const go = page[way].bind(page) as (...where: unknown[]) => Promise<Response | null>;
    page[way] = async (...where: unknown[]) => {
      const answer = await go(...where);
      // Whoever asks for less measures what comes first.
      if ((where.at(-1) as { waitUntil?: string } | undefined)?.waitUntil === "commit") return answer;
      await page.waitForFunction(() =>
        [...document.querySelectorAll("button, input")].every((one) =>
          Object.keys(one).some((key) => key.startsWith("__reactProps$")),
        ),
      );
      return answer;
    };
  }
}

const underway = new WeakMap<Page, Set<unknown>>();

/** Escape, until this is gone: what is only just there may not hear it yet. */
export const pressEscape = (page: Page, from: Locator): Promise<void> =>
  expect(async () => {
    await page.keyboard.press("Escape");
    await expect(from).toHaveCount(0, { timeout: 1_000 });
  }).toPass();

/** What was done on the page has reached the house: nothing it sends is under way, nor begins in the next moment. */
export async function saved(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const sent = underway.get(page);
      // A page that somebody else opened was not listened to.
      await page.waitForTimeout(sent ? 150 : 1_500);
      return sent?.size ?? 0;
    })
    .toBe(0);
}

/**
 * What somebody does as a program, to set the scene: `const as = await program(request, "owner"); await as("getmembers")`.
 * Methods of another service than the collaboration's are written with it: `authentication.signoutsessions`.
 */
export async function program(request: APIRequestContext, who: CastKey, namespace = "users") {
  const ask = async (method: string, form: Record<string, string>, family = namespace) => {
    const [service, name] = method.includes(".") ? method.split(".") : ["collaboration", method];
    const answer = await request.post(`/1.0/${family}/${service}/rest/${name}`, { form });
    return answer.json();
  };
  const { session } = await ask("authentication.signin", { login: emailOf(who), password: demoPassword }, "users");
  return async (method: string, parameters: Record<string, string> = {}) => {
    const body = await ask(method, { session, ...parameters });
    expect(body.result, `${method}: ${body.error}`).toBe(0);
    return body;
  };
}
