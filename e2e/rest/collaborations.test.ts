import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import type { MemberStatus } from "../../lib/domain/collaboration";
import { type Somebody, somebody } from "../support/arrange";
import {
  ask,
  bring,
  delegateOf,
  lettersOf,
  memberRow,
  must,
  newEnvironment,
  newRole,
  newTeam,
  pairIn,
  versionOf,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { callJson } from "../support/platform";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const STATUSES: MemberStatus[] = ["PENDING", "REJECTED", "ACTIVE", "SUSPENDED", "LEFT"];

/** What each of the member's own steps makes of each state (vap.md A.3, C.6). */
const steps: Record<string, Partial<Record<MemberStatus, MemberStatus>>> = {
  AcceptCollaboration: { PENDING: "ACTIVE", ACTIVE: "ACTIVE" },
  RejectCollaboration: { PENDING: "REJECTED" },
  LeaveCollaboration: { PENDING: "REJECTED", ACTIVE: "LEFT", SUSPENDED: "LEFT" },
};

describe("S-11: the member's own steps, from every state", () => {
  const cases = Object.keys(steps).flatMap((method) => STATUSES.map((status) => [method, status] as const));

  it.each(cases)("%s while %s", async (method, status) => {
    const { owner, member, id } = await pairIn(status);
    const before = await memberRow(owner, id);
    const version = await versionOf(owner);
    const to = steps[method]![status];
    const answer = await ask(member, method, { id });
    expect(answer.result).toBe(to ? 0 : 8211);
    const after = await memberRow(owner, id);
    expect(after.status).toBe(to ?? status);
    if (!to) expect([await versionOf(owner), after]).toEqual([version, before]);
    else if (to !== status) expect(after.status_at.getTime()).toBeGreaterThan(before.status_at.getTime());
  });

  it.each(Object.keys(steps))(
    "%s is nobody else's to take: not the owner's, a delegate's, another member's or a stranger's",
    async (method) => {
      const { owner, member, id } = await pairIn("PENDING");
      const others = [await delegateOf(owner), (await pairIn("ACTIVE", owner)).member, await somebody("Sten")];
      for (const who of others) {
        expect(await ask(who, method, { id })).toMatchObject({ result: 5, error: "collaboration not found" });
      }
      // The owner knows it, and cannot leave what is theirs.
      expect((await ask(owner, method, { id })).result).toBe(method === "LeaveCollaboration" ? 8 : 5);
      expect((await memberRow(owner, id)).status).toBe("PENDING");
      expect(await ask(member, method, { id })).toMatchObject({ result: 0 });
    },
  );

  it("S-12: an owner cannot leave their own account, whatever the state", async () => {
    for (const status of STATUSES) {
      const { owner, id } = await pairIn(status);
      expect(await ask(owner, "LeaveCollaboration", { id })).toMatchObject({ result: 8, source: "hx-core" });
    }
  });
});

describe("AcceptCollaboration", () => {
  it("binds the membership to whoever accepts, tells the owner by letter, and spends the secret", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    const answer = await ask(member, "AcceptCollaboration", { id });
    expect(answer).toMatchObject({ result: 0, isOwner: false, includeChildren: true });
    expect(answer.collaboration).toMatchObject({ id, status: "ACTIVE", memberUid: member.uid, ownerUid: owner.uid });
    expect(await memberRow(owner, id)).toMatchObject({ member_uid: member.uid, secret_hash: null });
    expect(await lettersOf(owner)).toEqual([`invitation ${member.email}`, `accepted ${owner.email}`]);
  });

  it("accepting twice writes nothing more", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    await must(member, "AcceptCollaboration", { id });
    expect(await lettersOf(owner)).toHaveLength(2);
  });

  it("S-21: an address that was never shown to be theirs accepts nothing, and shows nothing", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    await db().updateTable("account").set({ verified_at: null }).where("owner_uid", "=", member.uid).execute();
    expect(await ask(member, "AcceptCollaboration", { id })).toMatchObject({ result: 5 });
    expect(await ask(member, "GetCollaborations")).toMatchObject({ result: 0, collaborations: [] });
    expect((await memberRow(owner, id)).status).toBe("PENDING");
  });

  it("access begins with accepting and ends with suspending, at once", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "at-once");
    const { member, id } = await pairIn("PENDING", owner);
    const roleIds = await newRole(owner, ["LOGS_VIEW"]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: "at-once", roleIds });
    const check = async () =>
      (
        await ask(member, "CheckEnvironmentRights", {
          serviceMethod: "environment.control.GetEnvInfo",
          envName: "at-once",
        })
      ).result;
    // Not theirs to know about before they are in (D4).
    expect(await check()).toBe(5);
    await must(member, "AcceptCollaboration", { id });
    expect(await check()).toBe(0);
    await must(owner, "SuspendMember", { id });
    expect(await check()).toBe(8);
    await must(owner, "ActivateMember", { id });
    expect(await check()).toBe(0);
    await must(member, "LeaveCollaboration", { id });
    expect(await check()).not.toBe(0);
  });

  it("C.2: in a team the collaboration's id and the membership's own both mean it", async () => {
    const [owner, member] = [await somebody("Olga"), await somebody("Milo")];
    const team = await newTeam(owner, "Guild", member);
    const { collaborations } = await ask(member, "GetCollaborations", { id: team });
    expect(collaborations).toMatchObject([
      { id: team, type: "GROUP", status: "ACTIVE", members: [{ email: member.email }] },
    ]);
    const memberId = collaborations[0].members[0].id;
    expect(await ask(member, "LeaveCollaboration", { id: memberId })).toMatchObject({ result: 0 });
  });
});

describe("RejectCollaboration and LeaveCollaboration", () => {
  it("tell the owner by letter what happened", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    await must(member, "RejectCollaboration", { id });
    expect((await lettersOf(owner)).at(-1)).toBe(`rejected ${owner.email}`);
    const other = await pairIn("ACTIVE");
    await must(other.member, "LeaveCollaboration", { id: other.id });
    expect((await lettersOf(other.owner)).at(-1)).toBe(`left ${other.owner.email}`);
  });

  it("answer with the bare envelope", async () => {
    const { member, id } = await pairIn("PENDING");
    const bare = { error: "", reason: 0, result: 0, source: "users" };
    expect(await ask(member, "RejectCollaboration", { id })).toEqual(bare);
    const other = await pairIn("ACTIVE");
    expect(await ask(other.member, "LeaveCollaboration", { id: other.id })).toEqual(bare);
  });
});

describe("EditCollaboration", () => {
  it.each(STATUSES)("changes the member's own label while %s, and the owner never sees it", async (status) => {
    const { owner, member, id } = await pairIn(status);
    const label = `label ${id}`;
    const answer = await ask(member, "EditCollaboration", { id, displayName: label });
    expect(answer).toMatchObject({ result: 0, isOwner: false });
    expect(answer.collaboration).toMatchObject({ displayName: label, ownerDisplayName: label });
    for (const method of ["GetMembers", "GetCollaborations", "EditMember"]) {
      expect(JSON.stringify(await must(owner, method, { id })), method).not.toContain(label);
    }
    const journal = await db().selectFrom("journal").selectAll().where("owner_uid", "=", owner.uid).execute();
    expect(JSON.stringify(journal)).not.toContain(label);
  });

  it("an absent label changes nothing, an empty one falls back to the owner's name", async () => {
    const { member, id } = await pairIn("ACTIVE");
    await must(member, "EditCollaboration", { id, displayName: "Mine" });
    expect((await ask(member, "EditCollaboration", { id })).collaboration.displayName).toBe("Mine");
    const cleared = await callJson("users.collaboration.EditCollaboration", { id, displayName: "" }, member.session);
    expect(cleared.body.collaboration).toMatchObject({ displayName: "Olga" });
  });

  it("is the member's alone: 8 for the owner, who knows of it, and 5 for anybody else", async () => {
    const { owner, id } = await pairIn("ACTIVE");
    expect(await ask(owner, "EditCollaboration", { id, displayName: "x" })).toMatchObject({ result: 8 });
    expect(await ask(await somebody("Sten"), "EditCollaboration", { id, displayName: "x" })).toMatchObject({
      result: 5,
    });
  });
});

describe("GetCollaborations", () => {
  it("lists what others share with the caller, open invitations too; what was rejected or left only by its id", async () => {
    const member = await somebody("Milo");
    const byStatus = new Map<MemberStatus, number>();
    for (const status of STATUSES) byStatus.set(status, await joinAs(member, status));
    const { collaborations, ...answer } = await ask(member, "GetCollaborations");
    expect(answer).toMatchObject({ result: 0, isOwner: false, includeChildren: false });
    const listed = collaborations.map((one: { status: string }) => one.status).sort();
    expect(listed).toEqual(["ACTIVE", "PENDING", "SUSPENDED"]);
    for (const [status, id] of byStatus) {
      expect(await ask(member, "GetCollaborations", { id })).toMatchObject({
        result: 0,
        collaborations: [{ id, status }],
      });
    }
  });

  it("filters by owner and by kind, both together, and refuses a kind that is none", async () => {
    const member = await somebody("Milo");
    const [olga, otto] = [await somebody("Olga"), await somebody("Otto")];
    for (const owner of [olga, otto]) {
      const id = (await must(owner, "InviteMember", { email: member.email })).collaboration.id;
      await bring({ owner, member, id }, "ACTIVE");
    }
    const team = await newTeam(olga, "Guild", member);
    const idsOf = async (parameters: object) =>
      (await must(member, "GetCollaborations", { ...parameters })).collaborations.map((one: { id: number }) => one.id);
    expect(await idsOf({})).toHaveLength(3);
    expect(await idsOf({ ownerUid: olga.uid })).toHaveLength(2);
    expect(await idsOf({ collaborationType: "GROUP" })).toEqual([team]);
    expect(await idsOf({ ownerUid: olga.uid, collaborationType: "account" })).toHaveLength(1);
    expect(await idsOf({ collaborationType: "1" })).toEqual([team]);
    expect(await idsOf({ collaborationType: "GROUP(1)" })).toEqual([team]);
    expect(await idsOf({ ownerUid: 999_999_999 })).toEqual([]);
    const wrong = await ask(member, "GetCollaborations", { collaborationType: "TEAM" });
    expect(wrong).toMatchObject({ result: 3, error: expect.stringContaining("[collaborationType]") });
  });

  it("by id the owner reads their own as the owner; anybody else finds nothing", async () => {
    const { owner, id } = await pairIn("ACTIVE");
    const answer = await ask(owner, "GetCollaborations", { id });
    expect(answer).toMatchObject({ result: 0, isOwner: true, collaborations: [{ id, displayName: "Milo, label" }] });
    expect(await ask(await somebody("Sten"), "GetCollaborations", { id })).toMatchObject({ result: 5 });
    expect(await ask(await delegateOf(owner), "GetCollaborations", { id })).toMatchObject({ result: 5 });
  });

  it("S-28: an invited person sees what is offered; a suspended or departed one no longer", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "offered");
    const roleIds = await newRole(owner, ["LOGS_VIEW"]);
    const seen: Record<string, number> = {};
    for (const status of STATUSES) {
      const pair = await pairIn("PENDING", owner);
      await must(owner, "SetResource", { collaborationId: pair.id, resourceId: "offered", roleIds });
      await bring(pair, status);
      const { collaborations } = await must(pair.member, "GetCollaborations", { id: pair.id });
      seen[status] = collaborations[0].collaborationResources.length;
    }
    expect(seen).toEqual({ PENDING: 1, ACTIVE: 1, REJECTED: 0, SUSPENDED: 0, LEFT: 0 });
  });
});

async function joinAs(member: Somebody, status: MemberStatus): Promise<number> {
  const owner = await somebody("Olga");
  const id = (await must(owner, "InviteMember", { email: member.email })).collaboration.id;
  await bring({ owner, member, id }, status);
  return id;
}
