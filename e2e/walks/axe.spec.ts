import type { Locator, Page } from "@playwright/test";
import type { CastKey } from "../../db/cast";
import { judge } from "../axe";
import { test } from "../people";

/** What to press there, and the role of what opens. */
type Opens = [press: (page: Page) => Locator, role: "dialog" | "menu" | "heading" | "article"];

const pages: [address: string, who: CastKey, opens?: Opens][] = [
  ["/members", "owner"],
  ["/members", "stranger"],
  ["/members", "owner", [(page) => page.getByRole("button", { name: "Invite member" }), "dialog"]],
  ["/members", "owner", [(page) => page.getByRole("button", { name: /^Actions for/ }).first(), "menu"]],
  ["/members", "owner", [(page) => page.getByRole("link", { name: /Milo/ }).first(), "heading"]],
  ["/roles", "owner", [(page) => page.getByRole("link", { name: /^Developer/ }).first(), "article"]],
  ["/roles?role=new", "owner"],
  ["/policies", "owner", [(page) => page.getByRole("link", { name: /^Never delete/ }), "article"]],
  ["/policies?policy=new", "owner"],
  ["/policies", "owner", [(page) => page.getByRole("button", { name: "Must hold" }), "dialog"]],
  ["/journal", "owner", [(page) => page.getByRole("row").nth(1).getByRole("link"), "dialog"]],
  ["/access", "owner"],
  ["/access?member=me&thing=ENV_GROUP:*", "owner"],
  ["/access?method=environment.control.StartEnv&thing=ENV:*", "owner"],
  ["/requests", "owner"],
  ["/review", "owner", [(page) => page.getByRole("button", { name: "Start a review" }).first(), "dialog"]],
  ["/environments", "owner"],
  ["/environments", "owner", [(page) => page.getByRole("link", { name: "shop-prod" }), "dialog"]],
  ["/threat-models", "owner"],
  ["/threat-models", "member", [(page) => page.getByRole("link", { name: "Card payments" }), "dialog"]],
  ["/threat-models", "owner", [(page) => page.getByRole("button", { name: "Make threat model" }), "dialog"]],
  ["/invitations", "invited"],
  ["/shared", "member"],
  ["/shared", "suspended"],
  ["/tokens", "owner", [(page) => page.getByRole("button", { name: "Make token" }), "dialog"]],
  ["/outbox", "owner", [(page) => page.getByRole("grid").getByRole("link").first(), "dialog"]],
  ["/account", "owner"],
  ["/account", "owner", [(page) => page.getByRole("button", { name: "Turn on second factor" }), "dialog"]],
  ["/nothing-here", "owner"],
];

test("1: axe finds nothing before anybody is in", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const address of ["/sign-in", "/sign-in?error=wrong-password", "/invitation#gone"]) {
    await page.goto(address);
    await judge(page, address);
  }
});

for (const [n, [address, who, opens]] of pages.entries()) {
  test(`1: axe finds nothing on ${address} as ${who} (${n})`, async ({ people }) => {
    const page = await people(who, { reducedMotion: "reduce" });
    await page.goto(address);
    if (opens) {
      const [press, role] = opens;
      await press(page).click();
      await page.getByRole(role).first().waitFor();
    }
    await judge(page, address);
  });
}

test("1: no letter has a barrier that axe finds", async ({ people, browser }) => {
  const owner = await people("owner");
  await owner.goto("/outbox");
  await owner.getByRole("grid").getByRole("link").first().click();
  const letter = await owner.locator("iframe[srcdoc]").getAttribute("srcdoc");
  const page = await (await browser.newContext()).newPage();
  await page.setContent(letter!);
  // Landmarks are for pages; a letter is part of somebody's mail.
  await judge(page, "a letter", { without: ["best-practice"] });
});
