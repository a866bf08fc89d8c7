import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "../../db/client";
import { nobody } from "../../lib/actors";
import { Refusal } from "../../lib/domain/refusal";
import { perform } from "../../lib/operations/perform";
import { enter } from "../../lib/operations/tokens/enter";
import { hashSecret } from "../../lib/secrets";
import { codeOf } from "../../lib/totp";
import { freshDatabase } from "../support/database";
import {
  device,
  everythingKept,
  type Got,
  keyInLetterTo,
  newPlace,
  password,
  type Resident,
  resident,
  type Sent,
  signIn,
} from "../support/device";

beforeAll(freshDatabase);

const call = (method: string, parameters: Sent = {}, session?: string): Promise<Got> =>
  device(newPlace())(
    method.includes(".") ? method : `users.registration.${method}`,
    parameters,
    session ? { session } : {},
  );
const info = "users.account.GetUserInfo";
const accountOf = (email: string) =>
  db().selectFrom("account").selectAll().where("email", "=", email).executeTakeFirst();
const lettersTo = (email: string) =>
  db().selectFrom("mail").select(["kind", "text"]).where("to_email", "=", email).orderBy("created_at").execute();
const other = "a red horse by the sea";

let people = 0;
const newAddress = (name = "nora") => `${name}.${++people}@example.net`;

/** Olga invites this address; the key is what the letter carries. */
async function invited(email: string, owner?: Resident): Promise<{ owner: Resident; key: string; memberId: number }> {
  const olga = owner ?? (await resident("Olga"));
  const { body } = await call("users.collaboration.InviteMember", { email }, await signIn(olga));
  if (body.result !== 0) throw new Error(JSON.stringify(body));
  return { owner: olga, key: (await keyInLetterTo(email))!, memberId: body.collaboration.members[0].id };
}

describe("whoever is signed in", () => {
  it("learns who they are, and nothing secret of themselves", async () => {
    const olga = await resident("Olga");
    const { body, text } = await call(info, {}, await signIn(olga));
    expect(body).toEqual({
      ...{ error: "", reason: 0, result: 0, source: "users" },
      ...{ accessType: "FULL_ACCESS", authType: "BASIC", data: { lang: "en" }, status: "ENABLED" },
      authConfig: { id: olga.uid, isActive: false, isConfigured: false, type: "TOTP", useObjectHash: false },
      ...{ email: olga.email, name: "Olga", uid: olga.uid },
    });
    expect(text).not.toMatch(/argon2|secret|hash"/);
  });

  it("is told of a login only when it is their own or belongs to somebody they work with", async () => {
    const [olga, sten] = [await resident("Olga"), await resident("Sten")];
    const email = newAddress();
    const { key } = await invited(email, olga);
    await call("CreateAccount", { key, password, name: "Nora" });
    const nora = { email };
    const [hers, his, noras] = [await signIn(olga), await signIn(sten), await signIn(nora)];
    const check = (login: string, session: string) => call("users.account.CheckUser", { login }, session);
    expect((await check(olga.email, hers)).body.result).toBe(0);
    const [stranger, nobodyAtAll] = [await check(olga.email, his), await check("nobody@example.org", his)];
    expect(stranger.body.result).toBe(5);
    expect(stranger.text).toBe(nobodyAtAll.text);
    // An invitation alone tells nothing; it is accepted that they work together (S-26).
    expect((await check(email, hers)).body.result).toBe(5);
    const { body } = await call("users.collaboration.GetCollaborations", {}, noras);
    await call("users.collaboration.AcceptCollaboration", { id: body.collaborations[0].id }, noras);
    expect((await check(email, hers)).body.result).toBe(0);
    expect((await check(olga.email, noras)).body.result).toBe(0);
    expect((await call("users.account.CheckUser", { login: olga.email })).body.result).toBe(3);
  });
});

describe("an account from an invitation", () => {
  it("has a verified address, because the key came by mail, and the roles Admin and Viewer", async () => {
    const email = newAddress();
    const { key, owner } = await invited(email);
    const { body } = await call("CreateAccount", { key, password, name: "Nora" });
    expect(body).toMatchObject({ result: 0, email });
    const account = (await accountOf(email))!;
    expect(account).toMatchObject({ name: "Nora", version: 1, status: "ACTIVE" });
    expect(account.verified_at).not.toBeNull();
    const roles = await db()
      .selectFrom("role")
      .select("name")
      .where("owner_uid", "=", account.owner_uid)
      .orderBy("name")
      .execute();
    expect(roles).toEqual([{ name: "Admin" }, { name: "Viewer" }]);
    const journal = await db().selectFrom("journal").selectAll().where("owner_uid", "=", account.owner_uid).execute();
    expect(journal).toMatchObject([
      { version: 1, n: 0, target: "account", method: "users.registration.CreateAccount" },
    ]);
    const waiting = await call("users.collaboration.GetCollaborations", {}, await signIn({ email }));
    expect(waiting.body.collaborations).toMatchObject([{ ownerUid: owner.uid, status: "PENDING" }]);
    expect(await everythingKept()).not.toContain(key);
  });

  it("is made by Activate as well", async () => {
    const email = newAddress();
    const { key } = await invited(email);
    expect((await call("Activate", { key })).body.error).toContain("[password]");
    expect((await call("Activate", { key, password })).body).toMatchObject({ result: 0, email });
    expect((await accountOf(email))!.verified_at).not.toBeNull();
  });

  it("needs a key that holds: not another text, not one replaced, not one that expired (S-20, S-25)", async () => {
    const email = newAddress();
    const { key, memberId, owner } = await invited(email);
    const make = (secret: string) => call("CreateAccount", { key: secret, password });
    for (const wrong of ["x".repeat(43), `${key}x`, key.slice(1), hashSecret(key), "'; drop table account; --"]) {
      expect((await make(wrong)).body.result, wrong).toBe(5);
    }
    await db()
      .updateTable("member")
      .set({ secret_expires_at: new Date(Date.now() - 1_000) })
      .where("owner_uid", "=", owner.uid)
      .where("id", "=", memberId)
      .execute();
    expect((await make(key)).body.result).toBe(5);
    await db()
      .updateTable("member")
      .set({ sent_at: new Date(0) })
      .where("owner_uid", "=", owner.uid)
      .where("id", "=", memberId)
      .execute();
    await call("users.collaboration.ResendMemberInvitation", { id: memberId }, await signIn(owner));
    const newer = (await lettersTo(email)).map(({ text }) => /#(\S+)/.exec(text)![1]!).find((text) => text !== key)!;
    expect((await make(key)).body.result).toBe(5);
    expect(await accountOf(email)).toBeUndefined();
    expect((await make(newer)).body.result).toBe(0);
  });

  it("is for the invited address and no other, and is made once, also when asked for at once (S-21, S-24)", async () => {
    const email = newAddress();
    const { key } = await invited(email);
    const wrong = await call("CreateAccount", { key, password, email: "eve@example.net" });
    expect(wrong.body).toMatchObject({ result: 3, error: expect.stringContaining("[email]") });
    expect(await accountOf("eve@example.net")).toBeUndefined();
    const answers = await Promise.all(Array.from({ length: 8 }, () => call("CreateAccount", { key, password, email })));
    expect(answers.map(({ body }) => body.result).sort()).toEqual([0, ...Array(7).fill(8210)]);
    const rows = await db().selectFrom("account").select("owner_uid").where("email", "=", email).execute();
    expect(rows).toHaveLength(1);
  });

  it("has no weak password (S-34)", async () => {
    const email = newAddress();
    const { key } = await invited(email);
    for (const weak of ["short", "1qaz2wsx3edc4rfv", email, "aaaaaaaaaaaaaaaaaaa"]) {
      expect((await call("CreateAccount", { key, password: weak, name: "Nora" })).body.error, weak).toContain(
        "[password]",
      );
    }
    expect(await accountOf(email)).toBeUndefined();
  });

  it("is not made by GET", async () => {
    const { key } = await invited(newAddress());
    expect(
      (await device(newPlace())("users.registration.CreateAccount", { key, password }, { verb: "GET" })).body.result,
    ).toBe(3);
  });
});

describe("whether an address has an account", () => {
  it("is told to nobody but the holder of an invitation's key", async () => {
    const olga = await resident("Olga");
    const [known, unknown] = [
      await call("CheckEmailExist", { email: olga.email }),
      await call("CheckEmailExist", { email: newAddress() }),
    ];
    expect(known.text).toBe(unknown.text);
    const email = newAddress();
    const { key } = await invited(email);
    const withKey = () => call("CheckEmailExist", { key, email: olga.email });
    expect((await withKey()).body).toMatchObject({ result: 0, exists: false });
    await call("CreateAccount", { key, password });
    expect((await withKey()).body).toMatchObject({ result: 0, exists: true });
    expect((await call("CheckEmailExist", { key: "x".repeat(43), email })).text).toBe(known.text);
  });

  it("does not show when signing up: the answer is the same, and only the letters differ", async () => {
    const olga = await resident("Olga");
    const email = newAddress();
    const [taken, free] = [
      await call("CreateAccount", { email: olga.email, password }),
      await call("CreateAccount", { email, password }),
    ];
    expect(taken.text.replace(olga.email, "")).toBe(free.text.replace(email, ""));
    expect((await lettersTo(olga.email)).map(({ kind }) => kind)).toEqual(["account"]);
    expect((await lettersTo(email)).map(({ kind }) => kind)).toEqual(["verification"]);
    expect((await signIn(olga)).length).toBeGreaterThan(30);
  });

  it("does not show when a password is recovered", async () => {
    const olga = await resident("Olga");
    const recover = (email: string) => call("users.account.RecoverPassword", { email });
    const [known, unknown] = [await recover(olga.email), await recover(newAddress())];
    expect(known.text).toBe(unknown.text);
    expect(known.body.result).toBe(0);
    expect(await lettersTo(olga.email)).toHaveLength(1);
  });
});

describe("an account nobody verified", () => {
  it("opens by its own password only, and is verified with letter and password together", async () => {
    const email = newAddress();
    await call("CreateAccount", { email, password, name: "Nora" });
    const key = (await keyInLetterTo(email))!;
    expect((await accountOf(email))!.verified_at).toBeNull();
    expect((await call("Activate", { key })).body.error).toContain("[password]");
    expect((await call("Activate", { key, password: other })).body.result).toBe(701);
    expect((await accountOf(email))!.verified_at).toBeNull();
    expect(
      (await call("Activate", { key: `${key.slice(0, -1)}${key.endsWith("0") ? 1 : 0}`, password })).body.result,
    ).toBe(5);
    expect((await call("Activate", { key, password })).body).toMatchObject({ result: 0, email });
    expect((await accountOf(email))!.verified_at).not.toBeNull();
    expect((await call("Activate", { key, password })).body.result).toBe(5);
  });

  it("sees no invitation to its address (S-21)", async () => {
    const email = newAddress();
    await call("CreateAccount", { email, password });
    await invited(email);
    const seen = await call("users.collaboration.GetCollaborations", {}, await signIn({ email }));
    expect(seen.body.collaborations).toEqual([]);
  });

  it("gives way to whoever shows that the address is theirs, with all its keys (S-29)", async () => {
    const email = newAddress("victim");
    await call("CreateAccount", { email, password: other, name: "Eve" });
    const eve = (await call("users.authentication.Signin", { login: email, password: other })).body.session as string;
    const token = (await call("users.authentication.CreateToken", { description: "x", apiList: info }, eve)).body.token
      .key as string;
    const before = (await accountOf(email))!.owner_uid;
    const { key } = await invited(email);
    expect((await call("CreateAccount", { key, password, name: "Nora" })).body.result).toBe(0);
    expect((await accountOf(email))!.owner_uid).not.toBe(before);
    for (const secret of [eve, token]) expect((await call(info, {}, secret)).body.result).toBe(702);
    expect((await call("users.authentication.Signin", { login: email, password: other })).body.result).toBe(701);
    expect((await call(info, {}, await signIn({ email }))).body).toMatchObject({ name: "Nora" });
  });

  it("is not recovered by letter: it is made anew", async () => {
    const email = newAddress();
    await call("CreateAccount", { email, password });
    await call("users.account.RecoverPassword", { email });
    expect((await lettersTo(email)).map(({ kind }) => kind)).toEqual(["verification"]);
  });
});

describe("coming through a provider (S-29)", () => {
  const through = async (input: { provider: string; subject: string; email: string; verified?: boolean }) => {
    try {
      const actor = nobody({ ip: newPlace(), userAgent: "test" }, "page");
      return (await perform(enter, actor, { verified: true, name: "Nora", ...input })).uid;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };

  it("makes an account at the first time, and finds it again by provider and subject alone", async () => {
    const email = newAddress();
    const uid = await through({ provider: "github", subject: "1", email });
    expect(uid).toBe((await accountOf(email))!.owner_uid);
    expect(await through({ provider: "github", subject: "1", email: "another@example.net", verified: false })).toBe(
      uid,
    );
    expect((await accountOf(email))!.password_hash).toBeNull();
    expect((await call("users.authentication.Signin", { login: email, password })).body.result).toBe(701);
  });

  it("never opens an account that is there, verified or not", async () => {
    const olga = await resident("Olga");
    expect(await through({ provider: "github", subject: "2", email: olga.email })).toBe("exists");
    const email = newAddress("victim");
    await call("CreateAccount", { email, password: other });
    const eve = (await accountOf(email))!.owner_uid;
    const uid = await through({ provider: "github", subject: "3", email });
    expect(typeof uid).toBe("number");
    expect(uid).not.toBe(eve);
    expect((await call("users.authentication.Signin", { login: email, password: other })).body.result).toBe(701);
  });

  it("counts only with an address the provider has verified", async () => {
    const email = newAddress();
    expect(await through({ provider: "oidc", subject: "4", email, verified: false })).toBe("forbidden");
    expect(await accountOf(email)).toBeUndefined();
  });

  it("with the same subject at another provider is somebody else", async () => {
    const one = await through({ provider: "github", subject: "5", email: newAddress() });
    const two = await through({ provider: "google", subject: "5", email: newAddress() });
    expect(typeof one).toBe("number");
    expect(two).not.toBe(one);
  });

  it("makes one account, also when it happens twice at once", async () => {
    const email = newAddress();
    const both = await Promise.all([1, 2, 3].map(() => through({ provider: "github", subject: "6", email })));
    expect(both.filter((one) => typeof one === "number")).toHaveLength(1);
    expect(await through({ provider: "github", subject: "6", email })).toBe(
      both.find((one) => typeof one === "number"),
    );
  });

  it("is no method of the REST door", async () => {
    const { operations } = await import("../../lib/operations/families");
    expect(operations).not.toContain(enter);
  });
});

describe("another password", () => {
  it("needs the old one, ends every other sign-in, and keeps this one (S-37, S-38)", async () => {
    const olga = await resident("Olga");
    const [here, there] = [await signIn(olga), await signIn(olga)];
    await db()
      .updateTable("sign_in")
      .set({ confirmed_at: new Date(Date.now() - 600_000) })
      .where("owner_uid", "=", olga.uid)
      .execute();
    const change = (more: Sent) => call("users.account.ChangePassword", { newPassword: other, ...more }, here);
    expect((await change({})).body.error).toContain("[password]");
    expect((await change({ oldPassword: "a wrong password" })).body.result).toBe(701);
    expect((await change({ oldPassword: password, newPassword: "short" })).body.error).toContain("[newPassword]");
    expect((await call(info, {}, there)).body.result).toBe(0);
    expect((await change({ oldPassword: password })).body.result).toBe(0);
    expect((await call(info, {}, there)).body.result).toBe(702);
    expect((await call(info, {}, here)).body.result).toBe(0);
    expect((await call("users.authentication.Signin", { login: olga.email, password })).body.result).toBe(701);
    expect((await call("users.authentication.Signin", { login: olga.email, password: other })).body.result).toBe(0);
  });

  it("by letter ends every sign-in and token, and the letter works once (S-38)", async () => {
    const olga = await resident("Olga");
    const here = await signIn(olga);
    const token = (await call("users.authentication.CreateToken", { description: "x", apiList: info }, here)).body.token
      .key as string;
    await db()
      .insertInto("counter")
      .values({ key: `sign-in/failures/${hashSecret(olga.email)}`, started_at: new Date(), n: 100 })
      .execute();
    await call("users.account.RecoverPassword", { email: olga.email });
    const key = (await keyInLetterTo(olga.email))!;
    expect((await call("Activate", { key, password: "short" })).body.error).toContain("[password]");
    const both = await Promise.all([1, 2, 3].map(() => call("Activate", { key, password: other })));
    expect(both.map(({ body }) => body.result).sort()).toEqual([0, 5, 5]);
    for (const secret of [here, token]) expect((await call(info, {}, secret)).body.result).toBe(702);
    expect((await call("Activate", { key, password })).body.result).toBe(5);
    expect((await call("users.authentication.Signin", { login: olga.email, password: other })).body.result).toBe(0);
  });

  it("is asked for by letter three times an hour at most (S-62)", async () => {
    const olga = await resident("Olga");
    const results: number[] = [];
    for (let n = 0; n < 4; n++)
      results.push((await call("users.account.RecoverPassword", { email: olga.email })).body.result);
    expect(results).toEqual([0, 0, 0, 8214]);
    expect(await lettersTo(olga.email)).toHaveLength(3);
  });

  it("is not opened by the letter of somebody else, or for something else", async () => {
    const [olga, sten] = [await resident("Olga"), await resident("Sten")];
    await call("users.account.RecoverPassword", { email: sten.email });
    const key = (await keyInLetterTo(sten.email))!;
    const forOlga = key.replace(`.${sten.uid}.`, `.${olga.uid}.`);
    const longer = key.replace(/\.(\d+)\.([0-9a-f]+)$/, (_, until, sum) => `.${Number(until) + 1}.${sum}`);
    for (const forged of [forOlga, longer, key.replace("recover", "verify")]) {
      expect(forged).not.toBe(key);
      expect((await call("Activate", { key: forged, password: other })).body.result).toBe(5);
    }
    expect((await call("Activate", { key, password: other })).body.result).toBe(0);
  });
});

describe("a second factor", () => {
  afterEach(() => void vi.useRealTimers());

  it("is turned on with a code of the new app, asked for from then on, and given up with password and code", async () => {
    // A code is one of its half minute: the clock stands still.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const olga = await resident("Olga");
    const [here, there] = [await signIn(olga), await signIn(olga)];
    const { body } = await call("users.account.Enable2FA", {}, here);
    expect(body).toMatchObject({
      result: 0,
      enabled: false,
      address: expect.stringContaining(`secret=${body.secret}`),
    });
    const code = (steps: number) => codeOf(body.secret, Math.floor(Date.now() / 30_000) + steps);
    const enable = (given: string) => call("users.account.Enable2FA", { secret: body.secret, code: given }, here);
    expect((await enable(code(9))).body.error).toContain("[code]");
    expect((await call(info, {}, here)).body.authType).toBe("BASIC");
    expect((await enable(code(-1))).body).toMatchObject({ result: 0, enabled: true, secret: "" });
    expect((await call(info, {}, there)).body.result).toBe(702);
    expect((await call(info, {}, here)).body.authType).toBe("TFA");
    expect((await call("users.authentication.Signin", { login: olga.email, password })).body.session).toBe("");
    expect(
      (await call("users.authentication.Signin", { login: olga.email, password, code: code(0) })).body.session,
    ).not.toBe("");
    const disable = (given: Sent) => call("users.account.Disable2FA", { password, ...given }, here);
    expect((await disable({ code: code(9) })).body.result).toBe(701);
    expect((await disable({ code: code(1), password: "a wrong password" })).body.result).toBe(701);
    expect((await disable({ code: code(1) })).body.result).toBe(0);
    expect((await signIn(olga)).length).toBeGreaterThan(30);
  });
});
