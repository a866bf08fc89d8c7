import "../support/unlimited";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, inject, it, vi } from "vitest";
import { db } from "../../db/client";
import { operations } from "../../lib/operations/families";
import { type Somebody, somebody } from "../support/arrange";
import { ask, must, newEnvironment, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { addressOf, call, callJson, send } from "../support/platform";
import { meddle } from "../support/watch";

beforeAll(freshDatabase);

const attacks = [
  "'; drop table member; --",
  '"; drop table "account" cascade; --',
  "' or '1'='1",
  "1); delete from share; --",
  "$1",
  "$$; select pg_sleep(9); $$",
  "\\'; truncate journal; --",
  "' union select password_hash from account --",
  "%' and 1=(select count(*) from token) --",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(1)>',
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "=HYPERLINK(1)",
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1)",
  "https://evil.example/?a=b",
  "%00%0d%0aSet-Cookie:x",
  "a&b;c=d#e",
  "＜script＞",
];

/** Each text field a person can fill: how it is written, and where it is read again. */
type Field = {
  maximum?: number;
  write(text: string): Promise<{ result: number; error: string }>;
  read(): Promise<unknown>;
};
let fields: Record<string, Field>;
let owner: Somebody;
let member: Somebody;
let tables: string[];

const START = "environment.control.StartEnv";
const json = async (method: string, body: object, who = owner) => (await callJson(method, body, who.session)).body;
const collaboration = (method: string, body: object, who = owner) => json(`users.collaboration.${method}`, body, who);

beforeAll(async () => {
  owner = await somebody("Olga");
  const env = "injected";
  await newEnvironment(owner, env);
  const pair = await pairIn("ACTIVE", owner);
  member = pair.member;
  const { id } = pair;
  const policy = (await must(owner, "AddPolicy", { name: "P", methods: START })).policy.id;
  const role = await newRole(owner, ["LOGS_VIEW"]);
  const team = await newTeam(owner, "Team");
  const policyNow = async () => (await must(owner, "GetPolicies", { id: policy })).policies[0];
  const roleNow = async () => (await must(owner, "GetRoles", { id: role })).roles[0];
  const memberNow = async () => (await must(owner, "GetMembers", { id })).collaborations[0];
  const teamNow = async () => (await must(owner, "GetCollaborations", { id: team })).collaborations[0];
  const resources = (metadata: string) => [{ resourceId: env, roleIds: [role], metadata }];
  fields = {
    "a policy's name": {
      write: (name) => collaboration("EditPolicy", { id: policy, methods: START, name }),
      read: async () => (await policyNow()).name,
    },
    "a policy's description": {
      write: (description) => collaboration("EditPolicy", { id: policy, methods: START, description }),
      read: async () => (await policyNow()).description,
    },
    "a role's name": {
      write: (name) => collaboration("EditRole", { id: role, policies: "26", name }),
      read: async () => (await roleNow()).name,
    },
    "a role's description": {
      write: (description) => collaboration("EditRole", { id: role, policies: "26", description }),
      read: async () => (await roleNow()).description,
    },
    "the owner's label": {
      write: (displayName) => collaboration("EditMember", { id, displayName }),
      read: async () => (await memberNow()).displayName,
    },
    "the member's label": {
      write: (displayName) => collaboration("EditCollaboration", { id, displayName }, member),
      read: async () => (await must(member, "GetCollaborations", { id })).collaborations[0].displayName,
    },
    "a share's metadata": {
      write: (metadata) => collaboration("SetResources", { collaborationId: id, resources: resources(metadata) }),
      read: async () => (await must(owner, "GetCollaborationResources", { collaborationId: id })).responses[0].metadata,
    },
    "a team's name": {
      write: (displayName) => json("users.team.Edit", { teamId: team, displayName }),
      read: async () => (await teamNow()).displayName,
    },
    "a team's directory group": {
      write: (externalId) => json("users.team.Edit", { teamId: team, externalId }),
      read: async () => (await teamNow()).externalId,
    },
    "an environment's label": {
      write: (displayName) => json("environment.control.SetEnvDisplayName", { envName: env, displayName }),
      read: async () =>
        (
          (await json("environment.control.GetEnvInfo", { envName: env })) as unknown as {
            env: { displayName: string };
          }
        ).env.displayName,
    },
  };
  tables = await tableNames();
}, 60_000);

describe("S-70, S-58: a text is kept as it is, and is never anything but a text", () => {
  const names = [
    "a policy's name",
    "a policy's description",
    "a role's name",
    "a role's description",
    "the owner's label",
    "the member's label",
    "a share's metadata",
    "a team's name",
    "a team's directory group",
    "an environment's label",
  ];

  it("every field has its turn", () => expect(Object.keys(fields)).toEqual(names));

  it.each(names)("%s", async (name) => {
    const field = fields[name]!;
    for (const attack of attacks) {
      expect(await field.write(attack), attack).toMatchObject({ result: 0, error: "" });
      expect(await field.read(), attack).toBe(attack);
    }
    expect(await tableNames()).toEqual(tables);
  });

  it("where only some texts have a meaning, the others are refused, and nothing happens", async () => {
    const owner = await somebody("Otto");
    for (const attack of attacks) {
      const refused = [
        await ask(owner, "InviteMember", { email: attack }),
        await ask(owner, "InviteMember", { email: `a@b.example${attack}` }),
        await ask(owner, "AddPolicy", { name: "x", methods: attack }),
        await ask(owner, "AddRole", { name: "x", policies: attack, receiveNotification: false }),
        await ask(owner, "GetRoles", { id: attack }),
        await ask(owner, "DeleteResources", { collaborationId: 1, ids: attack }),
        await ask(owner, "GetCollaborations", { collaborationType: attack }),
        await ask(owner, "GetResourceRoles", { resourceId: attack }),
        await ask(owner, "GetCollaborationResourceMethods", { resourceId: attack, resourceType: "ENV" }),
        await ask(owner, "CheckEnvironmentRights", { serviceMethod: attack, envName: "injected" }),
        await ask(owner, "CheckEnvironmentRights", { serviceMethod: START, envName: attack }),
        await ask(owner, "AddResources", { collaborationId: 1, resources: attack }),
        await ask({ session: attack }, "GetRoles"),
      ];
      for (const one of refused) expect([3, 5, 8, 702], `${attack}: ${JSON.stringify(one)}`).toContain(one.result);
    }
    expect(await tableNames()).toEqual(tables);
    expect(await brokenInvariants()).toEqual([]);
  });

  it("S-27: in letters a name is plain text: escaped, and no address in it becomes a link", async () => {
    const name = '<b>Olga</b> "https://evil.example" & co';
    await db().updateTable("account").set({ name }).where("owner_uid", "=", owner.uid).execute();
    await must(owner, "InviteMember", { email: "letter@example.com" });
    const letter = await db()
      .selectFrom("mail")
      .selectAll()
      .where("owner_uid", "=", owner.uid)
      .where("to_email", "=", "letter@example.com")
      .executeTakeFirstOrThrow();
    expect(letter.html).not.toContain("<b>");
    expect(letter.html).toContain("&lt;b&gt;Olga&lt;/b&gt;");
    for (const part of [letter.html, letter.text, letter.subject]) expect(part).not.toContain("https://evil.example");
    expect([...letter.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href!).pathname)).toEqual([
      "/invitation",
    ]);
  });

  it("an answer is JSON and says so, so that no browser takes a text in it for a page", async () => {
    await must(owner, "AddPolicy", { name: "<script>alert(2)</script>", methods: START });
    const { headers } = await call("users.collaboration.GetPolicies", {}, owner.session);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });
});

describe("S-44: an explicit token, or nobody", () => {
  const guarded = operations.filter((operation) => !operation.anyone).map((operation) => operation.method);

  it.each(guarded)("%s refuses a cookie alone, by GET and by POST", async (method) => {
    const { session } = owner;
    const cookies = [
      "session",
      "next-auth.session-token",
      "__Host-confer",
      "__Secure-next-auth.session-token",
      "authorization",
    ];
    const headers = { cookie: cookies.map((name) => `${name}=${session}`).join("; "), origin: "https://evil.example" };
    const operation = operations.find((one) => one.method === method)!;
    for (const verb of operation.postOnly ? ["POST"] : ["GET", "POST"]) {
      const { status, body } = await send(addressOf(method), { verb, headers });
      expect({ status, result: body.result, error: body.error }, verb).toEqual({
        status: 200,
        result: 3,
        error: "invalid parameter [session]",
      });
    }
  });

  it("nor do other schemes, names or places carry one", async () => {
    const { session } = owner;
    const tries: Record<string, string>[] = [
      { authorization: session },
      { authorization: `Basic ${Buffer.from(`${session}:`).toString("base64")}` },
      { "x-session": session },
      { "x-auth-token": session },
      { authorization: "Bearer" },
    ];
    for (const headers of tries) {
      const { body } = await send(addressOf("users.collaboration.GetRoles"), { headers });
      expect(body, JSON.stringify(headers)).toMatchObject({ result: 3, error: "invalid parameter [session]" });
    }
    const named = await send(`${addressOf("users.collaboration.GetRoles")}?Session=${session}&token=${session}`, {
      verb: "GET",
    });
    expect(named.body.result).toBe(3);
  });
});

describe("S-43, S-79: a token is in no log line", () => {
  it("neither of ours when something fails inside, nor of the database's when a statement fails", async () => {
    const { session } = owner;
    const lines: string[] = [];
    const keep = (...parts: unknown[]) => void lines.push(parts.map(String).join(" "));
    const spies = [
      vi.spyOn(console, "error").mockImplementation(keep),
      vi.spyOn(process.stderr, "write").mockImplementation((text) => {
        keep(text);
        return true;
      }),
    ];
    const undo = meddle((text) => {
      if (text.includes('"role"'))
        throw Object.assign(new Error("relation is gone\nand a second line"), { code: "42P01" });
    });
    try {
      const path = addressOf("users.collaboration.GetRoles");
      const secret = "canary-secret-of-a-person";
      const query = `session=${session}&password=${secret}`;
      const byGet = await send(`${path}?${query}`, { verb: "GET" });
      expect(byGet.body).toMatchObject({
        result: 99,
        error: expect.stringMatching(/^internal error, request [0-9a-f-]{36}$/),
      });
      const body = { session, password: secret };
      await send(path, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
      await send(path, { headers: { authorization: `Bearer ${session}` } });
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        expect(line).not.toContain(session);
        expect(line).not.toContain(secret);
        expect(line.trim().split("\n")).toHaveLength(1);
        expect(JSON.parse(line)).toMatchObject({ level: "error" });
      }
      expect(lines[0]).toContain(String(byGet.body.error).slice(-36));
    } finally {
      undo();
      for (const spy of spies) spy.mockRestore();
    }
  });

  it("the database's own log holds no token, no address and no text of a person", async () => {
    const folder = path.dirname(logFile());
    const log = fs.readFileSync(path.join(folder, "postgres.log"), "utf8");
    const before = log.length;
    // Statements that fail in the database itself, with a token and an address among their values.
    const pointer = { kind: "token" as const, owner_uid: owner.uid, id: 1 };
    const taken = { ...pointer, hash: owner.session };
    await db().insertInto("directory_key").values(taken).execute();
    const failing = [
      db().insertInto("directory_key").values(taken).execute(),
      db()
        .insertInto("directory_key")
        .values({ ...taken, hash: `${owner.session}\u0000` })
        .execute(),
      db()
        .insertInto("directory_key")
        .values({ ...taken, owner_uid: null as never })
        .execute(),
      db().insertInto("directory_email").values({ email: owner.email, owner_uid: 1 }).execute(),
    ];
    for (const one of await Promise.allSettled(failing)) expect(one.status).toBe("rejected");
    await db().deleteFrom("directory_key").where("hash", "=", owner.session).execute();
    const after = fs.readFileSync(path.join(folder, "postgres.log"), "utf8");
    expect(after.length).toBeGreaterThan(before);
    for (const word of [owner.session, owner.email, "Milo, label"]) expect(after).not.toContain(word);
  });
});

/** The database of the tests lies in a folder of its own; its log lies beside it. */
function logFile(): string {
  const { host } = inject("superuser");
  const folders = fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith("confer-test-"));
  const ours = folders.find((name) => {
    const file = path.join(os.tmpdir(), name, "postgres.log");
    return fs.existsSync(file) && fs.readFileSync(file, "utf8").includes(host);
  });
  return path.join(os.tmpdir(), ours ?? folders[0] ?? "", "postgres.log");
}

async function tableNames(): Promise<string[]> {
  return (await db().introspection.getTables()).map((table) => table.name).sort();
}
