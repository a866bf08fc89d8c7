import { demoPassword } from "../../db/cast";
import { ownPort } from "../ground";
import { expect, startServer, stopServer, test } from "../house";

/** The house of the walks answers the API ahead of Next; a second one on the same database answers it as Next routes. */
const AHEAD = `http://127.0.0.1:${ownPort()}`;
const ROUTES = `http://127.0.0.1:${ownPort() + 1}`;

async function answerOf(house: string, path: string, init: RequestInit) {
  const response = await fetch(house + path, init);
  const { headers, status } = response;
  const named = ["content-type", "cache-control", "referrer-policy", "x-content-type-options", "allow"];
  const kept = Object.fromEntries(named.map((name) => [name, headers.get(name)]));
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
  ];
  for (const [path, init] of asked) {
    const [ahead, route] = [await answerOf(AHEAD, path, init), await answerOf(ROUTES, path, init)];
    expect(route, `${init.method ?? "GET"} ${path.split("session=")[0]}`).toEqual(ahead);
    expect(ahead.body.length).toBeGreaterThan(0);
  }
}
