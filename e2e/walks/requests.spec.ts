import { judge } from "../axe";
import { emailOf, pressEscape, program } from "../people";
import { expect, open, test } from "../two";

type Answer = { collaborations: { id: number; email: string }[]; role: { id: number } };

test("34: whoever may only look asks for more in place; granted, they draw on without a reload; declined, they read why", async ({
  two,
  request,
}) => {
  const { olga, milo } = two;
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Answer;
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("member"))!.id);
  const { role } = (await as("addrole", {
    name: "Looker",
    policies: "TM_VIEW",
    receiveNotification: "false",
  })) as Answer;
  await as("setresource", { collaborationId, resourceId: "Shop", resourceType: "ENV_GROUP", roleIds: String(role.id) });
  const readOnly = milo.getByRole("button", { name: "Read-only" });
  await expect(readOnly).toBeVisible();
  const asks = async (note: string) => {
    await milo.getByRole("button", { name: "Request access" }).click();
    const panel = milo.getByRole("dialog", { name: "Request access" });
    await panel.getByLabel("Note (optional)").fill(note);
    await panel.getByRole("button", { name: "Send request" }).click();
    await expect(panel.getByText("Asked. Olga Oduya has a letter about it.")).toBeVisible();
    return panel;
  };
  await olga.goto("/requests");
  const panel = await asks("To draw the refund");
  await expect(panel.getByText("Milo Marsh (member@confer.example)")).toBeVisible();
  const line = olga.getByRole("listitem").filter({ hasText: "To draw the refund" });
  await line.getByRole("button", { name: "Decline…" }).click();
  await line.getByLabel("Why not").fill("After the freeze");
  await line.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(panel.getByText("Declined: “After the freeze”")).toBeVisible();
  await expect(line).toContainText("They may not do it now.");
  const why = olga.getByRole("dialog", { name: "Why?" });
  await line.getByRole("button", { name: /^Why Milo/ }).click();
  await expect(why).toContainText("No –");
  await olga.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  await milo.keyboard.press("Escape");
  await asks("The freeze is over");
  const again = olga.getByRole("listitem").filter({ hasText: "The freeze is over" });
  await again.getByRole("button", { name: "Grant…" }).click();
  const effect = again.getByRole("region", { name: "What this changes" });
  await expect(effect).toContainText(/Milo gains .* on /);
  await again.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(readOnly).toBeHidden({ timeout: 3_000 });
  await expect(again).toContainText("They may do it now.");
  // What was declined is theirs by now as well: both tell how it stands.
  await expect(line).toContainText("They may do it now.");
  const own = await milo.context().newPage();
  await own.goto("/requests");
  const declined = own.getByRole("listitem").filter({ hasText: "To draw the refund" });
  await expect(declined).toContainText("Answered for Olga Oduya: “After the freeze”");
  await expect(declined).toContainText("You may do it now.");
  await declined.getByRole("button", { name: /^Why/ }).click();
  await expect(own.getByRole("dialog", { name: "Why?" })).toContainText("Yes –");
  await judge(own, "what one asked for oneself");
  await own.close();
});

test("34, 28: whoever is suspended asks to be let in again, from the list and from a diagram; granted, both go on without a reload", async ({
  two,
  people,
  request,
}) => {
  test.setTimeout(90_000);
  const { olga, milo, address } = two;
  await olga.goto("/requests");
  const grants = async (note: string, effect: RegExp) => {
    const line = olga.getByRole("listitem").filter({ hasText: note });
    await expect(line).toBeVisible();
    await expect(async () => {
      await line.getByRole("button", { name: "Grant…" }).click({ timeout: 1_000 });
      await expect(line.getByRole("button", { name: "Grant", exact: true })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(line).toContainText("is suspended. Granting activates them");
    await expect(line.getByRole("region", { name: "What this changes" })).toContainText(effect);
    await line.getByRole("button", { name: "Grant", exact: true }).click();
    await expect(line.getByText("Granted", { exact: true })).toBeVisible();
  };
  const asks = async (page: typeof milo, note: string) => {
    const panel = page.getByRole("dialog", { name: "Request access" });
    await expect(async () => {
      await page.getByRole("button", { name: "Request access" }).click({ timeout: 1_000 });
      await expect(panel).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await panel.getByLabel("Note (optional)").fill(note);
    await panel.getByRole("button", { name: "Send request" }).click();
    await expect(panel.getByText("Asked. Olga Oduya has a letter about it.")).toBeVisible();
    return panel;
  };

  const sven = await people("suspended");
  await sven.goto("/shared");
  await expect(sven.getByText(/^Olga Oduya suspended you on /)).toBeVisible();
  const panel = await asks(sven, "The audit begins again");
  await expect(panel).toContainText("Your membership, which is suspended");
  await expect(olga.getByText("Sven Sommer asks to be let in again")).toBeVisible();
  await grants("The audit begins again", /Sven.* gains /);
  await expect(panel.getByText("You may do this now.")).toBeVisible();
  await panel.getByRole("button", { name: "Go on" }).click();
  await expect(sven.getByText(/^Olga Oduya suspended you on /)).toHaveCount(0);
  await expect(sven.getByRole("table").first()).toBeVisible();
  // A membership is explained like anything else, and a role has nothing to do with it.
  await olga.getByRole("button", { name: /^Why Sven/ }).click();
  const why = olga.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("Yes – The membership is active.");
  await expect(why).toContainText("Sven · membership");
  await judge(olga, "why somebody is a member again");
  await pressEscape(olga, why);

  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Answer;
  await as("suspendmember", { id: String(collaborations.find(({ email }) => email === emailOf("member"))!.id) });
  await milo.goto(address);
  await expect(milo.getByRole("heading", { name: "You may not open this diagram." })).toBeVisible();
  await asks(milo, "I was not finished");
  await grants("I was not finished", /Milo gains /);
  await expect(milo.locator("[data-canvas]")).toBeVisible();
});

test("32, 52: in the diagram the panel says who is in it now and who can open it; it hears who goes, and opens it to more", async ({
  two,
}) => {
  const { olga, milo, address } = two;
  await olga.goto(address);
  await olga.getByRole("button", { name: "Who can open it" }).click();
  const panel = olga.getByRole("dialog", { name: "Who can open it" });
  const now = panel.locator("section").filter({ has: olga.getByRole("heading", { name: "In it now" }) });
  await expect(now.getByRole("listitem").filter({ hasText: "Milo Marsh" })).toContainText(/, since \d\d:\d\d/);
  await milo.goto("/shared");
  await expect(now.getByRole("listitem").filter({ hasText: "Milo Marsh" })).toHaveCount(0);
  await expect(now.getByRole("listitem").filter({ hasText: "Olga Oduya" })).toHaveCount(1);
  await expect(
    panel
      .getByRole("listitem")
      .filter({ hasText: /Milo.*through|Milo.*by/ })
      .first(),
  ).toBeVisible();
  await judge(olga, "a diagram, who can open it");

  await panel.getByRole("button", { name: "Open to somebody" }).click();
  const form = olga.getByRole("dialog", { name: /^Open .* to somebody$/ });
  await form.getByLabel("E-mail address").fill(emailOf("stranger"));
  await form.getByRole("button", { name: "Open to somebody" }).click();
  await expect(panel.getByRole("listitem").filter({ hasText: "Sten Strand" })).toBeVisible();
  // A member is told what they may know: the list, and no button that would refuse.
  await open(milo, address);
  await milo.getByRole("button", { name: "Who can open it" }).click();
  const his = milo.getByRole("dialog", { name: "Who can open it" });
  await expect(his.getByRole("listitem").filter({ hasText: "Olga Oduya" }).first()).toBeVisible();
  await expect(his.getByRole("link", { name: "Why may I draw, or not?" })).toBeVisible();
});
