import fs from "node:fs/promises";
import type { Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { pressDisabled } from "../controls";
import { emailOf, expect, nameOf, test } from "../people";
import { rest } from "../support/room-client";

const modelOf = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const tileOf = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });

/** A new threat model, made through the page; its panel is open afterwards. */
async function make(page: Page, name: string, environment = "") {
  await page.goto("/threat-models");
  await page.getByRole("button", { name: "Make threat model" }).first().click();
  const form = page.getByRole("dialog", { name: "Make threat model" });
  await form.getByLabel("Name").fill(name);
  if (environment) await form.getByLabel("Environment").selectOption(environment);
  await form.getByRole("button", { name: "Make threat model" }).click();
  const panel = page.getByRole("dialog", { name, exact: true });
  await expect(panel).toBeVisible();
  return panel;
}

test("threat models are listed with pictures of their diagrams, searched and ordered in the address (9), and forced into their states (8)", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/threat-models");
  const cards = modelOf(page, "Card payments");
  await expect(cards.getByRole("link", { name: "shop-prod" })).toBeVisible();
  const picture = cards.locator("img").first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await page.getByRole("searchbox").fill("draft to");
  await expect(modelOf(page, "Documentation")).toBeVisible();
  await expect(cards).toHaveCount(0);
  await expect(page).toHaveURL(/q=draft/);
  await page.goto("/threat-models?whose=others&sort=name");
  await expect(modelOf(page, "Milo's bot")).toContainText("You may draw");
  await expect(cards).toHaveCount(0);
  for (const [state, said] of [
    ["empty", /No threat models yet/],
    ["error", /Try again/],
    ["denied", emailOf("owner")],
  ] as const) {
    await page.goto(`/threat-models?demo=${state}`);
    await expect(page.getByRole("main").getByText(said).first()).toBeVisible();
  }
});

test("a threat model is made on an environment, opened to somebody by name, who finds it, and taken from them again (10)", async ({
  people,
}) => {
  const olga = await people("owner");
  const panel = await make(olga, "Payments under test", "payments-test");
  // Whoever comes in through the environment is named with the role that lets them in.
  await expect(panel.getByRole("listitem").filter({ hasText: "Dana" })).toContainText("Admin, through");
  await panel.getByRole("button", { name: "Open to somebody" }).click();
  const share = olga.getByRole("dialog", { name: /^Open Payments under test/ });
  await share.getByLabel("E-mail address").fill("nobody");
  await share.getByRole("button", { name: "Open to somebody" }).click();
  await expect(share.getByRole("region", { name: /wrong/i }).or(share.locator("[aria-invalid]")).first()).toBeVisible();
  await share.getByLabel("E-mail address").fill(emailOf("stranger"));
  await share.getByRole("radio", { name: "Read" }).check({ force: true });
  await share.getByRole("button", { name: "Open to somebody" }).click();
  await expect(share).toHaveCount(0);
  const line = panel.getByRole("listitem").filter({ hasText: emailOf("stranger") });
  await expect(line.getByRole("combobox")).toHaveValue("reader");

  const sten = await people("stranger");
  await sten.goto("/shared");
  await expect(sten.getByRole("heading", { name: nameOf("owner") })).toHaveCount(1);
  await sten.goto("/threat-models");
  await expect(modelOf(sten, "Payments under test")).toContainText("You may read");

  await line.getByRole("button", { name: /^Remove/ }).click();
  const ask = olga.getByRole("alertdialog", { name: /^Remove .* from Payments under test\?/ });
  await expect(ask).toContainText("can no longer open Payments under test.");
  await expect(ask.getByRole("button", { name: "Remove" })).toBeEnabled();
  await ask.getByRole("button", { name: "Remove" }).click();
  await expect(ask).toHaveCount(0);
  await expect(line).toHaveCount(0);
  await sten.reload();
  await expect(sten.getByRole("heading", { name: "Threat models", level: 1 })).toBeVisible();
  await expect(modelOf(sten, "Payments under test")).toHaveCount(0);
  await olga.getByRole("button", { name: "Undo" }).last().click();
  await expect(line).toBeVisible();
});

test("only what somebody's role allows can be pressed, and the rest says why; a diagram is renamed and deleted by its name (10)", async ({
  people,
}) => {
  const milo = await people("member");
  await milo.goto("/threat-models");
  const item = (name: string) => milo.getByRole("menuitem", { name: new RegExp(`^${name}`) });
  await milo.getByRole("button", { name: "Actions for Card payments" }).click();
  // His role holds this, as the server judges it.
  await expect(item("Delete threat model")).not.toHaveAttribute("aria-disabled", "true");
  await expect(item("Attach")).toHaveAttribute("aria-disabled", "true");
  await pressDisabled(item("Open to somebody"));
  const why = milo.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("No – Only its owners say who can open");
  await expect(why).toContainText("The threat model’s own list does not name Milo Marsh.");
  await expect(why).toContainText(`You are signed in as ${emailOf("member")}.`);
  await expect(why.getByRole("button", { name: "Request access" })).toHaveCount(0);
  await why.getByRole("link", { name: /access/i }).click();
  await expect(milo.getByRole("main")).toContainText("No – Only its owners say who can open");
  await expect(milo).toHaveURL(/owning=1/);

  const olga = await people("owner");
  await olga.goto("/threat-models");
  await olga.getByRole("button", { name: "Actions for Giving money back" }).click();
  await olga.getByRole("menuitem", { name: "Rename diagram" }).click();
  const rename = olga.getByRole("dialog", { name: /^Rename/ });
  await rename.getByLabel("Name").fill("Refunds");
  await rename.getByRole("button", { name: "Save" }).click();
  await expect(tileOf(olga, "Refunds")).toBeVisible();
  await olga.getByRole("button", { name: "Actions for Refunds" }).click();
  await olga.getByRole("menuitem", { name: "Delete diagram" }).click();
  const ask = olga.getByRole("alertdialog", { name: "Delete Refunds?" });
  await ask.getByRole("textbox").fill("Refunds");
  await ask.getByRole("button", { name: "Delete diagram" }).click();
  await expect(tileOf(olga, "Refunds")).toHaveCount(0);
});

test("whoever a threat model's own list names leaves it themselves, and reads before what goes with that; who comes in another way is told that there is nothing to leave", async ({
  people,
  request,
  baseURL,
}) => {
  const signedIn = await request.post("/1.0/users/authentication/rest/signin", {
    form: { login: emailOf("owner"), password: demoPassword },
  });
  const { session } = await signedIn.json();
  const made = await rest<{ id: string }>(baseURL!, session, "POST /threat_models", {
    name: "Left behind",
    authorization: [
      { principal_type: "user", provider: "confer", provider_id: emailOf("member"), role: "writer" },
      { principal_type: "user", provider: "confer", provider_id: emailOf("stranger"), role: "reader" },
    ],
  });
  const type = "DFD-1.0.0";
  const at = `POST /threat_models/${made.id}/diagrams`;
  const diagram = await rest<{ id: string }>(baseURL!, session, at, { name: "First sketch", type });
  const drawing = await people("member");
  await drawing.goto(`/diagrams/${diagram.id}`);
  await expect(drawing.locator("[data-line=live]")).toHaveCount(1);

  const milo = await people("member");
  await milo.goto("/threat-models");
  await milo.getByRole("button", { name: "Actions for Card payments" }).click();
  const leave = milo.getByRole("menuitem", { name: "Leave" });
  await expect(leave).toHaveAttribute("aria-disabled", "true");
  await expect(leave).toContainText("It is not open to you by name.");
  await expect(async () => {
    await milo.keyboard.press("Escape");
    await expect(leave).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await milo.getByRole("button", { name: "Actions for Left behind" }).click();
  await expect(leave).not.toHaveAttribute("aria-disabled", "true");
  await leave.click();
  const ask = milo.getByRole("alertdialog", { name: "Leave Left behind?" });
  await expect(ask).toContainText("can no longer open Left behind.");
  await expect(ask).toContainText("is in First sketch now and would be shown out.");
  await expect(ask).toContainText("Only an owner of it can open it to you by name again.");
  await ask.getByRole("button", { name: "Leave" }).click();
  await expect(ask).toHaveCount(0);
  await expect(milo.getByText("You have left Left behind.")).toBeVisible();
  await expect(modelOf(milo, "Left behind")).toHaveCount(0);
  await expect(drawing.locator("[data-line=live]")).toHaveCount(0);
  await expect(drawing.getByRole("main")).toContainText("You may no longer see this diagram.");

  const sten = await people("stranger");
  await sten.goto(`/threat-models?model=${made.id}`);
  // The toast that says so afterwards is a dialog too, and its name holds this one.
  const panel = sten.getByRole("dialog", { name: "Left behind", exact: true });
  await panel.getByRole("button", { name: "Leave Left behind" }).click();
  const asks = sten.getByRole("alertdialog", { name: "Leave Left behind?" });
  await asks.getByRole("button", { name: "Leave" }).click();
  await expect(asks).toHaveCount(0);
  await expect(panel).toHaveCount(0);
  await expect(modelOf(sten, "Left behind")).toHaveCount(0);
});

test("49: the whole diagram goes out as SVG with its text, as PNG in the size that was asked for, and as its cells", async ({
  people,
}) => {
  const page = await people("owner");
  await page.goto("/threat-models");
  await page.getByRole("button", { name: "Actions for Paying with a card" }).click();
  await page.getByRole("menuitem", { name: "Export" }).click();
  const panel = page.getByRole("dialog", { name: "Export Paying with a card" });
  const take = async (format: string) => {
    await panel.getByRole("radio", { name: format }).check({ force: true });
    const coming = page.waitForEvent("download");
    await panel.getByRole("button", { name: "Export" }).click();
    const file = await coming;
    return { name: file.suggestedFilename(), content: await fs.readFile((await file.path())!) };
  };
  const svg = await take("SVG picture");
  expect(svg.name).toBe("Paying with a card.svg");
  expect(svg.content.toString()).toContain("Card vault");
  const width = Number(/ width="(\d+)"/.exec(svg.content.toString())?.[1]);
  await panel.getByRole("radio", { name: "PNG picture" }).check({ force: true });
  await panel.getByRole("radio", { name: "4×" }).check({ force: true });
  await panel.getByRole("radio", { name: "Dark" }).check({ force: true });
  const png = await take("PNG picture");
  expect(png.content.subarray(1, 4).toString()).toBe("PNG");
  expect(png.content.readUInt32BE(16)).toBe(width * 4);
  const { cells } = JSON.parse((await take("JSON file")).content.toString());
  expect(cells).toHaveLength(25);
});

test("a picture is shown to whoever may see the diagram now, and is not there for anybody else", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await olga.goto("/threat-models");
  const address = (await modelOf(olga, "Card payments").locator("img").first().getAttribute("src"))!;
  const seen = await olga.request.get(address);
  expect(seen.headers()["content-type"]).toContain("image/svg+xml");
  const again = await olga.request.get(address, { headers: { "if-none-match": seen.headers().etag! } });
  expect(again.status()).toBe(304);
  expect((await (await people("stranger")).request.get(address)).status()).toBe(404);
  expect((await request.get(address)).status()).toBe(401);
});

test("an environment shows its diagrams where it is owned and where it is shared, each one press away (52)", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/environments");
  const link = olga.getByRole("row", { name: /shop-prod/ }).getByRole("link", { name: "Paying with a card" });
  await expect(link.first()).toHaveAttribute("href", /^\/diagrams\//);
  await olga.getByRole("link", { name: "shop-prod" }).first().click();
  const panel = olga.getByRole("dialog", { name: "shop-prod" });
  await expect(tileOf(olga, "Paying with a card").last()).toContainText("Card payments");
  await panel.getByRole("link", { name: "New threat model" }).click();
  const form = olga.getByRole("dialog", { name: "Make threat model" });
  await expect(form.getByLabel("Environment")).toHaveValue("shop-prod");

  const milo = await people("member");
  await milo.goto("/shared");
  await expect(tileOf(milo, "Paying with a card").getByRole("link")).toHaveAttribute("href", /^\/diagrams\//);
});

test("whoever was sent out of a session reads so in the place of the diagram, and it leads nowhere (52, 56)", async ({
  people,
  request,
  baseURL,
  house,
}) => {
  const milo = await people("member");
  await milo.goto("/threat-models");
  const tile = tileOf(milo, "Paying with a card");
  const diagram = (await tile.getByRole("link").getAttribute("href"))!.split("/").at(-1)!;
  const signedIn = await request.post("/1.0/users/authentication/rest/signin", {
    form: { login: emailOf("owner"), password: demoPassword },
  });
  const { session: key } = await signedIn.json();
  const models = await rest<{ threat_models: { id: string; name: string }[] }>(baseURL!, key, "GET /threat_models");
  const { id } = models.threat_models.find(({ name }) => name === "Card payments")!;
  await rest(baseURL!, key, `POST /threat_models/${id}/diagrams/${diagram}/collaborate`, {});
  await house.sql(
    `insert into diagram_participant (owner_uid, session_id, socket, uid, node, may_edit)
     select owner_uid, id, gen_random_uuid(), host_uid, gen_random_uuid(), true from diagram_session where diagram_id = $1`,
    [diagram],
  );
  await milo.reload();
  await expect(tile.getByRole("img", { name: "One person is in it now" })).toBeVisible();
  await tile.getByRole("img", { name: "One person is in it now" }).focus();
  await expect(milo.getByText(`${nameOf("owner")}: hosts`).last()).toBeVisible();
  await house.sql(
    `insert into diagram_session_removed (owner_uid, session_id, uid)
     select s.owner_uid, s.id, a.owner_uid from diagram_session s, account a where s.diagram_id = $1 and a.email = $2`,
    [diagram, emailOf("member")],
  );
  await milo.reload();
  await expect(tile).toContainText("You were removed from this session.");
  await expect(tile.getByRole("link")).toHaveAttribute("aria-disabled", "true");
});
