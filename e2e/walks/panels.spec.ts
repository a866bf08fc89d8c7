import type { Page } from "@playwright/test";
import { fitsPhone, judge } from "../axe";
import { handsOn } from "../keyboard";
import { addressOf, canvas, expect, open, test } from "../two";

const live = (page: Page) => expect(page.locator("[data-line=live]")).toContainText("All is saved");
const tab = (page: Page, name: string | RegExp) => page.getByRole("tab", { name });
/** Cells as the canvas draws them. */
const drawn = (page: Page) => page.locator("[data-canvas] [data-cell]");
const named = (page: Page, name: string) => page.locator(`[data-canvas] [data-cell][aria-label*="${name}"]`).first();
const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByLabel(`Name of ${name}`, { exact: true }) });

// People of their own: these two come before those who stay for the rest of the file.
test("1: axe finds nothing in versions, threats and what opens from them", async ({ people }) => {
  test.setTimeout(90_000);
  const olga = await people("owner", { reducedMotion: "reduce" });
  await open(olga, `${await addressOf(olga)}?side=versions`);
  await olga.getByLabel("Name of the version").fill("For the eye");
  await olga.getByRole("button", { name: "Save version" }).click();
  const menu = olga.getByRole("button", { name: /^Actions for For the eye/ });
  await menu.click();
  await judge(olga, "the menu of a version");
  for (const what of ["Rename", "Restore"]) {
    await olga.getByRole("menuitem", { name: what }).click();
    await judge(olga, `${what} a version`);
    await olga.keyboard.press("Escape");
    await menu.click();
  }
  await olga.getByRole("menuitem", { name: "Compare with now" }).click();
  await expect(olga.getByText("Nothing is different")).toBeVisible();
  await judge(olga, "two versions compared");
  await tab(olga, "Threats").click();
  await expect(olga.getByRole("heading", { name: /suggestions?$/ })).toBeVisible();
  await olga.getByRole("button", { name: "Rules", exact: true }).click();
  await judge(olga, "the rules");
  await olga.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await named(olga, "Checkout").click();
  await olga.getByRole("button", { name: "Add a threat" }).click();
  await judge(olga, "a new threat");
});

test("51: on a phone fingers pan and pinch and never drag; elements, threats and the presenter's view open; drawing waits behind a button", async ({
  people,
}) => {
  test.setTimeout(90_000);
  const olga = await people("owner");
  const address = await addressOf(olga);
  await open(olga, address);
  const phone = await people("member", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await open(phone, address);
  const cdp = await phone.context().newCDPSession(phone);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: touchPoints.map((point, id) => ({ ...point, id })) });
  const box = async (name: string) => (await named(phone, name).boundingBox())!;
  const middle = async (name: string) => {
    const { x, y, width, height } = await box(name);
    return { x: x + width / 2, y: y + height / 2 };
  };
  const percent = async () =>
    Number((await phone.getByRole("toolbar", { name: "Zoom" }).innerText()).replace(/\D/g, ""));
  await expect(phone.locator("[data-checksum]")).toHaveText(/^[0-9a-f]{8}$/);
  const sum = await phone.locator("[data-checksum]").textContent();

  const [before, from] = [await percent(), await middle("Process Checkout")];
  const two = (spread: number) => [
    { x: from.x - spread, y: from.y },
    { x: from.x + spread, y: from.y },
  ];
  await touch("touchStart", ...two(30));
  for (const spread of [50, 70, 90]) await touch("touchMove", ...two(spread));
  await touch("touchEnd");
  await expect.poll(percent).toBeGreaterThan(before * 2);

  // A finger that lands on an element takes the view along, and not the element: chosen before or not.
  for (const _ of ["first", "chosen"]) {
    const [start, shop] = [await middle("Process Checkout"), await box("Process Web shop")];
    await touch("touchStart", start);
    for (const by of [30, 60, 90]) await touch("touchMove", { x: start.x, y: start.y + by });
    await touch("touchEnd");
    await expect.poll(async () => (await box("Process Web shop")).y).toBeGreaterThan(shop.y + 60);
    const at = await middle("Process Checkout");
    await phone.touchscreen.tap(at.x, at.y);
    await expect(phone.locator("[data-canvas] [data-ring]")).toHaveCount(1);
  }
  await expect(phone.locator("[data-checksum]")).toHaveText(sum!);
  await expect(phone.getByRole("toolbar", { name: "Tools" })).toHaveCount(0);

  await phone.getByRole("button", { name: "Open the side panel" }).tap();
  await expect(phone.getByRole("dialog").getByLabel("Name", { exact: true })).toHaveValue("Checkout");
  await tab(phone, "Threats").tap();
  await expect(phone.getByRole("heading", { name: /suggestions?$/ })).toBeVisible();
  await phone.getByRole("dialog").getByRole("button", { name: "Close" }).first().tap();

  await phone.getByRole("button", { name: /people/ }).tap();
  await phone.getByRole("button", { name: "Actions for Olga Oduya" }).tap();
  await phone.getByRole("menuitem", { name: /^Follow/ }).tap();
  await expect(phone.getByText("You follow Olga Oduya")).toBeVisible();
  const far = await percent();
  await olga.locator("[data-canvas]").press("0");
  await olga.locator("[data-canvas]").press("+");
  await expect.poll(percent).not.toBe(far);
  await phone.getByRole("button", { name: "Stop" }).tap();

  await phone.getByRole("button", { name: "Draw" }).tap();
  await expect(phone.getByRole("toolbar", { name: "Tools" })).toBeVisible();
});

test("44: the outline adds, names, connects and moves what the canvas shows, and shows what others draw", async ({
  two,
}) => {
  const { olga, milo } = two;
  await tab(olga, "Outline").click();
  await expect(row(olga, "Checkout")).toContainText("1 in, 2 out");

  const element = olga.getByRole("form", { name: "Add element" });
  await element.getByLabel("Name").fill("Audit log");
  await element.getByLabel("Kind").selectOption("Store");
  await element.getByLabel("In boundary").selectOption("Shop");
  await element.getByRole("button").click();
  const flow = olga.getByRole("form", { name: "Add flow" });
  await flow.getByLabel("From").selectOption("Checkout");
  await flow.getByLabel("To").selectOption("Audit log");
  await flow.getByLabel("Name").fill("what was bought");
  await flow.getByRole("button").click();
  await olga.getByLabel("Name of Order desk", { exact: true }).fill("Service desk");
  // Its choices come with whoever comes near.
  await olga.getByLabel("Boundary of Ledger").focus();
  await olga.getByLabel("Boundary of Ledger").selectOption("Cardholder data");

  for (const page of [olga, milo])
    for (const name of ["Audit log", "what was bought", "Service desk"]) await expect(named(page, name)).toBeAttached();
  await expect(row(olga, "Checkout")).toContainText("1 in, 3 out");
  await expect(olga.getByLabel("Boundary of Audit log")).toHaveValue(/./);

  // What Milo does by his own table is heard and seen here.
  await tab(milo, "Outline").click();
  await milo.getByLabel("Name of Web shop", { exact: true }).fill("Shop front");
  await expect(olga.getByLabel("Name of Shop front", { exact: true })).toBeVisible();
  await expect(olga.getByRole("status").filter({ hasText: "Milo Marsh: Shop front changed." })).toBeAttached();
  await olga.getByLabel("Say aloud what others change").uncheck();
  await milo.getByLabel("Name of Shop front", { exact: true }).fill("Shop window");
  await expect(olga.getByLabel("Name of Shop window", { exact: true })).toBeVisible();
  // Longer than the longest silence between two tellings.
  await olga.waitForTimeout(3_200);
  await expect(olga.getByRole("status").filter({ hasText: "Shop window" })).toHaveCount(0);

  await olga.reload();
  await live(olga);
  await expect(named(olga, "Audit log")).toBeAttached();
  await expect(olga.getByLabel("Boundary of Ledger")).toHaveText(/Cardholder data/);
  const sums = [olga, milo].map((page) => page.locator("[data-checksum]"));
  await expect(sums[0]!).toHaveText(/^[0-9a-f]{8}$/);
  await expect(sums[1]!).toHaveText(await sums[0]!.innerText());
});

test("46: wrong drawings are told and counted, not forbidden, and lead to where they are", async ({ two }) => {
  const { olga } = two;
  await tab(olga, "Outline").click();
  const told = async () => Number((await tab(olga, "Checks").innerText()).replace(/\D/g, ""));
  const before = await told();
  const flow = olga.getByRole("form", { name: "Add flow" });
  await flow.getByLabel("From").selectOption("Orders");
  await flow.getByLabel("To").selectOption("Card vault");
  await flow.getByRole("button").click();
  // It joins two stores, and has no name.
  await expect.poll(told).toBe(before + 2);
  await tab(olga, "Checks").click();
  await expect(olga.getByRole("heading", { name: "Flows between two stores" })).toBeVisible();
  await olga.getByRole("button", { name: "Flow without a name" }).first().click();
  await expect(olga.locator("[data-canvas]")).toBeFocused();
  await tab(olga, "Properties").click();
  await expect(olga.getByRole("combobox", { name: "From" })).toHaveText(/Orders/);
  await olga.getByLabel("Name", { exact: true }).fill("copies");
  await expect.poll(told).toBe(before + 1);
});

test("50: a version is saved by name, compared with what is drawn since, and brought back as a new one", async ({
  two,
}) => {
  const { olga } = two;
  await tab(olga, "Versions").click();
  await olga.getByLabel("Name of the version").fill("Before the review");
  await olga.getByRole("button", { name: "Save version" }).click();
  const menu = olga.getByRole("button", { name: /^Actions for Before the review/ });
  await expect(menu).toBeVisible();
  await tab(olga, "Outline").click();
  await olga.getByLabel("Name of Letters", { exact: true }).fill("Receipts");
  await olga.getByRole("button", { name: "Remove Support" }).click();
  await live(olga);
  await tab(olga, "Versions").click();
  await menu.click();
  await olga.getByRole("menuitem", { name: "Compare with now" }).click();
  const side = olga.getByRole("tabpanel");
  // Support went with its flow.
  await expect(side.getByRole("heading", { name: "Removed: 2" })).toBeVisible();
  await expect(side.getByRole("listitem").filter({ hasText: "Receipts" })).toContainText("was called Letters");
  // The canvas says the same, each by a line and a sign of its own.
  const marks = (what: string) => olga.locator(`[data-canvas] [data-mark=${what}]`);
  await expect(marks("removed")).toHaveCount(2);
  await expect(marks("changed")).toHaveCount(1);
  await expect(marks("added")).toHaveCount(0);
  const dashes = await Promise.all(
    ["removed", "changed"].map((what) =>
      marks(what).first().locator("rect, path").first().getAttribute("stroke-dasharray"),
    ),
  );
  expect(new Set(dashes).size).toBe(2);
  await side.getByRole("button", { name: "All versions" }).click();
  await expect(marks("removed")).toHaveCount(0);
  await menu.click();
  await olga.getByRole("menuitem", { name: "Restore" }).click();
  await olga.getByRole("alertdialog").getByRole("button", { name: "Restore" }).click();
  await expect(named(olga, "Letters")).toBeAttached();
  await expect(named(olga, "Support")).toBeAttached();
  await expect(olga.getByText(/is restored as a new version/)).toBeVisible();
});

test("53, 54: everybody sees who points, chooses and types where, unless they hide it; one follows until one moves by oneself, and is asked before being brought along", async ({
  two,
}) => {
  const { olga, milo } = two;
  const cursor = olga.locator("[data-cursor]");
  const shop = (await named(milo, "Process Web shop").or(named(milo, "Process Shop window")).first().boundingBox())!;
  await milo.mouse.move(shop.x + 90, shop.y - 20);
  await expect(cursor).toHaveText("Milo Marsh");
  const hide = milo.getByLabel("Hide my cursor");
  await milo.getByRole("button", { name: /people/ }).click();
  await hide.check();
  await expect(cursor).toHaveCount(0);
  await milo.keyboard.press("Escape");
  await milo.mouse.move(shop.x + 60, shop.y - 10);
  // What comes later is seen, so what came before would have been.
  await milo.mouse.click(shop.x + shop.width / 2, shop.y + 8);
  await expect(olga.getByText("Milo Marsh", { exact: true }).last()).toBeVisible();
  await expect(cursor).toHaveCount(0);
  await canvas(milo).focus();
  await milo.keyboard.press("F2");
  await expect(olga.getByText("Milo Marsh is typing here")).toBeVisible();
  await milo.keyboard.press("Escape");
  await expect(olga.getByText("Milo Marsh is typing here")).toBeHidden();
  await milo.getByRole("button", { name: /people/ }).click();
  await hide.uncheck();
  await milo.keyboard.press("Escape");
  await milo.mouse.move(shop.x + 90, shop.y - 20);
  await expect(cursor).toHaveCount(1);

  await canvas(milo).focus();
  await milo.keyboard.down("l");
  await milo.mouse.move(shop.x + 120, shop.y - 30, { steps: 3 });
  await expect(olga.locator("[data-laser]")).toBeVisible();
  await milo.keyboard.up("l");
  await expect(olga.locator("[data-laser]")).toHaveCount(0);

  const follow = olga.getByRole("button", { name: "Follow Milo Marsh" });
  const frame = olga.getByText("You follow Milo Marsh");
  const zoom = (page: Page) => page.getByRole("toolbar", { name: "Zoom" }).getByText("%");
  const expectSameZoom = () =>
    expect(async () => expect(await zoom(olga).innerText()).toBe(await zoom(milo).innerText())).toPass();
  await follow.click();
  await expect(frame).toBeVisible();
  const atFirst = await zoom(olga).innerText();
  for (let n = 0; n < 3; n++) await milo.keyboard.press("+");
  await expect(zoom(olga)).not.toHaveText(atFirst);
  await expectSameZoom();
  const middle = (await canvas(olga).boundingBox())!;
  const own: [string, () => Promise<void>][] = [
    ["a turn of the wheel", () => olga.mouse.wheel(0, 40)],
    ["a zoom", () => olga.getByRole("button", { name: "Smaller" }).click()],
    ["an edit", () => canvas(olga).press("a")],
    ["stop", () => olga.getByRole("button", { name: "Stop", exact: true }).click()],
  ];
  for (const [what, act] of own) {
    if (await frame.isHidden()) await follow.click();
    await expect(frame, what).toBeVisible();
    await olga.mouse.move(middle.x + middle.width / 2, middle.y + middle.height / 2);
    await act();
    await expect(frame, what).toBeHidden();
  }

  await olga.getByRole("button", { name: /people/ }).click();
  const bring = olga.getByRole("button", { name: "Bring everyone here" });
  const called = milo.getByRole("region", { name: "Waiting for your answer" });
  await bring.click();
  await called.getByRole("button", { name: "Stay here" }).click();
  await expect(called).toBeHidden();
  await bring.click();
  await expect(called).toContainText("Going to where Olga Oduya looks in 3…");
  await expect(milo.getByText("You follow Olga Oduya")).toBeVisible();
  await expectSameZoom();
  await milo.getByRole("button", { name: "Stop", exact: true }).click();
  await olga.keyboard.press("Escape");
});

test("55: presenting is asked for, denied, granted, taken back, given up and left, and the session handed over, all by keyboard", async ({
  two,
}) => {
  const { olga, milo, address } = two;
  const name = olga.getByRole("heading", { level: 1 });
  const asked = olga.getByRole("region", { name: "Waiting for your answer" });
  const presents = (page: Page, who: string) =>
    page
      .getByRole("dialog", { name: /(people are|person is) here/ })
      .getByRole("listitem")
      .filter({ hasText: who })
      .filter({ hasText: "Presents" });
  /** Opens the list of who is here, and leaves the keyboard in it. */
  const list = async (page: Page) => {
    if (await page.getByText("people are here").isVisible()) return;
    await page.getByRole("button", { name: /people/ }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("people are here")).toBeVisible();
  };
  const press = async (page: Page, what: string) => {
    await list(page);
    const button = page.getByRole("button", { name: what });
    if (!(await button.evaluate((one) => one === document.activeElement))) await handsOn(page).tabTo(button);
    await page.keyboard.press("Enter");
  };
  const pick = async (page: Page, who: string, what: string) => {
    await press(page, `Actions for ${who}`);
    const item = page.getByRole("menuitem", { name: what });
    await item.press("Enter");
    // The keyboard goes back to where it was.
    await expect(page.getByRole("button", { name: `Actions for ${who}` })).toBeFocused();
  };
  const answer = async (what: string) => {
    await expect(asked).toContainText("Milo Marsh asks to present.");
    // It did not take the keyboard from where it was.
    await expect(name).toBeFocused();
    await handsOn(olga).tabTo(asked.getByRole("button", { name: what }));
    await olga.keyboard.press("Enter");
  };
  // A host who was away for a moment left presenting to whoever was there, or to nobody.
  await olga.keyboard.press("Escape");
  await expect(olga.getByText("people are here")).toHaveCount(0);
  await list(olga);
  await expect(async () => {
    if ((await presents(olga, "Milo Marsh").count()) > 0) await pick(olga, "Milo Marsh", "Take presenting back");
    else if (await olga.getByRole("button", { name: "Present", exact: true }).isVisible()) await press(olga, "Present");
    await expect(presents(olga, "Olga Oduya (you)")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await olga.keyboard.press("Escape");
  await name.focus();
  await press(milo, "Ask to present");
  await answer("Deny");
  await expect(milo.getByText("The host did not let you present.")).toBeVisible();
  await name.focus();
  await press(milo, "Ask to present");
  await answer("Let present");
  await list(milo);
  await expect(presents(milo, "Milo Marsh (you)")).toBeVisible();
  await pick(olga, "Milo Marsh", "Take presenting back");
  await expect(presents(milo, "Olga Oduya")).toBeVisible();
  await pick(olga, "Milo Marsh", "Let present");
  await press(milo, "Stop presenting");
  await expect(presents(olga, "Olga Oduya (you)")).toBeVisible();
  // Whoever presents and goes leaves it to the host.
  await pick(olga, "Milo Marsh", "Let present");
  await expect(presents(olga, "Milo Marsh")).toBeVisible();
  await milo.goto("about:blank");
  await expect(presents(olga, "Olga Oduya (you)")).toBeVisible();
  await olga.keyboard.press("Escape");
  await open(milo, address);

  await pick(olga, "Milo Marsh", "Make host");
  await expect(milo.getByText("You are the host now.")).toBeVisible();
  await pick(milo, "Olga Oduya", "Make host");
  await expect(olga.getByText("You are the host now.")).toBeVisible();
  for (const page of [olga, milo]) await page.keyboard.press("Escape");
});

test("56: a host makes read-only, locks, shows out with a reason that holds against a reload, and ends for all after five seconds to think better of it", async ({
  two,
}) => {
  const { olga, milo, address } = two;
  const can = (what: string) =>
    olga.getByRole(/Read-only/.test(what) ? "menuitemcheckbox" : "menuitem", { name: what });
  await olga.getByRole("button", { name: /people/ }).click();
  await olga.getByRole("button", { name: "Actions for Milo Marsh" }).click();
  await can("Read-only").click();
  await expect(milo.getByRole("button", { name: "Read-only" })).toBeVisible();
  await expect(milo.getByText("Olga Oduya has made you read-only.").first()).toBeAttached();
  await can("Read-only").click();
  await expect(milo.getByRole("button", { name: "Read-only" })).toBeHidden();
  await olga.keyboard.press("Escape");
  // What stands there is what the room has said, so it follows a press by a moment.
  const lock = olga.getByLabel("Lock the canvas for everyone else");
  await lock.click();
  await expect(lock).toBeChecked();
  await expect(milo.getByText("Olga Oduya has locked the canvas.").first()).toBeAttached();
  await lock.click();
  await expect(lock).not.toBeChecked();

  await olga.getByRole("button", { name: "Actions for Milo Marsh" }).click();
  await can("Remove…").click();
  const sure = olga.getByRole("alertdialog");
  await sure.getByLabel("Reason").fill("We go on alone now");
  await sure.getByRole("button", { name: "Remove from session" }).click();
  await expect(milo.getByText("The host said: We go on alone now")).toBeVisible();
  await expect(drawn(milo)).toHaveCount(0);
  await milo.reload();
  await expect(milo.getByText("We go on alone now")).toBeVisible();

  const end = async () => {
    await olga.getByRole("button", { name: /person|people/ }).click();
    await olga.getByRole("button", { name: "End for everyone" }).click();
  };
  await end();
  await olga.getByRole("button", { name: "Keep the session" }).click();
  await expect(olga.getByText(/ends for everyone/)).toBeHidden();
  await live(olga);
  await end();
  await expect(olga.locator("[data-line=ended]")).toContainText("The session has ended.");
  // The next session is another, in which nobody was shown out.
  await olga.getByRole("button", { name: "Open again" }).click();
  await live(olga);
  await olga.keyboard.press("Escape");
  await open(milo, address);
});

test("1, 51: axe finds nothing in the panels of a diagram, and they fit a phone", async ({ two }) => {
  test.setTimeout(90_000);
  const { olga } = two;
  await olga.emulateMedia({ reducedMotion: "reduce" });
  for (const name of ["Outline", "Checks", "Properties"]) {
    await tab(olga, name).click();
    await expect(olga.getByRole("tabpanel")).not.toBeEmpty();
    await judge(olga, name);
  }
  await olga.getByRole("button", { name: /person|people/ }).click();
  await expect(olga.getByRole("dialog")).toBeVisible();
  await judge(olga, "the people");
  await olga.keyboard.press("Escape");
  await fitsPhone(olga, "a diagram");
  await olga.setViewportSize({ width: 390, height: 844 });
  await olga.reload();
  await expect(olga.getByRole("button", { name: "Draw", pressed: false })).toBeVisible();
  await olga.getByRole("button", { name: "Open the side panel" }).click();
  await tab(olga, "Outline").click();
  await expect(row(olga, "Checkout")).toBeVisible();
  await judge(olga, "the outline on a phone");
});
