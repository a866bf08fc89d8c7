import "../../support/unlimited";
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { config } from "../../../lib/config.mjs";
import { frontDoor } from "../../../lib/front-door.mjs";
import { largestBody } from "../../../lib/gate.mjs";
import { answer, matches } from "../../../lib/rest/mount";
import type { ServerHooks } from "../../../lib/server-hooks";
import { freshDatabase } from "../../support/database";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";

beforeAll(freshDatabase);
let set: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  set = await scene();
});

const KIB = 1024;
/** This JSON in so many bytes: blanks say nothing. */
const padded = (json: object, bytes: number) => JSON.stringify(json).padEnd(bytes, " ");
const status = async (asked: string, body: string | Buffer, anyone = false) => {
  const headers = { "content-type": "application/json" };
  return (await tmi(asked, { ...(anyone ? {} : { token: set.olga.session }), body, headers })).status;
};

describe("S-63: how much one call may bring", () => {
  it.each<[string, object, number, number, boolean]>([
    ["POST /threat_models", { name: "Large" }, 256 * KIB, 201, false],
    ["PUT {model}", { name: "Large" }, 256 * KIB, 200, false],
    ["POST {model}/diagrams", { name: "Large", type: "DFD-1.0.0" }, 256 * KIB, 201, false],
    ["PUT /me/preferences", {}, 256 * KIB, 200, false],
    ["PUT {diagram}", { name: "Large", type: "DFD-1.0.0", cells: [] }, 8 * KIB * KIB, 200, false],
    ["PATCH {diagram}", [{ op: "replace", path: "/name", value: "Larger" }], 8 * KIB * KIB, 200, false],
    // Read before anybody is known.
    ["POST /oauth2/token", { grant_type: "refresh_token", refresh_token: "x" }, 8 * KIB, 400, true],
    ["POST /oauth2/refresh", { refresh_token: "x" }, 8 * KIB, 401, true],
    ["POST /oauth2/revoke", { token: "x" }, 8 * KIB, 200, true],
  ])("%s", async (route, json, most, fine, anyone) => {
    const asked = route.replace("{model}", set.at).replace("{diagram}", set.on);
    expect(await status(asked, padded(json, most), anyone)).toBe(fine);
    expect(await status(asked, padded(json, most + 1), anyone)).toBe(413);
  });

  it("the gate, which counts before anything is read, lets a whole diagram in and nothing else that large", () => {
    const most = (method: string, url: string, key = true) =>
      largestBody({ method, url, headers: key ? { authorization: "Bearer x" } : {} } as Parameters<
        typeof largestBody
      >[0]);
    for (const url of [set.on, `/v1${set.on}`, `${set.on}?a=b`]) {
      expect([most("PUT", url), most("PATCH", url)]).toEqual([8 * KIB * KIB, 8 * KIB * KIB]);
      expect([most("PUT", url, false), most("POST", url)]).toEqual([256 * KIB, 256 * KIB]);
    }
    for (const url of [set.at, `${set.on}/collaborate`, "/threat_models", "/"])
      expect(most("PUT", url)).toBe(256 * KIB);
  });
});

it("what the gate refuses at TMI's addresses is said as TMI's error; elsewhere it is plain text", async () => {
  const hooks = { matches, api: answer } as unknown as ServerHooks;
  const house = { settings: config(), dev: false, hooks, pages: async () => {}, actions: null };
  const server = http.createServer(frontDoor(house));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const refused = (path: string) =>
    new Promise<[status: number, type: string, text: string]>((done, failed) => {
      const headers = { host: `localhost:${config().port}`, "content-length": 256 * KIB + 1 };
      const request = http.request({ port, host: "127.0.0.1", path, method: "POST", headers }, (response) => {
        let text = "";
        response.on("data", (piece) => (text += piece));
        response.on("end", () => {
          done([response.statusCode!, response.headers["content-type"]!, text]);
          request.destroy();
        });
      });
      request.on("error", failed);
      request.flushHeaders();
    });
  try {
    const [status, type, text] = await refused("/threat_models");
    expect([status, type]).toEqual([413, "application/json; charset=utf-8"]);
    expect(JSON.parse(text)).toEqual({ error: "payload_too_large", error_description: "The body is too large." });
    expect(await refused("/1.0/users/account/rest/signin")).toEqual([
      413,
      "text/plain; charset=utf-8",
      "The body is too large.\n",
    ]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

describe("S-63: how much a body may hold", () => {
  const put = async (said: object) => status(`PUT ${set.at}`, JSON.stringify({ name: "Payments", ...said }));
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

  it("lists of a thousand, texts of ten thousand characters, 32 levels; and not one more", async () => {
    for (const [fine, many] of [
      [{ more: Array(1_000).fill(1) }, { more: Array(1_001).fill(1) }],
      [{ more: "x".repeat(10_000) }, { more: "x".repeat(10_001) }],
      [{ more: nested(31) }, { more: nested(32) }],
      [{ description: "x".repeat(2_048) }, { description: "x".repeat(2_049) }],
    ] as const)
      expect([await put(fine), await put(many)]).toEqual([200, 400]);
  });

  it("but a diagram: ten thousand cells, a picture of 100 KiB", async () => {
    const cells = (count: number) => Array.from({ length: count }, () => ({ id: randomUUID(), shape: "actor" }));
    const draw = (said: object) =>
      status(`PUT ${set.on}`, JSON.stringify({ name: "Card flow", type: "DFD-1.0.0", cells: [], ...said }));
    expect(await draw({ cells: cells(10_001) })).toBe(400);
    expect(await draw({ image: { svg: "A".repeat(102_400) } })).toBe(200);
    expect(await draw({ image: { svg: "A".repeat(102_401) } })).toBe(400);
    expect(await draw({ cells: cells(10_000) })).toBe(200);
  });
});
