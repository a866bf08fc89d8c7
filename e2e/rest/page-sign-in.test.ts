import { encode } from "next-auth/jwt";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

process.env.CONFER_URL = "https://confer.example.org";
process.env.CONFER_DEMO = "0";
process.env.CONFER_SECRET = "Rk7vQm2xTz9LbN4wYh6cJd8fGp3sUa5e,Wq1nXo8vBt5mKy2rZd7gHc4jLf9pSi6u";
const [newest, older] = process.env.CONFER_SECRET.split(",") as [string, string];

type Kept = { value: string; options: Record<string, unknown> };
const jar = new Map<string, Kept>();
const place = { ip: "10.1.1.1", userAgent: "Firefox" };
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, options: Record<string, unknown>) => jar.set(name, { value, options }),
  }),
  headers: async () => new Headers({ "x-forwarded-for": place.ip, "user-agent": place.userAgent }),
}));

/** Where a page sends the browser. */
class Gone extends Error {
  constructor(readonly to: string) {
    super(to);
  }
}
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Gone(to);
  },
  unstable_rethrow: (error: unknown) => {
    if (error instanceof Gone) throw error;
  },
}));

const { db } = await import("../../db/client");
const { demo } = await import("../../lib/demo");
const { codeOf, newTotpSecret } = await import("../../lib/totp");
const actions = await import("../../lib/actions/sign-in");
const { cast, demoPassword } = await import("../../db/cast");
const { checkPassword } = await import("../../lib/actions/tokens");
const { signOutHere } = await import("../../lib/actions/sign-out");
const { currentActor, isOurs, signInPage, signOutPage } = await import("../../lib/auth");
const { freshDatabase } = await import("../support/database");
const { device, keyInLetterTo, newPlace, password, resident, signIn } = await import("../support/device");

beforeAll(freshDatabase);
beforeEach(() => {
  jar.clear();
  place.ip = newPlace();
});

const NAME = "__Host-confer";
const enter = (who: { email: string }) => signInPage({ login: who.email, password });
const put = (value: string) => jar.set(NAME, { value, options: {} });
const seal = (token: Record<string, unknown>, secret = newest, more = {}) => encode({ token, secret, ...more });
const pageSecrets = async (uid: number) =>
  db().selectFrom("sign_in").select(["id", "door", "ip"]).where("owner_uid", "=", uid).execute();

describe("signing in on a page", () => {
  it("sets one cookie, for this host alone, out of reach of scripts (S-33)", async () => {
    const olga = await resident("Olga");
    expect(await enter(olga)).toBe("signed-in");
    expect([...jar.keys()]).toEqual([NAME]);
    expect(jar.get(NAME)!.options).toEqual({
      httpOnly: true,
      maxAge: 30 * 86_400,
      path: "/",
      sameSite: "lax",
      secure: true,
    });
    expect(jar.get(NAME)!.value).not.toContain(`${olga.uid.toString(16)}x`);
  });

  it("makes a row that the cookie names, and is over everywhere as soon as the row is (S-30)", async () => {
    const olga = await resident("Olga");
    await enter(olga);
    const actor = await currentActor();
    expect(actor).toMatchObject({ uid: olga.uid, email: olga.email, verified: true, door: "page", from: place });
    expect(await pageSecrets(olga.uid)).toEqual([{ id: actor!.signInId, door: "page", ip: place.ip }]);
    const cookie = jar.get(NAME)!.value;
    const { session } = (await device(newPlace())("users.authentication.Signin", { login: olga.email, password })).body;
    await device(newPlace())("users.authentication.SignoutSessions", { ids: actor!.signInId }, { session });
    put(cookie);
    expect(await currentActor()).toBeNull();
  });

  it("ends what was signed in here before, and signing out ends it too (S-31)", async () => {
    const [olga, sten] = [await resident("Olga"), await resident("Sten")];
    await enter(olga);
    const first = jar.get(NAME)!.value;
    await enter(sten);
    const second = jar.get(NAME)!.value;
    put(first);
    expect(await currentActor()).toBeNull();
    put(second);
    expect((await currentActor())!.uid).toBe(sten.uid);
    await signOutPage();
    expect(jar.get(NAME)).toMatchObject({ value: "", options: { maxAge: 0, secure: true, path: "/" } });
    put(second);
    expect(await currentActor()).toBeNull();
  });

  it("with a wrong password sets nothing", async () => {
    const olga = await resident("Olga");
    await expect(signInPage({ login: olga.email, password: "a wrong password" })).rejects.toMatchObject({
      code: "wrong-password",
    });
    expect(jar.size).toBe(0);
  });

  it("does not open by the cookie's secret at another door than the pages' without it being known", async () => {
    const olga = await resident("Olga");
    await enter(olga);
    const { body } = await device(newPlace())("users.account.GetUserInfo", {}, { session: jar.get(NAME)!.value });
    expect(body.result).toBe(702);
  });
});

describe("a cookie that is not ours", () => {
  it("is nobody: sealed with another key, changed, expired, or for something else (S-31)", async () => {
    const olga = await resident("Olga");
    const { session: key } = (await device(newPlace())("users.authentication.Signin", { login: olga.email, password }))
      .body;
    put(await seal({ key }));
    expect((await currentActor())?.uid).toBe(olga.uid);
    const good = await seal({ key });
    const foreign = [
      await seal({ key }, "another-house-0123456789-another-house"),
      await seal({ key }, newest, { salt: "next-auth.state" }),
      await seal({ key }, newest, { maxAge: -3_600 }),
      await seal({ sub: String(olga.uid), email: olga.email }),
      await seal({ key: { $ne: 1 } }),
      await seal({ key: "1x" }),
      `${good.slice(0, -3)}AAA`,
      good.slice(0, -10),
      "nonsense",
      key,
      "",
    ];
    for (const value of foreign) {
      put(value);
      expect(await currentActor(), value.slice(0, 40)).toBeNull();
    }
  });

  it("never opens the pages with a personal access token in it (S-42)", async () => {
    const olga = await resident("Olga");
    const from = device(newPlace());
    const { session } = (await from("users.authentication.Signin", { login: olga.email, password })).body;
    const { token } = (
      await from(
        "users.authentication.CreateToken",
        { description: "x", apiList: "users.account.GetUserInfo" },
        { session },
      )
    ).body;
    expect((await from("users.account.GetUserInfo", {}, { session: token.key })).body.result).toBe(0);
    put(await seal({ key: token.key }));
    expect(await currentActor()).toBeNull();
  });

  it("still opens while the key it was sealed with is being exchanged (S-76)", async () => {
    const olga = await resident("Olga");
    const { session: key } = (await device(newPlace())("users.authentication.Signin", { login: olga.email, password }))
      .body;
    put(await seal({ key }, older));
    expect((await currentActor())?.uid).toBe(olga.uid);
  });
});

describe("the password once more (S-37)", () => {
  it("counts from the moment it is given, and only when it fits", async () => {
    const olga = await resident("Olga");
    await enter(olga);
    const old = new Date(Date.now() - 3_600_000);
    const confirmed = () =>
      db().selectFrom("sign_in").select("confirmed_at").where("owner_uid", "=", olga.uid).executeTakeFirstOrThrow();
    await db().updateTable("sign_in").set({ confirmed_at: old }).where("owner_uid", "=", olga.uid).execute();
    expect(await checkPassword({ password: "a wrong password" })).toMatchObject({ ok: false, code: "wrong-password" });
    expect((await confirmed()).confirmed_at).toEqual(old);
    expect(await checkPassword({ password })).toMatchObject({ ok: true });
    expect((await confirmed()).confirmed_at.getTime()).toBeGreaterThan(Date.now() - 5_000);
  });
});

describe("where one goes after signing in (S-72)", () => {
  const base = "https://confer.example.org";

  it("is a page of this house", () => {
    for (const url of ["/", "/members?x=1#y", "/a//b", `${base}/roles`]) expect(isOurs(url, base), url).toBe(true);
  });

  it("is nobody else's, however it is written", () => {
    for (const url of [
      "//evil.org",
      "/\\evil.org",
      "\\\\evil.org",
      "https://evil.org",
      "https:evil.org",
      "javascript:alert(1)",
      "/\t/evil.org",
      " //evil.org",
      "https://confer.example.org@evil.org",
      "https://confer.example.org.evil.org",
      "http://confer.example.org/",
      "data:text/html,x",
    ]) {
      expect(isOurs(url, base), url).toBe(false);
    }
  });
});

describe("the forms", () => {
  type Send = (state: { step: "password"; no: null }, form: FormData) => Promise<unknown>;
  /** Sends a form; answers what it shows, or where it leads. */
  const send = async (to: Send, fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    try {
      return await to({ step: "password", no: null }, form);
    } catch (error) {
      if (error instanceof Gone) return error.to;
      throw error;
    }
  };

  it("to sign in lead where one wanted to go, and never to another house (S-72)", async () => {
    const olga = await resident("Olga");
    const go = (next: string) => send(actions.signInAction, { email: olga.email, password, next });
    expect(await go("/members?x=1")).toBe("/members?x=1");
    for (const next of ["", "//evil.org", "https://evil.org", "/\\evil.org", "https://confer.example.org/roles"]) {
      expect(await go(next), next).toBe("/");
    }
    expect((await currentActor())?.uid).toBe(olga.uid);
  });

  it("say a refusal in words, and ask for a code where there is a second factor", async () => {
    const olga = await resident("Olga");
    const wrong = await send(actions.signInAction, { email: olga.email, password: "a wrong password" });
    expect(wrong).toMatchObject({ step: "password", no: { ok: false, code: "wrong-password" } });
    expect(await send(actions.signInAction, { email: olga.email })).toMatchObject({
      no: { code: "invalid", field: "password" },
    });
    const secret = newTotpSecret();
    await db().updateTable("account").set({ totp_secret: secret }).where("owner_uid", "=", olga.uid).execute();
    expect(await send(actions.signInAction, { email: olga.email, password })).toEqual({ step: "code", no: null });
    expect(jar.size).toBe(0);
    const code = codeOf(secret, Math.floor(Date.now() / 30_000));
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(await send(actions.signInAction, { email: olga.email, password, code: spaced })).toBe("/");
    expect((await currentActor())?.uid).toBe(olga.uid);
  });

  it("of an invitation make the account and sign in", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    await device(newPlace())("users.collaboration.InviteMember", { email: "nora@example.net" }, { session });
    const key = (await keyInLetterTo("nora@example.net"))!;
    expect(await send(actions.registerAction, { key: "nonsense", password, name: "Nora" })).toMatchObject({
      no: { code: "not-found" },
    });
    expect(await send(actions.registerAction, { key, password: "short", name: "Nora" })).toMatchObject({
      no: { field: "password" },
    });
    expect(await send(actions.registerAction, { key, password, name: "Nora", next: "/invitations" })).toBe(
      "/invitations",
    );
    expect(await currentActor()).toMatchObject({ email: "nora@example.net", name: "Nora", verified: true });
    await signOutHere();
    expect(jar.get(NAME)!.value).toBe("");
  });

  it("of the demo sign in as one of the cast, and only in the demo", async () => {
    const { hashPassword } = await import("../../lib/passwords");
    const { newAccountIds, openAccount } = await import("../../db/people");
    const { parseEmail } = await import("../../lib/domain/email");
    const { email, key, name } = cast[0]!;
    const ids = await newAccountIds();
    const passwordHash = await hashPassword(demoPassword);
    await openAccount(db(), { ids, email: parseEmail(email), name, passwordHash, verifiedAt: new Date() });
    expect(await send(actions.demoSignInAction, { key })).toMatchObject({ no: { code: "not-found" } });
    demo.on = true;
    expect(await send(actions.demoSignInAction, { key: "nobody" })).toMatchObject({ no: { code: "not-found" } });
    expect(await send(actions.demoSignInAction, { key })).toBe("/");
    expect((await currentActor())?.uid).toBe(ids.uid);
    demo.on = false;
  });
});
