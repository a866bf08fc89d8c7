import { fitsPhone, judge } from "../axe";
import { expect, test } from "../keyboard";
import { emailOf, program } from "../people";

type Answer = { collaborations: { id: number; email: string }[]; role: { id: number } };

/** The lines of a CSV file as cells. No cell of this walk holds a line end. */
const cellsOf = (csv: string): string[][] =>
  csv
    .replace(/^\ufeff/, "")
    .trim()
    .split("\r\n")
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, 17).map(([, cell]) => cell!));

test("review: by keyboard alone a grant is kept, another removed, one taken back; at the end it is gone in the other's window, and the file says who decided what", async ({
  hands,
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Answer;
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("member"))!.id);
  const { role } = (await as("addrole", {
    name: "Reviewed",
    policies: "LOGS_VIEW",
    receiveNotification: "false",
  })) as Answer;
  const give = (resourceId: string) =>
    as("setresource", { collaborationId, resourceId, resourceType: "ENV", roleIds: String(role.id) });
  await give("payments-test");
  await give("docs-site");
  const milo = await people("member");
  await milo.goto("/shared");
  await expect(milo.getByText("payments-test").first()).toBeVisible();

  const { page: olga, press, tabTo } = await hands("owner", "/review");
  await expect(async () => {
    await press("c");
    await expect(olga.getByRole("dialog", { name: "Start a review" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const roles = olga.getByLabel("Role", { exact: true });
  await expect(roles.getByRole("option", { name: "Reviewed" })).toBeAttached();
  await tabTo(roles);
  await olga.keyboard.type("Reviewed");
  await expect(roles).toHaveValue(String(role.id));
  await tabTo(olga.getByRole("button", { name: "Begin" }));
  await press("Enter");
  await expect(olga.getByRole("heading", { level: 1 })).toContainText("role Reviewed");
  const progress = olga.getByRole("region", { name: "Progress of the review" });
  await expect(progress).toContainText("0 of 2 decided");
  const row = (name: string) => olga.getByRole("row").filter({ hasText: name });
  // The first press leads to the first line, and decides nothing.
  await expect(async () => {
    await press("k");
    await expect(olga.locator("[data-row]").first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await expect(progress).toContainText("0 of 2 decided");
  const first = (await olga.locator("[data-row]").first().textContent())!.includes("payments-test");
  const [one, two] = first ? ["payments-test", "docs-site"] : ["docs-site", "payments-test"];
  await press("r");
  await expect(row(one).getByRole("button", { name: "Remove" })).toHaveAttribute("aria-pressed", "true");
  await expect(olga.locator("[data-row]").nth(1)).toBeFocused();
  await press("k");
  await expect(progress).toContainText("2 of 2 decided");
  await press("z");
  await expect(progress).toContainText("1 of 2 decided");
  await expect(row(two)).toBeFocused();
  await press("k");
  await expect(progress).toContainText("2 of 2 decided 1 kept, 1 to remove, 0 skipped");
  await judge(olga, "an open review");
  await press("n");
  const note = olga.getByRole("dialog", { name: "Note" });
  await expect(note.getByLabel("Why")).toBeFocused();
  await olga.keyboard.type("Her team still needs it");
  await press("Enter");
  await expect(note).toBeHidden();
  await expect(row(two)).toContainText("Her team still needs it");
  await expect(row(two)).toBeFocused();
  await expect(row(two).getByRole("button", { name: "Keep" })).toHaveAttribute("aria-pressed", "true");
  // Nothing is taken before the end.
  await expect(milo.getByText(one).first()).toBeVisible();
  await press("f");
  const asks = olga.getByRole("alertdialog", { name: "Finish this review?" });
  await expect(asks.getByText(/^Milo.* loses/)).toBeVisible();
  await tabTo(asks.getByRole("button", { name: "Remove 1 and finish" }));
  await press("Enter");
  await expect(milo.getByText(one)).toHaveCount(0, { timeout: 3_000 });
  await expect(milo.getByText(two).first()).toBeVisible();

  await expect(olga.getByRole("heading", { level: 1 })).toContainText("Report: role Reviewed");
  await expect(row(one)).toContainText("Removed");
  await expect(row(two)).toContainText("Kept");
  await expect(row(two)).toContainText("Olga Oduya");
  await expect(row(two)).toContainText("Her team still needs it");
  await judge(olga, "the report of a review");
  const file = await olga.request.get(
    await olga.getByRole("link", { name: "Save as CSV" }).evaluate((link) => (link as HTMLAnchorElement).href),
  );
  const [head, ...lines] = cellsOf(await file.text());
  const cell = (line: string[], name: string) => line[head!.indexOf(name)];
  expect(
    lines.map((line) =>
      ["thing", "email", "decision", "note", "decided by", "outcome"].map((name) => cell(line, name)),
    ),
  ).toEqual([
    [one, emailOf("member"), "remove", "", "Olga Oduya", "removed"],
    [two, emailOf("member"), "keep", "Her team still needs it", "Olga Oduya", ""],
  ]);

  await olga.emulateMedia({ media: "print" });
  await expect(olga.getByRole("navigation", { name: "Pages" })).toBeHidden();
  await expect(olga.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(olga.locator("thead")).toHaveCSS("display", "table-header-group");
});

test("review: a delegate begins one, decides and notes, is told before they begin that removing is the owner's, and finishes what removes nothing", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Answer & { collaborations: { ownerUid: number }[] };
  const of = collaborations[0]!.ownerUid;
  const dana = await people("delegate");
  await dana.goto(`/review?of=${of}&start=new`);
  const begin = dana.getByRole("dialog", { name: "Start a review" });
  await expect(begin.getByLabel("People").getByRole("option", { name: "suspended members" })).toBeAttached();
  await begin.getByLabel("People").selectOption("SUSPENDED");
  await begin.getByRole("button", { name: "Begin" }).click();
  await expect(dana.getByRole("heading", { level: 1 })).toContainText("Review: suspended members");
  await expect(dana.getByText(/finished by Olga Oduya alone/)).toBeVisible();
  const why = dana.getByRole("dialog", { name: /Why/ });
  await expect(async () => {
    await dana.getByRole("button", { name: "Why only the owner removes access" }).click();
    await expect(why).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(why.getByText(/DeleteResources/).first()).toBeVisible();
  await dana.keyboard.press("Escape");
  await expect(why).toBeHidden();
  const first = dana.locator("[data-row]").first();
  const finish = dana.getByRole("button", { name: "Finish…" });
  await first.getByRole("button", { name: "Remove" }).click();
  await expect(finish).toHaveAttribute("aria-disabled", "true");
  await judge(dana, "a delegate's review");
  await first.getByRole("button", { name: "Keep" }).click();
  await expect(finish).not.toHaveAttribute("aria-disabled", "true");
  await expect(dana.getByRole("region", { name: "Progress of the review" })).toContainText("1 kept, 0 to remove");
  await finish.click();
  const asks = dana.getByRole("alertdialog", { name: "Finish this review?" });
  await asks.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(dana.getByRole("heading", { level: 1 })).toContainText("Report: suspended members");
  await expect(dana.getByRole("table", { name: "Who has access" })).toContainText("Dana Reyes");
});

test("review: all that fit are decided in one go, asked first, on every page", async ({ people }) => {
  const olga = await people("owner");
  await olga.goto("/review?start=new");
  await olga.getByRole("dialog", { name: "Start a review" }).getByRole("button", { name: "Begin" }).click();
  await expect(olga.getByRole("heading", { level: 1 })).toContainText("Review:");
  const progress = olga.getByRole("region", { name: "Progress of the review" });
  await expect(progress).toContainText("0 of");
  await olga.goto(`${olga.url()}?whose=ACTIVE`);
  const all = olga.getByRole("button", { name: /^All \d+$/ });
  await all.click();
  await olga.getByRole("menuitem", { name: /^Skip all \d+$/ }).click();
  const asks = olga.getByRole("alertdialog", { name: /^Skip all \d+ lines\?$/ });
  await asks.getByRole("button", { name: /^Skip all/ }).click();
  await expect(asks).toBeHidden();
  const n = Number((await all.textContent())!.replace(/\D/g, ""));
  await expect(progress).toContainText(`0 kept, 0 to remove, ${n} skipped`);
});

test("review: whoever only works with the owner finds nothing of it; on a phone it fits", async ({ people }) => {
  const olga = await people("owner", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await olga.goto("/review?start=new");
  await olga.getByRole("button", { name: "Begin" }).click();
  await expect(olga.getByRole("heading", { level: 1 })).toContainText("Review:");
  await fitsPhone(olga, "an open review");
  const path = new URL(olga.url()).pathname;
  const milo = await people("member");
  await milo.goto(path);
  await expect(milo.getByRole("heading", { level: 1 })).not.toContainText("Review");
  expect((await milo.request.get(`${path}/export`)).status()).toBe(404);
});
