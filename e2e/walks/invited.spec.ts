import fs from "node:fs";
import type { Page } from "@playwright/test";
import { test as byHand } from "../keyboard";
import { emailOf, expect, linkTo, pageOf, program, signInAs, test } from "../people";

/** How people come to work together. Numbers are statements of acceptance. */

const password = "a long walk through the woods";
const rowOf = (page: Page, who: string) => page.locator("[data-row]").filter({ hasText: who }).first();

test("15: from an empty account to a colleague who sees what is shared: each step ticks itself", async ({
  page,
  people,
}) => {
  const email = "fresh.fay@confer.example";
  await page.goto("/sign-up");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Your name").fill("Fay Fresh");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make account" }).click();
  await page.getByRole("link", { name: "Outbox" }).waitFor();
  await page.goto(await linkTo(page, email));
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps).toContainText("0 of 4 done");

  await steps.getByRole("link", { name: "Invite somebody" }).click();
  const invite = page.getByRole("dialog", { name: "Invite members" });
  await invite.getByLabel("E-mail addresses").fill(emailOf("stranger"));
  await invite.getByLabel("E-mail addresses").press("Enter");
  await invite.getByRole("button", { name: "Invite 1 person" }).click();
  await invite.getByRole("button", { name: "Done" }).click();
  await expect(steps).toContainText("1 of 4 done");

  await steps.getByRole("link", { name: "Make a role" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Reader");
  await page.getByRole("checkbox", { name: /^Environment \d/ }).check();
  await page.getByRole("button", { name: "Add role" }).last().click();
  await expect(page.getByRole("heading", { name: "Reader" })).toBeVisible();

  await page.goto("/members");
  await expect(steps).toContainText("2 of 4 done");
  await steps.getByRole("link", { name: "Share something" }).click();
  await page.getByRole("button", { name: "Register environment" }).first().click();
  const make = page.getByRole("dialog", { name: "Register environment" });
  await make.getByLabel("Name", { exact: true }).fill("fay-shop");
  await make.getByRole("button", { name: "Register environment" }).click();
  await expect(make).toHaveCount(0);
  await page.goto("/members");
  await steps.getByRole("link", { name: "Share something" }).click();
  await page.getByRole("button", { name: /^Share with/ }).click();
  const share = page.getByRole("dialog", { name: "Share", exact: true });
  await share.getByLabel("What", { exact: true }).selectOption({ label: "fay-shop" });
  await share.getByRole("checkbox", { name: /^Reader/ }).check();
  await share.getByRole("button", { name: /^Share/ }).click();
  await expect(share).toHaveCount(0);

  await page.goto("/members");
  await expect(steps).toContainText("3 of 4 done");
  await steps.getByRole("button", { name: "View as member" }).click();
  // Who that is, the owner is not told before they have accepted.
  await expect(page.getByRole("region", { name: "Viewing as" })).toContainText(emailOf("stranger"));
  await expect(page.getByRole("main")).toContainText("fay-shop");
  // The page was loaded anew: a key is heard once its script listens.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/\/members\/\d+$/, { timeout: 2_000 });
  }).toPass();
  await page.getByRole("link", { name: "Members" }).first().click();
  await expect(steps).toContainText("4 of 4 done");
  await steps.getByRole("button", { name: "Put the first steps away" }).click();
  await expect(steps).toHaveCount(0);

  const sten = await people("stranger");
  await sten.goto("/invitations");
  await sten.getByRole("button", { name: "Accept invitation" }).click();
  await expect(sten.getByText("fay-shop").first()).toBeVisible();
});

test("17: the letter says what it gives; signed in as somebody else one is told whom it is for, and may switch", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto(`/outbox?to=${encodeURIComponent(emailOf("invited"))}`);
  await olga.getByRole("grid", { name: "Letters" }).getByRole("link").first().click();
  const letter = olga.getByRole("dialog").frameLocator("iframe");
  await expect(letter.getByText(/^Olga Oduya \(.*\) invites .* to work with them on Confer/)).toBeVisible();
  await expect(letter.getByText(/as Developer: look at .*; change .*files/)).toBeVisible();
  await expect(letter.getByText(/^The invitation is open until/)).toBeVisible();
  await expect(letter.getByRole("link")).toHaveCount(1);
  const { pathname, hash } = new URL((await letter.getByRole("link").getAttribute("href"))!);

  const sten = await people("stranger");
  await sten.goto(pathname + hash);
  await expect(sten.getByText(emailOf("stranger"))).toBeVisible();
  await expect(sten.getByText(emailOf("invited")).first()).toBeVisible();
  await sten.getByRole("button", { name: /^Sign out/ }).click();
  await sten.getByRole("link", { name: /^Sign in/ }).click();
  await signInAs(sten, "invited");
  await expect(sten.getByRole("button", { name: "Accept invitation" })).toBeVisible();
});

test("18: the badge leads to the invitation; why it was rejected reaches the owner's letter and the member's history", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const sten = await people("stranger");
  const badge = sten.getByRole("link", { name: /^Invitations/ });
  const before = Number((await badge.textContent())!.replace(/\D/g, "") || 0);
  const { collaboration } = await as("invitemember", { email: emailOf("stranger") });
  await sten.reload();
  await expect(badge).toContainText(String(before + 1));
  await badge.click();
  const invitation = sten.getByRole("article").filter({ hasText: "Olga Oduya" });
  await invitation.getByRole("button", { name: "Reject" }).click();
  const asks = sten.getByRole("alertdialog");
  await asks.getByLabel("Reason (optional)").fill('Booked until May <img src="x">');
  // Back closes the question, and loses nothing typed (9, 11).
  await sten.goBack();
  await expect(asks).toHaveCount(0);
  await invitation.getByRole("button", { name: "Reject" }).click();
  await expect(asks.getByLabel("Reason (optional)")).toHaveValue(/^Booked/);
  await asks.getByRole("button", { name: "Reject" }).click();
  await expect(invitation).toHaveCount(0);
  await expect(sten.getByRole("heading", { level: 1, name: "Invitations" })).toBeFocused();

  const olga = await people("owner");
  await olga.goto(`/outbox?to=${encodeURIComponent(emailOf("owner"))}`);
  await olga.getByRole("grid", { name: "Letters" }).getByRole("link").first().click();
  const letter = olga.getByRole("dialog").frameLocator("iframe");
  await expect(letter.getByText('They wrote: “Booked until May <img src="x">”')).toBeVisible();
  await olga.goto(`/members/${collaboration.id}`);
  const history = olga.locator("main section").filter({ hasText: "What happened" });
  await expect(history.getByRole("listitem").first()).toContainText('Booked until May <img src="x">');
});

test("20: leaving names what is lost and what stays; nobody can suspend, remove or leave the owner's own account", async ({
  people,
  request,
}) => {
  const milo = await people("member");
  await milo.goto("/shared");
  await milo
    .getByRole("button", { name: /^Actions for Olga/ })
    .first()
    .click();
  await milo.getByRole("menuitem", { name: "Leave" }).click();
  const leave = milo.getByRole("alertdialog");
  await expect(leave).toContainText(/Milo Marsh loses \d+ methods on .*payments-prod/);
  await expect(leave).toContainText("stay with Olga Oduya");
  await leave.getByRole("button", { name: "Cancel" }).click();

  const olga = await people("owner");
  await olga.goto("/members?invite=new");
  const invite = olga.getByRole("dialog", { name: "Invite members" });
  await invite.getByLabel("E-mail addresses").fill(emailOf("owner"));
  await invite.getByLabel("E-mail addresses").press("Enter");
  await expect(invite.getByRole("list", { name: "About these addresses" })).toContainText(emailOf("owner"));
  await expect(invite.getByRole("button", { name: /^Invite 1/ })).toHaveCount(0);
  // The owner is nobody's member, so there is no membership to suspend, remove or leave; at the server neither.
  const as = await program(request, "owner");
  const { uid } = await as("account.getuserinfo");
  for (const method of ["suspendmember", "deletemember", "leavecollaboration"]) {
    await expect(as(method, { id: String(uid) })).rejects.toThrow();
  }
});

test("21: a dot says within seconds who has a window open, and goes with it", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/members?q=suspended%20delegate");
  await olga.goto(`/members?q=${encodeURIComponent(emailOf("delegate"))}`);
  const dana = rowOf(olga, emailOf("delegate"));
  await expect(dana).toBeVisible();
  await expect(dana.getByRole("img", { name: "here now" })).toHaveCount(0);
  const hers = await pageOf(olga.context().browser()!);
  await hers.goto("/sign-in");
  await signInAs(hers, "delegate");
  await expect(dana.getByRole("img", { name: "here now" })).toBeVisible({ timeout: 5_000 });
  await olga.getByRole("columnheader", { name: "Last seen" }).getByRole("button").click();
  await expect(dana).toContainText("Now");
  await hers.context().close();
  await expect(dana.getByRole("img", { name: "here now" })).toHaveCount(0, { timeout: 8_000 });
});

byHand(
  "23: by keyboard alone several get their letters anew, are exported and removed, with a verdict a row",
  async ({ hands, request, house }) => {
    const as = await program(request, "owner");
    for (const n of [1, 2, 3]) await as("invitemember", { email: `bulk${n}@walk.example` });
    await house.sql("update member set sent_at = now() - interval '1 hour' where email in ($1, $2)", [
      "bulk1@walk.example",
      "bulk2@walk.example",
    ]);
    const { page, press, tabTo } = await hands("owner", "/members?q=bulk");
    const bar = page.getByRole("toolbar", { name: "With what is chosen" });
    const all = page.getByRole("checkbox", { name: "Choose all on this page" });
    await tabTo(all);
    await press("Space");
    await expect(bar).toContainText("3 chosen");
    await tabTo(bar.getByRole("button", { name: "Resend" }));
    await press("Enter");
    await expect(rowOf(page, "bulk1@walk.example")).toContainText("Invitation sent again.");
    await expect(rowOf(page, "bulk3@walk.example")).toContainText("less than a minute ago");
    await expect(bar).toContainText("1 chosen");

    await tabTo(all, "Shift+Tab");
    await press("Space");
    await expect(bar).toContainText("3 chosen");
    await tabTo(bar.getByRole("button", { name: "Export" }));
    const [file] = await Promise.all([page.waitForEvent("download"), press("Enter")]);
    expect(
      fs
        .readFileSync((await file.path())!, "utf8")
        .trim()
        .split("\r\n"),
    ).toHaveLength(4);

    await tabTo(bar.getByRole("button", { name: "Activate" }), "Shift+Tab");
    await press("Enter");
    const asks = page.getByRole("alertdialog");
    const answer = async (name: RegExp) => {
      await tabTo(asks.getByRole("button", { name }));
      await expect(asks.getByRole("button", { name })).toBeEnabled();
      await press("Enter");
    };
    // All of it would be refused, so that there is nothing to press.
    await expect(asks.getByRole("alert")).toContainText(Array(3).fill(/will be refused: Only a suspended .*bulk\d@/));
    await expect(asks.getByRole("button", { name: /^Activate/ })).toBeDisabled();
    await press("Escape");
    await expect(asks).toHaveCount(0);
    await tabTo(bar.getByRole("button", { name: "Remove" }));
    await press("Enter");
    await answer(/^Remove/);
    await expect(page.locator("[data-row]")).toHaveCount(0);
  },
);
