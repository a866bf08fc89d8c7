import type { Page } from "@playwright/test";
import { judge } from "../axe";
import { pressDisabled } from "../controls";
import { emailOf, expect, program, test } from "../people";

const only = "Only Olga Oduya can do this. Why?";

/** Dana, who looks after Olga's members, in the account of Olga. */
async function atOlgas(dana: Page): Promise<void> {
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
}

test("29: a delegate goes into the owner's account from what is shared with them, and out of it by the menu", async ({
  people,
}) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  await expect(dana.getByRole("grid").getByRole("link", { name: /Sven/ })).toBeVisible();
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await expect(dana).toHaveURL(/\/environments\?of=\d+/);
  await expect(dana.getByRole("treegrid").getByRole("link", { name: /shop-prod/ })).toBeVisible();
  const teams = dana.getByRole("link", { name: "Teams", exact: true });
  await expect(teams).toHaveAccessibleDescription(only);
  const why = dana.getByRole("dialog", { name: "Why?" });
  await expect(async () => {
    await teams.press("Enter");
    await expect(why).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(why).toContainText("Only Olga Oduya may do this; it cannot be granted.");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  await dana.getByRole("button", { name: "Settings" }).click();
  await dana.getByRole("menuitem", { name: "Back to my own account" }).click();
  await expect(dana).toHaveURL(/\/members$/);
  await expect(dana.getByRole("main")).not.toContainText("Sven");
  await dana.getByRole("button", { name: "Settings" }).click();
  await dana.getByRole("menuitem", { name: "Work in the account of Olga Oduya" }).click();
  await expect(dana.getByRole("grid").getByRole("link", { name: /Sven/ })).toBeVisible();
});

test("29: the way into an account comes and goes with the right to act there, on a page that stays open", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as { collaborations: { id: number; email: string }[] };
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("member"))!.id);
  const milo = await people("member");
  await milo.goto("/shared");
  await expect(milo.getByRole("heading", { name: "Olga Oduya" })).toBeVisible();
  const way = milo.getByRole("link", { name: "Work in this account" });
  await expect(way).toHaveCount(0);
  const account = { collaborationId, resourceType: "ACCOUNT", resourceId: "1000" };
  const { id } = await as("setresource", { ...account, roleIds: "Team lead" });
  await expect(way.first()).toBeVisible();
  await as("deleteresources", { collaborationId, ids: String(id) });
  await expect(way).toHaveCount(0);
});

test("29: whose account it is stands beside every page, and another is one press away, on the same page", async ({
  people,
}) => {
  const dana = await people("delegate");
  await dana.goto("/roles");
  const accounts = dana.getByRole("region", { name: "Accounts to work in" });
  const own = accounts.getByRole("link", { name: "My own account" });
  const olgas = accounts.getByRole("link", { name: "Olga Oduya" });
  await expect(own).toHaveAttribute("aria-current", "true");
  await expect(dana.getByRole("link", { name: /^Careful admin/ })).toHaveCount(0);
  await olgas.click();
  await expect(dana.getByRole("link", { name: /^Careful admin/ })).toBeVisible();
  await expect(dana).toHaveURL(/\/roles\?of=\d+/);
  await expect(olgas).toHaveAttribute("aria-current", "true");
  await own.click();
  await expect(dana.getByRole("link", { name: /^Careful admin/ })).toHaveCount(0);
  await dana.goto("/tokens");
  await olgas.click();
  await expect(dana.getByRole("grid").getByRole("link", { name: /Sven/ })).toBeVisible();
  const sten = await people("stranger");
  await sten.goto("/members");
  await expect(sten.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
  await expect(sten.getByRole("region", { name: "Accounts to work in" })).toHaveCount(0);
});

test("29: what a delegate lacks stands there, disabled, with the reason; what they hold they can give", async ({
  people,
}) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  for (const name of ["Policies", "Roles"]) {
    await dana.getByRole("link", { name, exact: true }).click();
    await expect(dana.getByRole("heading", { name, level: 1 })).toBeVisible();
    const add = dana.getByRole("button", { name: /^Add/ });
    await expect(add).toHaveAttribute("aria-disabled", "true");
    await expect(add).toHaveAccessibleDescription(only);
  }
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await dana
    .getByRole("treegrid")
    .getByRole("link", { name: /^Whole account/ })
    .click();
  const panel = dana.getByRole("dialog", { name: "Whole account" });
  await panel.getByRole("button", { name: "Share the whole account" }).click();
  const share = dana.getByRole("dialog", { name: "Share the whole account" });
  // On the account she holds her own role alone; on the environments she could give this one.
  const beyond = share.getByRole("checkbox", { name: /^Admin/ });
  await expect(beyond).toHaveAttribute("aria-disabled", "true");
  await expect(share.getByText(/^You do not hold/).first()).toBeVisible();
  await beyond.click({ force: true });
  await expect(beyond).not.toBeChecked();
  await share.getByRole("button", { name: "Why you cannot give Admin" }).click();
  const why = dana.getByRole("dialog", { name: /^Why/ });
  await expect(why).toContainText("No –");
  await dana.keyboard.press("Escape");
  await expect(why).toBeHidden();
  await share.getByRole("checkbox", { name: /^Team lead/ }).check();
  await expect(share.getByRole("checkbox", { name: /^Sven/ })).toBeVisible();
  await expect(share.getByRole("checkbox", { name: /^Dana/ })).toHaveCount(0);
});

test("29: nobody changes their own membership, whoever they act for", async ({ people }) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  await dana.getByRole("grid").getByRole("link", { name: /Dana/ }).click();
  const suspend = dana.getByRole("button", { name: "Suspend" });
  await expect(suspend).toHaveAccessibleDescription("Nobody changes their own membership.");
  await dana.getByRole("button", { name: /^Actions for/ }).click();
  await expect(dana.getByRole("menuitem", { name: /^Remove/ })).toHaveAttribute("aria-disabled", "true");
});

test("34, 36: of environments and groups a delegate can press what their roles hold and nothing else, as the server judges it; the rest says why", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as { collaborations: { id: number; email: string }[] };
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("delegate"))!.id);
  const methods = "environment.group.EditGroup,environment.group.CreateGroup,environment.control.CreateEnvironment";
  const { policy } = (await as("addpolicy", { name: "Arranging", methods })) as { policy: { id: number } };
  const { role } = (await as("addrole", {
    name: "Arranger",
    policies: `${policy.id},STATISTIC`,
    receiveNotification: "false",
  })) as { role: { id: number } };
  await as("setresource", {
    ...{ collaborationId, resourceId: "Shop", resourceType: "ENV_GROUP" },
    roleIds: String(role.id),
  });
  const dana = await people("delegate");
  await atOlgas(dana);
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  const why = dana.getByRole("dialog", { name: "Why?" });
  const menu = dana.getByRole("button", { name: "Actions for Shop", exact: true });
  const item = (name: string) => dana.getByRole("menuitem", { name: new RegExp(`^${name}`) });
  await expect(async () => {
    if (!(await item("Edit group").isVisible())) await menu.click();
    await expect(item("Edit group")).not.toHaveAttribute("aria-disabled", "true", { timeout: 1_000 });
  }).toPass();
  for (const name of ["Register environment in it", "Make group in it"]) {
    await expect(item(name)).not.toHaveAttribute("aria-disabled", "true");
  }
  await expect(item("Remove group")).toHaveAttribute("aria-disabled", "true");
  await pressDisabled(item("Remove group"));
  await expect(why).toContainText("Missing: environment.group.RemoveGroup on Shop.");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);

  // At the top nothing is theirs to make; in the group it is, and it comes to stand in the owner's account.
  await expect(dana.getByRole("button", { name: "Make group", exact: true })).toHaveAttribute("aria-disabled", "true");
  await expect(async () => {
    if (!(await item("Make group in it").isVisible())) await menu.click();
    await item("Make group in it").click();
    await expect(dana.getByRole("dialog", { name: "Make group" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const form = dana.getByRole("dialog", { name: "Make group" });
  await form.getByLabel("Name").fill("Testing");
  await form.getByRole("button", { name: "Make group" }).click();
  await expect(form).toHaveCount(0);
  await expect(dana.getByRole("treegrid").getByRole("link", { name: /Testing/ })).toBeVisible();
});

test("29: the table of everybody shows a delegate what they see besides, and how many ask", async ({
  people,
  request,
}) => {
  const dana = await people("delegate");
  await atOlgas(dana);
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await dana.getByRole("link", { name: "Table", exact: true }).click();
  await expect(dana.getByRole("grid").getByText("Milo").first()).toBeVisible();
  const milo = await program(request, "member", "confer");
  const { ownerUid } = { ownerUid: String(new URL(dana.url()).searchParams.get("of")) };
  await milo("access.requestaccess", {
    ...{ ownerUid, resourceType: "ENV", resourceId: "shop-prod", serviceMethod: "environment.control.DeleteEnv" },
    note: "To clear it away",
  });
  await expect(dana.getByRole("link", { name: /^Requests 1/ })).toBeVisible();
});

type Made = { policy: { id: number }; role: { id: number }; collaborations: { id: number; email: string }[] };

test("38: a delegate views as whoever holds no more than they do; for anybody else the control says why before it is pressed", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Made;
  const milos = String(collaborations.find(({ email }) => email === emailOf("member"))!.id);
  const { role } = (await as("addrole", {
    name: "Clears away",
    policies: "ENV_DELETE",
    receiveNotification: "false",
  })) as Made;
  const dana = await people("delegate");
  await atOlgas(dana);
  const [ownerUid] = new URL(dana.url()).searchParams.getAll("of");
  const item = dana.getByRole("menuitem", { name: /^View as/ });
  const menuOf = async (name: string) => {
    await expect(async () => {
      if (!(await item.isVisible()))
        await dana.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
      await expect(item).toBeVisible({ timeout: 1_000 });
    }).toPass();
  };
  const refusedAsMilo = async (says: RegExp, about: RegExp) => {
    await menuOf("Milo");
    await expect(item).toContainText(says);
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toContainText("Why?");
    await pressDisabled(item);
    const why = dana.getByRole("dialog", { name: "Why?" });
    await expect(why).toContainText("No –");
    await expect(why).toContainText(about);
    await dana.keyboard.press("Escape");
    await expect(why).toHaveCount(0);
  };
  // A group that does not reach her: she reads in Milo's row that it is shared with him.
  await refusedAsMilo(/They hold more than you do on [^.]*\bShop\b[^.]*, such as /, /on Shop/);
  // What is given on the account itself, whoever has all environments does not hold.
  await as("setresource", {
    ...{ collaborationId: milos, resourceId: ownerUid!, resourceType: "ACCOUNT" },
    roleIds: String(role.id),
  });
  const danas = String(collaborations.find(({ email }) => email === emailOf("delegate"))!.id);
  // Also where another walk has shared with her, which is nearer than all environments.
  for (const resourceId of ["*", "Shop"]) {
    await as("setresource", {
      ...{ collaborationId: danas, resourceId, resourceType: "ENV_GROUP" },
      roleIds: "Admin",
    });
  }
  await dana.reload();
  await refusedAsMilo(/They hold more than you do: environment\.control\.DeleteEnv\./, /DeleteEnv/);
  await menuOf("Sven");
  await expect(item).not.toHaveAttribute("aria-disabled", "true");
  await item.click();
  await expect(dana.getByRole("region", { name: "Viewing as" })).toContainText(/You are viewing as Sven/);
});

test("34: a delegate is offered the smallest role they can give; where none is theirs, what they lack and who can grant it stand there", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Made;
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("delegate"))!.id);
  const narrowed = { collaborationId, resourceId: "shop-staging", resourceType: "ENV" };
  await as("setresource", { ...narrowed, roleIds: "Viewer" });
  const dana = await people("delegate");
  await atOlgas(dana);
  const ownerUid = new URL(dana.url()).searchParams.get("of")!;
  const milo = await program(request, "member", "confer");
  await milo("access.requestaccess", {
    ...{ ownerUid, resourceType: "ENV", resourceId: "shop-staging", serviceMethod: "environment.control.DeleteEnv" },
    note: "To make room",
  });
  await dana.goto(`/requests?of=${ownerUid}`);
  const line = dana.getByRole("listitem").filter({ hasText: "To make room" });
  await expect(line).toContainText("No role that would do is yours to give");
  await expect(line).toContainText("Olga Oduya can grant it.");
  await expect(line.getByRole("button", { name: "Grant…" })).toHaveCount(0);
  await line.getByRole("button", { name: "Why you cannot give Admin" }).click();
  const why = dana.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("No –");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);

  // Beside what Milo has there already, which she has to hold as well.
  const { role } = (await as("addrole", {
    name: "Clears room",
    policies: "ENV_DELETE",
    receiveNotification: "false",
  })) as Made;
  await as("setresource", { ...narrowed, roleIds: `Developer,${role.id}` });
  await expect(async () => {
    await dana.reload();
    await line.getByRole("button", { name: "Grant…" }).click({ timeout: 2_000 });
    await expect(line.getByLabel("Role that would do")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(line.getByRole("option", { name: /^Clears room/ })).toHaveCount(1);
  await expect(line.getByRole("option", { name: /^Admin/ })).toHaveCount(0);
  await expect(line.getByRole("list", { name: /^Roles that would do/ })).toContainText(/^Admin would do, but you/);
  await judge(dana, "a request, as a delegate");
  await expect(line.getByRole("button", { name: "Grant", exact: true })).toBeEnabled();
  await line.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(line).toContainText("They may do it now.");
});
