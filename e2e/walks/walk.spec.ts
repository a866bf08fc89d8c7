import { demoPassword } from "../../db/cast";
import { emailOf, expect, linkTo, pageOf, program, signInAs, test } from "../people";

/** Walks through the house as its people take them, each in a browser of their own. */

test("the owner invites somebody, who accepts, sees what is shared, loses it when suspended, and has it back", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.getByRole("button", { name: "Invite members" }).click();
  const invite = olga.getByRole("dialog", { name: "Invite members" });
  await invite.getByLabel("E-mail addresses").fill(emailOf("stranger"));
  await invite.getByLabel("E-mail addresses").press("Enter");
  await invite.getByLabel("Label (optional)").fill("Sten, auditor");
  await invite.getByRole("button", { name: "Invite 1 person" }).click();
  await invite.getByRole("link", { name: emailOf("stranger") }).click();
  await expect(olga.getByRole("heading", { level: 1, name: "Sten, auditor" })).toBeVisible();
  await expect(olga.getByText("Nothing is shared yet.")).toBeVisible();

  await olga.getByRole("button", { name: "Share with Sten, auditor" }).click();
  const share = olga.getByRole("dialog", { name: "Share" });
  await share.getByLabel("What", { exact: true }).selectOption({ label: "shop-staging" });
  await share.getByRole("checkbox", { name: /^Viewer/ }).check();
  await share.getByRole("button", { name: "Share shop-staging" }).click();
  await expect(olga.locator("main li").filter({ hasText: "shop-staging" }).first()).toContainText("Viewer");

  const sten = await people("stranger");
  await expect(sten.getByRole("heading", { name: "Olga Oduya invites you to work together" })).toBeVisible();
  await expect(sten.getByText("shop-staging")).toBeVisible();
  await sten.getByRole("button", { name: "Accept invitation" }).click();
  await expect(sten.getByRole("heading", { level: 1, name: "Shared with me" })).toBeVisible();
  await expect(sten.getByRole("row", { name: /shop-staging.*Viewer/ })).toContainText("methods");

  await olga.reload();
  await olga.getByRole("button", { name: "Suspend member" }).click();
  await expect(olga.getByText("Sten, auditor is suspended.", { exact: true })).toBeVisible();
  await sten.reload();
  await expect(sten.getByText(/^Olga Oduya suspended you on /)).toBeVisible();
  await expect(sten.getByText("shop-staging")).toHaveCount(0);

  await olga.getByRole("button", { name: "Activate member" }).click();
  await expect(olga.getByText("Sten, auditor is active again.", { exact: true })).toBeVisible();
  await sten.reload();
  await expect(sten.getByRole("row", { name: /shop-staging.*Viewer/ })).toContainText("methods");
});

test("somebody without an account accepts through the letter's link", async ({ people, browser }) => {
  const olga = await people("owner");
  await olga.getByRole("button", { name: "Invite members" }).click();
  const invite = olga.getByRole("dialog", { name: "Invite members" });
  await invite.getByLabel("E-mail addresses").fill("nia.new@confer.example");
  await invite.getByLabel("E-mail addresses").press("Enter");
  await invite.getByRole("button", { name: "Invite 1 person" }).click();
  await invite.getByRole("link", { name: "nia.new@confer.example" }).click();
  await expect(olga.getByRole("heading", { level: 1, name: "nia.new@confer.example" })).toBeVisible();
  const link = await linkTo(olga, "nia.new@confer.example");

  const nia = await pageOf(browser);
  await nia.goto(link);
  await expect(nia.getByRole("heading", { name: "Olga Oduya invites you to work together" })).toBeVisible();
  // Looking changes nothing, so the same link opens again (S-23).
  await nia.reload();
  await nia.getByLabel("Your name").fill("Nia New");
  await nia.getByLabel("Password").fill("short");
  await nia.getByRole("button", { name: "Make account and answer" }).click();
  await expect(nia.getByRole("alert").filter({ hasText: /15/ })).toBeVisible();
  await nia.getByLabel("Password").fill("seven quiet lamps at noon");
  await nia.getByRole("button", { name: "Make account and answer" }).click();
  await nia.getByRole("button", { name: "Accept invitation" }).click();
  await expect(nia.getByRole("heading", { level: 1, name: "Shared with me" })).toBeVisible();
  await expect(nia.getByRole("heading", { name: "Olga Oduya", exact: true })).toBeVisible();
  await nia.goto("/outbox");
  await nia.goto(link);
  await expect(nia.getByRole("heading", { name: "You work with Olga Oduya already" })).toBeVisible();
  await nia.context().close();
});

test("an invitation opened by somebody else says whose it is", async ({ people, browser, request }) => {
  const olga = await people("owner");
  // Whatever other walks made of Ines: she is invited anew.
  const as = await program(request, "owner");
  const { collaborations } = await as("getmembers");
  const known = collaborations.find((one: { email: string }) => one.email === emailOf("invited"));
  if (known) await as("deletemember", { id: String(known.members[0].id) });
  await as("invitemember", { email: emailOf("invited") });
  const link = await linkTo(olga, emailOf("invited"));
  await olga.goto(link);
  await expect(olga.getByText(`You are signed in as ${emailOf("owner")}`)).toBeVisible();
  // The link of another letter in the same window is another invitation.
  await olga.evaluate(() => {
    window.location.hash = "of-another-letter";
  });
  await expect(olga.getByRole("heading", { name: "This invitation is closed" })).toBeVisible();
  await olga.goBack();
  await expect(olga.getByText(`You are signed in as ${emailOf("owner")}`)).toBeVisible();
  await olga.getByRole("button", { name: "Sign out" }).click();
  await expect(olga.getByRole("link", { name: "Sign in to answer" })).toBeVisible();

  const ines = await pageOf(browser);
  await ines.goto("/sign-in");
  await signInAs(ines, "invited");
  await ines.goto(link);
  await ines.getByRole("button", { name: "Reject invitation" }).click();
  await ines.getByRole("alertdialog").getByRole("button", { name: "Reject invitation" }).click();
  await expect(ines.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
  await ines.context().close();
});

test("a page of somebody else's member is simply not found", async ({ people }) => {
  const olga = await people("owner");
  const href = await olga.getByRole("link", { name: /Milo/ }).first().getAttribute("href");
  const ines = await people("invited");
  const answer = await ines.goto(href!);
  expect(answer?.status()).toBe(404);
  await expect(ines.getByRole("heading", { name: "Not found" })).toBeVisible();
  // Told inside the frame, not as a second page within it.
  await expect(ines.getByRole("main")).toHaveCount(1);
  const nonsense = await ines.goto("/members/1e9");
  expect(nonsense?.status()).toBe(404);
});

test("whoever is signed out is sent to the sign-in, and comes back to where they were", async ({ page }) => {
  await page.goto("/roles");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Froles$/);
  await page.getByRole("button", { name: "Olga Oduya" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("a wrong password is told beside the form, and the address stays", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(emailOf("owner"));
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not go together" })).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue(emailOf("owner"));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("somebody signs in with their password and reads their members", async ({ page }) => {
    await page.goto("/members");
    await page.getByLabel("E-mail address").fill(emailOf("owner"));
    await page.getByLabel("Password").fill("not the password at all");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("do not go together")).toBeVisible();
    await expect(page.getByLabel("E-mail address")).toHaveValue(emailOf("owner"));
    await page.getByLabel("Password").fill(demoPassword);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
    await expect(page.getByRole("row", { name: /member@confer\.example/ }).first()).toBeVisible();
  });

  test("the demo is a press away", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Milo Marsh" }).click();
    await page.goto("/shared");
    await expect(page.getByRole("heading", { level: 1, name: "Shared with me" })).toBeVisible();
  });
});

test("the owner makes a token that is shown once", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/tokens");
  await olga.getByRole("button", { name: "Make token" }).click();
  const form = olga.getByRole("dialog");
  await form.getByLabel("What it is for").fill("nightly job");
  await form.getByRole("button", { name: "Make token" }).click();
  const key = form.getByText(/^confer_pat_/);
  await expect(key).toBeVisible();
  const last4 = (await key.textContent())!.slice(-4);
  await form.getByRole("button", { name: "I stored it" }).click();
  await expect(olga.getByRole("row", { name: /nightly job/ })).toContainText(last4);
  await expect(olga.getByText(/^confer_pat_\w/)).toHaveCount(0);
});

test("the owner registers an environment and shares it from its own panel", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/environments");
  await olga.getByRole("button", { name: "Register environment" }).click();
  const form = olga.getByRole("dialog", { name: "Register environment" });
  await form.getByLabel("Name", { exact: true }).fill("shop-prod");
  await form.getByRole("button", { name: "Register environment" }).click();
  await expect(form.getByRole("alert")).toContainText("taken");
  await form.getByLabel("Name", { exact: true }).fill("shop-canary");
  await form.getByRole("button", { name: "Register environment" }).click();
  await olga.getByRole("link", { name: "shop-canary" }).click();
  const panel = olga.getByRole("dialog", { name: "shop-canary" });
  await panel.getByRole("button", { name: "Share shop-canary" }).click();
  const share = olga.getByRole("dialog", { name: "Share shop-canary" });
  await share.getByRole("checkbox", { name: /^Milo/ }).check();
  await share.getByRole("checkbox", { name: /^Accountant/ }).check();
  await share.getByRole("button", { name: "Share shop-canary" }).click();
  await expect(panel.getByRole("listitem").filter({ hasText: "Milo" })).toContainText("Accountant · shared directly");
});
