import { hash } from "@node-rs/argon2";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "../../db/client";
import { findKey } from "../../db/keys";
import { flush, touchLater } from "../../db/touch";
import { hashesOfKey, keysFor } from "../../lib/keys";
import { hashSecret } from "../../lib/secrets";
import { codeOf, newTotpSecret } from "../../lib/totp";
import { changedKeys } from "../support/arrange";
import { freshDatabase } from "../support/database";
import { type Device, device, everythingKept, newPlace, password, resident, signIn } from "../support/device";

beforeAll(freshDatabase);

const attempt = (from: Device, login: string, given = password, more = {}) =>
  from("users.authentication.Signin", { login, password: given, ...more });
const whoAmI = (session: string, from = device(newPlace())) => from("users.account.GetUserInfo", {}, { session });
const rowsOf = (uid: number) => db().selectFrom("sign_in").selectAll().where("owner_uid", "=", uid).execute();

describe("signing in", () => {
  it("opens a session named hex(uid) x 32 hex, that knows its person", async () => {
    const olga = await resident("Olga");
    const { body } = await attempt(device(newPlace()), olga.email.toUpperCase());
    expect(body).toMatchObject({
      result: 0,
      uid: olga.uid,
      email: olga.email,
      name: "Olga",
      accessType: "FULL_ACCESS",
      status: "ENABLED",
      authType: "BASIC",
      requiredAuthCheck: null,
    });
    expect(body.session).toMatch(new RegExp(`^${olga.uid.toString(16)}x[0-9a-f]{32}$`));
    expect((await whoAmI(body.session)).body).toMatchObject({ result: 0, uid: olga.uid });
  });

  it("makes a row, and keeps neither the secret nor the password anywhere (S-30)", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    expect(await rowsOf(olga.uid)).toHaveLength(1);
    const kept = await everythingKept();
    expect(kept).toContain(hashSecret(session));
    expect(kept).not.toContain(session);
    expect(kept).not.toContain(password);
  });

  it("gives a new secret each time, whatever was sent along (S-31)", async () => {
    const olga = await resident("Olga");
    const first = await signIn(olga);
    const { body } = await device(newPlace())(
      "users.authentication.Signin",
      { login: olga.email, password },
      { session: first },
    );
    expect(body.result).toBe(0);
    expect(body.session).not.toBe(first);
    const planted = `${olga.uid.toString(16)}x${"0".repeat(32)}`;
    await device(newPlace())("users.authentication.Signin", { login: olga.email, password }, { session: planted });
    expect((await whoAmI(planted)).body.result).toBe(702);
  });

  it("fails in the same words for a wrong password, an unknown address, and what is no address (S-35)", async () => {
    const olga = await resident("Olga");
    const answers = await Promise.all(
      [olga.email, "nobody@example.org", "not an address", "a@b@c"].map((login) =>
        attempt(device(newPlace()), login, "a wrong password"),
      ),
    );
    for (const { text, status } of answers) {
      expect(status).toBe(200);
      expect(text).toBe(answers[0]!.text);
    }
    expect(answers[0]!.body).toMatchObject({ result: 701, error: "wrong login or password" });
  });

  it("takes the password exactly as typed (S-34)", async () => {
    const olga = await resident("Olga");
    for (const other of [` ${password}`, `${password} `, password.toUpperCase()]) {
      expect((await attempt(device(newPlace()), olga.email, other)).body.result, other).toBe(701);
    }
  });

  it("is not done by GET, and not with the login said twice (S-45)", async () => {
    const olga = await resident("Olga");
    const from = device(newPlace());
    expect(
      (await from("users.authentication.Signin", { login: olga.email, password }, { verb: "GET" })).body.result,
    ).toBe(3);
    const twice = await from(
      "users.authentication.Signin",
      { login: olga.email, password },
      { query: "?login=other@example.org" },
    );
    expect(twice.body).toMatchObject({ result: 3, error: expect.stringContaining("[login]") });
    expect(await rowsOf(olga.uid)).toHaveLength(0);
  });

  it("is refused to a closed account, whose open sign-ins end too", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    await db().updateTable("account").set({ status: "INACTIVE" }).where("owner_uid", "=", olga.uid).execute();
    expect((await whoAmI(session)).body.result).toBe(702);
    expect((await attempt(device(newPlace()), olga.email)).body.result).toBe(701);
  });

  it("hashes the password anew where it was kept at a lower cost (S-34)", async () => {
    const olga = await resident("Olga");
    const weak = await hash(password, {
      memoryCost: 8_192,
      timeCost: 1,
      parallelism: 1,
      secret: keysFor("password")[0],
    });
    const kept = () =>
      db().selectFrom("account").select("password_hash").where("owner_uid", "=", olga.uid).executeTakeFirstOrThrow();
    await db().updateTable("account").set({ password_hash: weak }).where("owner_uid", "=", olga.uid).execute();
    await attempt(device(newPlace()), olga.email, "a wrong password");
    expect((await kept()).password_hash).toBe(weak);
    await signIn(olga);
    expect((await kept()).password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await signIn(olga);
  });
});

describe("a sign-in", () => {
  it("opens by the header, by the body and by the query alike (S-43)", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    const from = device(newPlace());
    expect((await from("users.account.GetUserInfo", {}, { session })).body.uid).toBe(olga.uid);
    expect((await from("users.account.GetUserInfo", { session })).body.uid).toBe(olga.uid);
    const { body, headers, text } = await from("users.account.GetUserInfo", { session }, { verb: "GET" });
    expect(body.uid).toBe(olga.uid);
    expect(text).not.toContain(session);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  });

  it("is nobody by a cookie alone (S-44)", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    const cookie = `confer=${session}; __Host-confer=${session}; session=${session}`;
    for (const method of [
      "users.account.GetUserInfo",
      "users.authentication.Signout",
      "users.collaboration.GetMembers",
    ]) {
      for (const verb of ["GET", "POST"]) {
        const { body } = await device(newPlace())(method, {}, { headers: { cookie }, verb });
        expect(body, method).toMatchObject({ result: 3, error: "invalid parameter [session]" });
      }
    }
    expect((await whoAmI(session)).body.result).toBe(0);
  });

  it("of two different ones is refused (S-45)", async () => {
    const olga = await resident("Olga");
    const [one, two] = [await signIn(olga), await signIn(olga)];
    expect(
      (await device(newPlace())("users.account.GetUserInfo", { session: one }, { session: two })).body.result,
    ).toBe(3);
  });

  it("ends at once by signing out, and no other does (S-38)", async () => {
    const olga = await resident("Olga");
    const [one, two] = [await signIn(olga), await signIn(olga)];
    expect((await device(newPlace())("users.authentication.Signout", {}, { session: one })).body.result).toBe(0);
    expect((await whoAmI(one)).body.result).toBe(702);
    expect((await whoAmI(two)).body.result).toBe(0);
  });

  it("is listed with the others, and each can be ended (S-38)", async () => {
    const olga = await resident("Olga");
    const [one, two, three] = [
      await signIn(olga, device("10.9.0.1", "Firefox")),
      await signIn(olga),
      await signIn(olga),
    ];
    const list = async (session: string) =>
      (await device(newPlace())("users.authentication.GetSessions", {}, { session })).body;
    const { sessions } = await list(one);
    expect(sessions).toHaveLength(3);
    const mine = sessions.find((session: { current: boolean }) => session.current);
    expect(mine).toMatchObject({ uid: olga.uid, host: "10.9.0.1", userAgent: "Firefox" });
    expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
    const end = (ids: string) => device(newPlace())("users.authentication.SignoutSessions", { ids }, { session: one });
    const third = (await list(three)).sessions.find((session: { current: boolean }) => session.current).id;
    expect((await end(String(third))).body.result).toBe(0);
    expect((await whoAmI(three)).body.result).toBe(702);
    expect((await whoAmI(two)).body.result).toBe(0);
    expect((await end("*")).body.result).toBe(0);
    expect((await whoAmI(two)).body.result).toBe(702);
    expect((await list(one)).sessions).toHaveLength(1);
  });

  it("of somebody else is not found, and then nothing ends at all (S-04)", async () => {
    const [olga, sten] = [await resident("Olga"), await resident("Sten")];
    const [hers, other, his] = [await signIn(olga), await signIn(olga), await signIn(sten)];
    const hersId = (await rowsOf(olga.uid))[0]!.id;
    const end = (ids: string) => device(newPlace())("users.authentication.SignoutSessions", { ids }, { session: his });
    const [foreign, absent] = [await end(String(hersId)), await end("999999999")];
    expect(foreign.body.result).toBe(5);
    expect(foreign.text).toBe(absent.text);
    const hisId = (await rowsOf(sten.uid))[0]!.id;
    expect((await end(`${hisId};${hersId}`)).body.result).toBe(5);
    for (const session of [hers, other, his]) expect((await whoAmI(session)).body.result).toBe(0);
  });

  it("holds thirty days where a password alone opened it, and not a second longer (S-32)", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    const [row] = await rowsOf(olga.uid);
    expect(row!.ends_at.getTime() - row!.created_at.getTime()).toBeCloseTo(30 * 86_400_000, -4);
    expect(row!.expires_at).toEqual(row!.ends_at);
    await sql`update sign_in set expires_at = now() where owner_uid = ${olga.uid}`.execute(db());
    expect((await whoAmI(session)).body.result).toBe(702);
  });

  it("remembers its use once a minute, and use does not revive one that ended", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    const old = new Date(Date.now() - 120_000);
    await db().updateTable("sign_in").set({ last_seen_at: old }).where("owner_uid", "=", olga.uid).execute();
    await whoAmI(session);
    await flush();
    const seen = (await rowsOf(olga.uid))[0]!.last_seen_at;
    expect(seen.getTime()).toBeGreaterThan(old.getTime() + 100_000);
    await whoAmI(session);
    await flush();
    expect((await rowsOf(olga.uid))[0]!.last_seen_at).toEqual(seen);
    const key = (await findKey(hashesOfKey(session)))!;
    await device(newPlace())("users.authentication.Signout", {}, { session });
    touchLater({ ...key, lastUsed: old }, "");
    await flush();
    expect((await whoAmI(session)).body.result).toBe(702);
    expect((await rowsOf(olga.uid))[0]!.last_seen_at).toEqual(seen);
  });
});

describe("a second factor", () => {
  const withCode = async (name: string) => {
    const who = await resident(name);
    const secret = newTotpSecret();
    await db().updateTable("account").set({ totp_secret: secret }).where("owner_uid", "=", who.uid).execute();
    const code = (steps = 0) => codeOf(secret, Math.floor(Date.now() / 30_000) + steps);
    return { ...who, code };
  };

  it("is asked for after the password, and opens nothing before", async () => {
    const olga = await withCode("Olga");
    const { body } = await attempt(device(newPlace()), olga.email);
    expect(body).toMatchObject({
      result: 0,
      session: "",
      accessType: "RESTRICTED",
      requiredAuthCheck: { type: "TOTP", isActive: true },
    });
    expect(await rowsOf(olga.uid)).toHaveLength(0);
    expect((await attempt(device(newPlace()), olga.email, "a wrong password")).body.result).toBe(701);
  });

  it("works once for each code, also when it is sent twice at once (S-36)", async () => {
    const olga = await withCode("Olga");
    const code = olga.code();
    const both = await Promise.all([1, 2, 3, 4].map(() => attempt(device(newPlace()), olga.email, password, { code })));
    expect(both.map(({ body }) => body.result).sort()).toEqual([0, 701, 701, 701]);
    expect((await attempt(device(newPlace()), olga.email, password, { code })).body.result).toBe(701);
    expect((await attempt(device(newPlace()), olga.email, password, { code: olga.code(1) })).body.result).toBe(0);
    expect((await attempt(device(newPlace()), olga.email, password, { code: olga.code(0) })).body.result).toBe(701);
  });

  it("does not open with another code", async () => {
    const olga = await withCode("Olga");
    for (const code of ["000000", olga.code(-5), olga.code(5), ""]) {
      const { body } = await attempt(device(newPlace()), olga.email, password, { code });
      expect(body.session ?? "", code).toBe("");
    }
  });

  it("makes the sign-in end after thirty minutes without use, and after twelve hours with (S-32)", async () => {
    const olga = await withCode("Olga");
    const session = await signIn(olga, device(newPlace()), { code: olga.code() });
    const row = async () => (await rowsOf(olga.uid))[0]!;
    const minutes = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / 60_000);
    const made = await row();
    expect(minutes(made.created_at, made.expires_at)).toBe(30);
    expect(minutes(made.created_at, made.ends_at)).toBe(720);
    const later = (of: number) => new Date(Date.now() + of * 60_000);
    await db()
      .updateTable("sign_in")
      .set({ last_seen_at: later(-20), expires_at: later(10) })
      .where("owner_uid", "=", olga.uid)
      .execute();
    await changedKeys(olga.uid);
    await whoAmI(session);
    await flush();
    expect(minutes(new Date(), (await row()).expires_at)).toBe(30);
    await db()
      .updateTable("sign_in")
      .set({ last_seen_at: later(-20), expires_at: later(5), ends_at: later(12) })
      .where("owner_uid", "=", olga.uid)
      .execute();
    await changedKeys(olga.uid);
    await whoAmI(session);
    await flush();
    expect(minutes(new Date(), (await row()).expires_at)).toBe(12);
  });
});

/** Limits are judged by the clock of the house: it stands still, however slow the machine is. */
const standStill = () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
  afterEach(() => void vi.useRealTimers());
};

describe("guessing", () => {
  standStill();
  const forget = () => db().deleteFrom("counter").where("key", "like", "sign-in/login/%").execute();
  const failuresOf = (email: string) => `sign-in/failures/${hashSecret(email)}`;

  it("at one login goes ten times a minute, whether it has an account or not (S-62)", async () => {
    const olga = await resident("Olga");
    const series = async (login: string) => {
      const results: string[] = [];
      // The wait that grows with failures has a test of its own.
      for (let n = 0; n < 12; n++) {
        await db().deleteFrom("counter").where("key", "=", failuresOf(login)).execute();
        const { body, headers } = await attempt(device(newPlace()), login, "a wrong password");
        results.push(`${body.result} ${body.error} ${headers["retry-after"] ? "wait" : ""}`);
      }
      return results;
    };
    const known = await series(olga.email);
    expect(known.slice(0, 10)).toEqual(Array(10).fill("701 wrong login or password "));
    expect(known.slice(10)).toEqual(Array(2).fill("8214 too many attempts to sign in wait"));
    expect(await series("nobody.at.all@example.org")).toEqual(known);
    expect((await attempt(device(newPlace()), olga.email)).body.result).toBe(8214);
  });

  it("from one place goes thirty times a minute (S-62)", async () => {
    const from = device(newPlace());
    const results: number[] = [];
    for (let n = 0; n < 32; n++)
      results.push((await attempt(from, `person${n}@example.org`, "a wrong password")).body.result);
    expect(results.slice(0, 30)).toEqual(Array(30).fill(701));
    expect(results.slice(30)).toEqual([8214, 8214]);
  });

  it("has to wait longer each time from the sixth failure on, for any login alike (S-35)", async () => {
    const olga = await resident("Olga");
    for (const login of [olga.email, "nobody.either@example.org"]) {
      for (let n = 0; n < 5; n++)
        expect((await attempt(device(newPlace()), login, "a wrong password")).body.result).toBe(701);
      const refused = await attempt(device(newPlace()), login, "a wrong password");
      expect(refused.body.result).toBe(8214);
      expect(refused.headers["retry-after"]).toBe("1");
    }
    await forget();
    await db()
      .updateTable("counter")
      .set({ n: 12, started_at: new Date() })
      .where("key", "=", failuresOf(olga.email))
      .execute();
    const later = await attempt(device(newPlace()), olga.email);
    expect(later.body.result).toBe(8214);
    expect(Number(later.headers["retry-after"])).toBeGreaterThan(100);
    await db()
      .updateTable("counter")
      .set({ started_at: new Date(Date.now() - 130_000) })
      .where("key", "=", failuresOf(olga.email))
      .execute();
    expect((await attempt(device(newPlace()), olga.email)).body.result).toBe(0);
    expect(await db().selectFrom("counter").select("n").where("key", "=", failuresOf(olga.email)).execute()).toEqual(
      [],
    );
  });

  it("ends for good after a hundred failures in a row, however long one waits (S-35)", async () => {
    const olga = await resident("Olga");
    const long = new Date(Date.now() - 80 * 86_400_000);
    await db()
      .insertInto("counter")
      .values({ key: failuresOf(olga.email), started_at: long, n: 100 })
      .execute();
    expect((await attempt(device(newPlace()), olga.email)).body.result).toBe(8214);
    await db().updateTable("counter").set({ n: 99 }).where("key", "=", failuresOf(olga.email)).execute();
    expect((await attempt(device(newPlace()), olga.email)).body.result).toBe(0);
  });

  it("by strangers does not lock out the person on a device they have signed in from (S-35)", async () => {
    const olga = await resident("Olga");
    const home = device(newPlace(), "Firefox");
    await signIn(olga, home);
    await db()
      .insertInto("counter")
      .values({ key: failuresOf(olga.email), started_at: new Date(), n: 100 })
      .execute();
    for (let n = 0; n < 12; n++) await attempt(device(newPlace()), olga.email, "a wrong password");
    expect((await attempt(device(newPlace()), olga.email)).body.result).toBe(8214);
    expect((await attempt(home, olga.email)).body.result).toBe(0);
    // The known device has no more tries than anybody: it counts for itself.
    for (let n = 0; n < 5; n++) await attempt(home, olga.email, "a wrong password");
    expect((await attempt(home, olga.email, "a wrong password")).body.result).toBe(8214);
  });
});

describe("how often one may call", () => {
  standStill();

  it("is said with each answer: 600 a minute for a person (S-61)", async () => {
    const olga = await resident("Olga");
    const session = await signIn(olga);
    const { headers } = await whoAmI(session);
    expect(headers["ratelimit-policy"]).toBe('"default";q=600;w=60');
    expect(headers.ratelimit).toMatch(/^"default";r=599;t=1$/);
    const results: number[] = [];
    for (let n = 0; n < 600; n++) results.push((await whoAmI(session, device("10.8.0.1"))).body.result);
    expect(results).toEqual([...Array(599).fill(0), 8214]);
    const over = await whoAmI(session);
    expect(over.body.result).toBe(8214);
    expect(over.headers["retry-after"]).toBe("1");
    const milo = await signIn(await resident("Milo"));
    expect((await whoAmI(milo, device("10.8.0.1"))).body.result).toBe(0);
    vi.setSystemTime(Date.now() + 1_000);
    for (let n = 0; n < 10; n++) expect((await whoAmI(session)).body.result).toBe(0);
    expect((await whoAmI(session)).body.result).toBe(8214);
  });

  it("is 60 a minute for a place where nobody is signed in, keys that open nothing included (S-61)", async () => {
    const place = newPlace();
    const from = device(place);
    const results: number[] = [];
    for (let n = 0; n < 30; n++) results.push((await from("system.service.GetVersion")).body.result);
    for (let n = 0; n < 31; n++) results.push((await whoAmI(`1x${"0".repeat(32)}`, from)).body.result);
    expect(results.slice(0, 60)).toEqual([...Array(30).fill(0), ...Array(30).fill(702)]);
    expect(results[60]).toBe(8214);
    expect((await device(newPlace())("system.service.GetVersion")).body.result).toBe(0);
    // Somebody signed in at the same place is not kept from working by it.
    expect((await whoAmI(await signIn(await resident("Olga")), from)).body.result).toBe(0);
  });
});

describe("when the store of the limits does not answer", () => {
  afterAll(() => sql`alter table counter_away rename to counter`.execute(db()));

  it("nobody signs in (S-68)", async () => {
    const olga = await resident("Olga");
    await signIn(olga);
    await sql`alter table counter rename to counter_away`.execute(db());
    const { body } = await attempt(device(newPlace()), olga.email);
    expect(body.result).toBe(99);
    expect(body.session).toBeUndefined();
    expect(await rowsOf(olga.uid)).toHaveLength(1);
  });
});
