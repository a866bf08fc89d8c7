import { expect, test } from "../house";

test("a refused sign-up says why beside the field and keeps what was typed; a good one promises a letter", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Make an account" }).click();
  // The sign-in has fields of the same names: wait until it has gone.
  await expect(page.getByRole("heading", { name: "Make an account" })).toBeVisible();
  await page.getByLabel("E-mail address").fill("new@confer.example");
  await page.getByLabel("Your name").fill("Nia New");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Make account" }).click();
  await expect(page.getByText("Use at least 15 characters.")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("new@confer.example");
  await expect(page.getByLabel("Your name")).toHaveValue("Nia New");
  await page.getByLabel("Password").fill("a long walk through the woods");
  await page.getByRole("button", { name: "Make account" }).click();
  await expect(page.getByRole("status")).toContainText("A letter is on its way.");
});

test("recovering an account answers the same for an address that has none", async ({ page }) => {
  await page.goto("/recover");
  await page.getByLabel("E-mail address").fill("nobody.at.all@confer.example");
  await page.getByRole("button", { name: "Send the letter" }).click();
  await expect(page.getByRole("status")).toContainText("If this address has an account, a letter is on its way.");
});

test("opening an account without a letter's key is refused in words", async ({ page }) => {
  await page.goto("/activate#nonsense");
  await page.getByLabel("Password").fill("a long walk through the woods");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").or(page.locator("form .text-deny")).first()).toBeVisible();
});

test("before its script runs the form sends nothing, least of all into the address", async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto("/sign-up");
  await page.getByLabel("Password").fill("a long walk through the woods");
  await page.getByLabel("Password").press("Enter");
  await expect(page.getByRole("button", { name: "Make account" })).toBeDisabled();
  await expect(page.locator("form")).toHaveAttribute("method", "post");
  expect(page.url()).toMatch(/\/sign-up$/);
  await page.context().close();
});
