import "../../support/unlimited";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "../../../db/client";
import { findKey } from "../../../db/keys";
import { signInHolds } from "../../../db/sign-ins";
import { demo } from "../../../lib/demo";
import { hashesOfKey } from "../../../lib/keys";
import { freshDatabase } from "../../support/database";
import { brokenInvariants } from "../../support/invariants";
import { call } from "../../support/platform";
import { residents } from "../../support/residents";
import { CALLBACK, enterAs, pkce, tmi } from "../../support/tmi";

let people: Awaited<ReturnType<typeof residents>>;

beforeAll(freshDatabase);
beforeAll(async () => {
  people = await residents();
}, 60_000);
beforeEach(() => {
  demo.on = true;
  return async () => {
    demo.on = false;
    expect(await brokenInvariants()).toEqual([]);
  };
});

const authorize = (asked: Record<string, string>) =>
  tmi(
    `GET /oauth2/authorize?${new URLSearchParams({ client_callback: CALLBACK, state: "a state/=", scope: "openid", ...asked })}`,
  );
const codeOf = (location: string) => new URL(location).searchParams.get("code")!;
const exchangeOf = (code: string, more: Record<string, string> = {}) =>
  tmi("POST /oauth2/token", { json: { grant_type: "authorization_code", code, redirect_uri: CALLBACK, ...more } });
const statusOf = async (token: string) => (await tmi("GET /me", { token })).status;

describe("in the demo a name is enough", () => {
  it.each(["tmi", "test"])("the provider %s leads back at once, with a code and the state", async (idp) => {
    const { status, headers } = await authorize({ idp, login_hint: "Carol" });
    expect(status).toBe(302);
    const back = new URL(headers.location!);
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get("state")).toBe("a state/=");
    const { body } = await exchangeOf(codeOf(headers.location!));
    expect(body).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect((await tmi("GET /me", { token: body.access_token })).body.email).toBe("carol@tmi.local");
  });

  it("names the cast by key or address, and the same newcomer by the same name", async () => {
    for (const hint of ["owner", "owner@confer.example"]) {
      const { access } = await enterAs(hint);
      expect((await tmi("GET /me", { token: access })).body.email).toBe("owner@confer.example");
    }
    const holders = [];
    for (const hint of ["dave", "Dave", "dave@tmi.local"])
      holders.push((await findKey(hashesOfKey((await enterAs(hint)).access)))!.uid);
    expect(new Set(holders).size).toBe(1);
  });

  it("a name that is none leads to our page instead, and so does another's address", async () => {
    for (const hint of ["", "someone@else.example", "a b", "../x", "x".repeat(50), "rejected@confer.example"]) {
      const { status, headers } = await authorize({ idp: "tmi", login_hint: hint });
      expect([status, new URL(headers.location!).pathname]).toEqual([302, "/authorize"]);
    }
  });

  it("leaves no sign-in behind but the program's own", async () => {
    const { access } = await enterAs("erin");
    const { uid } = (await findKey(hashesOfKey(access)))!;
    const { rows } = await pool().query("select id from sign_in where owner_uid = $1 and expires_at > now()", [uid]);
    expect(rows).toHaveLength(1);
  });
});

describe("outside the demo", () => {
  it("no hint lets anybody in, by no provider", async () => {
    const before = await pool().query("select count(*) from account");
    demo.on = false;
    for (const idp of ["tmi", "test", "github"]) {
      const { status, body } = await authorize({ idp, login_hint: "owner" });
      expect([status, body.error]).toEqual([400, "invalid_provider"]);
    }
    const { challenge } = pkce();
    for (const idp of ["confer", ""]) {
      const { headers } = await authorize({
        idp,
        login_hint: "owner",
        code_challenge: challenge,
        code_challenge_method: "S256",
      });
      expect(new URL(headers.location!).pathname).toBe("/authorize");
    }
    expect((await tmi("GET /oauth2/providers")).body.providers.map((one: { id: string }) => one.id)).toEqual([
      "confer",
    ]);
    expect((await pool().query("select count(*) from account")).rows).toEqual(before.rows);
  });

  it("PKCE with S256 is asked of everybody", async () => {
    demo.on = false;
    const { challenge } = pkce();
    for (const asked of [
      {},
      { code_challenge: challenge },
      { code_challenge: challenge, code_challenge_method: "plain" },
      { code_challenge: "short", code_challenge_method: "S256" },
    ]) {
      expect((await authorize({ idp: "confer", ...(asked as Record<string, string>) })).status).toBe(400);
    }
  });
});

describe("S-72: where a sign-in leads back to", () => {
  it("is this machine, exactly", async () => {
    const fine = [
      "http://127.0.0.1:8079/",
      "http://localhost/x?y=1",
      "http://[::1]:1234/cb",
      "https://localhost:4200/",
    ];
    for (const client_callback of fine) {
      expect((await authorize({ idp: "tmi", login_hint: "alice", client_callback })).status, client_callback).toBe(302);
    }
    const strange = [
      "",
      "https://evil.example/",
      "http://localhost.evil.example/",
      "http://localhost@evil.example/",
      "http://evil.example#localhost",
      "http://localhost:4200/#x",
      "javascript:alert(1)",
      "//localhost/",
      "http://127.0.0.1.nip.io/",
      "http://localhost\\@evil.example/",
      "/oauth2/callback",
      "http://user:pass@localhost/",
    ];
    for (const client_callback of strange) {
      expect((await authorize({ idp: "tmi", login_hint: "alice", client_callback })).status, client_callback).toBe(400);
    }
  });
});

describe("a code", () => {
  it("opens once; handed in again it ends what it opened", async () => {
    const code = codeOf((await authorize({ idp: "tmi", login_hint: "frank" })).headers.location!);
    const { body } = await exchangeOf(code);
    expect(await statusOf(body.access_token)).toBe(200);
    const again = await exchangeOf(code);
    expect([again.status, again.body.error]).toEqual([400, "invalid_grant"]);
    expect(await statusOf(body.access_token)).toBe(401);
    expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: body.refresh_token } })).status).toBe(401);
  });

  it("with a challenge opens only for whoever knows the answer, and a wrong guess spends nothing", async () => {
    const { verifier, challenge } = pkce();
    const { headers } = await authorize({
      idp: "tmi",
      login_hint: "grace",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    const code = codeOf(headers.location!);
    expect((await exchangeOf(code)).status).toBe(400);
    expect((await exchangeOf(code, { code_verifier: pkce().verifier })).status).toBe(400);
    expect((await exchangeOf(code, { code_verifier: challenge })).status).toBe(400);
    expect((await exchangeOf(code, { code_verifier: verifier, redirect_uri: `${CALLBACK}/` })).status).toBe(400);
    expect((await exchangeOf(code, { code_verifier: verifier })).status).toBe(200);
  });

  it("without a challenge is bound to its callback", async () => {
    const code = codeOf((await authorize({ idp: "tmi", login_hint: "grace" })).headers.location!);
    expect((await tmi("POST /oauth2/token", { json: { grant_type: "authorization_code", code } })).status).toBe(400);
    expect((await exchangeOf(code)).status).toBe(200);
  });

  it("is gone after a minute", async () => {
    const code = codeOf((await authorize({ idp: "tmi", login_hint: "grace" })).headers.location!);
    await pool().query("update exchange set expires_at = now() where spent_at is null and kind = 'code'");
    expect((await exchangeOf(code)).status).toBe(400);
  });

  it("is taken from a form as from JSON, and by the old generation without saying what it is", async () => {
    const form = { grant_type: "authorization_code", redirect_uri: CALLBACK };
    const first = codeOf((await authorize({ idp: "tmi", login_hint: "heidi" })).headers.location!);
    expect((await tmi("POST /oauth2/token?idp=tmi", { form: { ...form, code: first } })).body.token_type).toBe(
      "bearer",
    );
    const second = codeOf((await authorize({ idp: "tmi", login_hint: "heidi" })).headers.location!);
    const json = { code: second, redirect_uri: CALLBACK, state: "x" };
    expect((await tmi("POST /oauth2/token", { profile: "1.0.0", json })).body.token_type).toBe("Bearer");
  });
});

describe("a refresh token", () => {
  it("gives the same sign-in a new access token, and the old one opens nothing from then on", async () => {
    const { access, refresh } = await enterAs("ivan");
    const { body } = await tmi("POST /oauth2/refresh", { json: { refresh_token: refresh } });
    expect(await statusOf(access)).toBe(401);
    expect(await statusOf(body.access_token)).toBe(200);
    const third = await tmi("POST /oauth2/token", {
      form: { grant_type: "refresh_token", refresh_token: body.refresh_token },
    });
    expect(third.status).toBe(200);
    const { uid, id } = (await findKey(hashesOfKey(third.body.access_token)))!;
    const { rows } = await pool().query("select id from sign_in where owner_uid = $1 and expires_at > now()", [uid]);
    expect(rows).toEqual([{ id }]);
  });

  it("handed in twice ends the whole family", async () => {
    const { refresh } = await enterAs("judy");
    const { body } = await tmi("POST /oauth2/refresh", { json: { refresh_token: refresh } });
    const { uid, id } = (await findKey(hashesOfKey(body.access_token)))!;
    expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: refresh } })).status).toBe(401);
    expect(await statusOf(body.access_token)).toBe(401);
    expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: body.refresh_token } })).status).toBe(401);
    expect(await signInHolds(db(), uid, id, new Date())).toBe(false);
  });

  it("brings back an access token whose hour is over, until its person ends all sign-ins", async () => {
    const { access, refresh } = await enterAs("mallory");
    const { uid, id } = (await findKey(hashesOfKey(access)))!;
    await pool().query("update sign_in set expires_at = now(), ends_at = now() where owner_uid = $1", [uid]);
    await pool().query("update account set version = version + 1, keys_version = version + 1 where owner_uid = $1", [
      uid,
    ]);
    expect(await statusOf(access)).toBe(401);
    expect(await signInHolds(db(), uid, id, new Date())).toBe(true);
    const { body } = await tmi("POST /oauth2/refresh", { json: { refresh_token: refresh } });
    expect(await statusOf(body.access_token)).toBe(200);
    const other = (await enterAs("mallory")).access;
    expect((await call("users.authentication.SignoutSessions", { ids: "*" }, other)).body.result).toBe(0);
    expect(await statusOf(body.access_token)).toBe(401);
    expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: body.refresh_token } })).status).toBe(401);
    expect(await statusOf(other)).toBe(200);
  });

  it("and codes are kept as hashes alone, and the journal tells neither", async () => {
    const code = codeOf((await authorize({ idp: "tmi", login_hint: "niaj" })).headers.location!);
    const { body } = await exchangeOf(code);
    const { rows } = await pool().query(
      "select (select jsonb_agg(e) from exchange e)::text || (select jsonb_agg(s) from sign_in s)::text || (select jsonb_agg(j) from journal j)::text as all",
    );
    for (const secret of [code, body.access_token, body.refresh_token]) expect(rows[0].all).not.toContain(secret);
    const told = await pool().query(
      "select method, after from journal where method like 'confer.access.%' order by at desc limit 2",
    );
    expect(told.rows.map((row) => row.method).sort()).toEqual(["confer.access.Exchange", "confer.access.Grant"]);
  });

  it("of an account that was closed brings nothing back", async () => {
    const { access, refresh } = await enterAs("olivia");
    const { uid } = (await findKey(hashesOfKey(access)))!;
    await pool().query(
      "update account set status = 'INACTIVE', version = version + 1, keys_version = version + 1 where owner_uid = $1",
      [uid],
    );
    expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: refresh } })).status).toBe(401);
  });
});

describe("nonsense", () => {
  it("is refused in the words of OAuth", async () => {
    const told = async (json: unknown) => {
      const { status, body } = await tmi("POST /oauth2/token", { json });
      return `${status} ${body.error}`;
    };
    expect(await told({})).toBe("400 unsupported_grant_type");
    expect(await told({ grant_type: "client_credentials", client_id: "a", client_secret: "b" })).toBe(
      "400 unsupported_grant_type",
    );
    expect(await told({ grant_type: "authorization_code" })).toBe("400 invalid_request");
    expect(await told({ grant_type: "refresh_token" })).toBe("400 invalid_request");
    expect(await told({ grant_type: "refresh_token", refresh_token: people.owner.session })).toBe("400 invalid_grant");
    expect(await told({ grant_type: "authorization_code", code: `1x${"0".repeat(32)}`, redirect_uri: CALLBACK })).toBe(
      "400 invalid_grant",
    );
    expect(await told({ grant_type: "authorization_code", code: 5 })).toBe("400 invalid_request");
    expect(await told([])).toBe("400 invalid_input");
  });

  it("a refresh token is no code, and neither is an access token", async () => {
    const { access, refresh } = await enterAs("peggy");
    expect((await exchangeOf(refresh)).status).toBe(400);
    expect(await statusOf(refresh)).toBe(401);
    expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: access } })).status).toBe(401);
    expect(await statusOf(access)).toBe(200);
  });
});

describe("cookies", () => {
  const parts = (cookies: readonly string[]) => Object.fromEntries(cookies.map((one) => [one.split("=")[0], one]));
  const taken = async (headers: Record<string, string> = {}) => {
    const code = codeOf((await authorize({ idp: "tmi", login_hint: "rupert" })).headers.location!);
    return tmi("POST /oauth2/token", {
      json: { grant_type: "authorization_code", code, redirect_uri: CALLBACK },
      headers,
    });
  };

  it("are set with the tokens: HttpOnly, the refresh token only for /oauth2 and never from elsewhere", async () => {
    const { body, cookies } = await taken();
    expect(parts(cookies)).toEqual({
      tmi_access_token: `tmi_access_token=${body.access_token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax`,
      tmi_refresh_token: `tmi_refresh_token=${body.refresh_token}; Path=/oauth2; Max-Age=2592000; HttpOnly; SameSite=Strict`,
    });
    expect((await taken({ origin: "https://evil.example" })).cookies).toEqual([]);
  });

  it("S-46: change nothing from a page that is not ours", async () => {
    const { body } = await taken();
    const cookie = `tmi_access_token=${body.access_token}; tmi_refresh_token=${body.refresh_token}`;
    const elsewhere: Record<string, string>[] = [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of elsewhere) {
      const sent = { headers: { cookie, ...headers } };
      expect((await tmi("POST /me/logout", sent)).status).toBe(403);
      expect((await tmi("POST /oauth2/refresh", sent)).status).toBe(400);
      expect((await tmi("POST /oauth2/revoke", sent)).status).toBe(401);
    }
    expect(await statusOf(body.access_token)).toBe(200);
    const own = { cookie, origin: "http://localhost:8080" };
    const renewed = await tmi("POST /oauth2/refresh", { headers: own });
    expect(renewed.status).toBe(200);
    const left = await tmi("POST /me/logout", {
      headers: { ...own, cookie: renewed.cookies.map((one) => one.split(";")[0]).join("; ") },
    });
    expect(left.status).toBe(204);
    expect(left.cookies.every((one) => one.includes("Max-Age=0"))).toBe(true);
    expect(await statusOf(renewed.body.access_token)).toBe(401);
  });
});

describe("an end", () => {
  it("comes by /me/logout and by /oauth2/revoke with either token or none, and takes the refresh token along", async () => {
    const ways = [
      (own: { access: string; refresh: string }) => tmi("POST /me/logout", { token: own.access }),
      (own: { access: string; refresh: string }) => tmi("POST /oauth2/revoke", { token: own.access }),
      (own: { access: string; refresh: string }) => tmi("POST /oauth2/revoke", { form: { token: own.access } }),
      (own: { access: string; refresh: string }) => tmi("POST /oauth2/revoke", { json: { token: own.refresh } }),
      (own: { access: string; refresh: string }) =>
        tmi("POST /oauth2/revoke", { token: own.access, profile: "1.0.0", json: {} }),
    ];
    const statuses = [];
    for (const end of ways) {
      const own = await enterAs("sybil");
      statuses.push((await end(own)).status);
      expect(await statusOf(own.access)).toBe(401);
      expect((await tmi("POST /oauth2/refresh", { json: { refresh_token: own.refresh } })).status).toBe(401);
    }
    expect(statuses).toEqual([204, 200, 200, 200, 204]);
    expect((await tmi("POST /oauth2/revoke", { form: { token: "unknown" } })).status).toBe(200);
  });
});

it("programs are told where to sign in, before they know anybody", async () => {
  const { body } = await tmi("GET /.well-known/oauth-authorization-server");
  expect(body).toMatchObject({ issuer: "http://localhost:8080", code_challenge_methods_supported: ["S256"] });
  const { pathname } = new URL(body.token_endpoint);
  expect((await tmi(`POST ${pathname}`, { json: {} })).body.error).toBe("unsupported_grant_type");
  const resource = await tmi("GET /.well-known/oauth-protected-resource");
  expect(resource.body.authorization_servers).toEqual([body.issuer]);
});
