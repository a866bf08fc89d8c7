import type { Page } from "@playwright/test";
import { fitsPhone, judge } from "../axe";
import { expect, test } from "../keyboard";

const article = (page: Page, name: string) => page.getByRole("article", { name });
const isFocused = (element: Element) => element === document.activeElement;

test("27: the catalogue is a tree by service with search, only chosen, unsafe marks, and reasons for what cannot be shared", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/policies?policy=new");
  const search = olga.getByRole("searchbox", { name: "Search methods" });
  await search.fill("addrole");
  const withheld = olga.getByRole("checkbox", { name: /^AddRole/ });
  await expect(withheld).toHaveAttribute("aria-disabled", "true");
  await expect(withheld).toHaveAccessibleName(/Stays with the owner/);
  await withheld.click({ force: true });
  await expect(withheld).not.toBeChecked();
  await search.fill("getenvinfo");
  await expect(olga.getByRole("checkbox", { name: /^GetEnvInfo reads/ })).toBeVisible();
  await search.fill("deleteenv");
  const remove = olga.getByRole("checkbox", { name: /^DeleteEnv unsafe/ });
  // What the search does not show is not chosen with its group.
  const group = olga.getByRole("checkbox", { name: /^Environments and their nodes/ });
  await expect(group).toHaveAccessibleName(/0 of 1/);
  await group.check();
  await expect(remove).toBeChecked();
  await search.fill("");
  await olga.getByRole("checkbox", { name: "Only chosen" }).check();
  await expect(remove).toBeVisible();
  await expect(olga.getByRole("checkbox", { name: /^(Get|Start|Stop)Env/ })).toHaveCount(0);
  await olga.getByRole("radio", { name: /^Denies them/ }).check();
  await olga.getByLabel("Name", { exact: true }).fill("No removing");
  await olga.getByRole("button", { name: "Add policy" }).last().click();
  await expect(article(olga, "No removing")).toContainText("Denies 1 method");
  await olga.getByRole("button", { name: "Undo" }).click();
  await expect(olga.getByRole("link", { name: /^No removing/ })).toHaveCount(0);
});

test("2, 27: with the keyboard alone: a group's box is half, whole and empty by Space, and a policy is made, copied and deleted", async ({
  hands,
}) => {
  test.setTimeout(60_000);
  const { page: olga, press, type, tabTo } = await hands("owner", "/policies");
  await tabTo(olga.getByRole("button", { name: "Add policy" }));
  await press("Enter");
  await expect(olga.getByLabel("Name", { exact: true })).toBeFocused();
  await type("Statistics only");
  const group = olga.getByRole("checkbox", { name: /^Statistics/ });
  await tabTo(olga.getByRole("checkbox", { name: /^Account billing/ }));
  while (!(await group.evaluate(isFocused))) await press("ArrowDown");
  await press("ArrowRight");
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await press("ArrowDown");
  await press("Space");
  await expect(group).toBeChecked({ indeterminate: true });
  await press("ArrowLeft");
  await expect(group).toBeFocused();
  await press("Space");
  await expect(group).toBeChecked();
  await expect(group).toHaveAccessibleName(/3 of 3/);
  await press("Space");
  await expect(group).not.toBeChecked();
  await expect(group).toHaveAccessibleName(/0 of 3/);
  await press("Space");
  await expect(olga.getByText("3 methods chosen.")).toBeVisible();
  await tabTo(olga.getByRole("button", { name: "Add policy" }).last());
  await press("Enter");
  await expect(article(olga, "Statistics only")).toContainText("Allows 3 methods");
  await expect(article(olga, "Statistics only")).toContainText("No role is made of it");

  await tabTo(olga.getByRole("button", { name: "Actions for Statistics only" }));
  await press("Enter");
  await olga.getByRole("menuitem", { name: "Delete policy" }).waitFor();
  await press("End");
  await press("Enter");
  const ask = olga.getByRole("alertdialog");
  await tabTo(ask.getByRole("button", { name: "Delete policy" }));
  await expect(ask.getByRole("button", { name: "Delete policy" })).toBeEnabled();
  await press("Enter");
  await expect(olga.getByRole("link", { name: /^Statistics only/ })).toHaveCount(0);
});

test("31: a system policy is marked and cannot be edited, and a copy of it is one's own", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/policies");
  await olga.getByRole("link", { name: /^View Logs/ }).click();
  const logs = article(olga, "View Logs");
  await expect(logs).toContainText("System policy, cannot be changed");
  await expect(logs.getByRole("button", { name: "Edit policy" })).toHaveCount(0);
  await logs.getByRole("button", { name: "Copy" }).click();
  await expect(olga.getByText("3 methods chosen.")).toBeVisible();
  await olga.getByRole("button", { name: "Add policy" }).last().click();
  await expect(article(olga, "Copy of View Logs").getByRole("button", { name: "Edit policy" })).toBeVisible();
  await olga.getByRole("button", { name: "Undo" }).click();
  await expect(olga.getByRole("link", { name: /^Copy of View Logs/ })).toHaveCount(0);
});

test("a policy shows the roles made of it and through them whom it concerns, and goes with a replacement", async ({
  people,
}) => {
  const milo = await people("member");
  await milo.goto("/policies?policy=new");
  await milo.getByLabel("Name", { exact: true }).fill("Look");
  await milo.getByRole("searchbox", { name: "Search methods" }).fill("environment.control.GetEnvInfo");
  await milo.getByRole("checkbox", { name: /^GetEnvInfo/ }).check();
  await milo.getByRole("button", { name: "Add policy" }).last().click();
  await article(milo, "Look").waitFor();
  await milo.goto("/roles");
  await milo
    .getByRole("link", { name: /^Viewer/ })
    .first()
    .click();
  await article(milo, "Viewer").waitFor();
  await milo.getByRole("button", { name: "Edit role" }).click();
  await milo.getByRole("searchbox", { name: "Search policies" }).fill("look");
  await milo.getByRole("checkbox", { name: /^Look/ }).check();
  await milo.getByRole("button", { name: "Save role" }).click();
  await article(milo, "Viewer").getByText("Look", { exact: true }).click();
  await milo.getByRole("link", { name: "Open the policy Look" }).click();
  const look = article(milo, "Look");
  await expect(look.getByRole("link", { name: "Viewer" })).toBeVisible();
  await expect(look.getByRole("listitem").filter({ hasText: "Dana" })).toContainText("milo-bot");

  await milo.getByRole("button", { name: "Actions for Look" }).click();
  await milo.getByRole("menuitem", { name: "Delete policy" }).click();
  const ask = milo.getByRole("alertdialog");
  await expect(ask.getByRole("listitem")).toContainText(["Viewer"]);
  await ask.getByLabel("Type Look").fill("Look");
  await ask.getByRole("combobox").selectOption({ label: "View Logs" });
  await ask.getByRole("button", { name: "Replace and delete policy" }).click();
  await expect(milo.getByRole("link", { name: /^Look/ })).toHaveCount(0);
  await milo.getByRole("link", { name: /^View Logs/ }).click();
  await expect(article(milo, "View Logs").getByRole("link", { name: "Viewer" })).toBeVisible();
});

test("9: search and choice stand in the address, Back leaves the editor before the page, and until one is chosen the first is shown", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/policies");
  await expect(article(olga, "Never delete")).toBeVisible();
  await olga.getByRole("searchbox", { name: "Search policies" }).fill("restart");
  await expect(olga).toHaveURL(/q=restart/);
  await olga.getByRole("link", { name: /^Restart and redeploy/ }).click();
  await article(olga, "Restart and redeploy").waitFor();
  await olga.getByRole("button", { name: "Edit policy" }).click();
  const elsewhere = await olga.context().newPage();
  await elsewhere.goto(olga.url());
  await expect(elsewhere.getByRole("heading", { name: "Edit Restart and redeploy" })).toBeVisible();
  await expect(elsewhere.getByRole("searchbox", { name: "Search policies" })).toHaveValue("restart");
  await olga.goBack();
  await expect(article(olga, "Restart and redeploy")).toBeVisible();
  await olga.goBack();
  await expect(article(olga, "Never delete")).toBeVisible();
});

test("10: a saved policy is taken back by Undo, which F6 reaches and which waits while the pointer is on it", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/policies");
  await olga.getByRole("link", { name: /^Restart and redeploy/ }).click();
  await article(olga, "Restart and redeploy").waitFor();
  await olga.getByRole("button", { name: "Edit policy" }).click();
  await olga.getByLabel("Name", { exact: true }).fill("Restart only");
  await olga.getByRole("button", { name: "Save policy" }).click();
  await expect(article(olga, "Restart only")).toBeVisible();
  const undo = olga.getByRole("button", { name: "Undo" });
  await undo.hover();
  // What is pointed at waits: ten seconds and a little more.
  await olga.waitForTimeout(10_500);
  await olga.keyboard.press("F6");
  for (let step = 0; step < 5 && !(await undo.evaluate(isFocused)); step++) await olga.keyboard.press("Tab");
  await expect(undo).toBeFocused();
  await olga.keyboard.press("Enter");
  await expect(article(olga, "Restart and redeploy")).toBeVisible();
});

test("8: the list is shown empty, loading, failed and denied", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/policies?demo=empty");
  await expect(olga.getByText("Only the system’s policies")).toBeVisible();
  await olga.goto("/policies?demo=loading");
  await expect(olga.getByRole("status").filter({ hasText: "Reading the policies" })).toBeVisible();
  await olga.goto("/policies?demo=error");
  await expect(olga.getByRole("button", { name: "Try again" })).toBeVisible();
  await olga.goto("/policies?demo=denied");
  await expect(olga.getByText("You may not see the policies.")).toBeVisible();
});

test("1, 5: nothing of policies has a barrier that axe finds, or is wider than a phone", async ({ people }) => {
  test.setTimeout(90_000);
  const olga = await people("owner", { reducedMotion: "reduce" });
  const judged = async (where: string) => {
    await judge(olga, where);
    await fitsPhone(olga, where);
  };
  await olga.goto("/policies?policy=new");
  await olga.getByRole("searchbox", { name: "Search methods" }).fill("role");
  await olga.getByRole("checkbox", { name: /^GetRoles/ }).check();
  await judged("a new policy");
  await olga.getByRole("button", { name: "Cancel" }).click();
  await olga.getByRole("link", { name: /^Restart and redeploy/ }).click();
  await article(olga, "Restart and redeploy").locator("summary").first().click();
  await judged("a policy");
  await olga.getByRole("button", { name: "Actions for Restart and redeploy" }).click();
  await olga.getByRole("menuitem", { name: "Delete policy" }).click();
  await olga.getByRole("alertdialog").getByRole("combobox").waitFor();
  await judged("the question before a policy goes");
});
