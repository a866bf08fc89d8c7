import { createHash, randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { judge } from "../axe";
import { expect, pageOf, signInAs, test } from "../people";

const CALLBACK = "http://localhost:4299/callback";

/** What a program asks a browser to open, and what it keeps for the exchange. */
function asked() {
  const verifier = randomBytes(32).toString("base64url");
  const code_challenge = createHash("sha256").update(verifier).digest("base64url");
  const query = {
    idp: "confer",
    client_callback: CALLBACK,
    state: 's&="<',
    code_challenge,
    code_challenge_method: "S256",
  };
  return { verifier, address: `/oauth2/authorize?${new URLSearchParams(query)}` };
}

/** The program listens where it said. */
const listen = (page: Page) => page.route(`${CALLBACK}*`, (route) => route.fulfill({ body: "Back in the program." }));

test("a program is let in by its person, on our own page, and gets a token that ends with them", async ({
  browser,
  request,
  baseURL,
}) => {
  const page = await pageOf(browser, { baseURL: baseURL! });
  await listen(page);
  const { verifier, address } = asked();
  await page.goto(address);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole("button", { name: "Olga Oduya" }).click();
  await expect(page.getByRole("heading", { name: "Let a program in" })).toBeVisible();
  await expect(page.getByText("localhost:4299")).toBeVisible();
  await expect(page.getByText("owner@confer.example")).toBeVisible();
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await expect(page).toHaveURL(/localhost:4299\/callback\?/);
  const { searchParams } = new URL(page.url());
  expect(searchParams.get("state")).toBe('s&="<');
  const form = {
    grant_type: "authorization_code",
    code: searchParams.get("code")!,
    redirect_uri: CALLBACK,
    code_verifier: verifier,
  };
  const tokens = await (await request.post("/oauth2/token", { form })).json();
  const headers = { authorization: `Bearer ${tokens.access_token}`, cookie: "" };
  expect(await (await request.get("/me", { headers })).json()).toMatchObject({ email: "owner@confer.example" });
  expect((await request.post("/me/logout", { headers })).status()).toBe(204);
  expect((await request.get("/me", { headers })).status()).toBe(401);
  // Their own sign-in on the page is another one.
  await page.goto("/members");
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();
  await page.context().close();
});

test("who does not agree sends the program away without a code, and without scripts too", async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, { baseURL: baseURL!, javaScriptEnabled: false });
  await listen(page);
  await page.goto(asked().address);
  await page.getByRole("button", { name: "Milo Marsh" }).click();
  await page.getByRole("button", { name: "Do not allow" }).click();
  await expect(page).toHaveURL(/localhost:4299\/callback\?error=access_denied/);
  await page.goto(asked().address);
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await expect(page).toHaveURL(/localhost:4299\/callback\?code=/);
  await page.context().close();
});

test("a page of another site cannot answer for them", async ({ people, baseURL }) => {
  const page = await people("member");
  const { address } = asked();
  await page.route("https://evil.example/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<form method="post" action="${baseURL}/api/authorize"><input name="query" value="${address.split("?")[1]!.replaceAll("&", "&amp;")}"><input name="answer" value="allow"></form><script>document.forms[0].submit()</script>`,
    }),
  );
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/authorize"));
  await page.goto("https://evil.example/");
  expect((await answered).status()).toBe(403);
});

test("1: axe finds nothing in the page that lets a program in", async ({ browser, baseURL }) => {
  const page = await pageOf(browser, { baseURL: baseURL!, reducedMotion: "reduce" });
  await page.goto("/sign-in");
  await signInAs(page, "owner");
  await page.goto(asked().address);
  await expect(page.getByRole("heading", { name: "Let a program in" })).toBeVisible();
  await judge(page, "authorize");
  await page.goto("/authorize?client_callback=https://evil.example/");
  await expect(page.getByText("Nothing was changed")).toBeVisible();
  await page.context().close();
});
