import type { Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { emailOf, expect, nameOf, program, test } from "../people";
import { RoomClient, rest } from "../support/room-client";

async function memberId(as: Awaited<ReturnType<typeof program>>): Promise<string> {
  const { collaborations } = await as("getmembers");
  const found = collaborations.find(({ type, email }: Row) => type === "ACCOUNT" && email === emailOf("member"));
  return String(found.id);
}

type Row = { type: string; email: string };

/** Another page may still be open in it, with a line of its own: this one's is meant, once the house has greeted it. */
async function visitLive(page: Page, path: string): Promise<void> {
  await page.goto("about:blank");
  const line = greeted(page);
  await page.goto(path);
  await line;
}

/** The first line over which the house says something; others are tried and refused before somebody is signed in again. */
const greeted = (page: Page): Promise<void> =>
  new Promise((done) => {
    page.on("websocket", (one) => {
      if (one.url().endsWith("/live")) one.once("framereceived", () => done());
    });
  });

test("25: what the owner changes is seen in their other window and by the member within a second, without a reload", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  const milo = await people("member");
  await Promise.all([visitLive(olga, "/members"), visitLive(milo, "/shared")]);
  const call = await program(request, "owner");
  const id = await memberId(call);

  const label = `Label ${Date.now()}`;
  await call("editmember", { id, displayName: label });
  await expect(olga.getByText(label).first()).toBeVisible({ timeout: 1_500 });

  await call("suspendmember", { id });
  const told = milo.getByRole("alert").filter({ hasText: `${nameOf("owner")} suspended your access` });
  await expect(told).toBeVisible({ timeout: 1_500 });
  await expect(told.getByRole("link", { name: emailOf("owner") })).toBeVisible();

  await call("activatemember", { id });
  await expect(milo.getByRole("alert").filter({ hasText: "gave you back your access" })).toBeVisible({
    timeout: 1_500,
  });
  await call("editmember", { id, displayName: "" });
});

test("a window whose sign-in is ended elsewhere says so at once, and goes on after signing in in place", async ({
  people,
  request,
}) => {
  const call = await program(request, "member");
  const milo = await people("member");
  await visitLive(milo, "/shared");
  await call("authentication.signoutsessions", { ids: "*" });
  const told = milo.getByRole("alert").filter({ hasText: "ended from another window or device" });
  await expect(told).toBeVisible({ timeout: 1_500 });
  await told.getByRole("button", { name: "Sign in again" }).click();
  const dialog = milo.getByRole("dialog");
  await dialog.getByLabel("Password").fill(demoPassword);
  const next = greeted(milo);
  await dialog.getByRole("button", { name: /sign in/i }).click();
  await next;
  await expect(told).toBeHidden();
});

test("13: a window without a network says so, and that it is right again once it is back", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await visitLive(olga, "/members");
  await olga.context().setOffline(true);
  await expect(olga.getByRole("status").filter({ hasText: "Not connected" })).toBeVisible({ timeout: 6_000 });
  const call = await program(request, "owner");
  const id = await memberId(call);
  const label = `Away ${Date.now()}`;
  await call("editmember", { id, displayName: label });
  await olga.context().setOffline(false);
  await expect(olga.getByText("Not connected")).toBeHidden({ timeout: 10_000 });
  await expect(olga.getByText(label).first()).toBeVisible({ timeout: 5_000 });
  await call("editmember", { id, displayName: "" });
});

test("52: whoever comes into a diagram is shown where it is listed within two seconds, and gone when they leave", async ({
  people,
  request,
  baseURL,
}) => {
  const olga = await people("owner");
  await visitLive(olga, "/threat-models");
  const tile = olga.getByRole("listitem").filter({ has: olga.getByRole("link", { name: "Paying with a card" }) });
  const diagram = (await tile.getByRole("link").getAttribute("href"))!.split("/").at(-1);
  const keyOf = async (who: "owner" | "member") => {
    const form = { login: emailOf(who), password: demoPassword };
    return (await (await request.post("/1.0/users/authentication/rest/signin", { form })).json()).session as string;
  };
  const key = await keyOf("owner");
  type Models = { threat_models: { id: string; name: string }[] };
  const { threat_models: models } = await rest<Models>(baseURL!, key, "GET /threat_models");
  const { id } = models.find(({ name }) => name === "Card payments")!;
  const path = `/threat_models/${id}/diagrams/${diagram}`;
  await rest(baseURL!, key, `POST ${path}/collaborate`, {});
  const milo = await new RoomClient(baseURL!, await keyOf("member"), { path }).join();
  const here = tile.getByRole("img", { name: "One person is in it now" });
  await expect(here).toBeVisible({ timeout: 2_000 });
  await here.hover();
  await expect(olga.getByText(`${nameOf("member")}: draws`).last()).toBeVisible();
  await milo.leave();
  await expect(here).toBeHidden({ timeout: 2_000 });
});

test("a request for access is counted in the owner's other window within a second, and no more once it is answered", async ({
  people,
  request,
}) => {
  const olga = await people("owner");
  await visitLive(olga, "/tokens");
  const link = olga.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^Requests/ });
  await expect(link).toHaveAccessibleName("Requests");
  const owner = (await (
    await program(request, "member", "confer")
  )("access.explain", {
    serviceMethod: "environment.control.DeleteEnv",
    resourceType: "ENV",
    resourceId: "shop-prod",
  })) as { owner: { uid: number }; thing: { resourceId: string } };
  const milo = await program(request, "member", "confer");
  const { id } = await milo("access.requestaccess", {
    ownerUid: String(owner.owner.uid),
    resourceType: "ENV",
    resourceId: owner.thing.resourceId,
    serviceMethod: "environment.control.DeleteEnv",
  });
  await expect(link).toHaveAccessibleName("Requests 1 waiting", { timeout: 1_500 });
  await (await program(request, "owner", "confer"))("access.declinerequest", { id: String(id) });
  await expect(link).toHaveAccessibleName("Requests", { timeout: 1_500 });
});
