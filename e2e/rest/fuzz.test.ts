import "../support/unlimited";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "../../db/client";
import { operations } from "../../lib/operations/families";
import { answer } from "../../lib/rest/mount";
import { type Somebody, somebody } from "../support/arrange";
import { ask, must, newEnvironment, newRole, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { addressOf, callJson, send } from "../support/platform";
import { tokenOf } from "../support/residents";

const REQUESTS = 20_000;
const FORM = "application/x-www-form-urlencoded";

let people: Somebody[];
let secrets: (string | undefined)[];
let known: (string | number)[];

beforeAll(freshDatabase);
beforeAll(async () => {
  const owner = await somebody("Olga");
  const env = "fuzzed";
  const appid = await newEnvironment(owner, env);
  const { member, id } = await pairIn("ACTIVE", owner);
  const role = await newRole(owner, ["LOGS_VIEW"]);
  const share = (await must(owner, "SetResource", { collaborationId: id, resourceId: env, roleIds: role })).id;
  const pending = await pairIn("PENDING", owner);
  people = [owner, member, pending.member];
  const all = operations.map((operation) => operation.grant ?? operation.method);
  const resources = [`ENV:${appid}`];
  const dead = await tokenOf(owner.uid, all, { expires: new Date(0) });
  const tokens = [await tokenOf(owner.uid, all), await tokenOf(owner.uid, all, { resources }), dead];
  secrets = [
    ...people.map((one) => one.session),
    ...tokens,
    undefined,
    "",
    "nonsense",
    "x".repeat(300),
    `${owner.session}\u0000`,
  ];
  known = [env, appid, id, role, share, pending.id, owner.uid, member.uid, owner.email, "LOGS_VIEW", "Viewer"];
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

const nasty = [
  "",
  " ",
  "0",
  "-1",
  "1e3",
  "01",
  " 1",
  "1.5",
  "9007199254740991",
  "9007199254740992",
  "99999999999999999999999",
  "-9223372036854775809",
  "NaN",
  "Infinity",
  "null",
  "undefined",
  "true",
  "True",
  "[]",
  "{}",
  "[[[[[[]]]]]]",
  "[1,2",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e",
  "\u2028",
  "ﬁ",
  "İ",
  "ß",
  "💥".repeat(300),
  "x".repeat(256),
  "x".repeat(10_001),
  "'; drop table member; --",
  "<script>alert(1)</script>",
  "$(7*7)",
  "../../etc/passwd",
  "a@b.example",
  "a@b.example,c@d.example",
  "*",
  "ENV(9)",
  "[{'a': 1}]",
  '[{"__proto__":{"isOwner":true}}]',
  '[{"resourceId":"*","roleIds":["__proto__"]}]',
  '[{"resourceId":"fuzzed","role":{"name":"__proto__","policies":["26"]}}]',
  `[${"1,".repeat(1500)}1]`,
  "[".repeat(40) + "]".repeat(40),
];

const anyNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, Number.MIN_VALUE),
);
const anyText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: anyText },
  { weight: 3, arbitrary: anyNumber },
  { weight: 4, arbitrary: fc.nat({ max: 60 }).map((n) => known[n % known.length]) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}) },
  { weight: 1, arbitrary: fc.array(fc.oneof(anyText, anyNumber), { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 6 }) },
);

/** Parameters the operation knows, and some that nobody asked for (S-14). */
const parametersOf = (names: string[]) =>
  fc.dictionary(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(names.length > 0 ? names : ["id"])) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "status",
          "ownerUid",
          "isSystem",
          "uid",
          "owner_uid",
          "version",
          "type",
          "constructor",
          "session",
          "appid",
        ),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
    ),
    anyValue,
    { maxKeys: 8 },
  );

const requests = fc.constantFrom(...operations).chain((operation) =>
  fc.record({
    url: fc.oneof(
      { weight: 20, arbitrary: fc.constant(addressOf(operation.method)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "/1.0/",
          "/1.0//",
          "/1.0/users/collaboration/rest/",
          "/1.0/users/collaboration/rest/__proto__",
          "/1.0/users/collaboration/rest/getroles/../getpolicies",
          "/1.0/%75sers/collaboration/rest/getroles",
          "/1.0/users/collaboration/rest/getroles%00",
          `/1.0/${"a".repeat(5000)}/b/rest/c`,
          "/1.0/constructor/constructor/rest/constructor",
        ),
      },
    ),
    verb: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom("GET", "POST") },
      { weight: 1, arbitrary: fc.constantFrom("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get") },
    ),
    secret: fc.nat({ max: 59 }),
    where: fc.constantFrom("header", "query", "body"),
    how: fc.constantFrom("query", "query", "form", "form", "json", "json", "broken"),
    parameters: parametersOf(Object.keys(operation.input.shape)),
    twice: fc.boolean(),
    type: fc.constantFrom(
      FORM,
      "application/json",
      "",
      "text/plain",
      "application/xml",
      "multipart/form-data; boundary=x",
      `${FORM}; charset=utf-16`,
    ),
    bytes: fc.uint8Array({ maxLength: 60 }),
  }),
);

type Request = typeof requests extends fc.Arbitrary<infer R> ? R : never;

function plain({ url, verb, secret, where, how, parameters, twice, type, bytes }: Request) {
  const session = secrets[secret % secrets.length];
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let body: Buffer = Buffer.alloc(0);
  const given = { ...parameters } as Record<string, unknown>;
  if (session !== undefined && where === "header") headers.authorization = `Bearer ${session}`;
  if (session !== undefined && where === "query") query.append("session", session);
  if (session !== undefined && where === "body") given.session = session;
  const pairs = Object.entries(given).map(([key, value]) => [
    key,
    typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
  ]);
  if (twice && pairs.length > 0) pairs.push(pairs[0]!);
  if (how === "query") for (const [key, value] of pairs) query.append(key!, value!);
  if (how === "form") body = Buffer.from(new URLSearchParams(pairs as [string, string][]).toString());
  if (how === "json") body = Buffer.from(JSON.stringify(given));
  if (how === "broken") body = Buffer.from(bytes);
  if (body.length > 0) headers["content-type"] = how === "form" ? FORM : how === "json" ? "application/json" : type;
  return { method: verb, url: query.size > 0 ? `${url}?${query}` : url, headers, body, ip: "127.0.0.1" };
}

describe("20,000 malformed requests", () => {
  it("S-02, S-78: none is answered with 99 or a status of 500, none throws, and the database is sound after them", async () => {
    const results = new Map<number, number>();
    let count = 0;
    let at = Promise.resolve();
    const faults: string[] = [];
    const sample = fc.sample(requests, { numRuns: REQUESTS, seed: 20261121 });
    // Eight at a time: what is written meets what is written meanwhile.
    const next = sample[Symbol.iterator]();
    const lane = async () => {
      for (const request of { [Symbol.iterator]: () => next }) {
        const sent = plain(request);
        try {
          const answered = (await answer(sent))!;
          const body = JSON.parse(String(answered.body));
          count += 1;
          results.set(body.result, (results.get(body.result) ?? 0) + 1);
          const sound =
            answered.status < 500 && body.result !== 99 && typeof body.error === "string" && body.error.length < 1500;
          if (!sound || ![200, 404, 405].includes(answered.status))
            faults.push(
              `${sent.method} ${sent.url.slice(0, 300)}: ${answered.status} ${String(answered.body).slice(0, 300)}`,
            );
        } catch (error) {
          faults.push(`${sent.method} ${sent.url.slice(0, 300)} ${sent.body.toString().slice(0, 200)}: ${error}`);
        }
      }
    };
    at = Promise.all(Array.from({ length: 8 }, lane)).then(() => undefined);
    await at;
    expect(faults.slice(0, 5)).toEqual([]);
    expect(count).toBe(REQUESTS);
    expect(await brokenInvariants()).toEqual([]);
    // It was no fuzz against a closed door: much was accepted, and much was refused for each of the usual reasons.
    for (const result of [0, 3, 5, 702]) expect(results.get(result) ?? 0, `result ${result}`).toBeGreaterThan(200);
  }, 240_000);
});

describe("S-14: what nobody asked for is not taken over", () => {
  it("status, ownerUid, isSystem, ids and `__proto__` change nothing", async () => {
    const [owner, other] = [await somebody("Olga"), await somebody("Otto")];
    const more = {
      status: "ACTIVE",
      memberUid: other.uid,
      isSystem: true,
      owner_uid: other.uid,
      uid: other.uid,
      id: 7,
      version: 99,
      uniqueName: "ADMIN",
      type: "CMP",
    };
    const { body: invited } = await callJson(
      "users.collaboration.InviteMember",
      { email: "x@example.com", ...more },
      owner.session,
    );
    expect(invited).toMatchObject({
      result: 0,
      collaboration: { status: "PENDING", memberUid: 0, ownerUid: owner.uid, type: "ACCOUNT" },
    });
    const policy = { name: "P", methods: "environment.control.StartEnv", ...more };
    const { body: added } = await callJson("users.collaboration.AddPolicy", policy, owner.session);
    expect(added).toMatchObject({
      result: 0,
      policy: { isSystem: false, uniqueName: "", type: "ENVIRONMENT", owner: { id: owner.uid } },
    });
    const role = { name: "R", policies: "26", receiveNotification: false, ...more };
    const { body: made } = await callJson("users.collaboration.AddRole", role, owner.session);
    expect(made).toMatchObject({ result: 0, role: { type: "VAP", owner: { id: owner.uid } } });
    const rows = await db().selectFrom("role").select("id").where("owner_uid", "=", other.uid).execute();
    expect(rows).toHaveLength(2);
  });

  it("S-80: an own key `__proto__` is refused wherever it stands, and nothing inherits from it", async () => {
    const { session } = await somebody("Olga");
    const headers = { "content-type": "application/json", authorization: `Bearer ${session}` };
    for (const body of ['{"__proto__":{"result":7}}', '{"id":{"__proto__":1}}', '{"x":[{"__proto__":{}}]}']) {
      expect((await send(addressOf("users.collaboration.GetRoles"), { body, headers })).body).toMatchObject({
        result: 3,
      });
    }
    const { id } = await pairIn("PENDING", { session } as Somebody).catch(() => ({ id: 0 }));
    const resources = '[{"resourceId":"*","__proto__":{"roleIds":[1]}}]';
    const refused = await ask({ session }, "AddResources", { collaborationId: id || 1, resources });
    expect(refused.result).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>).result).toBeUndefined();
    const form = "__proto__=7&constructor=8&toString=9&hasOwnProperty=1";
    const answered = await send(`${addressOf("users.collaboration.GetRoles")}?session=${session}&${form}`, {
      verb: "GET",
    });
    expect(answered.body.result).toBe(0);
  });
});

describe("S-86: numbers are plain", () => {
  it.each([
    "1e3",
    " 1",
    "1 ",
    "01",
    "+1",
    "1.0",
    "1.5",
    "0x10",
    "１",
    "1_000",
    "--1",
    "-0",
    "0",
    "-1",
    "9007199254740992",
    "1e1000",
    "NaN",
  ])("%j is no id", async (id) => {
    const { session } = await somebody("Olga");
    for (const method of ["GetRoles", "GetMembers", "DeleteRole", "AcceptCollaboration"]) {
      expect(await ask({ session }, method, { id }), method).toMatchObject({
        result: 3,
        error: expect.stringContaining("[id]"),
      });
    }
  });

  it("2^53-1 is one, and nobody's; as a JSON number no more than as a text", async () => {
    const { session } = await somebody("Olga");
    expect(await ask({ session }, "GetRoles", { id: "9007199254740991" })).toMatchObject({ result: 5 });
    for (const id of [1.5, 2 ** 53, -1, 0, true, [], [1, 2], {}, "1e3"])
      expect((await callJson("users.collaboration.GetRoles", { id }, session)).body, JSON.stringify(id)).toMatchObject({
        result: 3,
      });
  });
});

describe("S-63, S-64: how much is read, and how much is answered", () => {
  const json = async (body: string) => {
    const { session } = await somebody("Olga");
    const headers = { "content-type": "application/json", authorization: `Bearer ${session}` };
    return (await send(addressOf("users.collaboration.GetRoles"), { body, headers })).body;
  };

  it("JSON is read 32 deep, and not 33", async () => {
    const nested = (depth: number) => `{"x":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    expect((await json(nested(32))).result).toBe(0);
    expect(await json(nested(33))).toMatchObject({ result: 3, error: "invalid parameter [body]: nested too deeply" });
    expect((await json(nested(100_000))).result).toBe(3);
  });

  it("lists have a thousand elements at most, texts ten thousand characters", async () => {
    expect((await json(JSON.stringify({ x: Array(1000).fill(1) }))).result).toBe(0);
    expect((await json(JSON.stringify({ x: Array(1001).fill(1) }))).result).toBe(3);
    expect((await json(JSON.stringify({ x: "a".repeat(10_000) }))).result).toBe(0);
    expect((await json(JSON.stringify({ x: "a".repeat(10_001) }))).result).toBe(3);
  });

  it("no more than 500 parameters", async () => {
    const { session } = await somebody("Olga");
    const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n}=1`).join("&");
    const read = async (count: number) =>
      (await send(`${addressOf("users.collaboration.GetRoles")}?session=${session}&${many(count)}`, { verb: "GET" }))
        .body.result;
    expect(await read(499)).toBe(0);
    expect(await read(500)).toBe(3);
  });

  it("a body of another kind, or that is not UTF-8, is refused", async () => {
    const { session } = await somebody("Olga");
    const headers = { authorization: `Bearer ${session}` };
    const kinds: [string, Buffer | string][] = [
      ["application/xml", "<id>1</id>"],
      ["multipart/form-data; boundary=x", "--x--"],
      ["application/json", "[1]"],
      ["application/json", "nonsense"],
      ["application/json", '"text"'],
      [FORM, Buffer.from([0x69, 0x64, 0x3d, 0xff, 0xfe])],
      ["application/json", Buffer.from([0x7b, 0xc3, 0x28, 0x7d])],
    ];
    for (const [type, body] of kinds) {
      const answered = await send(addressOf("users.collaboration.GetRoles"), {
        body,
        headers: { ...headers, "content-type": type },
      });
      expect(answered.body, `${type} ${body}`).toMatchObject({ result: 3, error: expect.stringContaining("[body]") });
    }
  });

  it("S-64: without being asked for a page of its own size, a page of members has at most 200", async () => {
    const owner = await somebody("Olga");
    const owner_uid = owner.uid;
    const ids = Array.from({ length: 250 }, (_, n) => 80_000_000 + n);
    const pair = { owner_uid, type: "ACCOUNT" as const };
    await db()
      .insertInto("collaboration")
      .values(ids.map((id) => ({ ...pair, id, display_name: "", external_id: "" })))
      .execute();
    const blank = {
      ...pair,
      email_shown: "",
      member_uid: null,
      status: "PENDING" as const,
      signed_by: "INVITATION" as const,
      display_name: "",
      owner_label: "",
      status_at: new Date(),
      sent_at: null,
      secret_hash: null,
      secret_expires_at: null,
    };
    await db()
      .insertInto("member")
      .values(ids.map((id) => ({ ...blank, id, collaboration_id: id, email: `m${id}@example.com` })))
      .execute();
    expect((await must(owner, "GetMembers", { startRow: 0 })).collaborations).toHaveLength(200);
    expect((await must(owner, "GetMembers", { startRow: 200 })).collaborations).toHaveLength(50);
    expect((await must(owner, "GetMembers", { startRow: 10, resultCount: 5 })).collaborations).toHaveLength(5);
    expect((await must(owner, "GetMembers", { startRow: 1_000_000 })).collaborations).toEqual([]);
    expect(await ask(owner, "GetMembers", { resultCount: 201 })).toMatchObject({ result: 3 });
    expect(await ask(owner, "GetMembers", { startRow: -1 })).toMatchObject({ result: 3 });
  });
});

describe("S-65: at N and at N+1", () => {
  it("a policy lists 500 methods, and not 501", async () => {
    const owner = await somebody("Olga");
    const methods = (count: number) => Array.from({ length: count }, () => "environment.control.StartEnv").join(",");
    expect(await ask(owner, "AddPolicy", { name: "N", methods: methods(500) })).toMatchObject({ result: 0 });
    expect(await ask(owner, "AddPolicy", { name: "N+1", methods: methods(501) })).toMatchObject({ result: 3 });
  });

  it("a collaboration shares 10,000 resources, and not one more", async () => {
    const owner = await somebody("Olga");
    const { id } = await pairIn("ACTIVE", owner);
    const role = await newRole(owner, ["CMP_VIEW"]);
    const region = (n: number) => ({
      collaborationId: id,
      resourceId: `region-${n}`,
      resourceType: "S3_REGION",
      roleIds: role,
    });
    const rows = Array.from({ length: 9_999 }, (_, n) => ({
      owner_uid: owner.uid,
      id: 90_000_000 + n,
      collaboration_id: id,
      type: "S3_REGION" as const,
      resource_id: `region-${n}`,
      metadata: "",
    }));
    for (let from = 0; from < rows.length; from += 5_000) {
      const some = rows.slice(from, from + 5_000);
      await db().insertInto("share").values(some).execute();
      await db()
        .insertInto("share_role")
        .values(some.map((row) => ({ owner_uid: owner.uid, share_id: row.id, role_id: role })))
        .execute();
    }
    expect(await ask(owner, "SetResource", region(9_999))).toMatchObject({ result: 0 });
    expect(await ask(owner, "SetResource", region(10_000))).toMatchObject({ result: 8213 });
    expect(await ask(owner, "SetResource", region(5))).toMatchObject({ result: 0 });
  }, 60_000);
});

describe("S-85: names", () => {
  it("are kept in Unicode form C, at most 255 code points, without control characters or half characters", async () => {
    const owner = await somebody("Olga");
    const add = (name: string) =>
      callJson("users.collaboration.AddPolicy", { name, methods: "environment.control.StartEnv" }, owner.session);
    const decomposed = "Cafe\u0301";
    expect((await add(decomposed)).body).toMatchObject({ result: 0, policy: { name: "Caf\u00e9" } });
    expect((await add("Caf\u00e9")).body).toMatchObject({ result: 8210 });
    expect((await add("💥".repeat(255))).body).toMatchObject({ result: 0 });
    expect((await add("💥".repeat(256))).body).toMatchObject({ result: 3 });
    for (const bad of ["a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "a\u2028b", "a\ud800b", "\udc00"])
      expect((await add(bad)).body, JSON.stringify(bad)).toMatchObject({ result: 3 });
  });
});
