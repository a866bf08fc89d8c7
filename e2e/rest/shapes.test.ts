import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import type { Somebody } from "../support/arrange";
import { ask, must, newTeam } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import type { Answer } from "../support/platform";
import { call } from "../support/platform";
import { type Resident, residents } from "../support/residents";
import { sweep } from "../support/sweep";

type Json = unknown;
type Entity = { keys: string; nested?: Record<string, string> };

/** Every key of every entity (vap.md B.2), and which entity its value is. */
const entities: Record<string, Entity> = {
  Collaboration: {
    keys: "accountStatus collaborationResources displayName email externalId id memberDisplayName memberUid members owner ownerDisplayName ownerUid status type updatedStatusOn useObjectHash",
    nested: { collaborationResources: "CollaborationResource", members: "CollaborationMember", owner: "User" },
  },
  CollaborationMember: {
    keys: "displayName email id signedBy status useObjectHash user",
    nested: { user: "User" },
  },
  CollaborationResource: {
    keys: "collaboration id metadata resourceId roles type useObjectHash",
    nested: { collaboration: "Stub", roles: "CollaborationRole" },
  },
  CollaborationRole: {
    keys: "description id name owner policies receiveNotification type useObjectHash",
    nested: { owner: "User", policies: "CollaborationPolicy" },
  },
  CollaborationPolicy: {
    keys: "apiListItems behavior description id isSystem name owner roles type uniqueName useObjectHash",
    nested: { apiListItems: "ApiListItem", owner: "User", roles: "Stub" },
  },
  ApiListItem: { keys: "id isCollaborationAccessible isSafe method useObjectHash" },
  User: {
    keys: "authConfig authType email externalId federationType id name phoneNumber tenantHost tenantId",
    nested: { authConfig: "AuthConfig" },
  },
  AuthConfig: { keys: "id isActive isConfigured type useObjectHash" },
  // B.4: a back reference is cut to its id.
  Stub: { keys: "id" },
};

const envelope = "error reason result source";
const RESOURCE = "collaborationId id memberId metadata ownerUid receiveNotification resourceId roleIds roles type uid";
const PERMISSIONS = "behavior roleId tokenPermissions";

/** Every envelope (vap.md B.3). */
const envelopes: Record<string, Entity> = {
  Response: { keys: envelope },
  CollaborationResponse: {
    keys: `${envelope} collaboration includeChildren isOwner`,
    nested: { collaboration: "Collaboration" },
  },
  CollaborationsResponse: {
    keys: `${envelope} collaborations includeChildren isOwner`,
    nested: { collaborations: "Collaboration" },
  },
  CollaborationRoleResponse: { keys: `${envelope} role`, nested: { role: "CollaborationRole" } },
  CollaborationRolesResponse: { keys: `${envelope} roles`, nested: { roles: "CollaborationRole" } },
  PolicyResponse: { keys: `${envelope} policy`, nested: { policy: "CollaborationPolicy" } },
  PoliciesResponse: { keys: `${envelope} policies`, nested: { policies: "CollaborationPolicy" } },
  CollaborationResourceResponse: { keys: `${envelope} ${RESOURCE}`, nested: { roles: "CollaborationRole" } },
  CollaborationResourceResponses: {
    keys: `${envelope} responses`,
    nested: { responses: "CollaborationResourceResponse" },
  },
  ApiTokenPermissionsResponse: { keys: `${envelope} ${PERMISSIONS}`, nested: { tokenPermissions: "ApiListItem" } },
  ListResponse: {
    keys: `${envelope} genericClass responses`,
    nested: { responses: "ApiTokenPermissionsResponse" },
  },
  StringArrayResponse: { keys: `${envelope} array` },
};

/** Which envelope each of the 32 methods answers with (vap.md A, B.1). */
const answers: Record<string, string> = {
  Response:
    "ActivateMember DeleteMember SuspendMember ResendMemberInvitation DeletePolicy DeleteRole DeleteResources DeleteProjectFromResources CheckEnvironmentRights LeaveCollaboration RejectCollaboration",
  CollaborationResponse: "AcceptCollaboration EditCollaboration EditMember InviteMember",
  CollaborationsResponse: "GetCollaborations GetMembers",
  CollaborationResourceResponses:
    "AddResources SetResources GetCollaborationResources GetMemberResources GetResourceRoles",
  CollaborationResourceResponse: "SetResource",
  CollaborationRoleResponse: "AddRole EditRole",
  CollaborationRolesResponse: "GetRoles",
  PolicyResponse: "AddPolicy EditPolicy",
  PoliciesResponse: "GetPolicies",
  ApiTokenPermissionsResponse: "GetPolicyMethods",
  ListResponse: "GetCollaborationRoleMethods",
  StringArrayResponse: "GetCollaborationResourceMethods",
};
const methods = Object.entries(answers).flatMap(([shape, names]) =>
  names.split(" ").map((name) => [name, shape] as const),
);

let people: Record<Resident, Somebody>;
let done: Map<string, Answer>;
const seen = new Map<string, number>();

beforeAll(freshDatabase);
beforeAll(async () => {
  people = await residents();
  done = (await sweep(people)).done;
}, 120_000);

describe("B.2, B.3: every documented key is in every answer, and no other", () => {
  it("all 32 methods are here", () => expect(new Set(methods.map(([name]) => name)).size).toBe(32));

  it.each(methods)("%s answers %s", (name, shape) => {
    const { status, body } = done.get(`users.collaboration.${name}`)!;
    expect(status).toBe(200);
    check(body, shape, name);
  });

  it("each entity was met, so that none was checked in vain", () => {
    const met = [...seen.keys()].filter((name) => name in entities).sort();
    expect(met).toEqual(
      Object.keys(entities)
        .filter((name) => name !== "AuthConfig")
        .sort(),
    );
  });

  it("a refusal has the envelope alone", async () => {
    const refused = await ask(people.owner, "DeleteRole", { id: 999_999_999 });
    expect(Object.keys(refused).sort()).toEqual(envelope.split(" "));
  });

  it("enums go out as bare names, dates as yyyy-MM-dd HH:mm:ss in UTC, and numbers as numbers", async () => {
    const before = Date.now() - 300_000;
    const { collaborations } = await must(people.owner, "GetMembers");
    for (const one of collaborations) {
      expect(one.status).toMatch(/^(PENDING|REJECTED|ACTIVE|SUSPENDED|LEFT)$/);
      expect(one.type).toMatch(/^(ACCOUNT|GROUP)$/);
      expect(one.accountStatus).toBe("ACTIVE");
      expect(one.updatedStatusOn).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      const at = Date.parse(`${one.updatedStatusOn.replace(" ", "T")}Z`);
      expect(at).toBeGreaterThan(before);
      expect(at).toBeLessThan(Date.now() + 1000);
      expect([typeof one.id, typeof one.ownerUid, typeof one.memberUid]).toEqual(["number", "number", "number"]);
    }
  });
});

describe("B.4: how deep an answer goes", () => {
  it("lists of collaborations leave the methods of policies out and say so; single ones have them", async () => {
    const list = await must(people.owner, "GetMembers");
    expect(list.includeChildren).toBe(false);
    expect(values(list, "apiListItems").flat()).toEqual([]);
    const { id } = list.collaborations.find((one: { email: string }) => one.email === people.member.email);
    const one = await must(people.owner, "EditMember", { id });
    expect(one.includeChildren).toBe(true);
    expect(values(one, "apiListItems").flat().length).toBeGreaterThan(10);
  });

  it("S-13: nobody is shown how somebody else signs in, their telephone or their directory", async () => {
    for (const [name] of methods) {
      const { body } = done.get(`users.collaboration.${name}`)!;
      for (const key of ["phoneNumber", "tenantId", "federationType"]) {
        expect(
          values(body, key).filter((value) => value !== ""),
          `${name} ${key}`,
        ).toEqual([]);
      }
      expect(
        values(body, "authConfig").filter((value) => value !== null),
        name,
      ).toEqual([]);
    }
  });

  it("an account's own answer has its AuthConfig", async () => {
    const { body } = await call("users.account.GetUserInfo", {}, people.owner.session);
    check(body.authConfig, "AuthConfig", "GetUserInfo");
  });
});

describe("S-13: what a member must not see", () => {
  it("the owner's label for them, and every other member's address, name and label", async () => {
    const { member, owner } = people;
    await newTeam(owner, "Mixed team", member, people.left);
    const { collaborations } = await must(member, "GetCollaborations");
    const labels = ["Dana (lead)", "Ines, agency", "Sven", "Leo, contractor", "Nina"];
    const others = ["delegate", "invited", "suspended", "rejected", "left", "stranger"] as const;
    const told: string[] = [JSON.stringify(collaborations)];
    for (const { id } of collaborations) {
      for (const method of ["GetCollaborations", "EditCollaboration"])
        told.push(JSON.stringify(await must(member, method, { id })));
      const shares = await must(member, "GetCollaborationResources", { collaborationId: id });
      const methods = await must(member, "GetCollaborationRoleMethods", { collaborationId: id });
      told.push(JSON.stringify(shares), JSON.stringify(methods));
    }
    told.push(JSON.stringify(await must(member, "GetMembers", { ownerUid: owner.uid })));
    expect(collaborations.length).toBeGreaterThan(2);
    for (const text of told) {
      for (const label of labels) expect(text).not.toContain(label);
      for (const other of others) {
        expect(text).not.toContain(people[other].email);
        expect(text).not.toContain(people[other].name);
      }
    }
  });

  it("a label the owner gave is not the member's to read, nor the other way round", async () => {
    const { owner, member } = people;
    const { collaborations } = await must(member, "GetCollaborations", {
      ownerUid: owner.uid,
      collaborationType: "ACCOUNT",
    });
    const { id } = collaborations[0];
    await must(owner, "EditMember", { id, displayName: "owner's eyes only" });
    await must(member, "EditCollaboration", { id, displayName: "member's eyes only" });
    for (const method of ["GetCollaborations", "EditCollaboration", "AcceptCollaboration"]) {
      const text = JSON.stringify(await must(member, method, { id }));
      expect(text).toContain("member's eyes only");
      expect(text).not.toContain("owner's eyes only");
    }
    for (const method of ["GetCollaborations", "EditMember", "GetMembers"]) {
      const text = JSON.stringify(await must(owner, method, { id }));
      expect(text).toContain("owner's eyes only");
      expect(text).not.toContain("member's eyes only");
    }
  });

  it("the directory group a team is tied to", async () => {
    const { owner, member } = people;
    const team = await newTeam(owner, "Tied", member);
    await call("users.team.Edit", { teamId: team, externalId: "directory-7" }, owner.session);
    expect(JSON.stringify(await must(owner, "GetCollaborations", { id: team }))).toContain("directory-7");
    expect(JSON.stringify(await must(member, "GetCollaborations", { id: team }))).not.toContain("directory-7");
  });
});

function check(value: Json, shape: string, where: string): void {
  const { keys, nested = {} } = (entities[shape] ?? envelopes[shape])!;
  seen.set(shape, (seen.get(shape) ?? 0) + 1);
  expect(Object.keys(value as object).sort(), `${where}: ${shape}`).toEqual(keys.split(" ").sort());
  for (const [key, inner] of Object.entries(nested)) {
    const found = (value as Record<string, Json>)[key];
    for (const one of Array.isArray(found) ? found : found === null ? [] : [found])
      check(one, inner, `${where}.${key}`);
  }
}

/** Every value under this key, however deep. */
function values(value: Json, key: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((one) => values(one, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...values(inner, key)]);
}
