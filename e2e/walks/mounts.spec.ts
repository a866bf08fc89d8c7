import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { expect, test } from "@playwright/test";
import { demoPassword } from "../../db/cast";
import { attachEmbedded } from "../../db/embedded";

/** The house of the walks answers the API ahead of Next; a second one on the same database answers it as Next routes. */
const AHEAD = `http://127.0.0.1:${process.env.CONFER_E2E_PORT ?? "3100"}`;
const ROUTES = "http://127.0.0.1:3101";
const DATA = "build/e2e-data";

let second: ChildProcess;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  const { connection } = (await attachEmbedded(DATA))!;
  second = spawn(process.execPath, ["server.mjs"], {
    env: {
      ...process.env,
      PORT: "3101",
      DATABASE_URL: `postgres://${connection.user}@localhost/${connection.database}?host=${encodeURIComponent(String(connection.host))}`,
      CONFER_SECRET: fs.readFileSync(`${DATA}/secret`, "utf8").trim(),
      CONFER_AHEAD: "off",
      CONFER_RATE_LIMIT: "off",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, fail) => {
    second.on("exit", (code) => fail(new Error(`The second house ended with ${code}.`)));
    second.stdout!.on("data", (text) => String(text).includes("Ready in") && ready());
  });
});

test.afterAll(() => {
  second.removeAllListeners("exit").kill("SIGTERM");
});

async function answerOf(house: string, path: string, init: RequestInit) {
  const response = await fetch(house + path, init);
  const { headers, status } = response;
  const named = ["content-type", "cache-control", "referrer-policy", "x-content-type-options", "allow"];
  const kept = Object.fromEntries(named.map((name) => [name, headers.get(name)]));
  return { status, headers: kept, body: Buffer.from(await response.arrayBuffer()).toString("base64") };
}

test("both mounts of the API answer byte for byte the same", async () => {
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
});
