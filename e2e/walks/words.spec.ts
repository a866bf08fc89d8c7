import fs from "node:fs";
import type { Page } from "@playwright/test";
import { cast } from "../../db/cast";
import { expect, pageOf, test } from "../people";

/**
 * Two languages show what was forgotten: `xx` lengthens and accents every text and mirrors the page, and Arabic has no Latin
 * letters of its own. A plain Latin word on such a page is either somebody's (a name, a method) or untranslated.
 */
const strangers = [
  "/sign-in",
  "/sign-in?error=wrong-password",
  "/sign-up",
  "/recover",
  "/activate",
  "/invitation#gone",
];
const mine: [who: (typeof cast)[number]["key"], addresses: string[]][] = [
  [
    "owner",
    [
      "/members",
      "/roles",
      "/policies",
      "/journal",
      "/review?start=new",
      "/environments",
      "/environments?view=matrix",
      "/environments?view=matrix&above=models",
      "/threat-models",
      "/teams",
      "/tokens",
      "/nothing-here",
    ],
  ],
  ["member", ["/shared"]],
  ["invited", ["/invitations"]],
];

const widths = [1280, 390];

for (const language of ["xx", "ar"] as const) {
  test(`every page speaks ${language}, and none is wider than its window`, async ({ people, browser, baseURL }) => {
    test.setTimeout(180_000);
    const speaks = async (page: Page) =>
      page.context().addCookies([{ name: "confer-language", value: language, url: baseURL! }]);
    const nobody = await pageOf(browser);
    await speaks(nobody);
    for (const address of strangers) await judge(nobody, address);
    await nobody.context().close();
    for (const [who, addresses] of mine) {
      const page = await people(who);
      await speaks(page);
      for (const address of addresses) await judge(page, address);
    }
  });
}

test("the language chosen at the sign-in is kept with the person, and spoken wherever they sign in", async ({
  browser,
}) => {
  const first = await pageOf(browser);
  await first.goto("/sign-in");
  await first.getByRole("button", { name: "Deutsch" }).click();
  await expect(first.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
  await first.getByRole("button", { name: "Sten Strand" }).click();
  await expect(first.getByRole("navigation", { name: "Seiten" })).toBeVisible();
  await expect(first.locator("html")).toHaveAttribute("lang", "de");

  const second = await pageOf(browser);
  await second.goto("/sign-in");
  await expect(second.locator("html")).toHaveAttribute("lang", "en");
  await second.getByRole("button", { name: "Sten Strand" }).click();
  await expect(second.getByRole("navigation", { name: "Seiten" })).toBeVisible();
  await second.goto("/account");
  await second.getByRole("main").getByRole("button", { name: "English" }).click();
  await expect(second.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
  for (const page of [first, second]) await page.context().close();
});

test("whoever has chosen nothing reads what their browser asks for", async ({ browser }) => {
  const page = await pageOf(browser, { locale: "ar-EG" });
  await page.goto("/sign-in");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.context().close();
});

async function judge(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: widths[0]!, height: 900 });
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  expect.soft(await page.evaluate(() => document.documentElement.dir), address).toBe("rtl");
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), `${address} in a window ${width} wide`)
      .toBeLessThanOrEqual(width);
    expect.soft(plainWords(await page.evaluate(saidOn)), `plain words on ${address}, ${width} wide`).toEqual([]);
  }
}

/** What eyes and ears meet on the page. Times are written by the browser, and a part with a language of its own is in it. */
function saidOn(): string[] {
  const said: string[] = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("script, style, noscript, time, [lang], next-route-announcer")) {
      said.push(node.textContent ?? "");
    }
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
    for (const element of document.querySelectorAll(`[${name}]:not(time)`)) {
      if (!element.closest("[lang]:not(html)")) said.push(element.getAttribute(name) ?? "");
    }
  }
  return said;
}

/** Words of Latin letters without an accent, with a vowel, that are nobody's. */
function plainWords(said: readonly string[]): string[] {
  const found = said.flatMap((text) => text.match(/[\p{L}\p{M}]+/gu) ?? []);
  return [
    ...new Set(found.filter((word) => /^[a-z]{2,}$/i.test(word) && /[aeiouy]/i.test(word) && !somebodys.has(word))),
  ];
}

type Named = { name: string; description: string };
const catalogue: { methods: { method: string }[]; policies: Named[]; roles: Named[] } = JSON.parse(
  fs.readFileSync("lib/domain/catalogue.json", "utf8"),
);

/** The names in the demo, of methods, and of ourselves; these walks come before those that name things. */
const somebodys = new Set(
  [
    "Confer",
    ...cast.flatMap(({ name, email }) => [name, email]),
    ...catalogue.methods.map(({ method }) => method),
    ...quotedIn("lib/furnish.ts"),
    ...[...catalogue.policies, ...catalogue.roles].flatMap(({ name, description }) => [name, description]),
  ].flatMap((text) => text.match(/[A-Za-z]+/g) ?? []),
);

function quotedIn(file: string): string[] {
  const text = fs.readFileSync(file, "utf8").replace(/^import .*$/gm, "");
  return [...text.matchAll(/"([^"\n]*)"/g)].map(([, quoted = ""]) => quoted);
}
