import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { flush } from "../../db/touch";
import { findMethod } from "../../lib/domain/method";
import { tokenMayHold } from "../../lib/domain/token-templates";
import { hashesOfKey, hashOfKey, newTokenSecret } from "../../lib/keys";
import { operations } from "../../lib/operations/families";
import { changedKeys } from "../support/arrange";
import { freshDatabase } from "../support/database";
import {
  device,
  everythingKept,
  newPlace,
  password,
  type Resident,
  resident,
  type Sent,
  signIn,
} from "../support/device";

beforeAll(freshDatabase);

const from = device(newPlace());
const call = (session: string, method: string, parameters: Sent = {}) =>
  from(method.includes(".") ? method : `users.authentication.${method}`, parameters, { session });

type Owner = Resident & { session: string };
/** Somebody who has just signed in. */
const owner = async (name = "Olga"): Promise<Owner> => {
  const who = await resident(name);
  return { ...who, session: await signIn(who) };
};
/** Makes their password an old story. */
const later = (who: Resident, minutes = 6) =>
  db()
    .updateTable("sign_in")
    .set({ confirmed_at: new Date(Date.now() - minutes * 60_000) })
    .where("owner_uid", "=", who.uid)
    .execute();
const rowsOf = (who: Resident) =>
  db().selectFrom("token").selectAll().where("owner_uid", "=", who.uid).orderBy("id").execute();

const info = "users.account.GetUserInfo";
const make = async (who: Owner, parameters: Sent = {}) => {
  const { body } = await call(who.session, "CreateToken", { description: "builds", apiList: info, ...parameters });
  if (body.result !== 0) throw new Error(JSON.stringify(body));
  return body.token;
};
const days = (text: string) => (Date.parse(`${text.replace(" ", "T")}Z`) - Date.now()) / 86_400_000;
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 19).replace("T", " ");

describe("a form that is sent twice", () => {
  it("makes one token and gets one answer, also when both arrive at once", async () => {
    const olga = await owner();
    const requestId = randomUUID();
    const [first, second] = await Promise.all([make(olga, { requestId }), make(olga, { requestId })]);
    expect(second).toEqual(first);
    expect(first.key).not.toBe("");
    expect(await rowsOf(olga)).toHaveLength(1);
    expect((await make(olga, { requestId: randomUUID() })).id).not.toBe(first.id);
    expect(await rowsOf(olga)).toHaveLength(2);
  });

  it("is told so when the answer is too old to be given again, and another person's form is their own", async () => {
    const [olga, milo] = [await owner(), await owner("Milo")];
    const requestId = randomUUID();
    const { id } = await make(olga, { requestId });
    await db()
      .updateTable("token")
      .set({ hash: "another" })
      .where("owner_uid", "=", olga.uid)
      .where("id", "=", id)
      .execute();
    const { body } = await call(olga.session, "CreateToken", { description: "x", apiList: info, requestId });
    expect(body.result).toBe(8210);
    expect((await make(milo, { requestId })).key).not.toBe("");
    expect(
      (await call(olga.session, "CreateToken", { description: "x", apiList: info, requestId: "1" })).body.result,
    ).toBe(3);
  });
});

describe("a new token", () => {
  it("shows its key once, and the key is kept nowhere (S-40)", async () => {
    const olga = await owner();
    const token = await make(olga);
    expect(token).toMatchObject({
      description: "builds",
      isSystem: false,
      lastUsed: "",
      extraData: {},
      tokenTemplate: null,
      resources: [],
    });
    expect(token.key).toMatch(/^confer_pat_[0-9A-Za-z]{49}$/);
    expect(token.last4).toBe(token.key.slice(-4));
    expect(token.apiListItems.map((item: { method: string }) => item.method)).toEqual([info]);
    const { body, text } = await call(olga.session, "GetTokens");
    expect(body.apiTokens).toHaveLength(1);
    expect(body.apiTokens[0]).toEqual({ ...token, key: "" });
    expect(text).not.toContain(token.key.slice(11, -4));
    const kept = await everythingKept();
    expect(kept).toContain(hashesOfKey(token.key)[0]);
    expect(kept).not.toContain(token.key.slice(11, -4));
  });

  it("may do what it lists, and nothing else of what its owner may (S-41)", async () => {
    const olga = await owner();
    const { key } = await make(olga, { apiList: `${info},users.collaboration.GetMembers` });
    expect((await call(key, info)).body).toMatchObject({ result: 0, uid: olga.uid });
    expect((await call(key, "users.collaboration.GetMembers")).body.result).toBe(0);
    const { body } = await call(key, "users.collaboration.GetRoles");
    expect(body).toMatchObject({
      result: 8202,
      source: "hx-core",
      error: expect.stringContaining("users.collaboration.GetRoles"),
    });
  });

  it("needs the password of the last five minutes (S-37)", async () => {
    const olga = await owner();
    await later(olga, 4.5);
    expect((await call(olga.session, "CreateToken", { description: "x", apiList: info })).body.result).toBe(0);
    await later(olga, 5.1);
    const create = (given?: string) =>
      call(olga.session, "CreateToken", { description: "x", apiList: info, password: given });
    expect((await create()).body).toMatchObject({ result: 3, error: expect.stringContaining("[password]") });
    expect((await create("a wrong password")).body.result).toBe(701);
    expect(await rowsOf(olga)).toHaveLength(1);
    expect((await create(password)).body.result).toBe(0);
    expect((await create()).body.result).toBe(0);
  });

  it("is not to be had by guessing the password in an open session (S-35)", async () => {
    const olga = await owner();
    await later(olga);
    const results: number[] = [];
    for (let n = 0; n < 8; n++) {
      results.push(
        (await call(olga.session, "CreateToken", { description: "x", apiList: info, password: "a wrong password" }))
          .body.result,
      );
    }
    expect(results.slice(0, 5)).toEqual(Array(5).fill(701));
    expect(results.slice(5)).toEqual([8214, 8214, 8214]);
  });

  it("ends after thirty days, or when it is said, within 366 days (S-41)", async () => {
    const olga = await owner();
    expect(days((await make(olga)).expiresAt)).toBeCloseTo(30, 2);
    expect(days((await make(olga, { expiresAt: inDays(365.9) })).expiresAt)).toBeCloseTo(365.9, 2);
    for (const expiresAt of [inDays(366.1), inDays(-1), "2020-01-01", "9999-12-31 00:00:00", "soon", "2027-02-31"]) {
      const { body } = await call(olga.session, "CreateToken", { description: "x", apiList: info, expiresAt });
      expect(body, expiresAt).toMatchObject({ result: 3, error: expect.stringContaining("[expiresAt]") });
    }
  });

  it("takes methods in any case and under older prefixes, and names the one it does not know", async () => {
    const olga = await owner();
    const token = await make(olga, {
      apiList: "USERS.ACCOUNT.getuserinfo; env.control.GetEnvs ,users.account.GetUserInfo",
    });
    expect(token.apiListItems.map((item: { method: string }) => item.method)).toEqual([
      "environment.control.GetEnvs",
      info,
    ]);
    for (const apiList of [`${info},users.account.BecomeRoot`, "toString", "__proto__"]) {
      const { body } = await call(olga.session, "CreateToken", { description: "x", apiList });
      expect(body).toMatchObject({ result: 3, error: expect.stringContaining("[apiList]") });
      expect(body.error).toContain(apiList.split(",").at(-1));
    }
  });

  it("needs a description, and methods or a template that exists", async () => {
    const olga = await owner();
    expect((await call(olga.session, "CreateToken", { apiList: info })).body.error).toContain("[description]");
    expect((await call(olga.session, "CreateToken", { description: "x" })).body.error).toContain("[apiList]");
    expect(
      (await call(olga.session, "CreateToken", { description: "x", tokenTemplate: "Everything" })).body.error,
    ).toContain("[tokenTemplate]");
    const { body } = await call(olga.session, "GetTokenTemplates");
    expect(body.templates.map((template: { name: string }) => template.name)).toEqual([
      "Marketplace",
      "Maven Plugin",
      "IDE Plugins",
      "Extended Access",
    ]);
    for (const { name, id, apiListItems } of body.templates) {
      expect(apiListItems.length, name).toBeGreaterThan(5);
      expect((await make(olga, { apiList: undefined, tokenTemplate: name.toUpperCase() })).tokenTemplate).toMatchObject(
        { id, name },
      );
    }
  });

  it("is one of fifty at most, also when many are made at once (S-41)", async () => {
    const olga = await owner();
    for (let n = 0; n < 45; n++) await make(olga);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => call(olga.session, "CreateToken", { description: "x", apiList: info })),
    );
    const results = answers.map(({ body }) => body.result).sort();
    expect(results).toEqual([...Array(5).fill(0), ...Array(7).fill(8213)]);
    expect(await rowsOf(olga)).toHaveLength(50);
  });
});

describe("what no token may do", () => {
  /** A token that holds everything there is, as no operation would make it. */
  const almighty = async (who: Resident) => {
    const key = newTokenSecret();
    const names = operations.map((operation) => operation.grant ?? operation.method);
    const row = {
      owner_uid: who.uid,
      id: who.uid + 1_000_000,
      hash: hashOfKey(key),
      last4: key.slice(-4),
      description: "all",
    };
    await db()
      .insertInto("token")
      .values({
        ...row,
        template: null,
        methods: names,
        resources: null,
        last_used_at: null,
        expires_at: new Date(Date.now() + 60_000),
      })
      .execute();
    await db()
      .insertInto("directory_key")
      .values({ hash: row.hash, kind: "token", owner_uid: who.uid, id: row.id })
      .execute();
    return key;
  };
  const closed = operations.filter((operation) => operation.tokens === false);

  it("is to make or change tokens, end sign-ins, or change credentials, even if it held the method (S-42)", async () => {
    const olga = await owner();
    const key = await almighty(olga);
    expect(closed.map((operation) => operation.method)).toEqual(
      expect.arrayContaining(
        [
          "CreateToken",
          "EditToken",
          "RegenerateToken",
          "DeleteTokens",
          "GetTokens",
          "Signout",
          "SignoutSessions",
          "GetSessions",
        ].map((name) => `users.authentication.${name}`),
      ),
    );
    expect(closed.map((operation) => operation.method)).toContain("users.account.ChangePassword");
    for (const { method } of closed) {
      const { body } = await call(key, method, {
        id: 1,
        ids: "*",
        description: "x",
        apiList: info,
        password,
        newPassword: "another blue horse",
      });
      expect(body.result, method).toBe(8202);
    }
    expect((await call(key, info)).body.result).toBe(0);
    expect((await call(olga.session, info)).body.result).toBe(0);
  });

  it("is what no token can be given (S-42)", async () => {
    const olga = await owner();
    for (const operation of operations.filter((one) => !one.anyone && findMethod(one.grant ?? one.method))) {
      const method = operation.grant ?? operation.method;
      expect(tokenMayHold(method), method).toBe(operation.tokens !== false);
    }
    const { body } = await call(olga.session, "CreateToken", {
      description: "x",
      apiList: `${info},users.authentication.CreateToken`,
    });
    expect(body).toMatchObject({ result: 3, error: expect.stringContaining("users.authentication.CreateToken") });
    const list = (await call(olga.session, "GetTokenApiList", { showPrivate: "true" })).body.tokenPermissions as {
      method: string;
    }[];
    expect(list.length).toBeGreaterThan(300);
    expect(list.filter(({ method }) => !tokenMayHold(method))).toEqual([]);
    const found = (await call(olga.session, "GetTokenApiList", { search: "getuserINFO" })).body.tokenPermissions;
    expect(found).toMatchObject([{ method: info, isSafe: true }]);
  });

  it("is to reach beyond the resources it is limited to: account methods are closed to it (S-41)", async () => {
    const olga = await owner();
    const { key, resources } = await make(olga, {
      apiList: `${info},users.collaboration.GetMembers`,
      resources: "env:app-1, ENV_GROUP:Shop",
    });
    expect(resources).toEqual(["ENV:app-1", "ENV_GROUP:Shop"]);
    expect((await call(key, "users.collaboration.GetMembers")).body.result).toBe(8202);
    expect((await call(key, info)).body.result).toBe(0);
    for (const wrong of ["app-1", "HOUSE:1", "ENV_GROUP:a//b", "VHI_REGION:"]) {
      const { body } = await call(olga.session, "CreateToken", { description: "x", apiList: info, resources: wrong });
      expect(body.result, wrong).toBe(3);
    }
  });

  it("reaches an environment called by its name, and nothing beside it (S-41)", async () => {
    const [olga, milo] = [await owner(), await owner()];
    const register = (envName: string) =>
      call(olga.session, "environment.control.RegisterEnv", { envName }).then(({ body }) => body.env.appid as string);
    const [here, there] = [await register(`here-${olga.uid}`), await register(`there-${olga.uid}`)];
    const terms = { apiList: "environment.control.GetEnvInfo" };
    const { key, resources } = await make(olga, { ...terms, resources: `ENV:HERE-${olga.uid}` });
    expect(resources).toEqual([`ENV:${here}`]);
    const seen = async (envName: string) =>
      (await call(key, "environment.control.GetEnvInfo", { envName })).body.result;
    expect([await seen(here), await seen(`here-${olga.uid}`), await seen(there)]).toEqual([0, 0, 11]);
    // A name that is somebody else's stays a name: the answer does not tell that there is one.
    expect((await make(milo, { ...terms, resources: `ENV:here-${olga.uid}` })).resources).toEqual([
      `ENV:here-${olga.uid}`,
    ]);
  });
});

describe("a token that is there", () => {
  it("is narrowed at once, without a new key (S-07)", async () => {
    const olga = await owner();
    const { id, key } = await make(olga, { apiList: `${info},users.authentication.CheckSign` });
    expect((await call(key, info)).body.result).toBe(0);
    const { body } = await call(olga.session, "EditToken", {
      id,
      apiList: "users.authentication.CheckSign",
      description: "less",
    });
    expect(body.token).toMatchObject({ id, description: "less", key: "" });
    expect((await call(key, info)).body.result).toBe(8202);
    expect((await call(key, "CheckSign")).body).toMatchObject({ result: 0, uid: olga.uid, session: "" });
  });

  it("is renamed with an old password, and given other terms only with a fresh one (S-37)", async () => {
    const olga = await owner();
    const { id } = await make(olga);
    await later(olga);
    expect((await call(olga.session, "EditToken", { id, description: "renamed" })).body.token.description).toBe(
      "renamed",
    );
    for (const terms of [
      { apiList: "users.collaboration.GetMembers" },
      { tokenTemplate: "Extended Access" },
      { expiresAt: inDays(300) },
      { resources: "*" },
    ]) {
      expect((await call(olga.session, "EditToken", { id, ...terms })).body.error).toContain("[password]");
    }
    const [row] = await rowsOf(olga);
    expect(row).toMatchObject({ methods: [info], template: null });
    expect((await call(olga.session, "EditToken", { id, expiresAt: inDays(300), password })).body.result).toBe(0);
  });

  it("gets a new key with a fresh password; the old one ends at once (S-37)", async () => {
    const olga = await owner();
    const { id, key } = await make(olga);
    await later(olga);
    expect((await call(olga.session, "RegenerateToken", { id })).body.error).toContain("[password]");
    const { body } = await call(olga.session, "RegenerateToken", { id, password });
    expect(body.token).toMatchObject({ id, description: "builds" });
    expect(body.token.key).not.toBe(key);
    expect((await call(key, info)).body.result).toBe(702);
    expect((await call(body.token.key, info)).body.result).toBe(0);
    expect(
      await db()
        .selectFrom("directory_key")
        .select("id")
        .where("owner_uid", "=", olga.uid)
        .where("kind", "=", "token")
        .execute(),
    ).toHaveLength(1);
  });

  it("is deleted at once, one of several or all (S-38, S-41)", async () => {
    const olga = await owner();
    const [one, two, three] = [await make(olga), await make(olga), await make(olga)];
    expect((await call(olga.session, "GetTokens", { ids: `${one.id};${three.id}` })).body.apiTokens).toMatchObject([
      { id: one.id },
      { id: three.id },
    ]);
    expect((await call(olga.session, "DeleteTokens", { ids: `${one.id};${two.id}` })).body.result).toBe(0);
    expect((await call(one.key, info)).body.result).toBe(702);
    expect((await call(two.key, info)).body.result).toBe(702);
    expect((await call(three.key, info)).body.result).toBe(0);
    expect((await call(olga.session, "DeleteTokens", { ids: "*" })).body.result).toBe(0);
    expect((await call(three.key, info)).body.result).toBe(702);
    expect((await call(olga.session, "DeleteTokens")).body.error).toContain("[ids]");
  });

  it("of somebody else is not found, as one that is not there, and nothing happens to it (S-04)", async () => {
    const [olga, sten] = [await owner(), await owner("Sten")];
    const [hers, his] = [await make(olga), await make(sten)];
    for (const [method, more] of [
      ["EditToken", { description: "mine now" }],
      ["RegenerateToken", {}],
    ] as const) {
      const [foreign, absent] = [
        await call(sten.session, method, { id: hers.id, ...more }),
        await call(sten.session, method, { id: 987_654_321, ...more }),
      ];
      expect(foreign.body.result, method).toBe(5);
      expect(foreign.text).toBe(absent.text);
    }
    for (const method of ["DeleteTokens", "GetTokens"]) {
      expect((await call(sten.session, method, { ids: `${his.id};${hers.id}` })).body.result).toBe(5);
    }
    expect((await call(sten.session, "DeleteTokens", { ids: "1e3" })).body.result).toBe(3);
    expect((await call(hers.key, info)).body.result).toBe(0);
    expect((await call(his.key, info)).body.result).toBe(0);
    await call(sten.session, "DeleteTokens", { ids: "*" });
    expect((await call(hers.key, info)).body.result).toBe(0);
  });

  it("opens nothing once it has expired, by the database's clock (R12)", async () => {
    const olga = await owner();
    const { key } = await make(olga);
    expect((await call(key, info)).body.result).toBe(0);
    await sql`update token set expires_at = now() + interval '400 milliseconds' where owner_uid = ${olga.uid}`.execute(
      db(),
    );
    await changedKeys(olga.uid);
    // Known and used until then, it ends by itself: nothing else changes.
    expect((await call(key, info)).body.result).toBe(0);
    await new Promise((passed) => setTimeout(passed, 500));
    expect((await call(key, info)).body.result).toBe(702);
  });

  it("tells when it was last used", async () => {
    const olga = await owner();
    const { key } = await make(olga);
    await call(key, info);
    await flush();
    const { body } = await call(olga.session, "GetTokens");
    expect(Math.abs(days(body.apiTokens[0].lastUsed) * 1440)).toBeLessThan(1);
  });

  it("is in the journal with each change, its key and its hash in none (S-17)", async () => {
    const olga = await owner();
    const { id, key } = await make(olga);
    await call(olga.session, "EditToken", { id, description: "renamed" });
    const again = (await call(olga.session, "RegenerateToken", { id })).body.token.key;
    await call(olga.session, "DeleteTokens", { ids: id });
    const rows = await db()
      .selectFrom("journal")
      .selectAll()
      .where("owner_uid", "=", olga.uid)
      .where("target", "=", "token")
      .orderBy("version")
      .execute();
    expect(rows.map((row) => row.method.split(".").at(-1))).toEqual([
      "CreateToken",
      "EditToken",
      "RegenerateToken",
      "DeleteTokens",
    ]);
    expect(rows[1]).toMatchObject({ before: { description: "builds" }, after: { description: "renamed" } });
    for (const secret of [key, again]) {
      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(JSON.stringify(rows)).not.toContain(hashOfKey(secret));
    }
  });
});

describe("the methods of a policy", () => {
  it("are listed by its unique name, or all that can be shared", async () => {
    const olga = await owner();
    const one = (await call(olga.session, "GetPolicyMethods", { uniqueName: "TM_VIEW" })).body;
    expect(one).toMatchObject({ result: 0, behavior: "ALLOW", roleId: 0 });
    expect(one.tokenPermissions.map((item: { method: string }) => item.method)).toContain(
      "threatmodel.diagram.GetDiagram",
    );
    const all = (await call(olga.session, "GetPolicyMethods")).body.tokenPermissions as {
      isCollaborationAccessible: boolean;
    }[];
    expect(all.length).toBeGreaterThan(one.tokenPermissions.length);
    expect(all.every((item) => item.isCollaborationAccessible)).toBe(true);
    expect((await call(olga.session, "GetPolicyMethods", { uniqueName: "NOPE" })).body.result).toBe(5);
  });
});
