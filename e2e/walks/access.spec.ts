import type { Page } from "@playwright/test";
import { fitsPhone, judge } from "../axe";
import { expect, test } from "../keyboard";
import { program } from "../people";

const START = "environment.control.StartEnv";
const DELETE = "environment.control.DeleteEnv";

const pick = async (page: Page, label: string, text: string, choice: RegExp) => {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("combobox", { name: label }).fill(text);
  await page.getByRole("option", { name: choice }).first().click();
};

test("35: person, method and thing are answered in words first, by an address that can be handed on, and the same over REST", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Sven", /^Sven/);
  await pick(olga, "Method", "control.StartEnv", /StartEnv$/);
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  const main = olga.getByRole("main");
  await expect(main).toContainText(/No – Sven is suspended since \d{1,2} \w+ \d{4}\./);
  await expect(main.getByRole("heading", { name: "The way there" })).toBeVisible();
  await judge(olga, "/access");
  const address = olga.url();
  await olga.goto("/members");
  await olga.goto(address);
  await expect(main).toContainText("is suspended since");

  const as = await program(request, "owner", "confer");
  const asked = new URL(address).searchParams;
  const answer = await as("access.explain", {
    memberId: asked.get("member")!,
    resourceType: "ENV",
    resourceId: asked.get("thing")!.slice("ENV:".length),
    serviceMethod: START,
  });
  expect(answer).toMatchObject({ allowed: false, sentence: "Denied: the membership is suspended." });
  await olga.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await olga.getByRole("button", { name: "Copy as JSON" }).click();
  const copied = JSON.parse(await olga.evaluate(() => navigator.clipboard.readText()));
  expect(copied.chain).toEqual(answer.chain);
  expect(copied.sentence).toBe(answer.sentence);
});

test("36: a no leads to the form where the smallest change is made, filled in, and then it is a yes", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Milo", /^Milo/);
  await pick(olga, "Method", "control.DeleteEnv", /DeleteEnv$/);
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  const main = olga.getByRole("main");
  await expect(main).toContainText("No –");
  const address = olga.url();
  await main.getByRole("link", { name: /^Give the role/ }).click();
  const form = olga.getByRole("dialog", { name: /^Share/ });
  await expect(form.getByRole("checkbox", { name: /^Milo/ })).toBeChecked();
  await form.getByRole("button", { name: /^Share/ }).click();
  await expect(form).toBeHidden();
  await olga.goto(address);
  await expect(main).toContainText("Yes –");
  await expect(main.getByRole("heading", { name: "What would take it away" })).toBeVisible();
});

test("37: by keyboard: who may, what they may, what they reach", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/access");
  const box = (name: string) => page.getByRole("combobox", { name });
  await tabTo(box("Method"));
  await press("ArrowDown");
  await type(DELETE);
  await page.getByRole("option", { name: DELETE }).waitFor();
  await press("Enter");
  await tabTo(box("Thing"));
  await press("ArrowDown");
  await type("shop-prod");
  await page
    .getByRole("option", { name: /^shop-prod/ })
    .first()
    .waitFor();
  await press("Enter");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: /^Who may call .*DeleteEnv on shop-prod/ })).toBeVisible();
  await expect(main).toContainText("Olga Oduya may, as the owner.");
  await expect(page).toHaveURL(/method=environment\.control\.DeleteEnv&thing=ENV/);
  // Letters lead elsewhere once nothing is being typed.
  await press("Tab");
  await press("g", "m");
  await expect(page.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
  await press("g", "a");
  await expect(page.getByRole("heading", { name: "Access", level: 1 })).toBeVisible();
});

test("/access at 390 px, as a member about themselves: their own side, and a thing they may not know of is not found", async ({
  people,
}) => {
  const milo = await people("member", { viewport: { width: 390, height: 844 } });
  await milo.goto(`/access?member=me&method=${START}&thing=ENV:shop-prod`);
  const main = milo.getByRole("main");
  await expect(main).toContainText(/(Yes|No) –/);
  await fitsPhone(milo, "/access");
  await milo.goto(`/access?member=me&method=${START}&thing=ENV:no-such-thing`);
  await expect(main).toContainText(/not/i);
});

test("34: whoever is refused asks why where they are: a member about themselves, a delegate about whoever they look after", async ({
  people,
}) => {
  const milo = await people("member");
  await milo.goto("/shared?thing=ENV_GROUP:Shop");
  await milo.getByRole("dialog").getByRole("button", { name: "Why?" }).click();
  const why = milo.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText(/(Yes|No) – /);
  await expect(why.getByRole("heading", { name: "The way there" })).toBeVisible();
  await expect(why.getByRole("heading", { name: /smallest change|take it away/ })).toHaveCount(0);

  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await dana
    .getByRole("treegrid")
    .getByRole("link", { name: /shop-prod/ })
    .first()
    .click();
  await dana.getByRole("button", { name: /^Why Milo/ }).click();
  const told = dana.getByRole("dialog", { name: "Why?" });
  await expect(told).toContainText("Yes – ");
  await expect(told.getByRole("heading", { name: "What would take it away" })).toBeVisible();
});
