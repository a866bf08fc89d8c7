import type { CastKey } from "../../db/cast";
import { expect, test } from "../people";

/** At 390 px nothing scrolls sideways, and every page is reached from the sheet. */
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

test("no page is wider than a phone", async ({ people }) => {
  const addresses: [CastKey, string[]][] = [
    [
      "owner",
      [
        "/members",
        "/roles",
        "/roles?role=new",
        "/policies?policy=new",
        "/journal",
        "/access",
        "/access?member=me&thing=ENV_GROUP:*",
        "/access?method=environment.control.StartEnv&thing=ENV:*",
        "/access?method=environment.control.RestartNodes",
        "/environments",
        "/requests",
        "/review",
        "/threat-models",
        "/tokens",
        "/outbox",
      ],
    ],
    ["member", ["/shared"]],
    ["invited", ["/invitations"]],
  ];
  for (const [who, paths] of addresses) {
    const page = await people(who, phone);
    for (const path of paths) {
      await page.goto(path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, path).toBeLessThanOrEqual(390);
    }
  }
});

test("5: at 200 % zoom of a desk's window a list scrolls in its own frame, and the page does not", async ({
  people,
}) => {
  const page = await people("owner", { viewport: { width: 640, height: 400 } });
  for (const path of ["/members", "/environments", "/outbox"]) {
    await page.goto(path);
    await page.locator("[data-row]").first().waitFor();
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(640);
  }
});

test("9: the sheet leads to every page, and closes behind you; Back closes it before it leaves the page", async ({
  people,
}) => {
  const page = await people("owner", phone);
  const menu = page.getByRole("button", { name: /^Menu/ });
  const sheet = page.getByRole("dialog", { name: "Confer" });
  await menu.click();
  await sheet.getByRole("link", { name: "Roles" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  await expect(sheet).toHaveCount(0);
  await menu.click();
  await expect(sheet).toBeVisible();
  await page.goBack();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
  await expect(sheet).toHaveCount(0);
});
