import type { Locator, Page } from "@playwright/test";
import { fitsPhone, judge } from "../axe";
import { expect, test } from "../keyboard";
import { emailOf, program } from "../people";

const article = (page: Page, name: string) => page.getByRole("article", { name });
/** The line of a service in the picture. */
const serviceIn = (role: Locator, name: string) => role.locator("summary").filter({ hasText: name });
const isFocused = (element: Element) => element === document.activeElement;
const toast = (page: Page, words: string | RegExp) => page.getByRole("region").getByText(words).first();

const newRole = async (as: Awaited<ReturnType<typeof program>>, name: string, policies: string) =>
  (await as("addrole", { name, policies, receiveNotification: "false" })).role.id as number;

test("30: a role shows what it can do, what a denial takes away, what it is made of, who holds it and on what", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/roles");
  await olga.getByRole("link", { name: /^Careful admin/ }).click();
  const careful = article(olga, "Careful admin");
  await expect(careful).toContainText("A denial takes 1 more away");
  await serviceIn(careful, "Environments and their nodes").click();
  await expect(careful.getByRole("listitem").filter({ hasText: /^DeleteEnv/ })).toContainText("taken away");
  await expect(
    careful
      .getByRole("listitem")
      .filter({ hasText: /^GetEnvInfo|^StopEnv/ })
      .first(),
  ).toContainText("unsafe");

  await olga
    .getByRole("link", { name: /^Developer/ })
    .first()
    .click();
  const developer = article(olga, "Developer");
  await expect(developer.getByRole("heading", { name: "Made of 7 policies" })).toBeVisible();
  const milo = developer.getByRole("listitem").filter({ hasText: "Milo" });
  await expect(milo).toContainText("on Shop");
  await expect(milo).toContainText("Active");
  await expect(developer.getByRole("listitem").filter({ hasText: /^docs-site/ })).toContainText("1 member");
  await developer.getByText("View Logs", { exact: true }).click();
  await expect(developer.getByRole("link", { name: "Open the policy View Logs" })).toBeVisible();
});

test("2, 9, 30: with the keyboard alone a role is made, changed, undone, copied, compared and deleted", async ({
  hands,
}) => {
  test.setTimeout(60_000);
  const { page: olga, press, type, tabTo } = await hands("owner", "/roles");
  const walkTo = async (box: Locator) => {
    while (!(await box.evaluate(isFocused))) await press("ArrowDown");
  };
  await tabTo(olga.getByRole("button", { name: "Add role" }));
  await press("Enter");
  await expect(olga.getByLabel("Name", { exact: true })).toBeFocused();
  await type("Log reader");
  await tabTo(olga.getByRole("searchbox", { name: "Search policies" }));
  await type("view logs");
  const logs = olga.getByRole("checkbox", { name: /^View Logs/ });
  await expect(logs).toBeVisible();
  await tabTo(olga.getByRole("checkbox", { name: /^Environment/ }));
  await walkTo(logs);
  await press("Space");
  await expect(logs).toBeChecked();
  await press("ArrowRight");
  await expect(logs).toHaveAttribute("aria-expanded", "true");
  await expect(olga.getByText("Allows 3 methods.")).toBeVisible();
  await tabTo(olga.getByRole("button", { name: "Add role" }).last());
  await press("Enter");
  await expect(article(olga, "Log reader")).toContainText("Allows 3 methods");
  await expect(olga.getByRole("heading", { name: "Log reader" })).toBeFocused();

  await tabTo(olga.getByRole("button", { name: "Edit role" }));
  await press("Enter");
  await expect(olga).toHaveURL(/role=\d+&edit=1$/);
  await tabTo(olga.getByRole("searchbox", { name: "Search policies" }));
  await type("statistic");
  await tabTo(olga.getByRole("checkbox", { name: /^Environment/ }));
  const statistic = olga.getByRole("checkbox", { name: /^Statistic/ });
  await walkTo(statistic);
  await press("Space");
  await expect(olga.getByText("5 methods more, none fewer.")).toBeVisible();
  const save = olga.getByRole("button", { name: "Save role" });
  await tabTo(save);
  await expect(save).not.toHaveAttribute("aria-disabled");
  await press("Enter");
  await expect(article(olga, "Log reader")).toContainText("Allows 8 methods");
  await expect(olga.getByRole("button", { name: "Edit role" })).toBeFocused();
  await expect(toast(olga, "The role Log reader is changed.")).toBeVisible();
  await press("F6");
  await tabTo(olga.getByRole("button", { name: "Undo" }));
  await press("Enter");
  await expect(article(olga, "Log reader")).toContainText("Allows 3 methods");

  await tabTo(article(olga, "Log reader").getByRole("button", { name: "Copy" }));
  await press("Enter");
  await expect(olga.getByLabel("Name", { exact: true })).toHaveValue("Copy of Log reader");
  await tabTo(olga.getByRole("button", { name: "Cancel" }));
  await press("Enter");
  // The form has a button of the same name.
  await expect(olga.getByLabel("Name", { exact: true })).toHaveCount(0);
  await expect(olga.getByRole("button", { name: "Add role" })).toBeFocused();
  await expect(olga.getByRole("link", { name: /^Copy of/ })).toHaveCount(0);

  const line = olga.getByRole("link", { name: /^Log reader/ });
  await tabTo(line);
  await press("Enter");
  await tabTo(olga.getByRole("button", { name: "Compare" }));
  await press("Enter");
  await expect(article(olga, "Log reader, compared")).toBeVisible();
  await tabTo(olga.getByRole("combobox", { name: "With" }));
  await type("Developer");
  await expect(olga).toHaveURL(/with=\d+/);
  await tabTo(olga.getByRole("button", { name: "End comparison" }));
  await press("Enter");

  await tabTo(olga.getByRole("button", { name: "Actions for Log reader" }));
  await press("Enter");
  await olga.getByRole("menuitem", { name: "Delete role" }).waitFor();
  await press("End");
  await press("Enter");
  const ask = olga.getByRole("alertdialog");
  await expect(ask).toContainText("Nobody holds it");
  await tabTo(ask.getByRole("button", { name: "Delete role" }));
  await expect(ask.getByRole("button", { name: "Delete role" })).toBeEnabled();
  await press("Enter");
  await expect(line).toHaveCount(0);
  await expect(olga.getByRole("link", { name: /^Team lead/ })).toBeFocused();
});

test("30: two roles stand side by side, in the address too", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/roles");
  await olga
    .getByRole("link", { name: /^Developer/ })
    .first()
    .click();
  await expect(article(olga, "Developer")).toBeVisible();
  await olga.getByRole("button", { name: "Compare" }).click();
  await olga.getByRole("combobox", { name: "With" }).selectOption({ label: "Viewer" });
  const both = article(olga, "Developer, compared");
  const counts = both.getByRole("term").filter({ hasText: "only Developer" });
  await expect(counts).toBeVisible();
  const elsewhere = await olga.context().newPage();
  await elsewhere.goto(olga.url());
  await expect(elsewhere.getByRole("combobox", { name: "With" })).toHaveValue(
    await olga.getByRole("combobox", { name: "With" }).inputValue(),
  );
  await serviceIn(both, "Files").click();
  await expect(both.getByRole("heading", { name: "only Developer" }).first()).toBeVisible();
  await olga.goBack();
  await expect(article(olga, "Developer")).toBeVisible();
});

test("30: whoever holds a role that is deleted holds its replacement, in their own window", async ({
  people,
  request,
}) => {
  const milo = await people("member");
  const as = await program(request, "member");
  const night = await newRole(as, "Night shift", "LOGS_VIEW,STATISTIC");
  const day = await newRole(as, "Day shift", "LOGS_VIEW");
  const dana = await people("delegate");
  const { collaborations } = await as("getmembers");
  const withDana = collaborations.find((one: { email: string }) => one.email === emailOf("delegate"));
  await as("setresource", {
    collaborationId: String(withDana.id),
    resourceId: "milo-blog",
    resourceType: "ENV",
    roleIds: String(night),
  });
  await dana.goto("/shared");
  await expect(dana.getByRole("main")).toContainText("Night shift");

  await milo.goto(`/roles?role=${night}`);
  await milo.getByRole("button", { name: "Actions for Night shift" }).click();
  await milo.getByRole("menuitem", { name: "Delete role" }).click();
  const ask = milo.getByRole("alertdialog");
  await expect(ask.getByRole("listitem")).toContainText([emailOf("delegate")]);
  await ask.getByLabel("Type Night shift").fill("Night shift");
  await ask.getByRole("button", { name: "Replace and delete role" }).click();
  await expect(ask.getByText("Choose the role that takes its place.")).toBeVisible();
  await ask.getByRole("combobox").selectOption(String(day));
  await ask.getByRole("button", { name: "Replace and delete role" }).click();
  await expect(milo.getByRole("link", { name: /^Night shift/ })).toHaveCount(0);
  await expect(milo.getByRole("link", { name: /^Day shift/ })).toContainText("1 member");
  await expect(async () => {
    await dana.reload();
    await expect(dana.getByRole("main")).toContainText("Day shift", { timeout: 1_000 });
  }).toPass();
  await expect(dana.getByRole("main")).not.toContainText("Night shift");
});

test("29: who acts for another owner sees what they lack, and can change nothing there", async ({
  people,
  request,
}) => {
  const { roles } = await (await program(request, "owner"))("getroles");
  const owner = roles[0].owner.id;
  const cloud = roles.find((role: { name: string }) => role.name === "Cloud operator").id;
  const dana = await people("delegate");
  await dana.goto(`/roles?of=${owner}&role=${cloud}`);
  await expect(dana.getByText("Only Olga Oduya makes and changes roles.")).toBeVisible();
  const role = article(dana, "Cloud operator");
  await expect(role).toContainText("so you cannot give this role");
  await serviceIn(role, "Storage buckets").click();
  await expect(role.getByRole("listitem").filter({ hasText: "you lack it" }).first()).toBeVisible();
  for (const name of ["Add role", "Edit role", "Copy"]) {
    const button = dana.getByRole("button", { name, exact: true });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription("Only Olga Oduya can do this. Why?");
  }
  const sven = await people("stranger");
  await sven.goto(`/roles?of=${owner}`);
  await expect(sven.getByRole("heading", { name: "Not found" })).toBeVisible();
});

test("29: what cannot be put into a role stands in its form, disabled, and says why: what does not go together, and to a delegate what they do not hold", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await olga.goto("/roles?role=new");
  const search = (page: Page) => page.getByRole("searchbox", { name: "Search policies" });
  const policy = (page: Page, name: string) => page.getByRole("checkbox", { name: new RegExp(`^${name}`) });
  await search(olga).fill("view");
  await policy(olga, "View Logs").check();
  const cloud = policy(olga, "View Projects");
  await expect(cloud).toHaveAttribute("aria-disabled", "true");
  await expect(cloud).toHaveAccessibleName(/Cloud policies need a role of their own\.$/);
  await cloud.click({ force: true });
  await expect(cloud).not.toBeChecked();
  await policy(olga, "View Logs").uncheck();
  await cloud.check();
  await expect(policy(olga, "View Logs")).toHaveAccessibleName(/takes? no others beside them\.$/);

  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as { collaborations: { id: number; email: string }[] };
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("delegate"))!.id);
  const role = await newRole(as, "Log keeper", "LOGS_VIEW,LOGS_MANAGE");
  const looker = await newRole(as, "Log looker", "LOGS_VIEW");
  await as("setresource", { collaborationId, resourceId: "*", resourceType: "ENV", roleIds: String(looker) });
  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
  await dana.getByRole("link", { name: "Roles", exact: true }).click();
  await dana.getByRole("link", { name: /^Log keeper/ }).click();
  const keeper = article(dana, "Log keeper");
  await keeper.getByRole("button", { name: "Why you do not hold all of Manage Logs" }).click();
  const why = dana.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("No –");
  await dana.keyboard.press("Escape");
  await expect(why).toHaveCount(0);
  const of = new URL(dana.url()).searchParams.get("of");
  await dana.goto(`/roles?of=${of}&role=${role}&edit=1`);
  await search(dana).fill("logs");
  for (const [name, said] of [
    ["View Logs", /Only Olga Oduya can do this\.$/],
    ["Manage Logs", /You do not hold/],
  ] as const) {
    const box = policy(dana, name);
    await expect(box).toBeChecked();
    await expect(box).toHaveAttribute("aria-disabled", "true");
    await expect(box).toHaveAccessibleName(said);
    await box.click({ force: true });
    await expect(box).toBeChecked();
  }
  await expect(dana.getByRole("button", { name: "Save" })).toHaveAccessibleDescription(
    "Only Olga Oduya can do this. Why?",
  );
  await dana.getByRole("button", { name: "Why Manage Logs cannot be chosen" }).click();
  await expect(why).toContainText("Missing: environment.");
  await judge(dana, "the form of a role, to a delegate");
});

test("31: a ready-made role is marked and cannot be edited, and a copy of it is one's own", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/roles?role=ready-User");
  const user = article(olga, "User");
  await expect(user).toContainText("System role, cannot be changed");
  await expect(user.getByRole("button", { name: "Edit role" })).toHaveCount(0);
  await user.getByRole("button", { name: "Copy" }).click();
  await expect(olga.getByLabel("Name", { exact: true })).toHaveValue("Copy of User");
  await olga.getByRole("button", { name: "Add role" }).last().click();
  await expect(article(olga, "Copy of User").getByRole("button", { name: "Edit role" })).toBeVisible();
  await olga.getByRole("button", { name: "Undo" }).click();
  await expect(olga.getByRole("link", { name: /^Copy of User/ })).toHaveCount(0);
});

test("10: letters are switched at once, in every window, and Undo takes it back", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/roles");
  await olga.getByRole("link", { name: /^Team lead/ }).click();
  const elsewhere = await olga.context().newPage();
  await elsewhere.goto(olga.url());
  const here = olga.getByRole("switch");
  await expect(here).not.toBeChecked();
  await here.click();
  await expect(here).toBeChecked();
  await expect(elsewhere.getByRole("switch")).toBeChecked();
  await olga.getByRole("button", { name: "Undo" }).click();
  await expect(here).not.toBeChecked();
  await expect(elsewhere.getByRole("switch")).not.toBeChecked();
});

test("11: what is wrong stands at its field and in a summary, and what was written survives Back but not Cancel", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/roles");
  await olga.getByRole("button", { name: "Add role" }).click();
  const name = olga.getByLabel("Name", { exact: true });
  await name.fill("Developer");
  await olga.getByRole("button", { name: "Add role" }).last().click();
  const summary = olga.getByRole("region", { name: "One thing is wrong" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("at least one policy");
  await summary.getByRole("link").click();
  await expect(olga.getByRole("searchbox", { name: "Search policies" })).toBeFocused();
  await olga.goBack();
  await expect(name).toHaveCount(0);
  await olga.getByRole("button", { name: "Add role" }).click();
  await expect(name).toHaveValue("Developer");
  await expect(olga.getByText("What was not saved last time is here again.")).toBeVisible();
  await olga.getByRole("button", { name: "Cancel" }).click();
  await olga.getByRole("button", { name: "Add role" }).click();
  await expect(name).toHaveValue("");
});

test("11: a role changed elsewhere meanwhile is said so, and what is there now can be taken", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const id = await newRole(as, "Shifting", "LOGS_VIEW");
  const olga = await people("owner");
  await olga.goto(`/roles?role=${id}&edit=1`);
  await olga.getByLabel("Name", { exact: true }).fill("Mine");
  await as("editrole", { id: String(id), name: "Theirs", policies: "LOGS_VIEW" });
  await expect(olga.getByText("This was changed elsewhere in the meantime.")).toBeVisible();
  await olga.getByRole("button", { name: "Start over" }).click();
  await expect(olga.getByLabel("Name", { exact: true })).toHaveValue("Theirs");
  await olga.getByRole("button", { name: "Cancel" }).click();
  await as("deleterole", { id: String(id) });
  await expect(olga.getByText("This role is not there any more.")).toBeVisible();
});

test("8: the list is shown empty, loading, failed and denied", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/roles?demo=empty");
  await expect(olga.getByText("No role made yet")).toBeVisible();
  await olga.goto("/roles?demo=loading");
  await expect(olga.getByRole("status").filter({ hasText: "Reading the roles" })).toBeVisible();
  await olga.goto("/roles?demo=error");
  await expect(olga.getByRole("button", { name: "Try again" })).toBeVisible();
  await olga.goto("/roles?demo=denied");
  await expect(olga.getByText("You may not see the roles.")).toBeVisible();
});

test("14: a role prints as one clean page", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/roles");
  await olga
    .getByRole("link", { name: /^Viewer/ })
    .first()
    .click();
  await article(olga, "Viewer").waitFor();
  await expect(olga.getByText("GetSumStat", { exact: true }).first()).toBeHidden();
  await olga.emulateMedia({ media: "print" });
  await expect(olga.getByRole("heading", { name: "Viewer" })).toBeVisible();
  await expect(olga.getByText("GetSumStat", { exact: true }).first()).toBeVisible();
  await expect(olga.getByRole("navigation")).toHaveCount(0);
  for (const name of ["Edit role", "Add role"]) await expect(olga.getByRole("button", { name })).toHaveCount(0);
  await expect(olga.getByRole("searchbox")).toHaveCount(0);
});

test("the list of roles brings no method with its code", async ({ people }) => {
  const olga = await people("owner");
  const scripts = new Set<string>();
  olga.on("request", (request) => {
    if (/\.js(\?|$)/.test(request.url())) scripts.add(request.url());
  });
  await olga.goto("/policies?policy=new");
  await olga.getByRole("searchbox", { name: "Search methods" }).waitFor();
  const code = await Promise.all([...scripts].map(async (url) => (await olga.request.get(url)).text()));
  const all = code.join("");
  expect(all.length).toBeGreaterThan(100_000);
  expect(all).not.toMatch(/environment\.control\.[A-Z]\w+/);
});

test("1, 5: nothing of roles has a barrier that axe finds, or is wider than a phone", async ({ people }) => {
  test.setTimeout(90_000);
  const olga = await people("owner", { reducedMotion: "reduce" });
  const judged = async (where: string) => {
    await judge(olga, where);
    await fitsPhone(olga, where);
  };
  await olga.goto("/roles?role=new");
  await olga.getByRole("searchbox", { name: "Search policies" }).fill("view");
  await olga.getByRole("checkbox", { name: /^View Logs/ }).check();
  await olga.getByText("Show which").click();
  await judged("a new role");
  await olga.getByRole("button", { name: "Cancel" }).click();
  await olga.getByRole("link", { name: /^Careful admin/ }).click();
  await serviceIn(article(olga, "Careful admin"), "Environments and their nodes").click();
  await olga.getByText("Never delete", { exact: true }).click();
  await judged("a role");
  await olga.getByRole("button", { name: "Compare" }).click();
  await serviceIn(article(olga, "Careful admin, compared"), "Environments and their nodes").click();
  await judged("a comparison");
  await olga.goto("/roles");
  await olga
    .getByRole("link", { name: /^Developer/ })
    .first()
    .click();
  await olga.getByRole("button", { name: "Actions for Developer" }).click();
  await olga.getByRole("menuitem", { name: "Delete role" }).click();
  await olga.getByRole("alertdialog").getByText(emailOf("member")).waitFor();
  await judged("the question before a role goes");
});
