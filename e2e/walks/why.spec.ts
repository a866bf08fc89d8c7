import type { Page } from "@playwright/test";
import { pressDisabled } from "../controls";
import { emailOf, program } from "../people";
import { canvas, expect, test } from "../two";

type Members = { collaborations: { id: number; email: string }[] };
type Requests = { requests: { id: number; note: string }[] };
type Olga = Awaited<ReturnType<typeof program>>;

const pairWith = async (as: Olga, who: "member" | "delegate") => {
  const { collaborations } = (await as("getmembers")) as Members;
  return String(collaborations.find(({ email }) => email === emailOf(who))!.id);
};
const made = async (as: Olga, name: string, policies: string) =>
  String((await as("addrole", { name, policies, receiveNotification: "false" })).role.id);

/** Presses it until what it opens is there: a press before the page listens is lost. */
const until = (page: Page, name: string, press: () => Promise<void>) =>
  expect(async () => {
    await press();
    await expect(page.getByRole("dialog", { name })).toBeVisible({ timeout: 1_000 });
  }).toPass();

/** Asks for it where it was refused, and the owner gives it. */
async function asksAndGets(page: Page, access: Olga, note: string): Promise<void> {
  const ask = page.getByRole("dialog", { name: "Request access" });
  await ask.getByLabel("Note (optional)").fill(note);
  await ask.getByRole("button", { name: "Send request" }).click();
  await expect(ask.getByText("Asked. Olga Oduya has a letter about it.")).toBeVisible();
  const { requests } = (await access("access.getrequests")) as Requests;
  await access("access.grantrequest", { id: String(requests.find((one) => one.note === note)!.id) });
}

const goesOn = async (page: Page) => {
  const ask = page.getByRole("dialog", { name: "Request access" });
  await expect(ask.getByText("You may do this now.")).toBeVisible();
  await ask.getByRole("button", { name: "Go on" }).click();
  await expect(ask).toHaveCount(0);
};

test("34: a disabled control and a refused form tell who one is, what is missing and who grants it; granted, they go on where they stopped", async ({
  people,
  request,
}) => {
  test.setTimeout(90_000);
  const as = await program(request, "owner");
  const access = await program(request, "owner", "confer");
  const collaborationId = await pairWith(as, "delegate");
  const everywhere = { collaborationId, resourceId: "*", resourceType: "ENV" };
  const looker = await made(as, "Log reader", "LOGS_VIEW");
  await made(as, "Renamer", "ENV_ALIAS");
  await as("setresource", { ...everywhere, roleIds: looker });

  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();

  await dana.getByRole("link", { name: "Roles", exact: true }).click();
  const why = dana.getByRole("dialog", { name: "Why?" });
  await until(dana, "Why?", async () => {
    await dana.getByRole("button", { name: "Add role", exact: true }).focus();
    await dana.keyboard.press("Enter");
  });
  await expect(why).toContainText("Only Olga Oduya may do this; it cannot be granted.");
  await expect(why.getByRole("button", { name: "Request access" })).toHaveCount(0);
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);

  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  const menu = dana.getByRole("button", { name: "Actions for docs-site" });
  const rename = dana.getByRole("menuitem", { name: /^Change shown name/ });
  const place = dana.getByRole("menuitem", { name: /^Move between groups/ });
  await until(dana, "Why?", async () => {
    if (!(await place.isVisible())) await menu.click();
    await expect(place).toContainText("None of your roles lets you do this. Why?");
    await pressDisabled(place);
  });
  await expect(why).toContainText("Missing: environment.group.AttachEnv on");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  await until(dana, "Why?", async () => {
    if (!(await rename.isVisible())) await menu.click();
    await expect(rename).toContainText("None of your roles lets you do this. Why?");
    // It is disabled for what it does, not for saying why.
    await pressDisabled(rename);
  });
  await expect(why).toContainText("No – ");
  await expect(why).toContainText(`You are signed in as ${emailOf("delegate")}.`);
  await expect(why).toContainText("Missing: environment.control.SetEnvDisplayName on docs-site.");
  await expect(why).toContainText("Olga Oduya can grant it.");
  await why.getByRole("button", { name: "Request access" }).click();
  await asksAndGets(dana, access, "To name it anew");
  await goesOn(dana);
  await expect(why).toContainText("Yes – ");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  const form = dana.getByRole("dialog", { name: /^Change how docs-site/ });
  await expect(async () => {
    if (!(await rename.isVisible())) await menu.click();
    await rename.click();
    await expect(form).toBeVisible({ timeout: 1_000 });
  }).toPass();

  // What was given goes again while she types.
  await as("setresource", { collaborationId, resourceId: "docs-site", resourceType: "ENV", roleIds: looker });
  await form.getByRole("textbox").fill("Handbook");
  await form.getByRole("button", { name: "Change shown name" }).click();
  await form.getByRole("button", { name: "Why?" }).click();
  await expect(why).toContainText("No – ");
  await why.getByRole("button", { name: "Request access" }).click();
  await asksAndGets(dana, access, "I had begun");
  await goesOn(dana);
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  await expect(form.getByRole("textbox")).toHaveValue("Handbook");
  await form.getByRole("button", { name: "Change shown name" }).click();
  await expect(form).toHaveCount(0);
  await expect(dana.getByText("Handbook").first()).toBeVisible();
});

test("34: a diagram that closes says why to whoever knows of it, lets them ask, and opens again by itself; nobody else finds it", async ({
  two,
  people,
  request,
}) => {
  test.setTimeout(90_000);
  const { milo, address } = two;
  const as = await program(request, "owner");
  const access = await program(request, "owner", "confer");
  const collaborationId = await pairWith(as, "member");
  const starter = await made(as, "Starter", "ENV_STATE");
  await made(as, "Watcher", "TM_VIEW");
  await as("setresource", { collaborationId, resourceId: "Shop", resourceType: "ENV_GROUP", roleIds: starter });
  await expect(milo.getByRole("heading", { name: "You may not open this diagram." })).toBeVisible();
  await expect(canvas(milo)).toHaveCount(0);
  const main = milo.getByRole("main");
  await expect(main).toContainText(`You are signed in as ${emailOf("member")}.`);
  await expect(main).toContainText("Missing: threatmodel.diagram.GetDiagram on");
  await expect(main).toContainText("Olga Oduya can grant it.");
  await until(milo, "Why?", () => milo.getByRole("button", { name: "Why?" }).click());
  await expect(milo.getByRole("dialog", { name: "Why?" })).toContainText("The way there");
  await milo.keyboard.press("Escape");
  await expect(milo.getByRole("dialog", { name: "Why?" })).toHaveCount(0);
  await milo.reload();
  await until(milo, "Request access", () => milo.getByRole("button", { name: "Request access" }).click());
  await asksAndGets(milo, access, "To read on");
  await expect(canvas(milo)).toBeVisible();

  const sten = await people("stranger");
  await sten.goto(address);
  await expect(sten.getByRole("heading", { name: "Not found" })).toBeVisible();
});
