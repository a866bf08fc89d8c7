import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { fitsPhone, judge } from "../axe";
import { expect, test } from "../keyboard";
import { emailOf, pressEscape, program } from "../people";

const START = "environment.control.StartEnv";
const DELETE = "environment.control.DeleteEnv";
const RESTART = "environment.control.RestartNodes";

const pick = async (page: Page, label: string, text: string, choice: RegExp) => {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("combobox", { name: label }).fill(text);
  await page.getByRole("option", { name: choice }).first().click();
};

test("35: person, method and thing are answered in words first, by an address that can be handed on, and the same over REST", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Sven", /^Sven/);
  await pick(olga, "Method", "control.StartEnv", /StartEnv$/);
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  const main = olga.getByRole("main");
  await expect(main).toContainText(/No – Sven is suspended since \d{1,2} \w+ \d{4}\./);
  await expect(main.getByRole("heading", { name: "The way there" })).toBeVisible();
  await judge(olga, "/access");
  const address = olga.url();
  await olga.goto("/members");
  await olga.goto(address);
  await expect(main).toContainText("is suspended since");

  const as = await program(request, "owner", "confer");
  const asked = new URL(address).searchParams;
  const answer = await as("access.explain", {
    memberId: asked.get("member")!,
    resourceType: "ENV",
    resourceId: asked.get("thing")!.slice("ENV:".length),
    serviceMethod: START,
  });
  expect(answer).toMatchObject({ allowed: false, sentence: "Denied: the membership is suspended." });
  await olga.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await olga.getByRole("button", { name: "Copy as JSON" }).click();
  const copied = JSON.parse(await olga.evaluate(() => navigator.clipboard.readText()));
  expect(copied.chain).toEqual(answer.chain);
  expect(copied.sentence).toBe(answer.sentence);
});

test("36: what turns a no into a yes is shown before it is made, by name, and what takes the yes away as well", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Milo", /^Milo/);
  await pick(olga, "Method", "control.DeleteEnv", /DeleteEnv$/);
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  const main = olga.getByRole("main");
  await expect(main).toContainText("No –");
  const address = olga.url();
  await main.getByRole("button", { name: /^Give the role/ }).click();
  const panel = olga.getByRole("dialog", { name: "What this would change" });
  const told = panel.getByRole("region", { name: "What this changes" });
  await expect(told).toContainText(/^Milo gains .* on shop-prod/);
  await judge(olga, "/access, a change");
  // The form is a press away, filled in; looked at, nothing has changed.
  await panel.getByRole("link", { name: "Open where it is made" }).click();
  const form = olga.getByRole("dialog", { name: /^Share/ });
  await expect(form.getByRole("checkbox", { name: /^Milo/ })).toBeChecked();
  await olga.goto(`${address}&change=1`);
  await expect(main).toContainText("No –");
  await expect(told).toContainText("gains");
  await panel.getByRole("button", { name: "Make this change" }).click();
  await expect(panel).toBeHidden();
  await expect(main).toContainText("Yes –");

  await expect(main.getByRole("heading", { name: "What would take it away" })).toBeVisible();
  await main.getByRole("button", { name: /^(Take the role|Stop sharing)/ }).click();
  await expect(told).toContainText(/^Milo loses .* on shop-prod/);
  await panel.getByRole("button", { name: "Make this change" }).click();
  await expect(panel).toBeHidden();
  await expect(main).toContainText("No –");
});

test("36: an invitation, a token, and what only the owner may change: each is looked at before it is made", async ({
  people,
  request,
}) => {
  test.setTimeout(90_000);
  const olga = await people("owner");
  const panel = olga.getByRole("dialog", { name: "What this would change" });
  const main = olga.getByRole("main");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Ines", /^Ines/);
  await pick(olga, "Method", "control.StartEnv", /StartEnv$/);
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  await expect(main).toContainText("No –");
  await main.getByRole("button", { name: /^Send Ines.* the invitation again/ }).click();
  await expect(panel).toContainText(/It holds once Ines.* accepts\./);
  await expect(panel.getByRole("button", { name: /^Make th/ })).toBeVisible();
  await judge(olga, "/access, an invitation");
  await pressEscape(olga, panel);

  const as = await program(request, "owner");
  const { token } = await as("authentication.createtoken", {
    description: "walks the shop",
    password: demoPassword,
    apiList: START,
  });
  await olga.goto(`/access?token=${token.id}&method=${DELETE}&thing=ENV:shop-prod`);
  await expect(main).toContainText("No –");
  await main.getByRole("button", { name: /^Let the token hold/ }).click();
  await expect(panel).toContainText("DeleteEnv could be called wherever you may.");
  await expect(panel).toContainText("No one’s access changes.");
  await panel.getByRole("button", { name: "Make this change" }).click();
  const again = olga.getByRole("dialog", { name: /password/i });
  await expect(panel.or(again).last()).toBeVisible();
  if (await again.isVisible()) {
    await again.getByLabel(/password/i).fill(demoPassword);
    await again.getByRole("button", { name: /^(Go on|Continue)/ }).click();
  }
  await expect(panel).toBeHidden();
  await expect(main).toContainText("Yes –");

  const { collaborations } = (await as("getmembers")) as { collaborations: { id: number; email: string }[] };
  const milo = collaborations.find(({ email }) => email === emailOf("member"))!.id;
  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
  const of = new URL(dana.url()).searchParams.get("of");
  await dana.goto(
    `/access?member=${milo}&method=environment.control.GetEnvInfo&thing=ENV:shop-prod${of ? `&of=${of}` : ""}`,
  );
  await expect(dana.getByRole("main")).toContainText("Yes –");
  await dana
    .getByRole("main")
    .getByRole("button", { name: /^(Take the role|Stop sharing)/ })
    .first()
    .click();
  const hers = dana.getByRole("dialog", { name: "What this would change" });
  await expect(hers).toContainText(/Only Olga Oduya can make this change\.|Milo loses/);
});

test("36: somebody whom a threat model's list lacks: what naming them there would do is told, and makes it a yes", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Sven", /^Sven/);
  await pick(olga, "Method", "model.GetThreatModel", /model\.GetThreatModel$/);
  await pick(olga, "Thing", "Card payments", /^Card payments/);
  const main = olga.getByRole("main");
  await expect(main).toContainText("No –");
  await main.getByRole("button", { name: /^Name Sven on the threat model’s list/ }).click();
  const panel = olga.getByRole("dialog", { name: "What this would change" });
  await expect(panel.getByRole("region", { name: "What this changes" })).toContainText(
    /Sven( Sommer)? may only read Card payments\./,
  );
  await panel.getByRole("button", { name: "Make this change" }).click();
  await expect(panel).toBeHidden();
  await expect(main).toContainText("Yes –");
});

test("36, 37: whoever asks why elsewhere sees the change on the page of access; the matrix is a press away, narrowed as the question", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Person or token", "Milo", /^Milo/);
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  await expect(olga).toHaveURL(/thing=ENV/);
  await olga.getByRole("link", { name: "Everyone by everything, as a table" }).click();
  const cell = olga.getByRole("button", { name: /^Milo, shop-prod/ });
  await expect(cell).toBeVisible();
  await expect(olga.getByRole("rowheader")).toHaveCount(1);
  await expect(olga.getByRole("columnheader")).toHaveCount(2);
  await cell.focus();
  await olga.keyboard.press("Enter");
  const pair = olga.getByRole("dialog", { name: "Milo on shop-prod" });
  await pair.getByRole("button", { name: "Why Milo reaches it" }).first().click();
  const why = olga.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("Yes – ");
  await why
    .getByRole("link", { name: /^(Take the role|Stop sharing)/ })
    .first()
    .click();
  const panel = olga.getByRole("dialog", { name: "What this would change" });
  await expect(panel.getByRole("region", { name: "What this changes" })).toContainText("Milo");
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(olga).toHaveURL(/\/access\?member=\d+&method=[^&]+&thing=ENV[^&]+$/);
});

test("40: a token of methods and things, with an end; what it could do is a press away, and it is revoked at once", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/tokens");
  await olga.getByRole("button", { name: "Make token" }).click();
  const form = olga.getByRole("dialog");
  await form.getByLabel("What it is for").fill("starts the shop");
  await expect(form.getByRole("radio", { name: "30 days" })).toBeChecked();
  await expect(form.getByRole("radio", { name: /never|no end/i })).toHaveCount(0);
  await form.getByRole("radio", { name: "a year" }).check();
  await expect(form.getByText(/^A key that lives this long/)).toBeVisible();
  await form.getByRole("radio", { name: "7 days" }).check();
  await expect(form.getByText(/^A key that lives this long/)).toHaveCount(0);
  await form.getByRole("radio", { name: "Methods of my choice" }).check();
  for (const method of ["StartEnv", "CheckEnvironmentRights"]) {
    await form.getByRole("searchbox").first().fill(method);
    await form.getByRole("checkbox", { name: new RegExp(`^${method}`) }).check();
  }
  await form.getByRole("radio", { name: "Only what I choose" }).check();
  await form.getByRole("checkbox", { name: /^shop-prod/ }).check();
  await form.getByRole("button", { name: "Make token" }).click();
  const key = form.getByText(/^confer_pat_/);
  const secret = (await key.textContent())!;
  await olga.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await form.getByRole("button", { name: "Copy key" }).click();
  await expect.poll(() => olga.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await form.getByRole("button", { name: "I stored it" }).click();

  const row = olga.getByRole("row", { name: /starts the shop/ });
  await expect(row).toContainText(`confer_pat_…${secret.slice(-4)}`);
  await expect(row).toContainText("shop-prod");
  await expect(row).toContainText("never");
  await expect(olga.getByText(secret)).toHaveCount(0);
  const ask = async () => {
    const asked = {
      headers: { authorization: `Bearer ${secret}` },
      form: { envName: "shop-prod", serviceMethod: START },
    };
    return (await olga.request.post("/1.0/users/collaboration/rest/checkenvironmentrights", asked)).json();
  };
  expect(await ask()).toMatchObject({ result: 0 });
  await expect(async () => {
    await olga.reload();
    await expect(row).toContainText(/from (127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)/, { timeout: 1_000 });
  }).toPass();

  await olga.getByRole("button", { name: "Actions for starts the shop" }).click();
  await olga.getByRole("menuitem", { name: "What could this token do?" }).click();
  const main = olga.getByRole("main");
  await expect(olga.getByRole("combobox", { name: "Person or token" })).toHaveValue(/starts the shop/);
  await expect(main.getByRole("heading", { name: "What starts the shop reaches" })).toBeVisible();
  await main.getByRole("link", { name: /shop-prod/ }).click();
  await expect(main).toContainText("StartEnv");
  await expect(main).not.toContainText("DeleteEnv");

  await olga.goto("/tokens");
  await olga.getByRole("button", { name: "Actions for starts the shop" }).click();
  await olga.getByRole("menuitem", { name: "Revoke token" }).click();
  await olga.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  // What lies below a question is not there for `getByRole`.
  await expect(olga.getByRole("alertdialog")).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect(await ask()).toMatchObject({ result: 702 });
});

test("37: person, token, method and thing in every combination: each is answered, and each answer is a file too", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as { collaborations: { id: number; email: string }[] };
  const { token } = await as("authentication.createtoken", {
    ...{ description: "sees to the shop", password: demoPassword },
    apiList: RESTART,
  });
  const milo = `member=${collaborations.find(({ email }) => email === emailOf("member"))!.id}`;
  const [method, thing, bot] = [`method=${RESTART}`, "thing=ENV:shop-prod", `token=${token.id}`];
  const answers: [asks: string[], says: RegExp, head: string, line: RegExp][] = [
    [[milo], /What Milo reaches/, "type,name,methods,changes,owner", /ENV,shop-prod,\d+,\d+,/],
    [[bot], /What sees to the shop reaches/, "type,name,methods,changes,owner", /ENV,shop-prod,1,1/],
    [
      [method],
      /Who may call .*RestartNodes, and where/,
      "email,name,things,on",
      /member@confer\.example,Milo,\d+,.*Shop/,
    ],
    [
      [thing],
      /Who may call .*GetEnvInfo on shop-prod/,
      "email,name,via,until",
      /owner@confer\.example,Olga Oduya,as the owner,[\s\S]*member@confer\.example,Milo,/,
    ],
    [[milo, method], /Where Milo may call .*RestartNodes/, "type,name,methods,changes,owner", /ENV_GROUP,Shop,/],
    [[bot, method], /Where sees to the shop may call/, "type,name,methods,changes,owner", /ENV,shop-prod,1,1/],
    [[milo, thing], /What Milo may do on shop-prod/, "method", /environment\.control\.RestartNodes/],
    [[bot, thing], /What sees to the shop may do on shop-prod/, "method", /environment\.control\.RestartNodes/],
    [
      [method, thing],
      /Who may call .*RestartNodes on shop-prod/,
      "email,name,via,until",
      /owner@confer\.example,Olga Oduya,as the owner,[\s\S]*member@confer\.example,Milo,/,
    ],
    [[milo, method, thing], /Yes –/, "part,step,counts,text", /answer,,yes,Yes/],
    [[bot, method, thing], /Yes –/, "part,step,counts,text", /token,yes,/],
  ];
  const olga = await people("owner");
  const main = olga.getByRole("main");
  for (const [asks, says, head, line] of answers) {
    await olga.goto(`/access?${asks.join("&")}`);
    await expect(main).toContainText(says);
    const [file] = await Promise.all([
      olga.waitForEvent("download"),
      main.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    const text = await readFile(await file.path(), "utf8");
    expect(text.replace(/^\uFEFF/, "").split("\r\n")[0], asks.join(" ")).toBe(head);
    expect(text, asks.join(" ")).toMatch(line);
  }
  await judge(olga, "/access, all three");
});

test("37: a method alone tells who may call it and on what; the page goes on to where, and a delegate is told of what they see", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  await pick(olga, "Method", "model.GetThreatModel", /model\.GetThreatModel$/);
  const main = olga.getByRole("main");
  await expect(main.getByRole("heading", { name: /^Who may call .*GetThreatModel, and where/ })).toBeVisible();
  await expect(main).toContainText("Olga Oduya may everywhere, as the owner.");
  const line = main.getByRole("listitem").filter({ hasText: "Milo" }).first();
  await expect(line).toContainText(/On \d+ things: .*Shop/);
  await judge(olga, "/access, a method alone");
  await line.getByRole("link", { name: /^On \d+ things/ }).click();
  await expect(main.getByRole("heading", { name: /^Where Milo may call .*GetThreatModel/ })).toBeVisible();
  await main.getByRole("link", { name: "Card payments threat model" }).click();
  await expect(main).toContainText("Yes –");

  // Whoever looks after the members is told as well, and a plain member why not.
  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
  const of = new URL(dana.url()).searchParams.get("of");
  await dana.goto(`/access?of=${of}&method=${RESTART}`);
  await expect(dana.getByRole("main")).toContainText(/Milo\s*On \d+ things/);
  const theirs = await people("member");
  await theirs.goto(`/access?of=${of}&method=${RESTART}`);
  await expect(theirs.getByRole("main")).toContainText("Who may is told to its owner");
});

test("37: by keyboard: who may, what they may, what they reach", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/access");
  const box = (name: string) => page.getByRole("combobox", { name });
  await tabTo(box("Method"));
  await press("ArrowDown");
  await type(DELETE);
  await page.getByRole("option", { name: DELETE }).waitFor();
  await press("Enter");
  await tabTo(box("Thing"));
  await press("ArrowDown");
  await type("shop-prod");
  await page
    .getByRole("option", { name: /^shop-prod/ })
    .first()
    .waitFor();
  await press("Enter");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: /^Who may call .*DeleteEnv on shop-prod/ })).toBeVisible();
  await expect(main).toContainText("Olga Oduya may, as the owner.");
  await expect(page).toHaveURL(/method=environment\.control\.DeleteEnv&thing=ENV/);
  // Letters lead elsewhere once nothing is being typed.
  await press("Tab");
  await press("g", "m");
  await expect(page.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
  await press("g", "a");
  await expect(page.getByRole("heading", { name: "Access", level: 1 })).toBeVisible();
});

test("35: what is chosen stands there at once; until it is answered, the answer of before keeps its own heading", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/access");
  const main = olga.getByRole("main");
  await pick(olga, "Thing", "shop-prod", /^shop-prod/);
  await expect(main.getByRole("heading", { name: /^Who may call .*GetEnvInfo on shop-prod/ })).toBeVisible();
  await olga.getByRole("combobox", { name: "Thing" }).fill("docs-site");
  await olga.getByRole("option", { name: /^docs-site/ }).waitFor();
  let answer = () => {};
  const held = new Promise<void>((done) => {
    answer = done;
  });
  await olga.route("**/access?*", async (route) => {
    await held;
    await route.continue();
  });
  await olga.getByRole("option", { name: /^docs-site/ }).click();
  await expect(olga.getByRole("combobox", { name: "Thing" })).toHaveValue("docs-site");
  await expect(main.locator("[aria-busy=true]")).toContainText(/Who may call .*GetEnvInfo on shop-prod/);
  answer();
  await expect(main.getByRole("heading", { name: /^Who may call .*GetEnvInfo on docs-site/ })).toBeVisible();
  await expect(olga).toHaveURL(/thing=ENV/);
  await olga.goBack();
  await expect(main.getByRole("heading", { name: /^Who may call .*GetEnvInfo on shop-prod/ })).toBeVisible();
  await expect(olga.getByRole("combobox", { name: "Thing" })).toHaveValue("shop-prod");
});

test("/access at 390 px, as a member about themselves: their own side, and a thing they may not know of is not found", async ({
  people,
}) => {
  const milo = await people("member", { viewport: { width: 390, height: 844 } });
  await milo.goto(`/access?member=me&method=${START}&thing=ENV:shop-prod`);
  const main = milo.getByRole("main");
  await expect(main).toContainText(/(Yes|No) –/);
  await fitsPhone(milo, "/access");
  // What they reach is called as it is shared with them, and found by that as well.
  await milo.goto("/access?member=me");
  await main.getByRole("link", { name: /^shop-prod/ }).click();
  await expect(main.getByRole("heading", { name: "What you may do on shop-prod" })).toBeVisible();
  const thing = milo.getByRole("combobox", { name: "Thing" });
  await expect(thing).toHaveValue("shop-prod");
  await thing.fill("payments-p");
  await milo.getByRole("option", { name: /^payments-prod/ }).click();
  await expect(main.getByRole("heading", { name: "What you may do on payments-prod" })).toBeVisible();
  await milo.goto(`/access?member=me&method=${START}&thing=ENV:no-such-thing`);
  await expect(main).toContainText(/not/i);
});

test("37: of a diagram: who may open it, what somebody may do there, and that others are not told who may", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/threat-models");
  const drawn = olga.getByRole("link", { name: /^Paying with a card/ }).first();
  const diagram = (await drawn.getAttribute("href"))!.split("/").at(-1)!;
  const main = olga.getByRole("main");
  await olga.goto(`/access?diagram=${diagram}`);
  await expect(
    main.getByRole("heading", { name: /^Who may call .*GetThreatModel on Paying with a card/ }),
  ).toBeVisible();
  await expect(olga.getByRole("combobox", { name: "Thing" })).toHaveValue("Paying with a card");
  await pick(olga, "Person or token", "Milo", /^Milo/);
  await expect(main.getByRole("heading", { name: "What Milo may do on Paying with a card" })).toBeVisible();
  await expect(main).toContainText("threatmodel.diagram");
  const milo = await people("member");
  await milo.goto(`/access?diagram=${diagram}`);
  await expect(milo.getByRole("main")).toContainText("Who may is told to its owner");
});

test("34: whoever is refused asks why where they are: a member about themselves, a delegate about whoever they look after", async ({
  people,
}) => {
  const milo = await people("member");
  await milo.goto("/shared?thing=ENV_GROUP:Shop");
  await milo.getByRole("dialog").getByRole("button", { name: "Why?" }).click();
  const why = milo.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText(/(Yes|No) – /);
  await expect(why.getByRole("heading", { name: "The way there" })).toBeVisible();
  await expect(why.getByRole("heading", { name: /smallest change|take it away/ })).toHaveCount(0);

  const dana = await people("delegate");
  await dana.goto("/shared");
  await dana.getByRole("link", { name: "Work in this account" }).click();
  await expect(dana.getByText("You work in the account of Olga Oduya")).toBeVisible();
  await dana.getByRole("link", { name: "Environments", exact: true }).click();
  await dana
    .getByRole("treegrid")
    .getByRole("link", { name: /shop-prod/ })
    .first()
    .click();
  await dana.getByRole("button", { name: /^Why Milo/ }).click();
  const told = dana.getByRole("dialog", { name: "Why?" });
  await expect(told).toContainText("Yes – ");
  await expect(told.getByRole("heading", { name: "What would take it away" })).toBeVisible();
});
