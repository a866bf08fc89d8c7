import type { Page } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { emailOf, expect, nameOf, test } from "../people";

const HOUSE = `http://127.0.0.1:${process.env.CONFER_E2E_PORT ?? "3100"}`;

/** A program of somebody's, elsewhere. */
async function program(who: "owner" | "member") {
  const ask = async (method: string, body: Record<string, string>) => {
    const [namespace, service, name] = method.split(".");
    const answer = await fetch(`${HOUSE}/1.0/${namespace}/${service}/rest/${name!.toLowerCase()}`, {
      method: "POST",
      body: new URLSearchParams(body),
    });
    return (await answer.json()) as Record<string, unknown> & { result: number };
  };
  const { session } = await ask("users.authentication.Signin", { login: emailOf(who), password: demoPassword });
  const call = (method: string, body: Record<string, string> = {}) =>
    ask(method, { ...body, session: String(session) });
  return call;
}

async function memberId(call: Awaited<ReturnType<typeof program>>, who: "member"): Promise<string> {
  const { collaborations } = (await call("users.collaboration.GetMembers")) as unknown as {
    collaborations: { id: number; email: string; type: string }[];
  };
  return String(collaborations.find((one) => one.type === "ACCOUNT" && one.email === emailOf(who))!.id);
}

/** The line of a page, once it is open. */
const lineOf = (page: Page) => page.waitForEvent("websocket", (socket) => socket.url().endsWith("/live"));

test("25: what the owner changes is seen in their other window and by the member within a second, without a reload", async ({
  people,
}) => {
  const olga = await people("owner");
  const milo = await people("member");
  const lines = [lineOf(olga), lineOf(milo)];
  await olga.goto("/members");
  await milo.goto("/shared");
  await Promise.all(lines);
  const call = await program("owner");
  const id = await memberId(call, "member");

  const label = `Label ${Date.now()}`;
  await call("users.collaboration.EditMember", { id, displayName: label });
  await expect(olga.getByText(label).first()).toBeVisible({ timeout: 1_500 });

  await call("users.collaboration.SuspendMember", { id });
  const told = milo.getByRole("alert").filter({ hasText: `${nameOf("owner")} suspended your access` });
  await expect(told).toBeVisible({ timeout: 1_500 });
  await expect(told.getByRole("link", { name: emailOf("owner") })).toBeVisible();

  await call("users.collaboration.ActivateMember", { id });
  await expect(milo.getByRole("alert").filter({ hasText: "gave you your access" })).toBeVisible({ timeout: 1_500 });
  await call("users.collaboration.EditMember", { id, displayName: "" });
});

test("a window whose sign-in is ended elsewhere says so at once, and goes on after signing in in place", async ({
  people,
}) => {
  const call = await program("member");
  const milo = await people("member");
  const line = lineOf(milo);
  await milo.goto("/shared");
  await line;
  await call("users.authentication.SignoutSessions", { ids: "*" });
  const told = milo.getByRole("alert").filter({ hasText: "ended from another window or device" });
  await expect(told).toBeVisible({ timeout: 1_500 });
  await told.getByRole("button", { name: "Sign in again" }).click();
  const dialog = milo.getByRole("dialog");
  await dialog.getByLabel("Password").fill(demoPassword);
  const next = lineOf(milo);
  await dialog.getByRole("button", { name: /sign in/i }).click();
  await next;
  await expect(told).toBeHidden();
});

test("13: a window without a network says so, and that it is right again once it is back", async ({ people }) => {
  const olga = await people("owner");
  const line = lineOf(olga);
  await olga.goto("/members");
  await line;
  await olga.context().setOffline(true);
  await expect(olga.getByRole("status").filter({ hasText: "Not connected" })).toBeVisible({ timeout: 6_000 });
  const call = await program("owner");
  const id = await memberId(call, "member");
  const label = `Away ${Date.now()}`;
  await call("users.collaboration.EditMember", { id, displayName: label });
  await olga.context().setOffline(false);
  await expect(olga.getByText("Not connected")).toBeHidden({ timeout: 10_000 });
  await expect(olga.getByText(label).first()).toBeVisible({ timeout: 5_000 });
  await call("users.collaboration.EditMember", { id, displayName: "" });
});
