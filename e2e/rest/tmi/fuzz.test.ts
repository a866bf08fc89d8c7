import "../../support/unlimited";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { demo } from "../../../lib/demo";
import { answer, matches } from "../../../lib/rest/mount";
import { table } from "../../../lib/rest/tmi/routes";
import { freshDatabase } from "../../support/database";
import { brokenInvariants } from "../../support/invariants";
import { tokenOf } from "../../support/residents";
import { CALLBACK, enterAs } from "../../support/tmi";
import { FLOW, NODE, STORE, scene } from "../../support/tmi-scene";

const REQUESTS = 6_000;

let secrets: (string | undefined)[];
let ids: { model: string[]; diagram: string[] };

beforeAll(freshDatabase);
beforeAll(async () => {
  demo.on = true;
  const { olga, milo, rita, model, diagram } = await scene();
  const { access, refresh } = await enterAs("fuzz");
  secrets = [olga.session, olga.session, milo.session, rita.session, access, refresh, undefined, "", "x", "\u0000"];
  secrets.push(await tokenOf(olga.uid, ["threatmodel.model.GetThreatModel"], { resources: ["ENV:x"] }));
  const wrong = [randomUUID(), "x", "%00", "..", "%ff", "a".repeat(300)];
  ids = { model: [...wrong, diagram.body.id, model.body.id], diagram: [...wrong, model.body.id, diagram.body.id] };
  return () => {
    demo.on = false;
  };
}, 60_000);

/** Whatever went wrong inside is written to the log; here it fails the test. */
let logged: unknown[][];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((...line) => void logged.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(logged.map((line) => String(line[0]).slice(0, 600))).toEqual([]);
});

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    "",
    " ",
    "x".repeat(300),
    "\u0000",
    "\ud800",
    "\u202e",
    "💥".repeat(200),
    "<script>",
    "'; drop table",
    [],
    {},
    [[]],
    [{}],
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.jsonValue({ maxDepth: 4 }),
);
const person = fc.record(
  {
    principal_type: fc.oneof(fc.constantFrom("user", "group", "robot"), odd),
    provider: fc.oneof(fc.constantFrom("confer", "tmi", "test", "google"), odd),
    provider_id: fc.oneof(fc.constantFrom("a@b.example", "7", "alice", "everyone", "9007199254740993", "a@b"), odd),
    role: fc.oneof(fc.constantFrom("owner", "writer", "reader"), odd),
  },
  { requiredKeys: [] },
);
const cell = fc.oneof(
  fc.constantFrom<unknown>(
    NODE,
    STORE,
    FLOW,
    { ...NODE, id: "x" },
    { ...NODE, x: "1" },
    { ...NODE, attrs: null },
    { ...FLOW, source: 5 },
  ),
  fc.record({ id: fc.oneof(fc.uuid(), odd), shape: odd, position: odd, size: odd, data: odd }, { requiredKeys: [] }),
);
const members: Record<string, fc.Arbitrary<unknown>> = {
  name: fc.oneof(fc.constant("A name"), odd),
  description: odd,
  threat_model_framework: fc.oneof(fc.constantFrom("STRIDE", "LINDDUN"), odd),
  authorization: fc.oneof(fc.array(person, { maxLength: 3 }), odd),
  metadata: fc.oneof(fc.array(fc.record({ key: odd, value: odd }), { maxLength: 3 }), odd),
  issue_uri: odd,
  is_confidential: odd,
  status: odd,
  owner: fc.oneof(person, odd),
  version: odd,
  type: fc.oneof(fc.constant("DFD-1.0.0"), odd),
  cells: fc.oneof(fc.array(cell, { maxLength: 4 }), odd),
  image: fc.oneof(fc.record({ svg: odd, update_vector: odd }, { requiredKeys: [] }), odd),
  color_palette: fc.oneof(fc.array(fc.record({ position: odd, color: odd }), { maxLength: 3 }), odd),
  include_in_report: odd,
  grant_type: fc.oneof(fc.constantFrom("authorization_code", "refresh_token"), odd),
  code: fc.oneof(fc.constant(`1x${"0".repeat(32)}`), odd),
  redirect_uri: fc.oneof(fc.constant(CALLBACK), odd),
  code_verifier: odd,
  refresh_token: fc.oneof(
    fc.nat({ max: 20 }).map((n) => secrets[n % secrets.length]),
    odd,
  ),
  token: fc.oneof(
    fc.nat({ max: 20 }).map((n) => (n % 4 ? "unknown" : secrets[5])),
    odd,
  ),
  __proto__x: odd,
};
const object = fc.record(members, { requiredKeys: [] });
const pointer = fc.oneof(
  fc.constantFrom(
    "/name",
    "/description",
    "/cells",
    "/cells/0",
    "/cells/-",
    "/cells/0/id",
    "/authorization/-",
    "/authorization/0/role",
    "/metadata/-",
    "/image",
    "/owner",
    "",
    "/",
    "//",
    "/~",
    "/~1",
    "/__proto__/x",
    "/constructor/prototype/x",
    "/id",
    "/cells/999999999999",
  ),
  fc.string({ maxLength: 12 }),
);
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom("add", "remove", "replace", "move", "copy", "test"), odd),
    path: pointer,
    from: pointer,
    value: fc.oneof(odd, cell, person),
  },
  { requiredKeys: ["op", "path"] },
);
const body = fc.oneof(
  { weight: 5, arbitrary: object.map((one) => JSON.stringify(one)) },
  { weight: 3, arbitrary: fc.array(operation, { maxLength: 6 }).map((one) => JSON.stringify(one)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "{",
      '{"a":1,"a":2}',
      "nul",
      `${"[".repeat(100)}`,
      "a=1&a=2",
      "grant_type=refresh_token&refresh_token=x",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
const SIGN_IN = `?idp=tmi&login_hint=fuzz&client_callback=${encodeURIComponent(CALLBACK)}`;
const query = fc.oneof(
  fc.constantFrom(
    "",
    "?limit=5",
    "?limit=x",
    "?offset=-1",
    "?session_id=x",
    "?limit=1&limit=2",
    "?%",
    "?name=%00",
    "?name=%",
    SIGN_IN,
    "?idp=tmi&login_hint=a%00b&client_callback=http://localhost/",
    `?session_id=${randomUUID()}`,
  ),
  fc
    .dictionary(
      fc.constantFrom(
        "limit",
        "offset",
        "name",
        "idp",
        "state",
        "login_hint",
        "client_callback",
        "code_challenge",
        "session_id",
      ),
      fc.string({ unit: "binary", maxLength: 12 }),
      { maxKeys: 4 },
    )
    .map((one) => `?${new URLSearchParams(one)}`),
);
const routes = Object.keys(table).filter((path) => path !== "/");
/** Mostly the last one, which fits. */
const which = fc.nat({ max: 20 }).map((n) => Math.min(n, 7));
const request = fc.record({
  path: fc.constantFrom(...routes),
  v1: fc.boolean(),
  method: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom("GET", "POST", "PUT", "PATCH") },
    { weight: 1, arbitrary: fc.constantFrom("DELETE", "HEAD", "OPTIONS") },
  ),
  ids: fc.tuple(which, which),
  query,
  body,
  secret: fc.nat({ max: 10 }),
  by: fc.constantFrom("header", "header", "cookie"),
  headers: fc.dictionary(
    fc.constantFrom("content-type", "accept", "if-match", "origin", "x-tmi-profile", "user-agent"),
    fc.oneof(
      fc.constantFrom(
        "application/json",
        "application/json-patch+json",
        "application/x-www-form-urlencoded",
        "*/*",
        '"1"',
        "1.0.0",
        "null",
      ),
      fc.string({ maxLength: 20 }),
    ),
    { maxKeys: 3 },
  ),
});

/** Good input, twice: somebody draws already. Chance alone seldom finds that. */
const joining = {
  path: "/threat_models/{threat_model_id}/diagrams/{diagram_id}/collaborate",
  v1: true,
  method: "POST" as const,
  ids: [7, 7] as [number, number],
  query: "",
  body: "",
  secret: 0,
  by: "header" as const,
  headers: {},
};

/** And one who is led back to where they came from, which it seldom finds either. */
const leading = { ...joining, path: "/oauth2/authorize", v1: false, method: "GET" as const, query: SIGN_IN };

it(`bad input of ${REQUESTS} kinds finds words, never an error inside, and breaks nothing`, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ path, v1, method, ids: [one, two], query, body, secret, by, headers }) => {
      const filled = path.replace("{threat_model_id}", ids.model[one]!).replace("{diagram_id}", ids.diagram[two]!);
      const key = secrets[secret];
      const own: Record<string, string> =
        key === undefined
          ? {}
          : by === "header"
            ? { authorization: `Bearer ${key}` }
            : { cookie: `tmi_access_token=${key}` };
      const url = `${v1 ? "/v1" : ""}${filled}${query}`;
      // Whoever signs out, or deletes everything, ends the game for the others.
      if (/logout|revoke/.test(path) || (method === "DELETE" && !path.endsWith("collaborate"))) return;
      const asked = {
        method,
        url,
        headers: { host: "localhost:8080", ...headers, ...own },
        body: Buffer.from(body),
        ip: "127.0.0.1",
      };
      expect(matches(asked)).toBe(true);
      const { status } = (await answer(asked))!;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: REQUESTS, examples: [[joining], [joining], [leading]] },
  );
  for (const status of [200, 201, 204, 302, 400, 401, 403, 404, 405, 406, 409, 415])
    expect([...statuses.keys()]).toContain(status);
  expect(await brokenInvariants()).toEqual([]);
}, 180_000);
