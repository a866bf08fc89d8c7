import type { BrowserContextOptions, Page } from "@playwright/test";
import type { CastKey } from "../../db/cast";

/** One picture: a page as somebody sees it, or what `act` opened on it. `looks`: only in these. */
export type Shot = {
  name: string;
  who: CastKey | null;
  path: string;
  act?: (page: Page) => Promise<unknown>;
  looks?: readonly string[];
};

const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 860 } };
const german = { cookies: { "confer-language": "de" }, locale: "de" };
const arabic = { cookies: { "confer-language": "ar" }, locale: "ar" };

export const looks: Record<string, BrowserContextOptions & { cookies?: Record<string, string> }> = {
  light: desk,
  dark: { ...desk, colorScheme: "dark" },
  phone,
  ar: { ...desk, ...arabic },
  "ar-phone": { ...phone, ...arabic },
  de: { ...desk, ...german },
  "de-phone": { ...phone, ...german },
  forced: { ...desk, forcedColors: "active" },
};

const lists: [name: string, who: CastKey, path: string][] = [
  ["members", "owner", "/members"],
  ["teams", "owner", "/teams"],
  ["access", "owner", "/access?member=me&thing=ENV_GROUP:*"],
  ["roles", "owner", "/roles"],
  ["policies", "owner", "/policies"],
  ["review", "owner", "/review"],
  ["journal", "owner", "/journal"],
  ["environments", "owner", "/environments"],
  ["matrix", "owner", "/environments?view=matrix"],
  ["threat-models", "owner", "/threat-models"],
  ["invitations", "invited", "/invitations"],
  ["shared", "member", "/shared"],
  ["tokens", "owner", "/tokens"],
  ["activity", "owner", "/activity"],
  ["requests", "owner", "/requests"],
  ["outbox", "owner", "/outbox"],
];
const with_ = (path: string, more: string) => path + (path.includes("?") ? "&" : "?") + more;

/** Opens the first row, by its link. */
const first = (page: Page) => page.locator("[data-opens]").first().click();
const menu = (nth: number) => (page: Page) =>
  page.locator("main button[aria-haspopup=menu]").locator("visible=true").nth(nth).click();

export const shots: Shot[] = [
  ...lists.map(([name, who, path]): Shot => ({ name, who, path })),
  ...lists.flatMap(([name, who, path]): Shot[] => [
    { name: `${name}-empty`, who, path: with_(path, "demo=empty"), looks: ["light", "phone", "ar"] },
    { name: `${name}-denied`, who, path: with_(path, "demo=denied"), looks: ["light", "ar-phone"] },
    { name: `${name}-error`, who, path: with_(path, "demo=error"), looks: ["dark", "phone"] },
    { name: `${name}-loading`, who, path: with_(path, "demo=loading"), looks: ["light"] },
  ]),
  { name: "access-method", who: "owner", path: "/access?method=environment.control.RestartNodes" },
  { name: "matrix-models", who: "owner", path: "/environments?view=matrix&above=models" },
  { name: "sign-in", who: null, path: "/sign-in" },
  { name: "sign-up", who: null, path: "/sign-up" },
  { name: "recover", who: null, path: "/recover" },
  { name: "activate-gone", who: null, path: "/activate#nonsense" },
  { name: "invitation-gone", who: null, path: "/invitation#gone" },
  { name: "not-found", who: null, path: "/nowhere" },
  { name: "account", who: "owner", path: "/account" },
  { name: "member", who: "owner", path: "/members", act: (page) => openPage(page) },
  { name: "members-invite", who: "owner", path: "/members?invite=new", act: settled },
  { name: "members-import", who: "owner", path: "/members?import=table", act: settled },
  { name: "members-menu", who: "owner", path: "/members", act: menu(1) },
  {
    name: "members-chosen",
    who: "owner",
    path: "/members",
    act: async (page) => {
      await page.locator("[data-row] input[type=checkbox]").first().check();
      await page.getByRole("toolbar").last().waitFor();
    },
  },
  { name: "members-nothing-found", who: "owner", path: "/members?q=zzzz" },
  { name: "own-menu", who: "owner", path: "/members", act: ownMenu, looks: ["light", "dark", "ar"] },
  {
    name: "palette",
    who: "owner",
    path: "/members",
    act: (page) => page.keyboard.press("Control+k"),
    looks: ["light", "dark", "ar"],
  },
  {
    name: "shortcuts",
    who: "owner",
    path: "/members",
    act: (page) => page.keyboard.press("?"),
    looks: ["light", "ar"],
  },
  {
    name: "rail",
    who: "owner",
    path: "/members",
    act: (page) => page.locator("[data-frame] button").locator("visible=true").first().click(),
    looks: ["phone", "ar-phone"],
  },
  { name: "team", who: "owner", path: "/teams", act: first },
  { name: "team-make", who: "owner", path: "/teams?ask=make", act: settled },
  { name: "role", who: "owner", path: "/roles", act: choose },
  { name: "role-new", who: "owner", path: "/roles?role=new" },
  { name: "policy", who: "owner", path: "/policies", act: choose },
  { name: "policy-new", who: "owner", path: "/policies?policy=new" },
  { name: "environment", who: "owner", path: "/environments", act: first },
  { name: "environment-make", who: "owner", path: "/environments?ask=environment", act: settled },
  {
    name: "environment-shared",
    who: "owner",
    path: "/environments",
    act: async (page) => {
      await page.locator("main a", { hasText: "shop-prod" }).first().click();
      await settled(page);
      await page.waitForLoadState("networkidle");
    },
  },
  { name: "access-why", who: "owner", path: "/access", act: why },
  { name: "access-change", who: "owner", path: "/access", act: change },
  { name: "access-who", who: "owner", path: "/access?method=environment.control.StartEnv&thing=ENV_GROUP:Shop" },
  { name: "group-make", who: "owner", path: "/environments?ask=group", act: settled },
  { name: "threat-model", who: "owner", path: "/threat-models", act: first },
  { name: "threat-model-make", who: "owner", path: "/threat-models?ask=make", act: settled },
  { name: "diagram-sharing", who: "owner", path: "/threat-models", act: sharing },
  { name: "diagram", who: "owner", path: "/threat-models", act: (page) => diagram(page) },
  ...["outline", "checks", "versions", "threats"].map((side): Shot => {
    return { name: `diagram-${side}`, who: "owner", path: "/threat-models", act: (page) => diagram(page, side) };
  }),
  { name: "threats", who: "owner", path: "/threat-models", act: register },
  { name: "token-new", who: "owner", path: "/tokens?token=new", act: settled },
  { name: "must-hold", who: "owner", path: "/policies", act: mustHold },
  { name: "letter", who: "owner", path: "/outbox", act: first },
  { name: "new-account", who: "stranger", path: "/members" },
  { name: "shared-suspended", who: "suspended", path: "/shared" },
  // What comes after it in the same browser is seen by the other's eyes.
  { name: "viewing-as", who: "owner", path: "/members", act: viewing },
];

/** The diagram of 25 elements, with this beside it. */
async function diagram(page: Page, side?: string): Promise<void> {
  const link = page.locator('a[href^="/diagrams/"]').filter({ hasText: "Paying with a card" }).first();
  await page.goto(`${await link.getAttribute("href")}${side ? `?side=${side}` : ""}`);
  await page.locator("[data-line=live]").waitFor();
  await page.waitForLoadState("networkidle");
}

/** Why the first of those whom it is not: a suspended member, whose membership is what would be changed. */
async function why(page: Page): Promise<void> {
  await page.goto("/members?state=SUSPENDED");
  const member = /members\/(\d+)/.exec(
    (await page.locator("main a[href*='/members/']").first().getAttribute("href"))!,
  )![1];
  await page.goto(`/access?member=${member}&method=environment.control.StartEnv&thing=ENV_GROUP:Shop`);
  await page.waitForLoadState("networkidle");
}

async function change(page: Page): Promise<void> {
  await why(page);
  await page.locator("main ol button").first().click();
  await settled(page);
  await page.waitForTimeout(800);
}

async function sharing(page: Page): Promise<void> {
  await diagram(page);
  await page
    .locator("header button[aria-label]")
    .filter({ has: page.locator("svg") })
    .nth(1)
    .click();
  await settled(page);
  await page.waitForLoadState("networkidle");
}

async function register(page: Page): Promise<void> {
  await diagram(page, "threats");
  await page.locator('a[href$="/threats"]').first().click();
  await page.getByRole("grid").waitFor();
}

async function mustHold(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Must hold|Muss gelten|يجب أن/ }).click();
  await settled(page);
  await page.waitForLoadState("networkidle");
}

async function viewing(page: Page): Promise<void> {
  await page.goto("/members?q=member@confer.example");
  await openPage(page);
  await page.locator("main button[aria-haspopup=menu]").locator("visible=true").first().click();
  await page.getByRole("menuitem", { name: /^View as|^Ansehen als|^العرض بصفة/ }).click();
  await page.waitForURL(/\/shared/);
  await page.waitForLoadState("networkidle");
}

async function settled(page: Page): Promise<void> {
  await page.getByRole("dialog").first().waitFor();
}

async function ownMenu(page: Page): Promise<void> {
  await page.locator("[data-frame] button[aria-haspopup=menu]").locator("visible=true").click();
  await page.getByRole("menu").waitFor();
}

async function openPage(page: Page): Promise<void> {
  await page.locator("[data-opens]").first().click();
  await page.waitForURL(/members\/\d/);
  await page.waitForLoadState("networkidle");
}

async function choose(page: Page): Promise<void> {
  await page.locator("main ul a").first().click();
  await page.waitForTimeout(800);
}
