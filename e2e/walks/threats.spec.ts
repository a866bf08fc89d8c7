import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { fitsPhone, judge } from "../axe";
import { expect, test } from "../people";

const cell = (shape: string, id: string, x: number, name: string, data: object = {}) => ({
  id,
  shape,
  zIndex: 1,
  position: { x, y: 100 },
  size: { width: 140, height: 60 },
  attrs: { text: { text: name } },
  data: { name, ...data },
});
const LOCKER = "e1f2a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b";
const DOOR = "0d9909ea-1398-4898-be81-cf1c808324dc";
const replayed = { title: "Replayed command", status: "Open", severity: "Severe", type: "Spoofing", team: "blue" };

/** A model as Threat Dragon saves it: a curve, a word and a member that are not ours. */
const file = {
  version: "2.1.3",
  summary: { title: "Parcel locker", owner: "Ana" },
  detail: {
    contributors: [{ name: "Ben" }],
    reviewer: "Cleo",
    diagrams: [
      {
        id: 0,
        title: "Locker and cloud",
        diagramType: "STRIDE",
        cells: [
          cell("actor", LOCKER, 40, "Locker"),
          cell("process", DOOR, 340, "Door", { threats: [replayed] }),
          { id: "s", shape: "trust-boundary-curve", source: { x: 240, y: 0 }, target: { x: 250, y: 280 } },
          { id: "f", shape: "flow", source: { cell: LOCKER }, target: { cell: DOOR }, data: { name: "state" } },
        ],
      },
    ],
  },
};

async function bring(page: Page): Promise<void> {
  await page.goto("/threat-models");
  await page.getByRole("button", { name: "Import" }).click();
  const panel = page.getByRole("dialog", { name: "Import a threat model" });
  const buffer = Buffer.from(JSON.stringify(file));
  await panel.getByLabel("File").setInputFiles({ name: "locker.json", mimeType: "application/json", buffer });
  await expect(panel.getByRole("status")).toHaveText("One diagram, 4 elements, one threat");
  await expect(panel.getByRole("listitem")).toHaveText([/severity is not known.*Severe/]);
  await panel.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("dialog", { name: "Parcel locker" })).toBeVisible();
}

const suggestions = (page: Page) => page.getByRole("heading", { level: 2, name: /suggestions?$/ });
const line = (page: Page, name: string) => page.getByRole("article", { name });

test("48, 49: a file comes in with a report; suggestions say why, and what was decided does not come back", async ({
  people,
}) => {
  test.setTimeout(90_000);
  const olga = await people("owner", { reducedMotion: "reduce" });
  await bring(olga);
  await olga.getByRole("dialog").getByRole("link", { name: "Register of all threats" }).click();
  const grid = olga.getByRole("grid");
  await expect(grid.getByRole("row").filter({ hasText: "Replayed command" })).toContainText("Not rated");
  await judge(olga, "the register");
  await fitsPhone(olga, "the register");

  await grid.getByRole("link", { name: "Locker and cloud" }).click();
  await expect(suggestions(olga)).toHaveText("2 suggestions");
  const crafted = line(olga, "Crafted input changes what Door does");
  await expect(crafted).toContainText("Because Door: takes from an actor (Locker)");
  await crafted.getByRole("button", { name: "Accept" }).click();
  await expect(suggestions(olga)).toHaveText("One suggestion");
  await expect(olga.getByRole("button", { name: /^Crafted input changes/ })).toContainText("Open");

  const unlogged = line(olga, "Nobody can tell what Door was asked to do");
  const dismiss = async () => {
    await unlogged.getByRole("button", { name: /^Other answers/ }).click();
    await olga.getByRole("menuitem", { name: "Not for this element" }).click();
    await expect(suggestions(olga)).toHaveText("0 suggestions");
  };
  await dismiss();
  await olga.getByRole("region").getByRole("button", { name: "Undo" }).first().click();
  await expect(unlogged).toBeVisible();
  await dismiss();
  await judge(olga, "the threats of a diagram");
  await olga.reload();
  await expect(suggestions(olga)).toHaveText("0 suggestions");
  await expect(crafted.or(unlogged)).toHaveCount(0);
});

/** The page of the demo's diagram; answers its address. */
async function card(page: Page, side = ""): Promise<string> {
  await page.goto("/threat-models");
  const link = page.getByRole("link", { name: "Paying with a card" }).first();
  const address = (await link.getAttribute("href"))!;
  await page.goto(`${address}${side}`);
  await expect(page.locator("[data-line=live]")).toBeVisible();
  return address;
}

const upload = (name: string, content: string | Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

test("49: every format goes out of the dialog whole, and what can be read comes in again, with a report", async ({
  people,
}) => {
  test.setTimeout(120_000);
  const page = await people("owner", { reducedMotion: "reduce" });
  await card(page);
  await page.getByRole("button", { name: "Export" }).click();
  const panel = page.getByRole("dialog", { name: "Export Paying with a card" });
  await judge(page, "the export of a diagram");
  const take = async (format: string) => {
    await panel.getByRole("radio", { name: format, exact: true }).check({ force: true });
    const coming = page.waitForEvent("download");
    await panel.getByRole("button", { name: "Export" }).click();
    const made = await coming;
    return { name: made.suggestedFilename(), content: await fs.readFile((await made.path())!, "utf8") };
  };
  const one = "One diagram, 25 elements, 0 threats";
  const whole = /^2 diagrams, \d+ elements, 5 threats$/;
  const out = [];
  for (const [format, name, found] of [
    ["JSON file", "Paying with a card.json", one],
    ["Mermaid", "Paying with a card.mmd", one],
    ["Threat Dragon", "Card payments.threat-dragon.json", whole],
    ["OTM (JSON)", "Card payments.otm.json", whole],
    ["OTM (YAML)", "Card payments.otm.yaml", whole],
    ["TM-BOM", "Card payments.tm-bom.json", whole],
  ] as const) {
    const made = await take(format);
    expect(made.name).toBe(name);
    out.push({ ...made, found });
  }
  // The printer gets one sheet as large as the picture, with the whole diagram as text.
  await page.evaluate(() => {
    window.print = () => {};
  });
  await panel.getByRole("radio", { name: "PDF" }).check({ force: true });
  await panel.getByRole("button", { name: "Print or save" }).click();
  const sheet = page.locator("[data-sheet] > svg");
  await expect(sheet).toContainText("Card vault");
  const [width, height] = await Promise.all(["width", "height"].map((one) => sheet.getAttribute(one)));
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  const [, across, down] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
  expect(Math.abs(Number(across) - Number(width) * 0.75)).toBeLessThan(1.5);
  expect(Math.abs(Number(down) - Number(height) * 0.75)).toBeLessThan(1.5);
  expect(pdf).toContain("/ToUnicode");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(sheet).toHaveCount(0);

  await page.goto("/threat-models");
  await page.getByRole("button", { name: "Import" }).click();
  const into = page.getByRole("dialog", { name: "Import a threat model" });
  for (const { name, content, found } of out) {
    await into.getByLabel("File").setInputFiles(upload(name, content));
    await expect(into.getByRole("status"), name).toHaveText(found);
    await expect(into.getByText("Everything in it was understood."), name).toBeVisible();
  }
  const graph = `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
    <mxCell id="a" value="Teller" style="shape=mxgraph.odd" vertex="1" parent="1"><mxGeometry width="80" height="40" as="geometry"/></mxCell>
    </root></mxGraphModel>`;
  const squeezed = deflateRawSync(encodeURIComponent(graph)).toString("base64");
  const drawing = upload("bank.drawio", `<mxfile><diagram name="Hall">${squeezed}</diagram></mxfile>`);
  await into.getByLabel("File").setInputFiles(drawing);
  await expect(into.getByRole("listitem")).toHaveText([/Teller: .*mxgraph\.odd/]);
  await expect(into.getByLabel("Name of the threat model")).toHaveValue("bank");
  const bad = upload("bad.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
  await into.getByLabel("File").setInputFiles(bad);
  await expect(into.getByText("This file cannot be read")).toBeVisible();
  const sized = (bytes: number) => ({ ...file, note: randomBytes(bytes).toString("base64") });
  await into.getByLabel("File").setInputFiles(upload("huge.json", JSON.stringify(sized(3_000_000))));
  await expect(into.getByText("This file is too large: at most 2 MB")).toBeVisible();
  await into.getByLabel("File").setInputFiles(upload("large.json", JSON.stringify(sized(1_500_000))));
  await into.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("dialog", { name: "Parcel locker" })).toBeVisible();
});

test("48: suggestions for one, many and all; each answer is taken back by Undo, and another window sees it at once", async ({
  people,
}) => {
  test.setTimeout(90_000);
  const [olga, milo] = [await people("owner"), await people("member")];
  const address = await card(olga, "?side=threats");
  await milo.goto(`${address}?side=threats`);
  const count = async (page: Page) => {
    const text = (await suggestions(page).textContent())!;
    return /^One/.test(text) ? 1 : Number.parseInt(text, 10);
  };
  const settled = (page: Page, n: number) => expect.poll(() => count(page)).toBe(n);
  await expect(olga.getByText("For the whole diagram")).toBeVisible();
  const all = await count(olga);
  const element = (name: RegExp) => olga.locator("[data-canvas]").getByRole("img", { name });
  await element(/^Process Web shop/).click();
  await expect(olga.getByText("For the chosen element")).toBeVisible();
  const one = await count(olga);
  await element(/^Process Order desk/).click({ modifiers: ["Shift"] });
  await expect(olga.getByText("For the 2 chosen elements")).toBeVisible();
  const many = await count(olga);
  expect([one > 0, many > one, all > many]).toEqual([true, true, true]);
  await olga.keyboard.press("Escape");
  await settled(olga, all);
  await settled(milo, all);

  const undo = () => olga.getByRole("button", { name: "Undo" }).last().click();
  const first = olga.getByRole("article").first();
  const title = (await first.getAttribute("aria-label"))!;
  for (const answer of ["Not for this element", "Not for this kind of element here", "Never again"]) {
    await line(olga, title)
      .first()
      .getByRole("button", { name: /^Other answers/ })
      .click();
    await olga.getByRole("menuitem", { name: answer }).click();
    await expect.poll(() => count(olga)).toBeLessThan(all);
    const left = await count(olga);
    await settled(milo, left);
    await undo();
    await settled(olga, all);
  }
  await settled(milo, all);
  // Accepted and edited at once, it is in the register of the other window with its new words.
  await line(olga, title)
    .first()
    .getByRole("button", { name: /^Other answers/ })
    .click();
  await olga.getByRole("menuitem", { name: "Accept and edit" }).click();
  const edit = olga.getByRole("dialog", { name: title });
  await edit.getByLabel("Title").fill("Said in words of our own");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit).toHaveCount(0);
  await expect(milo.getByRole("button", { name: /^Said in words of our own/ })).toBeVisible();
  await settled(milo, all - 1);
  await olga.reload();
  await settled(olga, all - 1);
});

test("48, 14: the threat report prints as clean pages: diagrams, elements by STRIDE, each threat in full", async ({
  people,
}) => {
  const page = await people("owner", { reducedMotion: "reduce", colorScheme: "dark" });
  await card(page, "?side=threats");
  await page.getByRole("link", { name: "Register of all threats" }).click();
  await page.getByRole("link", { name: "Threat report" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Threats to Card payments" })).toBeVisible();
  const table = page.getByRole("table", { name: "Elements and STRIDE" }).first();
  await expect(table.getByRole("row", { name: /^Card vault/ })).toHaveText(/Card vault–––3––/);
  await judge(page, "the threat report");
  await fitsPhone(page, "the threat report");
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /Backups of the vault outlive its keys/ })).toBeVisible();
  // It takes the width of the sheet, in ink on white.
  const { width } = (await table.boundingBox())!;
  expect(width).toBeGreaterThan(600);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(794);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
});
