import type { Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { emailOf, expect, nameOf, program, test } from "../people";
import { rest } from "../support/room-client";
import { addressOf, open } from "../two";

const changes = (page: Page) => page.getByRole("region", { name: "What this changes" });
const RESTART = { envName: "shop-prod", serviceMethod: "environment.control.RestartNodes" };

async function editPolicy(page: Page): Promise<void> {
  await page.goto("/policies");
  await page.getByRole("link", { name: /^Restart and redeploy/ }).click();
  await page.getByRole("article", { name: "Restart and redeploy" }).waitFor();
  await page.getByRole("button", { name: "Edit policy" }).click();
}

test("28: before a policy is saved it says who loses what by name, and which of their calls would have been refused; cancelled, nothing stays", async ({
  people,
  request,
}) => {
  const milo = await program(request, "member");
  for (let n = 0; n < 2; n++) await milo("checkenvironmentrights", RESTART);
  const olga = await people("owner");
  await editPolicy(olga);
  const save = olga.getByRole("button", { name: "Save policy" });
  await olga.getByLabel("Name", { exact: true }).fill("Restart or redeploy");
  await expect(changes(olga)).toHaveText("No one’s access changes.");
  await olga.getByRole("searchbox", { name: "Search methods" }).fill("restartnodes");
  await olga.getByRole("checkbox", { name: /^RestartNodes/ }).uncheck();
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await expect(changes(olga)).toContainText(/Milo loses RestartNodes on Shop/);
  await expect(changes(olga)).toContainText("2 calls of the last 90 days would have been refused:");
  await expect(changes(olga)).toContainText("2× RestartNodes on shop-prod, Milo");
  // Those who would only have it later are told apart.
  await expect(changes(olga)).toContainText("Ines, agency has no access now, and would no longer get RestartNodes");
  await expect(save).not.toHaveAttribute("aria-disabled", "true");
  await olga.getByRole("button", { name: "Cancel" }).click();
  await expect(olga.getByRole("article", { name: "Restart and redeploy" })).toContainText("Allows 3 methods");
  await milo("checkenvironmentrights", RESTART);
});

test("28: whoever is in a diagram is named, whether they would be shown out or could only look; suspending asks for that alone", async ({
  people,
}) => {
  const [olga, milo] = [await people("owner"), await people("member")];
  const address = await addressOf(olga);
  await open(milo, address);
  await olga.goto("/roles");
  await olga
    .getByRole("link", { name: /^Developer/ })
    .first()
    .click();
  await olga.getByRole("article", { name: "Developer" }).waitFor();
  await olga.getByRole("button", { name: "Edit role" }).click();
  await olga.getByRole("searchbox", { name: "Search policies" }).fill("edit diagrams");
  await olga.getByRole("checkbox", { name: /^Edit Diagrams/ }).uncheck();
  await expect(changes(olga)).toContainText("Milo is in Paying with a card now and could only look.");
  await olga.getByRole("button", { name: "Cancel" }).click();

  await olga.goto("/members");
  const actions = olga.getByRole("button", { name: "Actions for Milo", exact: true }).first();
  await actions.click();
  await olga.getByRole("menuitem", { name: "Suspend member" }).click();
  const ask = olga.getByRole("alertdialog", { name: "Suspend Milo?" });
  await expect(ask).toContainText("Milo is in Paying with a card now and would be shown out.");
  await ask.getByRole("button", { name: "Cancel" }).click();
  await expect(ask).toHaveCount(0);
  await expect(milo.locator("[data-line=live]")).toHaveCount(1);
});

test("28: removing a member, and giving somebody another role, say before what they lose and gain", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members");
  await olga
    .getByRole("button", { name: /^Actions for Dana/ })
    .first()
    .click();
  await olga.getByRole("menuitem", { name: /^Remove/ }).click();
  const ask = olga.getByRole("alertdialog");
  await expect(ask).toContainText(/Dana \(lead\) loses \d+ methods on .*all environments/);
  await ask.getByRole("button", { name: "Cancel" }).click();
  await olga.goto("/environments?thing=ENV_GROUP:Payments");
  const panel = olga.getByRole("dialog", { name: /Payments/ });
  await panel.getByRole("button", { name: /^Share/ }).click();
  const share = olga.getByRole("dialog", { name: /^Share/ }).last();
  await share.getByRole("checkbox", { name: /^Milo/ }).check();
  await share.getByRole("checkbox", { name: /^Viewer/ }).check();
  await expect(changes(olga)).toContainText(/Milo gains \d+ methods on Payments/);
  await expect(changes(olga)).toContainText("In all it gives 1 environment.");
  await share.getByRole("button", { name: "Cancel" }).click();
});

test("28: suspending several at once says before who loses what, whose place in a diagram goes, and which calls would have been refused; Cancel leaves nothing, and Undo gives all of it back", async ({
  people,
  request,
}) => {
  const as = await program(request, "member");
  await as("checkenvironmentrights", RESTART);
  const [olga, milo] = [await people("owner"), await people("member")];
  await open(milo, await addressOf(olga));
  await olga.goto("/members?q=confer");
  const rowOf = (email: string) =>
    olga.locator("[data-row]").filter({ hasText: email }).filter({ hasNotText: "Security guild" });
  const rows = [rowOf(emailOf("member")), rowOf(emailOf("invited"))];
  for (const row of rows) await row.getByRole("checkbox").check();
  const suspend = olga.getByRole("toolbar", { name: "With what is chosen" }).getByRole("button", { name: "Suspend" });
  const ask = olga.getByRole("alertdialog", { name: "Suspend 2 members?" });
  await suspend.click();
  await expect(changes(olga)).toContainText(/Milo loses \d+ methods on /);
  await expect(changes(olga)).toContainText("Milo is in Paying with a card now and would be shown out.");
  await expect(changes(olga)).toContainText(/calls? of the last 90 days would have been refused:/);
  // Whoever is only invited is refused by itself, and hides nothing of what is told.
  await expect(changes(olga)).toContainText(
    /One of them will be refused: Only an active member can be suspended; .* has not answered yet\./,
  );
  await ask.getByRole("button", { name: "Cancel" }).click();
  await expect(ask).toHaveCount(0);
  await expect(milo.locator("[data-line=live]")).toHaveCount(1);
  await expect(rows[0]!).toContainText("Active");

  await suspend.click();
  await expect(changes(olga)).toContainText(/Milo loses/);
  await ask.getByRole("button", { name: "Suspend 2 members" }).click();
  await expect(ask).toHaveCount(0);
  await expect(rows[0]!).toContainText("Suspended.");
  await expect(rows[0]!.getByText("Suspended", { exact: true })).toBeVisible();
  await expect(rows[1]!).toContainText("Only an active member can be suspended");
  await olga.getByRole("button", { name: "Undo" }).first().click();
  await expect(rows[0]!.getByText("Active", { exact: true })).toBeVisible();
});

test("28: what will be refused says so before its button is pressed, in words, and the button waits until something else is asked for", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await editPolicy(olga);
  const save = olga.getByRole("button", { name: "Save policy" });
  const name = olga.getByLabel("Name", { exact: true });
  await name.fill("");
  await expect(olga.getByText("Fill this in.")).toBeVisible();
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await expect(name).toBeFocused();
  await name.fill("Restart or redeploy");
  await expect(changes(olga)).toHaveText("No one’s access changes.");
  await expect(save).not.toHaveAttribute("aria-disabled", "true");
  await olga.getByRole("button", { name: "Cancel" }).click();

  // Of several nobody can be suspended.
  await olga.goto(`/members?q=${emailOf("invited")}`);
  const row = olga
    .locator("[data-row]")
    .filter({ hasText: emailOf("invited") })
    .first();
  await row.getByRole("checkbox").check();
  await olga.getByRole("toolbar", { name: "With what is chosen" }).getByRole("button", { name: "Suspend" }).click();
  const ask = olga.getByRole("alertdialog");
  await expect(changes(olga)).toHaveText(/^Only an active member can be suspended; .* has not answered yet\.$/);
  await expect(ask.getByRole("button", { name: /^Suspend/ })).toHaveAttribute("aria-disabled", "true");
  await ask.getByRole("button", { name: "Cancel" }).click();

  const as = await program(request, "owner");
  const { collaborations } = await as("getmembers");
  const { id } = collaborations.find(({ email }: { email: string }) => email === emailOf("invited"));
  // In a house that has just opened it was sent this very minute.
  await as("resendmemberinvitation", { id: String(id) }).catch(() => {});
  await olga.goto(`/access?member=${id}&method=environment.control.StartEnv&thing=ENV:shop-prod&change=1`);
  await expect(changes(olga)).toContainText(
    /This invitation was sent less than a minute ago\. Try again in \d+ seconds?\./,
  );
  const make = olga.getByRole("dialog", { name: "What this would change" }).getByRole("button", { name: /^Make th/ });
  await expect(make).toHaveAttribute("aria-disabled", "true");
});

test("28: on a threat model’s own list another role, taking one off and changing several say before what that does, also to whoever is drawing; the seat goes with the press", async ({
  people,
  request,
  baseURL,
}) => {
  const form = { login: emailOf("owner"), password: demoPassword };
  const signedIn = await request.post("/1.0/users/authentication/rest/signin", { form });
  const { session: key } = await signedIn.json();
  const line = (who: "member" | "stranger", role: string) => ({
    principal_type: "user",
    provider: "confer",
    provider_id: emailOf(who),
    role,
  });
  const authorization = [line("member", "writer"), line("stranger", "reader")];
  const model = await rest<{ id: string }>(baseURL!, key, "POST /threat_models", { name: "Ledger", authorization });
  const diagram = await rest<{ id: string }>(baseURL!, key, `POST /threat_models/${model.id}/diagrams`, {
    name: "Bookings",
    type: "DFD-1.0.0",
  });
  const [olga, milo] = [await people("owner"), await people("member")];
  await open(milo, `/diagrams/${diagram.id}`);
  await olga.goto(`/threat-models?model=${model.id}`);
  const panel = olga.getByRole("dialog", { name: "Ledger", exact: true });
  const his = panel.getByRole("listitem").filter({ hasText: emailOf("member") });
  const role = his.getByRole("combobox");
  // As their owner calls him.
  const name = "Milo";
  const ask = olga.getByRole("alertdialog");
  await role.selectOption("reader");
  await expect(ask).toContainText("From “Draw” to “Read”.");
  await expect(changes(olga)).toContainText(`${name} may only read Ledger.`);
  await expect(changes(olga)).toContainText(`${name} is in Bookings now and could only look.`);
  await ask.getByRole("button", { name: "Cancel" }).click();
  await expect(ask).toHaveCount(0);
  await expect(role).toHaveValue("writer");
  await expect(milo.locator("[data-line=live]")).toHaveCount(1);

  await panel.getByRole("button", { name: "Change several" }).click();
  const several = olga.getByRole("dialog", { name: "Who can open Ledger" });
  await several.getByRole("checkbox", { name: new RegExp(`^${nameOf("member")}`) }).check();
  await several.getByRole("checkbox", { name: new RegExp(`^${nameOf("stranger")}`) }).check();
  await several.getByRole("radio", { name: "Draw" }).check({ force: true });
  await expect(changes(olga)).toContainText(`${nameOf("stranger")} may draw in Ledger.`);
  await expect(changes(olga)).not.toContainText(name);
  await several.getByRole("radio", { name: "Remove" }).check({ force: true });
  for (const one of [name, nameOf("stranger")]) {
    await expect(changes(olga)).toContainText(`${one} can no longer open Ledger.`);
  }
  await expect(changes(olga)).toContainText(`${name} is in Bookings now and would be shown out.`);
  // Coming in he began the session.
  await expect(changes(olga)).toContainText(/calls of the last 90 days would have been refused:/);
  await expect(changes(olga)).toContainText(`1× JoinSession on Ledger, ${name}`);
  await expect(changes(olga)).toContainText(`StartSession on Ledger, ${name}`);
  await expect(several.getByRole("button", { name: "Remove 2 of them" })).toBeEnabled();
  await several.getByRole("button", { name: "Remove 2 of them" }).click();
  await expect(several).toHaveCount(0);
  await expect(milo.locator("[data-line=live]")).toHaveCount(0);
  await expect(milo.getByRole("heading", { name: "You may no longer see this diagram." })).toBeVisible();
  await expect(his).toHaveCount(0);
  await olga.getByRole("button", { name: "Undo" }).first().click();
  await expect(role).toHaveValue("writer");
});

test("28: of several things to be shared those that will be refused are named with why, and nothing is done while none is left", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner", "environment");
  await as("group.creategroup", { envGroup: "Doomed" });
  const olga = await people("owner");
  await olga.goto(`/members?q=${emailOf("member")}`);
  const row = olga
    .locator("[data-row]")
    .filter({ hasText: emailOf("member") })
    .first();
  await row.getByRole("checkbox").check();
  await olga.getByRole("toolbar", { name: "With what is chosen" }).getByRole("button", { name: "Add role" }).click();
  const panel = olga.getByRole("dialog", { name: /^Add a role/ });
  await panel.getByRole("checkbox", { name: /^Viewer/ }).check();
  await panel
    .getByRole("searchbox", { name: /^Search/ })
    .first()
    .fill("Doomed");
  await panel.getByRole("checkbox", { name: "Doomed", exact: true }).check();
  await expect(changes(olga)).toContainText(/Milo gains \d+ methods on Doomed\./);
  await as("group.removegroup", { envGroup: "Doomed" });
  await panel.getByRole("checkbox", { name: /^Developer/ }).check();
  await expect(changes(olga)).toHaveText(/^Doomed will not be shared: /);
  const save = panel.getByRole("button", { name: /^Add role for/ });
  await expect(save).toHaveAttribute("aria-disabled", "true");
});

test("28: removing somebody who has left says that no one’s access changes, and nothing else", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/members?q=left@confer.example");
  await olga
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click();
  await olga.getByRole("menuitem", { name: /^Remove/ }).click();
  const ask = olga.getByRole("alertdialog");
  await expect(changes(olga)).toHaveText("No one’s access changes.");
  await expect(ask).not.toContainText("lose");
  await expect(ask.getByRole("button", { name: /^Remove/ })).not.toHaveAttribute("aria-disabled", "true");
});
