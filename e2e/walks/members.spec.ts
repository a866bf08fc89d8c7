import fs from "node:fs";
import type { Page } from "@playwright/test";
import { judge } from "../axe";
import { test as byHand } from "../keyboard";
import { emailOf, expect, program, test } from "../people";

/** Members: the list, the invitation, the page of one. Numbers are statements of acceptance. */

const rowOf = (page: Page, who: string | RegExp) => page.getByRole("row").filter({ hasText: who });

byHand(
  "16: by keyboard alone a pasted list becomes chips, each fault marked with its reason, and a summary says what they may do",
  async ({ hands }) => {
    const { page, press, type, tabTo } = await hands("owner", "/members");
    await tabTo(page.getByRole("button", { name: "Invite members" }));
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: "Invite members" });
    const field = dialog.getByLabel("E-mail addresses");
    await expect(field).toBeFocused();
    const list = `Ann <ann@walk.example>, ben@walk.example; nobody\n${emailOf("member")}\nANN@walk.example`;
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text", text);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement!.dispatchEvent(event);
    }, list);
    const chips = dialog.getByRole("list", { name: "Addresses entered" }).getByRole("listitem");
    await expect(chips).toHaveCount(5);
    await expect(chips.filter({ hasText: "nobody" })).toContainText("no address");
    await expect(chips.filter({ hasText: "ANN@" })).toContainText("twice");
    await expect(chips.filter({ hasText: emailOf("member") })).toContainText("already a member");
    const notes = dialog.getByRole("list", { name: "About these addresses" });
    await expect(notes).toContainText("“nobody” is no e-mail address");
    await expect(notes.getByRole("link", { name: "Edit instead" })).toHaveAttribute("href", /^\/members\/\d+$/);
    await expect(dialog.getByText(/Ann and ben@walk.example can do nothing/)).toBeVisible();

    await tabTo(dialog.getByRole("button", { name: "Share something with them" }));
    await press("Enter");
    await tabTo(dialog.getByLabel(/^Search Environments and groups/));
    await type("shop-staging");
    await tabTo(dialog.getByRole("checkbox", { name: /^Environments/ }));
    await press("ArrowDown");
    await expect(dialog.getByRole("checkbox", { name: "shop-staging" })).toBeFocused();
    await press("Space");
    await tabTo(dialog.getByRole("checkbox", { name: /^Careful admin/ }));
    await press("Space");
    await expect(dialog.getByText(/shop-staging as Careful admin: \d+ methods/)).toBeVisible();
    await expect(dialog.getByText(/· 2 denied/)).toBeVisible();

    await tabTo(dialog.getByRole("button", { name: "Invite 2 people" }));
    await press("Enter");
    await expect(dialog.getByRole("heading", { name: "2 done, 0 refused" })).toBeFocused();
    await press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(rowOf(page, "ann@walk.example")).toContainText("Careful admin");
    await expect(rowOf(page, "ben@walk.example")).toContainText("1 environment");
  },
);

test("11: what was typed into an invitation is there again after Escape and after a reload", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/members?invite=new");
  const dialog = olga.getByRole("dialog", { name: "Invite members" });
  await dialog.getByLabel("E-mail addresses").fill("draft@walk.example");
  await dialog.getByLabel("E-mail addresses").press("Enter");
  await expect(dialog.getByRole("button", { name: "Invite 1 person" })).toBeVisible();
  await olga.reload();
  await expect(dialog.getByRole("button", { name: "Take draft@walk.example away" })).toBeVisible();
  await dialog.getByRole("button", { name: "Take draft@walk.example away" }).click();
  const field = dialog.getByLabel("E-mail addresses");
  await field.fill("half an addr");
  await olga.goBack();
  await olga.goto("/members?invite=new");
  await expect(field).toHaveValue("half an addr");
});

test("16, 11: what is typed needs no Enter before Invite, and what is missing is told in a summary that leads to it", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members");
  await olga.getByRole("button", { name: "Invite members" }).click();
  const dialog = olga.getByRole("dialog", { name: "Invite members" });
  await expect(dialog.getByLabel("E-mail addresses")).toBeFocused();
  const invite = dialog.getByRole("button", { name: /^Invite( \d+ person)?$/ });
  await invite.click();
  await expect(dialog.getByRole("region", { name: "One thing is wrong" })).toBeFocused();
  await dialog.getByRole("link", { name: /^E-mail addresses/ }).click();
  await expect(dialog.getByLabel("E-mail addresses")).toBeFocused();
  await olga.keyboard.type("pressed@walk.example");
  // A press as a hand does it: the field loses the focus before the button is let go.
  await invite.hover();
  await olga.mouse.down();
  await expect(dialog.getByRole("button", { name: "Take pressed@walk.example away" })).toBeVisible();
  await olga.mouse.up();
  await expect(dialog.getByRole("heading", { name: "1 done, 0 refused" })).toBeVisible();
});

test("19: inviting again renews who has not answered, and shows the history of who left", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/members?invite=new");
  const dialog = olga.getByRole("dialog", { name: "Invite members" });
  await dialog.getByLabel("E-mail addresses").fill(`${emailOf("invited")}, left@confer.example`);
  await dialog.getByLabel("E-mail addresses").press("Enter");
  const notes = dialog.getByRole("list", { name: "About these addresses" });
  await expect(notes).toContainText(`${emailOf("invited")} has not answered since`);
  await expect(notes).toContainText("left@confer.example left on");
  await expect(notes).toContainText("Leo Lund left.");
  await expect(notes).toContainText("Leo Lund accepted.");
  await dialog.getByRole("button", { name: /^Take left@/ }).click();
  await dialog.getByRole("button", { name: "Invite 1 person" }).click();
  await expect(dialog.getByRole("heading", { name: "1 done, 0 refused" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(rowOf(olga, emailOf("invited"))).toContainText("Invited");

  await rowOf(olga, "rejected@confer.example")
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await olga.getByRole("menuitem", { name: "Invite again" }).click();
  const again = olga.getByRole("alertdialog");
  await expect(again).toContainText("rejected the invitation.");
  await expect(again).toContainText("data-lab");
  await again.getByRole("button", { name: "Cancel" }).click();
});

test("21: a row says how much somebody reaches and by which way, with the names on hover; each column sorts", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members?q=delegate");
  const reach = rowOf(olga, emailOf("delegate")).getByRole("button", { name: "Whole account, all environments" });
  await reach.hover();
  await expect(olga.getByText("All environments: Admin").last()).toBeVisible();
  await olga.goto("/members");
  for (const word of ["Person", "State", "Roles", "Reaches", "Ends", "Last seen"]) {
    await olga.getByRole("columnheader", { name: word }).getByRole("button").click();
    await expect(olga.getByRole("columnheader", { name: word })).toHaveAttribute("aria-sort", /ascending|descending/);
    await expect(olga.locator("[data-row]").first()).toBeVisible();
  }
  await olga.getByLabel(/^Resource/).click();
  await olga.getByRole("option", { name: "payments-test" }).click();
  await expect(rowOf(olga, emailOf("suspended"))).toBeVisible();
  await expect(rowOf(olga, emailOf("member"))).toHaveCount(0);
});

byHand(
  "23: by keyboard alone several are suspended, with a verdict a row, and Undo takes it back",
  async ({ hands }) => {
    const { page, press, tabTo } = await hands("owner", "/members?q=confer");
    const milo = page
      .locator("[data-row]")
      .filter({ hasText: emailOf("member") })
      .first();
    const ines = page.locator("[data-row]").filter({ hasText: emailOf("invited") });
    await tabTo(page.locator("[data-row]"));
    for (const row of [ines, milo]) {
      await press("Home");
      for (let step = 0; step < 20; step++) {
        if (await row.evaluate((element) => element === document.activeElement)) break;
        await press("ArrowDown");
      }
      await press("Space");
    }
    const bar = page.getByRole("toolbar", { name: "With what is chosen" });
    await tabTo(bar.getByRole("button", { name: "Suspend" }));
    await press("Enter");
    const ask = page.getByRole("alertdialog", { name: "Suspend 2 members?" });
    // Ines is only invited: what will be refused changes nothing, is told, and does not hide what the others lose.
    const lines = ask.getByRole("region", { name: "What this changes" }).getByRole("list");
    await expect(lines).toContainText(/Milo loses \d+ methods on /);
    await expect(lines).not.toContainText("Ines");
    await expect(ask.getByRole("alert")).toContainText(/^One of them will be refused: .*Ines/);
    await tabTo(ask.getByRole("button", { name: "Suspend 2 members" }));
    await press("Enter");
    await expect(milo).toContainText("Suspended.");
    await expect(milo.getByText("Suspended", { exact: true })).toBeVisible();
    await expect(ines).toContainText("Only an active member can be suspended");
    await press("F6");
    await tabTo(page.getByRole("button", { name: "Undo" }));
    await press("Enter");
    await expect(milo.getByText("Active", { exact: true })).toBeVisible();
  },
);

test("23: a role is added for several at once, with a verdict a row; what is a team's is refused with its reason", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members?q=confer.example");
  const [milo, sven, inTeam] = [
    rowOf(olga, emailOf("member")).filter({ hasNotText: "Security guild" }),
    rowOf(olga, emailOf("suspended")),
    rowOf(olga, "Security guild"),
  ];
  for (const row of [milo, sven, inTeam]) await row.getByRole("checkbox").check();
  await olga.getByRole("toolbar", { name: "With what is chosen" }).getByRole("button", { name: "Add role" }).click();
  const ask = olga.getByRole("dialog", { name: "Add a role for 3 members" });
  await ask.getByRole("button", { name: "Add role for 3 members" }).click();
  await expect(ask).toContainText("Choose");
  await ask.getByLabel(/^Search Environments and groups/).fill("docs-site");
  await ask.getByRole("checkbox", { name: "docs-site" }).check();
  await ask.getByRole("checkbox", { name: /^Viewer/ }).check();
  await ask.getByRole("button", { name: "Add role for 3 members" }).click();
  await expect(ask).toHaveCount(0);
  await expect(milo).toContainText("Role added.");
  await expect(sven).toContainText("Role added.");
  await expect(inTeam).toContainText("What the team Security guild shares is for everybody in it");
  await expect(olga.getByText("2 done, 1 refused")).toHaveCount(1);
  // Only who was refused stays chosen.
  await expect(olga.locator("[aria-selected=true]")).toHaveCount(1);
  await milo.getByRole("link").first().click();
  await expect(olga.getByText("docs-site").first()).toBeVisible();
});

test("24: the page of a member says what they may do, a denial as one, and every line its chain", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members");
  await rowOf(olga, emailOf("member")).first().getByRole("link").click();
  const section = olga.locator("main section").filter({ hasText: "What they may do" });
  await expect(section).toContainText("Shop");
  await olga.getByRole("button", { name: "Change roles on Shop" }).click();
  const share = olga.getByRole("dialog", { name: "Share", exact: true });
  await share.getByRole("checkbox", { name: /^Developer/ }).uncheck();
  await share.getByRole("checkbox", { name: /^Careful admin/ }).check();
  await share.getByRole("button", { name: "Save roles" }).click();
  await expect(share).toHaveCount(0);

  const shop = section.getByRole("listitem").filter({ hasText: "Shop" }).first();
  await shop.getByText(/^May call/).click();
  await shop.getByLabel("Why, on").selectOption({ label: "shop-prod (environment)" });
  const deletes = shop.getByText("DeleteEnv", { exact: true });
  await expect(deletes.locator("..")).toContainText("denied");
  await deletes.click();
  const chain = shop.getByRole("list", { name: /DeleteEnv/ });
  // By the name they go by, which other walks change.
  await expect(chain).toContainText(/Shared with Milo( Marsh)?: Shop\./);
  await expect(chain).toContainText("The roles on the nearest shared groups decide.");
  await expect(chain).toContainText("The policy Never delete denies it, and a denial always wins.");
  await expect(chain.getByRole("listitem").last()).toHaveText("So it is denied.");

  const history = olga.locator("main section").filter({ hasText: "What happened" });
  await expect(history.getByRole("listitem").first()).toContainText("changed the roles on Shop to Careful admin");

  await olga.getByRole("button", { name: "Change roles on Shop" }).click();
  await share.getByRole("checkbox", { name: /^Careful admin/ }).uncheck();
  await share.getByRole("checkbox", { name: /^Developer/ }).check();
  await share.getByRole("button", { name: "Save roles" }).click();
  await expect(share).toHaveCount(0);
});

test("10, 25: suspending is undone by its toast, and everything shared is there as before", async ({ people }) => {
  const [olga, milo] = [await people("owner"), await people("member")];
  await olga.goto("/members");
  await rowOf(olga, emailOf("member")).first().getByRole("link").click();
  const may = olga.locator("main section").filter({ hasText: "What they may do" });
  // Three of the demo's, and what other walks shared before this one.
  await expect(may.getByText(/^May call/).nth(2)).toBeVisible();
  const before = await may.getByText(/^May call/).allTextContents();
  await milo.goto("/shared");
  await expect(milo.getByText("payments-prod").first()).toBeVisible();
  await olga.getByRole("button", { name: "Suspend member" }).click();
  await expect(olga.getByText("Milo is suspended.", { exact: true })).toBeVisible();
  await milo.reload();
  await expect(milo.getByText("payments-prod")).toHaveCount(0);
  await olga.getByRole("button", { name: "Undo" }).click();
  await expect(olga.getByRole("button", { name: "Suspend member" })).toBeVisible();
  await expect(may.getByText(/^May call/)).toHaveText(before);
  await milo.reload();
  await expect(milo.getByText("payments-prod").first()).toBeVisible();
});

test("9, 10: removing names what is lost and what stays, and is not done by Back or Cancel", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/roles");
  await olga.getByRole("navigation").getByRole("link", { name: "Members" }).first().click();
  await olga.waitForURL("**/members");
  const ask = async () => {
    const row = rowOf(olga, emailOf("suspended"));
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await olga.getByRole("menuitem", { name: "Remove member" }).click();
  };
  await ask();
  const asks = olga.getByRole("alertdialog", { name: "Remove Sven?" });
  // Whoever is suspended loses nothing now.
  await expect(asks).toContainText(/No one’s access changes now\..*Sven has no access now, and would no longer get/);
  await expect(asks).toContainText("Environments, roles and what they changed there stay.");
  // It goes nowhere, so there is nothing to wait for.
  await olga.goBack({ timeout: 1_000 }).catch(() => {});
  await expect(asks).toHaveCount(0);
  await expect(olga).toHaveURL(/\/members/);
  await ask();
  await asks.getByRole("button", { name: "Cancel" }).click();
  await expect(rowOf(olga, emailOf("suspended"))).toBeVisible();
});

test("2: the focus goes to the next row when a member is removed", async ({ people, request }) => {
  const as = await program(request, "owner");
  await as("invitemember", { email: "aaron@walk.example" });
  const olga = await people("owner");
  await olga.goto("/members");
  const row = rowOf(olga, "aaron@walk.example");
  const next = row.locator("xpath=following-sibling::tr[1]");
  const key = (await next.getAttribute("data-row"))!;
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await olga.getByRole("menuitem", { name: "Remove member" }).click();
  await olga.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click();
  await expect(row).toHaveCount(0);
  await expect(olga.locator(`[data-row="${key}"]`)).toBeFocused();
});

test("9: the form for a label stands in the address, and Back closes it before the page", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/members");
  const row = rowOf(olga, emailOf("delegate"));
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await olga.getByRole("menuitem", { name: "Edit member" }).click();
  const label = olga.getByRole("dialog", { name: "Edit member" }).getByLabel("Label");
  await label.fill("Dana, lead of all");
  await olga.reload();
  await expect(label).toHaveValue("Dana, lead of all");
  await olga.goBack();
  await expect(label).toHaveCount(0);
  await expect(olga).toHaveURL(/\/members$/);
});

test("26: the export is exactly the filter, in UTF-8, and no cell is a formula", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/members?state=SUSPENDED");
  await expect(olga.locator("[data-row]")).toHaveCount(1);
  const [file] = await Promise.all([
    olga.waitForEvent("download"),
    olga.getByRole("button", { name: "Export" }).click(),
  ]);
  const text = fs.readFileSync((await file.path())!, "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  const lines = text.trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(emailOf("suspended"));
  expect(text).not.toMatch(/(^|[,;\r\n])"?[=+@]/);
});

test("12, 16: many addresses are long work that can be left, and is found under Activity with a verdict for each", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members?invite=new");
  const dialog = olga.getByRole("dialog", { name: "Invite members" });
  const many = Array.from({ length: 12 }, (_, n) => `many${n}@walk.example`);
  await dialog.getByLabel("E-mail addresses").fill(many.join(", "));
  await dialog.getByLabel("E-mail addresses").press("Enter");
  await dialog.getByRole("button", { name: "Invite 12 people" }).click();
  await expect(dialog.getByRole("list", { name: "What became of each address" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await olga.goto("/activity");
  await olga
    .getByRole("link", { name: /Invite 12 people/ })
    .first()
    .click();
  const panel = olga.getByRole("dialog", { name: "Long work" });
  await expect(panel.getByText("12 of 12")).toBeVisible({ timeout: 15_000 });
  await expect(panel.getByRole("listitem").filter({ hasText: "Invited" })).toHaveCount(12);
  await olga.goto("/members?q=many&state=PENDING");
  await expect(olga.getByRole("grid")).toHaveAttribute("aria-rowcount", "13");
});

test("26: an import first says of each line what it would do, and changes nothing before it is told to", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/members?import=table");
  const dialog = olga.getByRole("dialog", { name: "Import members" });
  await dialog
    .getByLabel("Or paste the table")
    .fill(
      `email,label,type,resource,roles\nimported@walk.example,Ida,environment,docs-site,Viewer\n${emailOf("member")},Milo the second,,,\nnobody,,,,\n${emailOf("delegate")},,,,`,
    );
  await dialog.getByRole("button", { name: "Show what would happen" }).click();
  await expect(dialog.getByText("1 to invite, 1 to change, 1 to skip, 1 with an error")).toBeVisible();
  const lines = dialog.getByRole("list", { name: "What each line would do" }).getByRole("listitem");
  await expect(lines.filter({ hasText: "imported@" })).toContainText("Invite");
  await expect(lines.filter({ hasText: emailOf("member") })).toContainText("new label");
  await expect(lines.filter({ hasText: "nobody" })).toContainText("This is not an e-mail address.");
  const other = await people("owner");
  await other.goto("/members?q=imported");
  await expect(other.locator("[data-row]")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Import 2 lines" }).click();
  await expect(dialog.getByText("4 of 4")).toBeVisible({ timeout: 15_000 });
  await other.reload();
  await expect(rowOf(other, "imported@walk.example")).toContainText("Viewer");
  await other.goto("/members?q=second");
  await other
    .locator("[data-row]")
    .first()
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await other.getByRole("menuitem", { name: "Edit member" }).click();
  await other.getByRole("dialog").getByLabel("Label").fill("Milo");
  await other.getByRole("button", { name: "Save member" }).click();
});

test("1: axe finds nothing on the pages and dialogs of members", async ({ people }) => {
  test.setTimeout(120_000);
  const olga = await people("owner", { reducedMotion: "reduce" });
  await olga.goto("/members?invite=new");
  const dialog = olga.getByRole("dialog", { name: "Invite members" });
  await dialog.getByLabel("E-mail addresses").fill(`a@b.example, nobody; left@confer.example; ${emailOf("member")}`);
  await dialog.getByLabel("E-mail addresses").press("Enter");
  await dialog.getByRole("button", { name: "Share something with them" }).click();
  await expect(dialog.getByText("Leo Lund left.")).toBeVisible();
  await judge(olga, "the invitation");
  await olga.evaluate(() => sessionStorage.clear());
  await olga.goto("/members");
  await olga
    .getByRole("checkbox", { name: /^Choose / })
    .nth(1)
    .check();
  await olga.getByRole("button", { name: "Add role" }).click();
  await olga
    .getByRole("dialog")
    .getByLabel(/^Search Environments/)
    .waitFor();
  await judge(olga, "a role for several");
  await olga.keyboard.press("Escape");
  await olga.getByRole("toolbar").getByRole("button", { name: "Remove" }).click();
  await olga.getByRole("alertdialog").waitFor();
  await judge(olga, "removing several");
  await olga.keyboard.press("Escape");
  await olga.goto("/members");
  await rowOf(olga, emailOf("member")).first().getByRole("link").click();
  await olga
    .getByText(/^May call/)
    .first()
    .click();
  await olga.getByText("GetEnvInfo", { exact: true }).first().click();
  await olga.getByText("So it is allowed.").first().waitFor();
  await judge(olga, "one member");
});
