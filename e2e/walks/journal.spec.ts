import fs from "node:fs";
import type { APIRequestContext, Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { emailOf, expect, nameOf, program, test } from "../people";

type Row = { type: string; email: string; id: number };

async function memberId(as: Awaited<ReturnType<typeof program>>): Promise<string> {
  const { collaborations } = await as("getmembers");
  return String(collaborations.find(({ type, email }: Row) => type === "ACCOUNT" && email === emailOf("member")).id);
}

/** What the button of this name saves, as text. */
async function saved(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  return fs.readFileSync(await file.path(), "utf8");
}

const rows = (page: Page) => page.getByRole("grid", { name: "Journal" }).getByRole("row");

test("39: a change and a refusal come into the live tail within a second or so, each with its decision", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await olga.goto("/journal");
  const live = olga.getByRole("button", { name: "Live" });
  await live.click();
  await expect(live).toHaveAttribute("aria-pressed", "true");
  const owner = await program(request, "owner");
  const id = await memberId(owner);

  const label = `Journal ${Date.now()}`;
  await owner("editmember", { id, displayName: label });
  await expect(rows(olga).nth(1)).toContainText("EditMember", { timeout: 2_000 });
  await expect(rows(olga).nth(1)).toContainText("Done");

  await refusedToMember(request, owner);
  await expect(rows(olga).nth(1)).toContainText("InviteMember", { timeout: 2_500 });
  await expect(rows(olga).nth(1)).toContainText("Refused");

  await rows(olga).nth(1).getByRole("link").click();
  const refused = olga.getByRole("dialog", { name: "InviteMember" });
  await expect(refused.getByRole("listitem").first()).toContainText(nameOf("member"));
  expect(await refused.getByRole("listitem").count()).toBeGreaterThan(2);
  await olga.goBack();
  await expect(refused).toBeHidden();
  await rows(olga).nth(2).getByRole("link").click();
  const panel = olga.getByRole("dialog", { name: "EditMember" });
  await expect(panel.getByRole("row", { name: new RegExp(`^Label .*${label}`) })).toBeVisible();
  await expect(panel.getByText(`${nameOf("owner")} is the owner`)).toBeVisible();
  await olga.goBack();
  await expect(panel).toBeHidden();
  await owner("editmember", { id, displayName: "" });
});

test("39: whoever manages for an owner hears live what was refused there", async ({ people, request }) => {
  const owner = await program(request, "owner");
  const { collaborations } = await owner("getmembers");
  const of = collaborations[0].ownerUid;
  const dana = await people("delegate");
  await dana.goto(`/journal?of=${of}&live=1`);
  await expect(dana.getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
  const before = await rows(dana).nth(1).getAttribute("data-row");
  // Another kind than was refused before: what is refused again within a minute is counted.
  await refusedToMember(request, owner, "getroles");
  await expect(rows(dana).nth(1)).not.toHaveAttribute("data-row", before!, { timeout: 5_000 });
  await expect(rows(dana).nth(1)).toContainText("Refused");
  const label = `Heard ${Date.now()}`;
  await owner("editmember", { id: await memberId(owner), displayName: label });
  await expect(rows(dana).nth(1)).toContainText("EditMember", { timeout: 5_000 });
  await owner("editmember", { id: await memberId(owner), displayName: "" });
});

test("39: a threat model stands there by its name, with the way to it as long as there is one", async ({
  people,
  request,
}) => {
  const signed = await request.post("/1.0/users/authentication/rest/signin", {
    form: { login: emailOf("owner"), password: demoPassword },
  });
  const headers = { authorization: `Bearer ${(await signed.json()).session}` };
  const name = `Ledger ${Date.now()}`;
  const made = await request.post("/threat_models", { headers, data: { name } });
  const { id } = await made.json();
  const olga = await people("owner");
  await olga.goto("/journal");
  const row = rows(olga).filter({ hasText: name }).first();
  await row.getByRole("link").click();
  const panel = olga.getByRole("dialog", { name: "CreateThreatModel" });
  await expect(panel.getByRole("link", { name })).toHaveAttribute("href", `/threat-models/${id}`);
  expect((await request.delete(`/threat_models/${id}`, { headers })).status()).toBe(204);
  await expect(async () => {
    await olga.goto("/journal?method=threatmodel.model.CreateThreatModel");
    await expect(rows(olga).filter({ hasText: name }).first()).toContainText("(deleted)", { timeout: 1_000 });
  }).toPass();
});

/** Milo invites somebody, or does something else, in the owner's name, and may not. */
async function refusedToMember(
  request: APIRequestContext,
  owner: Awaited<ReturnType<typeof program>>,
  method = "invitemember",
): Promise<void> {
  const { collaborations } = await owner("getmembers");
  const ask = async (address: string, form: Record<string, string>) =>
    (await request.post(`/1.0/users/${address}`, { form })).json();
  const { session } = await ask("authentication/rest/signin", { login: emailOf("member"), password: demoPassword });
  const invited = { email: "x@example.com", ownerUid: String(collaborations[0].ownerUid) };
  expect((await ask(`collaboration/rest/${method}`, { session, ...invited })).result).toBe(8);
}

test("39: the filter stands in the address, and the files hold exactly what it leaves", async ({ people, request }) => {
  const owner = await program(request, "owner");
  const id = await memberId(owner);
  await owner("editmember", { id, displayName: "Filtered" });
  await owner("editmember", { id, displayName: "" });
  const olga = await people("owner");
  await olga.goto("/journal?method=users.collaboration.EditMember&outcome=done");
  await expect(rows(olga).nth(1)).toContainText("EditMember");
  const shown = (await rows(olga).count()) - 1;
  const csv = await saved(olga, "Save as CSV");
  const lines = csv.trim().split("\r\n");
  expect(lines.length - 1).toBe(shown);
  expect(lines.slice(1).every((line) => line.includes("users.collaboration.EditMember"))).toBe(true);
  const entries = (await saved(olga, "Save as JSONL")).trim().split("\n");
  expect(entries.map((line) => JSON.parse(line).method)).toEqual(
    Array.from({ length: shown }, () => "users.collaboration.EditMember"),
  );
  await olga.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(olga).toHaveURL(/\/journal$/);
});

test("39: without the live tail the list stays as it is, and says how much is new", async ({ people, request }) => {
  const olga = await people("owner");
  await olga.goto("/journal");
  const first = await rows(olga).nth(1).getAttribute("data-row");
  const owner = await program(request, "owner");
  const id = await memberId(owner);
  await owner("editmember", { id, displayName: "Held" });
  const fresh = olga.getByRole("button", { name: /^Show \d+ new/ });
  await expect(fresh).toBeVisible();
  expect(await rows(olga).nth(1).getAttribute("data-row")).toBe(first);
  await fresh.click();
  await expect(rows(olga).nth(1)).toContainText("EditMember");
  await owner("editmember", { id, displayName: "" });
});

test("8: empty, loading, failed and denied can each be seen", async ({ people }) => {
  const olga = await people("owner");
  for (const [state, text] of [
    ["empty", "Nothing has happened yet."],
    ["loading", "Reading the journal"],
    ["error", "Confer could not read the journal."],
    ["denied", "You may not see the journal."],
  ] as const) {
    await olga.goto(`/journal?demo=${state}`);
    await expect(olga.getByText(text).first()).toBeAttached();
  }
});

test("39: its days are those of whoever reads it, in the page, in its tail and in its files, which say whose", async ({
  people,
  request,
}) => {
  const zone = "Pacific/Kiritimati";
  const olga = await people("owner", { timezoneId: zone });
  // The page that said so first was shown before it could.
  await olga.goto("/journal");
  await expect(olga.getByText("Days in Pacific/Kiritimati")).toBeVisible();
  const owner = await program(request, "owner");
  const id = await memberId(owner);
  const label = `Zone ${Date.now()}`;
  const dayThere = (by: number) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(Date.now() + by * 86_400_000);
  await owner("editmember", { id, displayName: label });
  const today = new URLSearchParams({ q: "EditMember", from: dayThere(0), to: dayThere(0), live: "1" });
  await olga.goto(`/journal?${today}`);
  await expect(rows(olga).filter({ hasText: "EditMember" }).first()).toBeVisible();
  const before = await rows(olga).count();
  await owner("editmember", { id, displayName: `${label} again` });
  await expect.poll(() => rows(olga).count(), { timeout: 5_000 }).toBe(before + 1);
  for (const name of ["Save as CSV", "Save as JSONL"]) expect(await saved(olga, name)).toContain(label);
  for (const by of [-1, 1]) {
    const other = new URLSearchParams({ q: label, from: dayThere(by), to: dayThere(by) });
    await olga.goto(`/journal?${other}`);
    await expect(olga.getByText("Nothing matches", { exact: false }).first()).toBeVisible();
    for (const name of ["Save as CSV", "Save as JSONL"]) expect(await saved(olga, name)).not.toContain(label);
  }
  await owner("editmember", { id, displayName: "" });
});
