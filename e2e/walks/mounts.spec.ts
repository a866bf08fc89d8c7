import { demoPassword } from "../../db/cast";
import { ownPort } from "../ground";
import { expect, startServer, stopServer, test } from "../house";

/** The house of the walks answers the API ahead of Next; a second one on the same database answers it as Next routes. */
const AHEAD = `http://127.0.0.1:${ownPort()}`;
const ROUTES = `http://127.0.0.1:${ownPort() + 1}`;

async function answerOf(house: string, path: string, init: RequestInit) {
  const response = await fetch(house + path, init);
  const { headers, status } = response;
  const named =
    "content-type cache-control referrer-policy x-content-type-options allow etag www-authenticate location".split(" ");
  const kept = {
    ...Object.fromEntries(named.map((name) => [name, headers.get(name)])),
    cookies: headers.getSetCookie(),
  };
  return { status, headers: kept, body: Buffer.from(await response.arrayBuffer()).toString("base64") };
}

test("both mounts of the API answer byte for byte the same", async ({ house }) => {
  const second = await startServer({ ...house.environment, PORT: String(house.port + 1), CONFER_AHEAD: "off" });
  try {
    await compare();
  } finally {
    await stopServer(second);
  }
});

async function compare(): Promise<void> {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const signedIn = await fetch(`${AHEAD}/1.0/users/authentication/rest/signin`, {
    method: "POST",
    body: new URLSearchParams({ login: "owner@confer.example", password: demoPassword }),
  });
  const { session } = (await signedIn.json()) as { session: string };
  const authorization = `Bearer ${session}`;
  const at = "/1.0/users/collaboration/rest";
  const asked: [string, RequestInit][] = [
    ["/openapi.json", {}],
    ["/asyncapi.json", {}],
    ["/1.0/system/service/rest/getversion", {}],
    [`${at}/getmembers`, { headers: { authorization } }],
    [`${at}/GetRoles?session=${session}`, {}],
    [`${at}/getpolicies`, { method: "POST", headers: { ...form, authorization }, body: "" }],
    [`${at}/getpolicies`, { method: "POST", headers: form, body: `session=${session}&id=1` }],
    [
      `${at}/getmembers`,
      { method: "POST", headers: { "content-type": "application/json", authorization }, body: '{"id":0}' },
    ],
    [
      `${at}/checkenvironmentrights?serviceMethod=environment.control.GetEnvInfo&envName=shop-prod`,
      { headers: { authorization } },
    ],
    [`${at}/getmembers`, {}],
    [`${at}/getmembers?session=nonsense`, {}],
    [`${at}/nosuchmethod?session=${session}`, {}],
    ["/1.0/nowhere", {}],
    [`${at}/getmembers`, { method: "PUT", headers: { authorization } }],
    [`${at}/getmembers`, { method: "DELETE" }],
    [`${at}/getmembers?id=%ff`, { headers: { authorization } }],
    ...tmiAsked(authorization),
  ];
  for (const [path, init] of asked) {
    const [ahead, route] = [await answerOf(AHEAD, path, init), await answerOf(ROUTES, path, init)];
    expect(route, `${init.method ?? "GET"} ${path.split("session=")[0]}`).toEqual(ahead);
    expect(ahead.body.length > 0 || ahead.status === 204 || init.method === "HEAD").toBe(true);
  }
}

/** TMI's family by every root of its addresses; answers that tell the house's own address are not among them. */
function tmiAsked(authorization: string): [string, RequestInit][] {
  const json = { "content-type": "application/json" };
  return [
    ["/me", { headers: { authorization } }],
    ["/v1/me", { headers: { authorization } }],
    ["/users/me", { headers: { authorization, "user-agent": "Swagger-Codegen/1.0.0/python" } }],
    ["/me", {}],
    ["/me", { method: "HEAD", headers: { authorization } }],
    ["/me", { headers: { authorization, accept: "text/html" } }],
    ["/me/preferences", { method: "PUT", headers: { ...json, authorization }, body: '{"tmi-ux":{"a":1}}' }],
    ["/me/sessions", { headers: { authorization } }],
    ["/collaboration/sessions", { headers: { authorization } }],
    ["/threat_models", { headers: { authorization } }],
    ["/threat_models/x", { headers: { authorization } }],
    ["/threat_models", { method: "POST", headers: { ...json, authorization }, body: '{"name":"a","name":"b"}' }],
    ["/threat_models", { method: "POST", headers: { authorization, "content-type": "text/plain" }, body: "x" }],
    ["/threat_models/a/b/c", { headers: { authorization } }],
    ["/threat_models", { method: "DELETE", headers: { authorization } }],
    ["/threat_models", { method: "OPTIONS" }],
    ["/ws/ticket", { headers: { authorization } }],
    ["/saml/providers", {}],
    ["/.well-known/unknown", {}],
    ["/oauth2/authorize?client_callback=https://evil.example/", { redirect: "manual" }],
    ["/oauth2/token", { method: "POST", headers: json, body: "{}" }],
    [
      "/oauth2/revoke",
      { method: "POST", headers: { ...json, cookie: "tmi_access_token=unknown" }, body: '{"token":"unknown"}' },
    ],
    ["/projects?limit=3", { headers: { authorization } }],
    ["/addons", { headers: { authorization } }],
    ["/intake/surveys", { headers: { authorization } }],
  ];
}
