import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../lib/operations/families";
import { answer, matches } from "../../lib/rest/mount";
import { table } from "../../lib/rest/tmi/routes";
import { freshDatabase } from "../support/database";
import { send } from "../support/platform";

beforeAll(freshDatabase);

/** The 32 methods of the contract (vap.md A.8), written down here once more. */
const CONTRACT =
  `AcceptCollaboration ActivateMember AddPolicy AddResources AddRole CheckEnvironmentRights DeleteMember DeletePolicy
  DeleteProjectFromResources DeleteResources DeleteRole EditCollaboration EditMember EditPolicy EditRole
  GetCollaborationResourceMethods GetCollaborationResources GetCollaborationRoleMethods GetCollaborations GetMemberResources
  GetMembers GetPolicies GetPolicyMethods GetResourceRoles GetRoles InviteMember LeaveCollaboration RejectCollaboration
  ResendMemberInvitation SetResource SetResources SuspendMember`.split(/\s+/);

/** Each one's parameters, the required ones marked; besides appid and session (vap.md A). */
const PARAMETERS: Record<string, string> = {
  AcceptCollaboration: "id!",
  ActivateMember: "id! ownerUid",
  AddPolicy: "name! methods! description",
  AddResources: "collaborationId! resources! createRoleIfNeeded",
  AddRole: "name! description policies! receiveNotification!",
  CheckEnvironmentRights: "serviceMethod! isAny",
  DeleteMember: "id! ownerUid",
  DeletePolicy: "id!",
  DeleteProjectFromResources: "projectId!",
  DeleteResources: "collaborationId! ids!",
  DeleteRole: "id!",
  EditCollaboration: "id! displayName",
  EditMember: "id! displayName ownerUid",
  EditPolicy: "id! name methods! description",
  EditRole: "id! name description policies! receiveNotification",
  GetCollaborationResourceMethods: "resourceId! resourceType!",
  GetCollaborationResources: "collaborationId type resourceGroup",
  GetCollaborationRoleMethods: "collaborationId roleId",
  GetCollaborations: "id ownerUid collaborationType",
  GetMemberResources: "memberId resourceGroup",
  GetMembers: "id ownerUid",
  GetPolicies: "id",
  GetPolicyMethods: "policyId",
  GetResourceRoles: "resourceId! resourceType ownerUid",
  GetRoles: "id ownerUid",
  InviteMember: "email! displayName ownerUid",
  LeaveCollaboration: "id!",
  RejectCollaboration: "id!",
  ResendMemberInvitation: "id! ownerUid",
  SetResource: "collaborationId! resourceId! resourceType roleIds ownerUid createRoleIfNeeded",
  SetResources: "collaborationId! createRoleIfNeeded",
  SuspendMember: "id! ownerUid",
};

type Parameter = { name: string; required: boolean; in: string };
type Method = {
  operationId: string;
  parameters?: Parameter[];
  security: unknown[];
  requestBody?: unknown;
  responses: object;
};
type Document = { openapi: string; paths: Record<string, Partial<Record<"get" | "post", Method>>> };

const whole = async () => (await send("/openapi.json", { verb: "GET" })).body as unknown as Document;

/** The platform's half; TMI's addresses have tests of their own below. */
async function document(): Promise<Document> {
  const { paths, ...rest } = await whole();
  const ours = Object.entries(paths).filter(([path]) => path.startsWith("/1.0/"));
  return { ...rest, paths: Object.fromEntries(ours) };
}

describe("S-82: what is served, what is declared and what is described are the same", () => {
  it("every operation of the register has its own address, and the document lists exactly those", async () => {
    const { paths } = await document();
    const described = Object.keys(paths).sort();
    const declared = operations.map((operation) => {
      const [namespace, service, method] = operation.method.split(".");
      return `/1.0/${namespace}/${service}/rest/${method!.toLowerCase()}`;
    });
    expect(new Set(declared).size).toBe(declared.length);
    expect(described).toEqual([...declared].sort());
    const named = Object.values(paths).map((path) => path.post!.operationId);
    expect(named.sort()).toEqual(operations.map((operation) => operation.method).sort());
  });

  it("every address described is served: it refuses or answers, and is never 404", async () => {
    for (const [path, verbs] of Object.entries((await document()).paths)) {
      expect(matches({ method: "POST", url: path, headers: {} }), path).toBe(true);
      for (const verb of Object.keys(verbs)) {
        const answered = await send(path, { verb: verb.toUpperCase() });
        expect(answered.status, `${verb} ${path}`).toBe(200);
        expect(answered.body.result, `${verb} ${path}`).not.toBe(99);
      }
    }
  });

  it("what is served by POST alone is described so, and refuses GET", async () => {
    const { paths } = await document();
    const posts = Object.entries(paths).filter(([, verbs]) => !verbs.get);
    expect(posts.map(([, verbs]) => verbs.post!.operationId).sort()).toEqual(
      operations.flatMap((operation) => (operation.postOnly ? operation.method : [])).sort(),
    );
    for (const [path] of posts)
      expect((await send(path, { verb: "GET" })).body, path).toMatchObject({ result: 3, error: "send POST" });
    expect(posts.map(([path]) => path)).toContain("/1.0/users/authentication/rest/signin");
  });

  it("the 32 methods of users.collaboration are there, by GET and by POST, and no 33rd", async () => {
    expect(CONTRACT).toHaveLength(32);
    const { paths } = await document();
    const served = Object.entries(paths).filter(([path]) => path.startsWith("/1.0/users/collaboration/"));
    expect(served.map(([, verbs]) => verbs.post!.operationId.split(".")[2]).sort()).toEqual([...CONTRACT].sort());
    expect(served.filter(([, verbs]) => !verbs.get)).toEqual([]);
  });

  it.each(CONTRACT)("%s is described with the contract's parameters, required where it says so", async (method) => {
    const { paths } = await document();
    const described = paths[`/1.0/users/collaboration/rest/${method.toLowerCase()}`]!.get!.parameters!;
    const found = new Map(described.map((parameter) => [parameter.name, parameter.required]));
    for (const written of PARAMETERS[method]!.split(" ")) {
      const name = written.replace("!", "");
      expect(found.has(name), name).toBe(true);
      expect(found.get(name), name).toBe(written.endsWith("!"));
    }
    const required = described.filter((parameter) => parameter.required).map((parameter) => parameter.name);
    const contract = PARAMETERS[method]!.split(" ").filter((name) => name.endsWith("!"));
    expect(required.sort()).toEqual(contract.map((name) => name.replace("!", "")).sort());
  });

  it("whatever needs a token says so, and whatever does not answers without one", async () => {
    const { paths } = await document();
    for (const operation of operations) {
      const [namespace, service, name] = operation.method.split(".");
      const path = `/1.0/${namespace}/${service}/rest/${name!.toLowerCase()}`;
      const { security } = paths[path]!.post!;
      const { body } = await send(path);
      const refused = body.result === 3 && body.error === "invalid parameter [session]";
      expect({ method: operation.method, open: security.length === 0 }).toEqual({
        method: operation.method,
        open: !refused,
      });
    }
  });

  it("the document is read by GET alone", async () => {
    const request = { url: "/openapi.json", headers: {}, body: Buffer.alloc(0), ip: "127.0.0.1" };
    expect((await answer({ ...request, method: "POST" }))!.status).toBe(405);
    expect((await answer({ ...request, method: "GET" }))!.status).toBe(200);
    expect((await document()).openapi).toBe("3.1.0");
  });
});

type Described = {
  summary: string;
  operationId: string;
  security: unknown[];
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, object> };
  responses: Record<string, object>;
};

describe("S-82: TMI's addresses are described from the table that answers them", () => {
  const described = async () => {
    const { paths } = await whole();
    return Object.entries(paths)
      .filter(([path]) => !path.startsWith("/1.0/"))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(
          ([method, one]) => [path, method.toUpperCase(), one as unknown as Described] as const,
        ),
      );
  };
  const call = (path: string, method: string, headers: Record<string, string> = {}, text = "") => {
    const url = path.replace(/\{\w+\}/g, "00000000-0000-4000-8000-000000000000");
    const told = { accept: "application/json", host: "localhost:8080", ...headers };
    return answer({ method, url, headers: told, body: Buffer.from(text), ip: "127.0.0.1" });
  };

  it("all of them and no others, each with a name of its own and a sentence", async () => {
    const all = await described();
    const served = Object.entries(table).flatMap(([path, methods]) =>
      Object.keys(methods).map((one) => `${one} ${path}`),
    );
    expect(all.map(([path, method]) => `${method} ${path}`).sort()).toEqual(served.sort());
    expect(new Set(all.map(([, , { operationId }]) => operationId)).size).toBe(all.length);
    for (const [path, , { summary }] of all) expect(summary, path).toMatch(/^[A-Z].*\.$/);
  });

  it("each is served, and no method that is not described", async () => {
    const all = await described();
    for (const [path] of all) {
      const known = all.filter(([other]) => other === path).map(([, method]) => method);
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        const got = (await call(path, method))!;
        if (known.includes(method)) expect([404, 405], `${method} ${path}`).not.toContain(got.status);
        else if (path !== "/") expect(got.status, `${method} ${path}`).toBe(405);
      }
    }
  });

  it("whatever needs somebody says so, and whatever reads a body says which", async () => {
    for (const [path, method, { security, requestBody }] of await described()) {
      const got = (await call(path, method))!;
      const needs = got.status === 401 && path !== "/oauth2/revoke" && path !== "/oauth2/refresh";
      expect([path, security.length > 0]).toEqual([path, needs]);
      const strange = (await call(path, method, { "content-type": "text/csv" }, "a;b"))!;
      expect([`${method} ${path}`, strange.status === 415]).toEqual([`${method} ${path}`, requestBody !== undefined]);
    }
  });
});
