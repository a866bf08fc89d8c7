import "../../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { demo } from "../../../lib/demo";
import { version } from "../../../package.json";
import { freshDatabase } from "../../support/database";
import { residents, tokenOf } from "../../support/residents";
import { enterAs, tmi } from "../../support/tmi";

let people: Awaited<ReturnType<typeof residents>>;
let alice: string;

beforeAll(freshDatabase);
beforeAll(async () => {
  people = await residents();
  demo.on = true;
  alice = (await enterAs("alice")).access;
  return () => {
    demo.on = false;
  };
}, 60_000);

describe("the front step", () => {
  it("is told to each generation in the one word it accepts", async () => {
    const now = await tmi("GET /");
    expect(now.body).toMatchObject({ status: { code: "ok" }, api: { version: "1.8.22" }, service: { build: version } });
    const then = await tmi("GET /", { profile: "1.0.0" });
    expect(then.body).toMatchObject({ status: { code: "OK" }, api: { version: "1.0.0" } });
    expect((await tmi("GET /v1/")).body.status.code).toBe("OK");
  });

  it("and what is asked before anybody is known needs nobody", async () => {
    expect((await tmi("GET /config")).body).toMatchObject({ features: { websocket_enabled: true } });
    expect((await tmi("GET /saml/providers")).body).toEqual({ providers: [] });
    expect((await tmi("GET /api/server-info")).body).toEqual({
      tls_enabled: false,
      tls_subject_name: "",
      websocket_base_url: "ws://localhost:8080",
    });
  });
});

describe("who I am", () => {
  it("today's clients get a user, the old ones the fields of both generations", async () => {
    const user = {
      principal_type: "user",
      provider: "tmi",
      provider_id: "alice",
      display_name: "Alice",
      email: "alice@tmi.local",
    };
    const now = await tmi("GET /me", { token: alice });
    expect(now).toMatchObject({
      status: 200,
      body: { ...user, is_admin: false, is_security_reviewer: false, groups: [] },
    });
    const then = await tmi("GET /users/me", { token: alice });
    expect(then).toMatchObject({ status: 200, body: { ...user, user_id: "alice", name: "Alice", idp: "tmi" } });
    for (const profile of ["1.8", "1.0.0"] as const) {
      const { body } = await tmi("GET /oauth2/userinfo", { token: alice, profile });
      expect(body).toMatchObject({ sub: "alice", email: "alice@tmi.local", name: "Alice", idp: "tmi" });
    }
  });

  it("whoever came by our own page is known by their address, with a sign-in and with a token alike", async () => {
    const { owner } = people;
    const token = await tokenOf(owner.uid, ["threatmodel.model.GetThreatModels"]);
    for (const secret of [owner.session, token]) {
      const { body } = await tmi("GET /me", { token: secret });
      expect(body).toMatchObject({
        provider: "confer",
        provider_id: "owner@confer.example",
        display_name: "Olga Oduya",
      });
    }
  });

  it("nobody is told who they are not: 401, with a challenge", async () => {
    for (const profile of ["1.8", "1.0.0"] as const) {
      for (const path of ["/me", "/users/me", "/oauth2/userinfo", "/me/preferences", "/addons"]) {
        const { status, body, headers } = await tmi(`GET ${path}`, { profile });
        expect([status, body.error]).toEqual([401, "unauthorized"]);
        expect(headers["www-authenticate"]).toBe('Bearer realm="confer"');
      }
    }
    for (const authorization of [
      "Bearer",
      "Bearer x",
      "Basic YTpi",
      `Bearer ${alice} ${alice}`,
      `bearer${alice}`,
      "",
    ]) {
      const { status, headers } = await tmi("GET /me", { headers: { authorization } });
      expect([authorization, status]).toEqual([authorization, 401]);
      expect(headers["www-authenticate"]).toBe('Bearer realm="confer", error="invalid_token"');
    }
  });

  it("the header wins over the cookie, a broken one too", async () => {
    const cookie = `tmi_access_token=${alice}`;
    expect((await tmi("GET /me", { headers: { cookie } })).body.provider_id).toBe("alice");
    expect((await tmi("GET /me", { token: people.owner.session, headers: { cookie } })).body.provider).toBe("confer");
    expect((await tmi("GET /me", { headers: { cookie, authorization: "Bearer nonsense" } })).status).toBe(401);
    expect((await tmi("GET /me", { headers: { cookie: `${cookie}; ${cookie}` } })).status).toBe(401);
  });

  it("S-42: a personal token is never a cookie", async () => {
    const token = await tokenOf(people.owner.uid, ["threatmodel.model.GetThreatModels"]);
    expect((await tmi("GET /me", { headers: { cookie: `tmi_access_token=${token}` } })).status).toBe(401);
  });
});

describe("preferences", () => {
  it("hold what a client keeps there for its person, and for nobody else", async () => {
    const bob = (await enterAs("bob")).access;
    const kept = { "tmi-ux": { theme: "dark", pages: [1, 2] } };
    expect((await tmi("GET /me/preferences", { token: bob })).body).toEqual({});
    expect((await tmi("POST /me/preferences", { token: bob, json: kept })).status).toBe(201);
    expect((await tmi("GET /me/preferences", { token: bob })).body).toEqual(kept);
    expect(await tmi("PUT /me/preferences", { token: bob, json: { other: 1 } })).toMatchObject({
      status: 200,
      body: { other: 1 },
    });
    expect((await tmi("GET /me/preferences", { token: bob })).body).toEqual({ other: 1 });
    expect((await tmi("GET /me/preferences", { token: alice })).body).toEqual({});
    for (const json of [[], "x", { "bad key": 1 }, { big: "x".repeat(20_001) }]) {
      expect((await tmi("PUT /me/preferences", { token: bob, json })).status).toBe(400);
    }
  });
});

describe("what a front end asks for and is not kept here", () => {
  it("is an empty list of the shape its generation reads", async () => {
    const lists = { "/addons": "addons", "/projects": "projects", "/intake/surveys": "surveys" };
    for (const [path, name] of Object.entries(lists)) {
      const { body } = await tmi(`GET ${path}?limit=200`, { token: alice });
      expect(body).toEqual({ [name]: [], total: 0, limit: 200, offset: 0 });
      expect((await tmi(`GET ${path}`, { token: alice, profile: "1.0.0" })).body).toEqual([]);
    }
    for (const query of ["limit=1001", "limit=-1", "limit=x", "offset=1.5", "limit=1&limit=2"]) {
      expect((await tmi(`GET /projects?${query}`, { token: alice })).status, query).toBe(400);
    }
  });
});
