import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { table } from "../../../lib/rest/tmi/routes";
import { somebody } from "../../support/arrange";
import { freshDatabase } from "../../support/database";
import { withSettings } from "../../support/settings";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";

beforeAll(freshDatabase);
let olga: Awaited<ReturnType<typeof somebody>>;
beforeEach(async () => {
  olga = await somebody("Olga");
  return withSettings({ CONFER_RATE_LIMIT: "off" });
});

const NOWHERE = "00000000-0000-4000-8000-000000000000";
const filled = (path: string) => path.replace(/\{[^}]+\}/g, NOWHERE);

describe("every address", () => {
  it("that is none is told so in TMI's words", async () => {
    for (const path of [
      "/threat_models/x/y",
      "/me/nothing",
      "/oauth2/",
      "/ws",
      "/v1/nothing",
      "/threat_models//x/diagrams//y/z",
    ]) {
      const { status, body } = await tmi(`GET ${path}`, { token: olga.session });
      expect([path, status, body.error]).toEqual([path, 404, "not_found"]);
    }
  });

  it.each(Object.entries(table))("%s knows its methods and says which", async (path, methods) => {
    const known = [...Object.keys(methods), ...("GET" in methods ? ["HEAD"] : []), "OPTIONS"];
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      if (path === "/" && method !== "GET") continue;
      const { status, headers, body } = await tmi(`${method} ${filled(path)}`);
      if (method === "OPTIONS") expect([status, body]).toEqual([204, undefined]);
      else if (!known.includes(method)) expect([status, body.error]).toEqual([405, "method_not_allowed"]);
      else expect(status).not.toBe(405);
      if (status === 405 || method === "OPTIONS") expect(headers.allow!.split(", ").sort()).toEqual([...known].sort());
    }
  });

  it.each(Object.entries(table))(
    "%s is closed to nobody but where anyone may, and never an error inside",
    async (path, methods) => {
      for (const [method, { anyone }] of Object.entries(methods)) {
        const { status } = await tmi(`${method} ${filled(path)}`);
        if (anyone) expect(status, method).toBeLessThan(500);
        else expect(status, method).toBe(401);
      }
    },
  );

  it("answers the same with a slash at its end", async () => {
    expect((await tmi("GET /me/", { token: olga.session })).status).toBe(200);
  });
});

describe("the profile", () => {
  const shapeOf = async (path: string, headers: Record<string, string> = {}) =>
    "user_id" in (await tmi(`GET ${path}`, { token: olga.session, headers })).body ? "1.0.0" : "1.8";

  it("is chosen by prefix or header, then by the address, then by how the client names itself", async () => {
    const old = { "user-agent": "Swagger-Codegen/1.0.0/python" };
    expect(await shapeOf("/me")).toBe("1.8");
    expect(await shapeOf("/me", old)).toBe("1.0.0");
    expect(await shapeOf("/me", { "user-agent": "Swagger-Codegen/1.8.0/go" })).toBe("1.8");
    expect(await shapeOf("/v1/me")).toBe("1.0.0");
    expect(await shapeOf("/me", { "x-tmi-profile": "1.0.0" })).toBe("1.0.0");
    expect(await shapeOf("/me", { ...old, "x-tmi-profile": "1.8.22" })).toBe("1.8");
    expect(await shapeOf("/users/me")).toBe("1.0.0");
    expect(await shapeOf("/users/me", { "x-tmi-profile": "1.8" })).toBe("1.8");
  });
});

describe("form", () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    tmi("POST /threat_models", {
      token: olga.session,
      body,
      headers: { "content-type": "application/json", ...headers },
    });

  it("406 for whoever reads no JSON", async () => {
    const statusOf = async (accept: string) =>
      (await tmi("GET /me", { token: olga.session, headers: { accept } })).status;
    for (const accept of ["text/html", "application/xml, text/*", "application/json;q=0", "image/*;q=1"])
      expect(await statusOf(accept), accept).toBe(406);
    for (const accept of [
      "*/*",
      "",
      "application/*",
      "text/html, application/json;q=0.5",
      "application/json, text/plain, */*",
    ])
      expect(await statusOf(accept), accept).toBe(200);
  });

  it("415 for what is no JSON, unless nobody looks at it", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "nonsense",
    ]) {
      expect((await post('{"name":"X"}', { "content-type": type })).status, type).toBe(415);
    }
    for (const type of ["application/json; charset=utf-8", "Application/JSON", ""]) {
      expect((await post('{"name":"X"}', { "content-type": type })).status, type).toBe(201);
    }
    const { olga: owner, at } = await scene();
    const json = '[{"op":"replace","path":"/name","value":"Y"}]';
    for (const type of ["application/json-patch+json", "application/json"]) {
      expect(
        (await tmi(`PATCH ${at}`, { token: owner.session, body: json, headers: { "content-type": type } })).status,
      ).toBe(200);
    }
  });

  it("400 for a body that is no JSON, says a key twice, or nests without end", async () => {
    const wrong = [
      "",
      "{",
      "nonsense",
      '{"name":"a","name":"a"}',
      '{"name":"a","metadata":[{"key":"a","key":"b","value":""}]}',
      '{"name":"a","n\\u0061me":"b"}',
      '{"name":"a","__proto__":{}}',
      `{"name":"a","x":${"[".repeat(40)}${"]".repeat(40)}}`,
      '"text"',
      "null",
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    ];
    for (const body of wrong) {
      const { status, body: told } = await post(body as string);
      expect([String(body), status, told.error]).toEqual([String(body), 400, "invalid_input"]);
    }
    expect(
      (await post('{"name":"a","description":"\\"name\\":{[","metadata":[{"key":"name","value":"x"}]}')).status,
    ).toBe(201);
  });

  it("400 for a parameter said twice with different values", async () => {
    expect((await tmi("GET /threat_models?limit=1&limit=2", { token: olga.session })).status).toBe(400);
    expect((await tmi("GET /threat_models?limit=1&limit=1", { token: olga.session })).status).toBe(200);
  });
});

describe("pages of other sites", () => {
  const client = "https://tmi.example.org";

  it("hear nothing until their exact origin is named", async () => {
    const plain = await tmi("GET /me", { token: olga.session, headers: { origin: client } });
    expect(Object.keys(plain.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("that are named may ask, with cookies, and are told by a preflight what", async () => {
    const restore = withSettings({ CONFER_CLIENTS: client, CONFER_RATE_LIMIT: "off" });
    const preflight = await tmi("OPTIONS /threat_models", {
      headers: { origin: client, "access-control-request-method": "POST" },
    });
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        "access-control-allow-origin": client,
        "access-control-allow-credentials": "true",
        "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
        vary: "Origin",
      },
    });
    expect(preflight.headers["access-control-allow-headers"]).toMatch(/Authorization.*If-Match/);
    for (const asked of ["GET /me", "GET /threat_models/x", "GET /nothing/at/all".replace("/nothing", "/me")]) {
      const { headers } = await tmi(asked, { token: olga.session, headers: { origin: client } });
      expect(headers["access-control-allow-origin"], asked).toBe(client);
      expect(headers["access-control-expose-headers"]).toMatch(/ETag.*Location/);
    }
    expect((await tmi("GET /me", { headers: { origin: client } })).headers["access-control-allow-origin"]).toBe(client);
    for (const origin of [
      "https://tmi.example.org.evil.example",
      "http://tmi.example.org",
      "https://tmi.example.org:8443",
      "null",
    ]) {
      const { headers } = await tmi("GET /me", { token: olga.session, headers: { origin } });
      expect(headers["access-control-allow-origin"], origin).toBeUndefined();
      expect(headers.vary).toBe("Origin");
    }
    const cookie = `tmi_access_token=${olga.session}`;
    expect((await tmi("POST /me/logout", { headers: { cookie, origin: "https://evil.example" } })).status).toBe(403);
    expect((await tmi("POST /me/logout", { headers: { cookie, origin: client } })).status).toBe(204);
    restore();
  });
});

describe("limits", () => {
  it("a hundred calls a minute a person, told in every answer; then 429 with when to come back", async () => {
    const restore = withSettings({ CONFER_RATE_LIMIT: "on" });
    const first = await tmi("GET /me", { token: olga.session });
    expect(first.headers).toMatchObject({ "x-ratelimit-limit": "100", "x-ratelimit-remaining": "99" });
    const refused = await tmi("GET /threat_models/x", { token: (await somebody("Refused")).session });
    expect(refused).toMatchObject({
      status: 400,
      headers: { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "99" },
    });
    const reset = Number(first.headers["x-ratelimit-reset"]);
    expect(reset - Date.now() / 1000).toBeGreaterThan(-1);
    expect(reset - Date.now() / 1000).toBeLessThan(61);
    // They come back one by one, so a few more than a hundred pass while this takes its time.
    let passed = 1;
    while (passed < 150 && (await tmi("GET /threat_models/x", { token: olga.session })).status === 400) passed += 1;
    expect(passed).toBeGreaterThanOrEqual(100);
    expect(passed).toBeLessThan(120);
    const over = await tmi("GET /me", { token: olga.session });
    expect([over.status, over.body.error]).toEqual([429, "rate_limit_exceeded"]);
    expect(Number(over.headers["retry-after"])).toBeGreaterThan(0);
    expect(over.headers).toMatchObject({
      "x-ratelimit-limit": "100",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": expect.stringMatching(/^\d+$/),
    });
    expect((await tmi("GET /config")).status).toBe(200);
    const other = await somebody("Other");
    expect((await tmi("GET /me", { token: other.session })).status).toBe(200);
    restore();
  });

  it("whoever guesses is counted where they come from", async () => {
    const restore = withSettings({ CONFER_RATE_LIMIT: "on" });
    const statuses = new Set<number>();
    for (let n = 0; n < 70; n += 1)
      statuses.add((await tmi("GET /me", { token: `1x${String(n).padStart(32, "0")}` })).status);
    expect(statuses).toEqual(new Set([401, 429]));
    restore();
  });
});
