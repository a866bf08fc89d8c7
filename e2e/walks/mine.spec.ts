import type { Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { judge } from "../axe";
import { emailOf, expect, linkTo, pageOf, saved, signInAs, test } from "../people";

/** The pages of whoever is signed in: their account, tokens, invitations, what is shared with them, and the letters. */

/** Fails the test once somebody presses with a mouse. */
async function withoutMouse(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    for (const kind of ["mousedown", "pointerdown"]) {
      document.addEventListener(kind, () => document.documentElement.setAttribute("data-mouse", "used"), true);
    }
  });
  return () => expect(page.locator("html[data-mouse]"), "the mouse was used").toHaveCount(0);
}

test("40, 2: by keyboard a token is made once however often Save is pressed, shown once, and revoked at once", async ({
  people,
}) => {
  const page = await people("delegate");
  await page.goto("/tokens");
  await expect(page.getByRole("button", { name: "Make token" })).toBeVisible();
  const noMouse = await withoutMouse(page);
  await page.keyboard.press("c");
  const form = page.getByRole("dialog");
  await form.getByLabel("What it is for").focus();
  await page.keyboard.type("nightly job");
  await form.getByLabel("7 days").focus();
  await page.keyboard.press("Space");
  // Enter twice in a field is Save pressed twice.
  await form.getByLabel("What it is for").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const key = form.getByText(/^confer_pat_/);
  const secret = (await key.textContent())!;
  await expect(form.getByRole("button", { name: "Copy key" })).toBeFocused();
  await page.keyboard.press("Escape");
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("never shown again");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await form.getByRole("button", { name: "I stored it" }).press("Enter");
  await noMouse();

  await expect(page.getByRole("row", { name: /nightly job/ })).toHaveCount(1);
  await expect(page.getByRole("row", { name: /nightly job/ })).toContainText(secret.slice(-4));
  const asked = () =>
    page.request.post("/1.0/users/account/rest/getuserinfo", { headers: { authorization: `Bearer ${secret}` } });
  expect(await (await asked()).json()).toMatchObject({ result: 0, email: emailOf("delegate") });
  await page.getByRole("button", { name: "Actions for nightly job" }).click();
  await page.getByRole("menuitem", { name: "Revoke token" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText("No tokens yet.")).toBeVisible();
  expect(await (await asked()).json()).toMatchObject({ result: 702 });
});

test("40: a double click on the key selects it whole; what is missing is told in a summary that leads to it (11)", async ({
  people,
}) => {
  const page = await people("delegate");
  await page.goto("/tokens?token=new");
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Make token" }).click();
  await form.getByRole("link", { name: /What it is for/ }).click();
  await expect(form.getByLabel("What it is for")).toBeFocused();
  await form.getByLabel("What it is for").fill("other job");
  await form.getByRole("button", { name: "Make token" }).dblclick();
  const key = form.getByText(/^confer_pat_/);
  await key.dblclick();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(await key.textContent());
  await form.getByRole("button", { name: "I stored it" }).click();
  await expect(page.getByRole("row", { name: /other job/ })).toHaveCount(1);
});

test("6, 7: theme, palette, language and shortcuts hold after a reload, and in the next browser", async ({
  people,
}) => {
  const page = await people("suspended");
  await page.goto("/account");
  await page.getByText("Dark", { exact: true }).click();
  await page.getByText("Colour-blind", { exact: true }).click();
  await page.getByLabel("Single-key shortcuts").uncheck();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await saved(page);
  await page.reload();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(html).toHaveAttribute("data-palette", "colourblind");
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Konto" })).toBeVisible();

  // It goes with the person: the next browser begins in English, until they are in.
  const other = await pageOf(page.context().browser()!);
  await other.goto("/sign-in");
  await other.getByRole("button", { name: /^Sven Sommer/ }).click();
  await other.getByRole("navigation", { name: "Seiten" }).waitFor();
  await other.goto("/account");
  await expect(other.getByRole("heading", { level: 1, name: "Konto" })).toBeVisible();
  await expect(other.getByLabel("Tastenkürzel aus einzelnen Tasten")).not.toBeChecked();
  await other.getByRole("main").getByRole("button", { name: "English" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
  await other.context().close();
});

test("11: when a sign-in is ended elsewhere, what was typed stays, and is saved after signing in again in place", async ({
  people,
}) => {
  const [here, elsewhere] = [await people("delegate"), await people("delegate")];
  await here.goto("/account");
  await here.getByLabel("Name", { exact: true }).fill("Dana Reyes-Berg");
  await elsewhere.goto("/account");
  await elsewhere.getByRole("button", { name: "End all others" }).click();
  await elsewhere.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
  await expect(elsewhere.getByText("Every other sign-in ended.")).toBeVisible();
  const again = here.getByRole("dialog", { name: "Your sign-in has ended" });
  if (!(await again.isVisible())) await here.getByRole("button", { name: "Save name" }).click();
  await again.getByLabel("Password").fill(demoPassword);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toHaveCount(0);
  await expect(here.getByLabel("Name", { exact: true })).toHaveValue("Dana Reyes-Berg");
  await here.getByRole("button", { name: "Save name" }).click();
  await elsewhere.reload();
  await expect(elsewhere.getByLabel("Name", { exact: true })).toHaveValue("Dana Reyes-Berg");
});

test("what needs the password again asks in place and goes on: a second factor begins with its code to scan", async ({
  people,
  house,
}) => {
  const page = await people("stranger");
  await page.goto("/account");
  await house.sql("update sign_in set confirmed_at = now() - interval '10 minutes'");
  await page.getByRole("button", { name: "Turn on second factor" }).click();
  const ask = page.getByRole("dialog", { name: "Your password again" });
  await ask.getByLabel("Password").fill("not it at all");
  await ask.getByRole("button", { name: "Go on" }).click();
  await expect(ask.getByText("This is not your password.")).toBeVisible();
  await ask.getByLabel("Password").fill(demoPassword);
  await ask.getByRole("button", { name: "Go on" }).click();
  const panel = page.getByRole("dialog", { name: "Turn on second factor" });
  await expect(panel.getByRole("img", { name: /QR code/ })).toBeVisible();
  await panel.getByLabel("Code", { exact: true }).fill("000000");
  await panel.getByRole("button", { name: "Turn it on" }).click();
  await expect(panel.getByText(/not the code/)).not.toHaveCount(0);
  await judge(page, "the second factor");
});

test("18: in the product an invitation says what it would give; one that ran out offers to ask for a new one", async ({
  people,
  house,
}) => {
  const ines = await people("invited");
  await expect(ines).toHaveURL(/\/invitations$/);
  await expect(ines.getByRole("link", { name: /^Invitations/ })).toContainText("1");
  await expect(
    ines
      .getByText("Change files")
      .or(ines.getByText(/files, environments/))
      .first(),
  ).toBeVisible();
  await house.sql("update member set secret_expires_at = now() - interval '1 day' where email = $1", [
    emailOf("invited"),
  ]);
  await ines.reload();
  await expect(ines.getByText(/^Ran out on/)).toBeVisible();
  await expect(ines.getByRole("button", { name: "Accept invitation" })).toHaveCount(0);
  await ines.getByRole("button", { name: "Ask for a new one" }).click();
  await expect(ines.getByText("Olga Oduya gets a letter with your wish.")).toBeVisible();
  await ines.goto(`/outbox?to=${emailOf("owner")}`);
  await expect(ines.getByRole("row", { name: /asks for a new invitation/ })).toHaveCount(1);
  await house.sql("update member set secret_expires_at = now() + interval '7 days' where email = $1", [
    emailOf("invited"),
  ]);
});

test("18, 17: without scripts a letter's link is pasted, an account made, and the invitation accepted; twice is once", async ({
  people,
  browser,
}) => {
  const olga = await people("owner");
  const email = "plain.pia@confer.example";
  await olga.request.get("/");
  const signedIn = await olga.request.post("/1.0/users/authentication/rest/signin", {
    form: { login: emailOf("owner"), password: demoPassword },
  });
  const { session } = (await signedIn.json()) as { session: string };
  await olga.request.post("/1.0/users/collaboration/rest/invitemember", { form: { session, email } });
  const link = await linkTo(olga, email);

  const pia = await pageOf(browser, { javaScriptEnabled: false });
  await pia.goto(link);
  await pia.getByLabel("The link from your letter").fill(new URL(link, olga.url()).href);
  await pia.getByRole("button", { name: "Open invitation" }).click();
  await expect(pia.getByRole("heading", { level: 1 })).toContainText("invites you to work together");
  await pia.getByLabel("Your name").fill("Pia Plain");
  await pia.getByLabel("Password").fill("seven quiet lamps at noon");
  await pia.getByRole("button", { name: "Make account and answer" }).click();
  await pia.getByRole("button", { name: "Accept invitation" }).click();
  await expect(pia.getByRole("heading", { level: 1, name: "Shared with me" })).toBeVisible();
  await pia.context().close();

  const again = await pageOf(browser);
  await again.goto("/sign-in");
  await again.getByLabel("E-mail address").fill(email);
  await again.getByLabel("Password").fill("seven quiet lamps at noon");
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await again.getByRole("navigation", { name: "Pages" }).waitFor();
  await again.goto(link);
  await expect(again.getByRole("heading", { name: /^You work with .* already$/ })).toBeVisible();
  await again.goto("/shared");
  await again.getByRole("button", { name: /^Actions for/ }).click();
  await again.getByRole("menuitem", { name: "Leave" }).click();
  const leave = again.getByRole("alertdialog");
  await expect(leave).toContainText("stay with");
  await leave.getByRole("button", { name: "Leave" }).click();
  await expect(again.getByText("Nobody shares anything with you yet.")).toBeVisible();
  await again.context().close();
});

test("a newcomer of the demo finds their letter in the outbox before they are in, and it opens their account", async ({
  page,
  house,
}) => {
  const email = "nora.newcomer@confer.example";
  await page.goto("/sign-up");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Your name").fill("Nora Newcomer");
  await page.getByLabel("Password").fill("a long walk through the woods");
  await page.getByRole("button", { name: "Make account" }).click();
  await page.getByRole("link", { name: "Outbox" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Outbox" })).toBeVisible();
  const link = await linkTo(page, email);
  await page.getByRole("dialog").frameLocator("iframe").getByRole("link").first().click();
  await page.waitForURL(/\/activate#/);
  expect(page.url()).toContain(link);
  await page.getByLabel("Password").fill("a long walk through the woods");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("navigation", { name: "Pages" }).waitFor();

  // 15: an empty account is led; each step ticks itself; put away, it comes back from the account's page.
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps).toContainText("0 of 4 done");
  await house.sql(
    "insert into role (owner_uid, id, name, name_key, type) select owner_uid, 999, 'Looker', 'looker', 'VAP' from account where email = $1",
    [email],
  );
  await page.goto("/members");
  await expect(steps).toContainText("1 of 4 done");
  await expect(steps.getByRole("link", { name: "Invite somebody" })).toBeVisible();
  await steps.getByRole("button", { name: "Put the first steps away" }).click();
  await expect(steps).toHaveCount(0);
  await page.goto("/account");
  await page.getByRole("button", { name: "Show the first steps again" }).click();
  await saved(page);
  await page.goto("/members");
  await expect(steps).toContainText("1 of 4 done");
});

test("8: each list of mine can be forced into its four states", async ({ people }) => {
  const page = await people("member");
  for (const [address, empty] of [
    ["/tokens", "No tokens yet."],
    ["/invitations", "No invitation waits for your answer."],
    ["/shared", "Nobody shares anything with you yet."],
    ["/outbox", "No letters yet."],
  ] as const) {
    await page.goto(`${address}?demo=empty`);
    await expect(page.getByText(empty)).toBeVisible();
    await page.goto(`${address}?demo=denied`);
    await expect(page.getByText(/^You may not see/)).toBeVisible();
    await page.goto(`${address}?demo=error`);
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  }
});

test("the invitation's second window: what was answered in one says so in the other", async ({ people }) => {
  const page = await people("invited");
  const other = await pageOf(page.context().browser()!);
  await other.goto("/sign-in");
  await signInAs(other, "invited");
  await page.goto("/invitations");
  await other.goto("/invitations");
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Shared with me" })).toBeVisible();
  const second = other.getByRole("button", { name: "Accept invitation" });
  if (await second.isVisible()) await second.click().catch(() => {});
  await expect(
    other.getByText("No invitation waits for your answer.").or(other.getByText("docs-site")).first(),
  ).toBeVisible();
  await other.context().close();
});
