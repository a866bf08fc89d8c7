import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { program, saved } from "../people";
import { canvas, expect, open, status, sum, type Two, test } from "../two";

const sumOf = async (page: Page): Promise<string> => (await sum(page).getAttribute("data-checksum"))!;
const isSaved = (page: Page) => expect(status(page)).toContainText("All is saved", { timeout: 30_000 });

/** All windows show the same, and that is what the house has stored. */
async function expectSame({ stored }: Pick<Two, "stored">, ...pages: Page[]): Promise<void> {
  for (const page of pages) await isSaved(page);
  const kept = await stored();
  for (const page of pages) await expect(sum(page)).toHaveAttribute("data-checksum", kept);
}

const texts = (page: Page) => canvas(page).locator("text");
const element = (page: Page, name: string) => canvas(page).getByRole("img", { name: new RegExp(` ${name}(,|$)`) });
const some = (word: string) => `${word} ${randomUUID().slice(0, 4)}`;
const cut = (page: Page, on: boolean) => page.context().setOffline(on);

/** Draws something, and gives it a name. */
async function draw(page: Page, key: "a" | "p" | "s", name: string): Promise<void> {
  await canvas(page).focus();
  await page.keyboard.press(key);
  await rename(page, name);
  await expect(texts(page).filter({ hasText: name })).toBeVisible();
}

/** Names what is chosen. */
async function rename(page: Page, name: string): Promise<void> {
  await page.keyboard.press("F2");
  await expect(canvas(page).getByRole("textbox")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

async function choose(page: Page, what: Locator): Promise<void> {
  await what.click();
  await canvas(page).focus();
}

test("57: what somebody undoes is only theirs, however often", async ({ two }) => {
  const { olga, milo } = two;
  const name = some("Ledger");
  await draw(olga, "s", name);
  await expect(texts(milo).filter({ hasText: name })).toBeVisible();
  await expectSame(two, olga, milo);
  const before = await sumOf(milo);
  for (const key of ["a", "p", "s"]) await milo.keyboard.press(key);
  await isSaved(milo);
  await expect(sum(milo)).not.toHaveAttribute("data-checksum", before);
  for (let n = 0; n < 10; n++) await milo.keyboard.press("Control+z");
  await expect(sum(milo)).toHaveAttribute("data-checksum", before);
  await expect(texts(milo).filter({ hasText: name })).toBeVisible();
  await expectSame(two, olga, milo);
});

test("58: a name and a colour given at once both stay; of two names the last stays and the other can be restored; what was removed is brought back with the edit", async ({
  two,
}) => {
  const { olga, milo } = two;
  const [both, same, gone] = [some("Both"), some("Same"), some("Gone")];
  for (const name of [both, same, gone]) await draw(olga, "p", name);
  await expect(element(milo, gone)).toHaveCount(1);
  await cut(milo, true);
  await expect(status(milo)).toContainText("Reconnecting…");
  const miloNames: [string, string][] = [
    [both, "Name of Milo"],
    [same, "Milo was last"],
    [gone, "Milo kept it"],
  ];
  for (const [name, to] of miloNames) {
    await choose(milo, element(milo, name));
    await rename(milo, to);
  }
  await choose(olga, element(olga, both));
  await olga.getByRole("tab", { name: "Properties" }).click();
  await olga.getByRole("radio", { name: "Green" }).check({ force: true });
  await choose(olga, element(olga, same));
  await rename(olga, "Olga was first");
  await choose(olga, element(olga, gone));
  await olga.keyboard.press("Delete");
  await isSaved(olga);
  await cut(milo, false);

  const lost = olga.getByRole("dialog").filter({ hasText: "Milo Marsh’s value for Milo was last is kept." });
  await lost.getByRole("button", { name: "Restore mine" }).click();
  await expect(element(milo, "Olga was first")).toHaveCount(1);
  const removed = milo.getByRole("dialog").filter({ hasText: "Olga Oduya removed what you were changing." });
  await removed.getByRole("button", { name: "Bring back with my edit" }).click();
  for (const page of [olga, milo]) {
    await expect(element(page, "Milo kept it")).toHaveCount(1);
    await expect(element(page, "Name of Milo")).toHaveCount(1);
  }
  await choose(milo, element(milo, "Name of Milo"));
  await milo.getByRole("tab", { name: "Properties" }).click();
  await expect(milo.getByRole("radio", { name: "Green" })).toBeChecked();
  await expectSame(two, olga, milo);
});

test("59: what both draw without a network waits, and is there once after it is back, without a reload", async ({
  two,
}) => {
  const { olga, milo } = two;
  const names = [some("Olga offline"), some("Milo offline")];
  for (const page of [olga, milo]) await cut(page, true);
  for (const page of [olga, milo]) await expect(status(page)).toContainText("Reconnecting…");
  await draw(olga, "p", names[0]!);
  for (let n = 0; n < 5; n++) await olga.keyboard.press("a");
  await draw(milo, "s", names[1]!);
  await expect(status(olga)).toContainText("7 changes waiting");
  for (const page of [olga, milo]) await cut(page, false);
  await expectSame(two, olga, milo);
  for (const page of [olga, milo]) {
    for (const name of names) await expect(texts(page).filter({ hasText: name })).toHaveCount(1);
  }
});

test("59: a house that is killed in mid-edit and comes back has everything, once", async ({ two, house }) => {
  const { olga, milo } = two;
  await draw(olga, "p", "Before the kill");
  await house.crash();
  await draw(milo, "s", "While it was gone");
  await expect(status(milo)).toContainText("waiting");
  await house.reopen();
  await expectSame(two, olga, milo);
  for (const name of ["Before the kill", "While it was gone"]) {
    await expect(texts(olga).filter({ hasText: name })).toHaveCount(1);
  }
});

test("59: a window that is closed with waiting changes warns, and what it left is sent by the next", async ({
  two,
}) => {
  const { olga, milo, address } = two;
  const window = await open(await milo.context().newPage(), address);
  const name = some("Left behind");
  await cut(window, true);
  await expect(status(window)).toContainText("Reconnecting…");
  await draw(window, "p", name);
  const warned = window.waitForEvent("dialog");
  await window.close({ runBeforeUnload: true });
  const dialog = await warned;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await expect.poll(() => window.isClosed()).toBe(true);
  await cut(milo, false);
  await open(milo, address);
  for (const page of [olga, milo]) await expect(texts(page).filter({ hasText: name })).toHaveCount(1);
  await expectSame(two, olga, milo);
});

test("60: a role that is taken while they drag ends the drag with the reason, what was not sent is the host's to apply; who may not see keeps nothing", async ({
  two,
  request,
}) => {
  const { olga, milo } = two;
  const as = await program(request, "owner");
  const { collaborations } = await as("getmembers");
  const milos = collaborations.find((one: { email: string }) => one.email === "member@confer.example");
  await as("addrole", { name: "Onlooker", policies: "TM_VIEW", receiveNotification: "false" });
  const { roles } = await as("getroles");
  const may = (role: string) =>
    as("setresource", {
      collaborationId: String(milos.id),
      resourceType: "ENV_GROUP",
      resourceId: "Shop",
      roleIds: String(roles.find((one: { name: string }) => one.name === role).id),
    });
  const name = some("Dragged");
  await draw(olga, "p", name);
  const dragged = element(milo, name);
  const from = (await dragged.boundingBox())!;
  const hers = (await element(olga, name).boundingBox())!;
  await milo.mouse.move(from.x + from.width / 2, from.y + 8);
  await milo.mouse.down();
  await milo.mouse.move(from.x + from.width / 2 + 40, from.y + 60, { steps: 4 });
  await expect.poll(async () => (await dragged.boundingBox())!.y).toBeGreaterThan(from.y + 20);
  await may("Onlooker");
  const why = milo.getByText("Role Developer removed by Olga Oduya.");
  await expect(why.first()).toBeAttached({ timeout: 3_000 });
  await expect(milo.getByRole("button", { name: /^Process/ })).toHaveCount(0);
  await milo.mouse.move(from.x + 300, from.y + 200);
  await milo.mouse.up();
  const offered = olga.getByRole("region", { name: "Waiting for your answer" });
  await expect(offered).toContainText("Milo Marsh had drawn one change that could not be sent.");
  expect((await element(olga, name).boundingBox())!.y).toBe(hers.y);
  await offered.getByRole("button", { name: "Apply" }).click();
  await expect.poll(async () => (await element(milo, name).boundingBox())!.y).toBeGreaterThan(from.y + 20);
  await expectSame(two, olga, milo);
  await may("Developer");
  await expect(milo.getByText("You can draw again.")).toBeVisible();

  await as("suspendmember", { id: String(milos.id) });
  await expect(canvas(milo)).toHaveCount(0, { timeout: 2_000 });
  await expect(milo.getByText(name)).toHaveCount(0);
  const held = await milo.evaluate(async () => {
    const kept = await new Promise<IDBDatabase>((done) => {
      const asked = indexedDB.open("confer", 1);
      asked.onsuccess = () => done(asked.result);
    });
    const all = kept.transaction("waiting").objectStore("waiting").count();
    return new Promise((done) => {
      all.onsuccess = () => done(all.result);
    });
  });
  expect(held).toBe(0);
  // What still arrives for the page would take the place of the way back.
  await expect(milo.getByRole("heading", { level: 1 })).toHaveText("You may not open this diagram.");
  await saved(milo);
  await milo.goBack();
  await milo.goForward();
  await expect(milo.getByText(name)).toHaveCount(0);
  await as("activatemember", { id: String(milos.id) });
});

const KEYS = [
  ..."aapps",
  ...["ArrowRight", "ArrowDown", "Shift+ArrowLeft", "Alt+ArrowRight", "Control+ArrowRight", "Home", "End"],
  ...["Control+d", "Delete", "PageUp", "Control+g", "Control+z", "Control+z", "Control+Shift+z", "Escape"],
];

/** Pressed in the page itself, where a press costs what the page makes of it and no journey from here. */
const pressAll = (page: Page, keys: readonly string[]) =>
  page.evaluate(async (keys) => {
    const canvas = document.querySelector<HTMLElement>("[data-canvas]")!;
    canvas.focus();
    for (const said of keys) {
      const held = said.split("+");
      const key = held.pop()!;
      const how = { shiftKey: held.includes("Shift"), altKey: held.includes("Alt"), ctrlKey: held.includes("Control") };
      const at = document.activeElement ?? canvas;
      for (const type of ["keydown", "keyup"])
        at.dispatchEvent(new KeyboardEvent(type, { key, ...how, bubbles: true, cancelable: true }));
      await new Promise(requestAnimationFrame);
    }
  }, keys);

test("500 mixed edits in two browsers end in one diagram, which is the house's", async ({ two }) => {
  test.setTimeout(150_000);
  const { olga, milo } = two;
  const seed = Math.floor(Math.random() * 1e9);
  test.info().annotations.push({ type: "seed", description: String(seed) });
  const keysFrom = (from: number) => {
    let state = seed + from;
    return Array.from({ length: 250 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return KEYS[(state >> 8) % KEYS.length]!;
    });
  };
  await isSaved(olga);
  const before = Number(await olga.locator("[data-seq]").getAttribute("data-seq"));
  await Promise.all([pressAll(olga, keysFrom(1)), pressAll(milo, keysFrom(2))]);
  await expectSame(two, olga, milo);
  // Some keys only walk; most draw.
  expect(Number(await olga.locator("[data-seq]").getAttribute("data-seq")) - before).toBeGreaterThan(200);
});
