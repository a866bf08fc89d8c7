import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { config } from "../../lib/config.mjs";
import type { MemberStatus } from "../../lib/domain/collaboration";
import { journalOf, type Somebody, somebody } from "../support/arrange";
import {
  ask,
  delegateOf,
  laterOn,
  lettersOf,
  memberRow,
  must,
  newEnvironment,
  newRole,
  newTeam,
  type Pair,
  pairIn,
  versionOf,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { call, callJson } from "../support/platform";
import { watchStatements } from "../support/watch";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const STATUSES: MemberStatus[] = ["PENDING", "REJECTED", "ACTIVE", "SUSPENDED", "LEFT"];

describe("InviteMember", () => {
  it("makes a pair of one PENDING member under the owner's label, and a letter to the address in its normal form", async () => {
    const owner = await somebody("Olga");
    const answer = await ask(owner, "InviteMember", { email: "  New.Person@EXAMPLE.com ", displayName: "Newt" });
    expect(answer).toMatchObject({ result: 0, isOwner: true, includeChildren: true });
    const { collaboration } = answer;
    expect(collaboration).toMatchObject({
      type: "ACCOUNT",
      status: "PENDING",
      email: "new.person@example.com",
      displayName: "Newt",
      memberDisplayName: "Newt",
      memberUid: 0,
      ownerUid: owner.uid,
    });
    expect(collaboration.members).toMatchObject([
      { id: collaboration.id, status: "PENDING", signedBy: "INVITATION", user: null, displayName: "Newt" },
    ]);
    expect(collaboration.members[0].email).toBe("new.person@example.com");
    expect((await memberRow(owner, collaboration.id)).email).toBe("new.person@example.com");
    expect(await lettersOf(owner)).toEqual([expect.stringMatching(/^invitation new\.person@example\.com$/i)]);
  });

  it("S-26: answers for a known address as for an unknown one", async () => {
    const [owner, known] = [await somebody("Olga"), await somebody("Kim")];
    const answers = await Promise.all(
      [known.email, "nobody@example.com"].map((email) => ask(owner, "InviteMember", { email })),
    );
    const [one, other] = answers.map(({ collaboration: { id, email, members, updatedStatusOn, ...rest } }) => rest);
    expect(one).toEqual(other);
    expect(answers.map((answer) => answer.collaboration.members[0].user)).toEqual([null, null]);
  });

  it("keeps one row for each owner and address: inviting again within a minute changes nothing", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    const again = await ask(owner, "InviteMember", { email: member.email.toUpperCase() });
    expect(again).toMatchObject({ result: 0, collaboration: { id, status: "PENDING" } });
    expect(await lettersOf(owner)).toHaveLength(1);
  });

  it("S-25: inviting again later sends a new secret, and the old one is dead", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    const before = (await memberRow(owner, id)).secret_hash;
    await laterOn(owner, id);
    await must(owner, "InviteMember", { email: member.email });
    expect(await lettersOf(owner)).toHaveLength(2);
    const after = (await memberRow(owner, id)).secret_hash;
    expect(after).not.toBe(before);
    const pointers = await db()
      .selectFrom("directory_invitation")
      .select("hash")
      .where("owner_uid", "=", owner.uid)
      .execute();
    expect(pointers).toEqual([{ hash: after }]);
  });

  it.each(["REJECTED", "LEFT"] as const)(
    "brings somebody who is %s back to PENDING, with what was shared",
    async (status) => {
      const owner = await somebody("Olga");
      await newEnvironment(owner, `kept-${status.toLowerCase()}`);
      const { member, id } = await pairIn(status, owner);
      const roleIds = await newRole(owner, ["LOGS_VIEW"]);
      await must(owner, "SetResource", { collaborationId: id, resourceId: `kept-${status.toLowerCase()}`, roleIds });
      const again = await ask(owner, "InviteMember", { email: member.email });
      expect(again).toMatchObject({ result: 0, collaboration: { id, status: "PENDING" } });
      expect(again.collaboration.collaborationResources).toHaveLength(1);
    },
  );

  it.each(["ACTIVE", "SUSPENDED"] as const)("8210: somebody who is %s is in already", async (status) => {
    const { owner, member } = await pairIn(status);
    const before = await versionOf(owner);
    expect(await ask(owner, "InviteMember", { email: member.email })).toMatchObject({ result: 8210, reason: 101 });
    expect(await versionOf(owner)).toBe(before);
  });

  it("3: one's own address, what is no address, and none at all", async () => {
    const owner = await somebody("Olga");
    const refused = async (email?: string) => ask(owner, "InviteMember", { email });
    for (const email of [
      owner.email,
      owner.email.toUpperCase(),
      "no address",
      "a@b",
      "a@b.example,c@d.example",
      "a＠b.example@c.example",
    ])
      expect((await refused(email)).error, email).toMatch(/^invalid parameter \[email\]/);
    expect(await refused()).toMatchObject({ result: 3, error: "invalid parameter [email]", source: "users" });
    expect(await lettersOf(owner)).toEqual([]);
  });

  it("A.1: a delegate invites for the owner, and never themselves or the owner", async () => {
    const owner = await somebody("Olga");
    const delegate = await delegateOf(owner);
    const answer = await ask(delegate, "InviteMember", { email: "by.delegate@example.com", ownerUid: owner.uid });
    expect(answer).toMatchObject({ result: 0, isOwner: true, collaboration: { ownerUid: owner.uid } });
    expect(await ask(delegate, "InviteMember", { email: owner.email, ownerUid: owner.uid })).toMatchObject({
      result: 3,
    });
    expect(await ask(delegate, "InviteMember", { email: delegate.email, ownerUid: owner.uid })).toMatchObject({
      result: 3,
    });
  });

  it("S-09: a plain member may not (8), and to a stranger the account is not there (5)", async () => {
    const { owner, member } = await pairIn("ACTIVE");
    const parameters = { email: "x@example.com", ownerUid: owner.uid };
    expect(await ask(member, "InviteMember", parameters)).toMatchObject({ result: 8, source: "hx-core" });
    expect(await ask(await somebody("Sten"), "InviteMember", parameters)).toMatchObject({ result: 5 });
    const absent = { ...parameters, ownerUid: 999_999_999 };
    expect(await ask(member, "InviteMember", absent)).toMatchObject({ result: 5, error: "account not found" });
  });

  it("S-27, S-65: the 500th open invitation is sent, the next refused with 8213", async () => {
    const owner = await somebody("Olga");
    await fillWithPending(owner, 499);
    expect(await ask(owner, "InviteMember", { email: "the.500th@example.com" })).toMatchObject({ result: 0 });
    expect(await ask(owner, "InviteMember", { email: "the.501st@example.com" })).toMatchObject({ result: 8213 });
    await db().deleteFrom("collaboration").where("owner_uid", "=", owner.uid).execute();
    await db().deleteFrom("directory_membership").where("owner_uid", "=", owner.uid).execute();
    await db().deleteFrom("directory_invitation").where("owner_uid", "=", owner.uid).execute();
  });

  it("S-27: 20 invitations an hour for one owner, and 3 a day to one address, then 8214 with Retry-After", async () => {
    await limited(async () => {
      const owner = await somebody("Olga");
      for (let n = 0; n < 20; n++) await must(owner, "InviteMember", { email: `n${n}.${owner.uid}@example.com` });
      const refused = await call("users.collaboration.InviteMember", { email: "n20@example.com" }, owner.session);
      expect(refused.body).toMatchObject({ result: 8214 });
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
      const owners = [await somebody("Ann"), await somebody("Ben"), await somebody("Cem"), await somebody("Dee")];
      const results: number[] = [];
      for (const one of owners) results.push((await ask(one, "InviteMember", { email: "wanted@example.com" })).result);
      expect(results).toEqual([0, 0, 0, 8214]);
    });
  });
});

describe("ResendMemberInvitation", () => {
  it("sends a PENDING member a new letter; what was changed last stays the time of the invitation", async () => {
    const { owner, id } = await pairIn("PENDING");
    const before = await memberRow(owner, id);
    await laterOn(owner, id);
    expect(await ask(owner, "ResendMemberInvitation", { id })).toEqual({
      error: "",
      reason: 0,
      result: 0,
      source: "users",
    });
    const after = await memberRow(owner, id);
    expect(after.status_at).toEqual(before.status_at);
    expect(after.secret_hash).not.toBe(before.secret_hash);
    expect(await lettersOf(owner)).toHaveLength(2);
  });

  it("8214: not twice within a minute, and says when", async () => {
    const { owner, id } = await pairIn("PENDING");
    const { body, headers } = await call("users.collaboration.ResendMemberInvitation", { id }, owner.session);
    expect(body).toMatchObject({ result: 8214 });
    expect(Number(headers["retry-after"])).toBeGreaterThan(50);
    expect(await lettersOf(owner)).toHaveLength(1);
  });

  it.each(["REJECTED", "LEFT"] as const)("brings a %s member back to PENDING", async (status) => {
    const { owner, id } = await pairIn(status);
    expect(await ask(owner, "ResendMemberInvitation", { id })).toMatchObject({ result: 0 });
    expect((await memberRow(owner, id)).status).toBe("PENDING");
  });

  it.each(["ACTIVE", "SUSPENDED"] as const)("8211: a %s member has nothing to answer", async (status) => {
    const { owner, id } = await pairIn(status);
    expect(await ask(owner, "ResendMemberInvitation", { id })).toMatchObject({ result: 8211 });
  });
});

describe("S-11: suspending, activating and deleting, from every state", () => {
  const legal: Record<string, Partial<Record<MemberStatus, MemberStatus | "gone">>> = {
    SuspendMember: { ACTIVE: "SUSPENDED" },
    ActivateMember: { SUSPENDED: "ACTIVE" },
    DeleteMember: { PENDING: "gone", REJECTED: "gone", ACTIVE: "gone", SUSPENDED: "gone", LEFT: "gone" },
  };
  const cases = Object.keys(legal).flatMap((method) => STATUSES.map((status) => [method, status] as const));

  it.each(cases)("%s of somebody %s", async (method, status) => {
    const { owner, id } = await pairIn(status);
    const before = await versionOf(owner);
    const to = legal[method]![status];
    const answer = await ask(owner, method, { id });
    expect(answer.result).toBe(to ? 0 : 8211);
    if (!to) {
      expect(await versionOf(owner)).toBe(before);
      expect((await memberRow(owner, id)).status).toBe(status);
      return;
    }
    expect(await versionOf(owner)).toBe(before + 1);
    const last = (await journalOf(owner, "member")).at(-1)!;
    expect(last).toMatchObject({ id: String(id), before: { status } });
    if (to === "gone") await expect(memberRow(owner, id)).rejects.toThrow();
    else expect((await memberRow(owner, id)).status).toBe(to);
  });

  it("what was shared outlives a suspension", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "outlives");
    const { id } = await pairIn("ACTIVE", owner);
    await must(owner, "SetResource", {
      collaborationId: id,
      resourceId: "outlives",
      roleIds: await newRole(owner, ["STATISTIC"]),
    });
    await must(owner, "SuspendMember", { id });
    await must(owner, "ActivateMember", { id });
    const { responses } = await ask(owner, "GetMemberResources", { memberId: id });
    expect(responses).toHaveLength(1);
  });

  it("deleting ends the invitation's letter, takes the shares along, and the second time is 5", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    await must(owner, "DeleteMember", { id });
    expect(await ask(owner, "DeleteMember", { id })).toMatchObject({ result: 5, error: "member not found" });
    expect(await ask(member, "AcceptCollaboration", { id })).toMatchObject({ result: 5 });
    const pointers = await db()
      .selectFrom("directory_invitation")
      .select("hash")
      .where("owner_uid", "=", owner.uid)
      .execute();
    expect(pointers).toEqual([]);
  });

  it("of a team only the membership goes", async () => {
    const [owner, one, other] = [await somebody("Olga"), await somebody("Ann"), await somebody("Ben")];
    const team = await newTeam(owner, "Guild", one, other);
    const { collaborations } = await ask(owner, "GetMembers");
    const memberId = collaborations[0].members.find((member: { email: string }) => member.email === one.email).id;
    expect(await ask(owner, "DeleteMember", { id: memberId })).toMatchObject({ result: 0 });
    const left = (await ask(owner, "GetMembers")).collaborations;
    expect(left).toMatchObject([{ id: team, type: "GROUP", members: [{ email: other.email }] }]);
  });

  it("D10: a delegate does it to others, and never to themselves", async () => {
    const owner = await somebody("Olga");
    const delegate = await delegateOf(owner);
    const { id } = await pairIn("ACTIVE", owner);
    const ownerUid = owner.uid;
    expect(await ask(delegate, "SuspendMember", { id, ownerUid })).toMatchObject({ result: 0 });
    expect(await ask(delegate, "ActivateMember", { id, ownerUid })).toMatchObject({ result: 0 });
    for (const method of ["SuspendMember", "ActivateMember", "DeleteMember", "ResendMemberInvitation", "EditMember"])
      expect(await ask(delegate, method, { id: delegate.id, ownerUid }), method).toMatchObject({ result: 8 });
    expect(await ask(delegate, "DeleteMember", { id, ownerUid })).toMatchObject({ result: 0 });
  });

  it("S-11: whoever is suspended cannot bring themselves back", async () => {
    const owner = await somebody("Olga");
    const delegate = await delegateOf(owner);
    await must(owner, "SuspendMember", { id: delegate.id });
    const parameters = { id: delegate.id, ownerUid: owner.uid };
    expect(await ask(delegate, "ActivateMember", parameters)).toMatchObject({ result: 8 });
    expect(await ask(delegate, "AcceptCollaboration", { id: delegate.id })).toMatchObject({ result: 8211 });
  });
});

describe("EditMember", () => {
  it.each(STATUSES)("changes the owner's label of somebody %s", async (status) => {
    const { owner, id } = await pairIn(status);
    const { collaboration, ...answer } = await ask(owner, "EditMember", { id, displayName: "Other" });
    expect(answer).toMatchObject({ result: 0, isOwner: true });
    expect(collaboration).toMatchObject({
      displayName: "Other",
      memberDisplayName: "Other",
      members: [{ displayName: "Other" }],
    });
  });

  it("an absent label changes nothing, an empty one sent as JSON clears it", async () => {
    const { owner, id } = await pairIn("ACTIVE");
    const before = await versionOf(owner);
    expect((await ask(owner, "EditMember", { id, displayName: "" })).collaboration.displayName).toBe("Milo, label");
    expect((await ask(owner, "EditMember", { id })).collaboration.displayName).toBe("Milo, label");
    expect(await journalOf(owner, "member")).toHaveLength(2);
    const cleared = await callJson("users.collaboration.EditMember", { id, displayName: "" }, owner.session);
    expect(cleared.body.collaboration).toMatchObject({ displayName: "", memberDisplayName: "" });
    expect(await versionOf(owner)).toBeGreaterThan(before);
  });
});

describe("EditMember, again on the same member", () => {
  const relabel = async ({ owner, id }: Pick<Pair, "owner" | "id">, displayName: string) =>
    (await must(owner, "EditMember", { id, displayName })).collaboration;

  it("asks the database for no more than who it is and what changes", async () => {
    const pair = await pairIn("ACTIVE");
    await relabel(pair, "First");
    const watch = watchStatements();
    await relabel(pair, "Second").finally(watch.stop);
    expect(watch.statements.map(({ text }) => /^\s*(\w+(?: \w+(?: as)?)?)/.exec(text)![1])).toEqual([
      "select json_build_array",
      "with raised as",
    ]);
  });

  it("S-06: what another node changed meanwhile counts: who may is judged anew, and nothing is written twice or lost", async () => {
    const pair = await pairIn("ACTIVE");
    const { owner, id } = pair;
    const delegate = await delegateOf(owner);
    const asDelegate = { id, ownerUid: owner.uid };
    await must(delegate, "EditMember", { ...asDelegate, displayName: "By the delegate" });
    await elsewhere(owner, { id: delegate.id, status: "SUSPENDED" });
    const refused = await ask(delegate, "EditMember", { ...asDelegate, displayName: "Too late" });
    expect([5, 8]).toContain(refused.result);
    expect((await memberRow(owner, id)).display_name).toBe("By the delegate");
    await elsewhere(owner, { id, status: "SUSPENDED" });
    expect(await relabel(pair, "After")).toMatchObject({ displayName: "After", status: "SUSPENDED" });
  });

  it("each of many writers, here and elsewhere, has a version of their own", async () => {
    const pair = await pairIn("ACTIVE");
    const { owner, id } = pair;
    await relabel(pair, "First");
    const before = await versionOf(owner);
    const told = (await journalOf(owner, "member")).length;
    const labels = Array.from({ length: 30 }, (_, n) => `Label ${n}`);
    const here = Promise.all(labels.map((label) => relabel(pair, label)));
    const there = Promise.all(labels.map(() => elsewhere(owner, { id, status: "ACTIVE" })));
    const answers = await here;
    await there;
    expect(answers.map(({ displayName }) => displayName)).toEqual(labels);
    expect(await versionOf(owner)).toBe(before + 60);
    expect((await journalOf(owner, "member")).length).toBe(told + 30);
    expect((await memberRow(owner, id)).display_name).toBe("Label 29");
  });

  /** What another node does: it raises the version with its change. */
  const elsewhere = (owner: Somebody, { id, status }: { id: number; status: MemberStatus }) =>
    db()
      .transaction()
      .execute(async (tx) => {
        const theirs = tx.updateTable("account").set((eb) => ({ version: eb("version", "+", 1) }));
        await theirs.where("owner_uid", "=", owner.uid).execute();
        const row = tx.updateTable("member").set({ status });
        await row.where("owner_uid", "=", owner.uid).where("id", "=", id).execute();
      });

  it("reads the collaboration once, however many change it at the same time", async () => {
    const pair = await pairIn("ACTIVE");
    await relabel(pair, "First");
    const watch = watchStatements();
    const labels = Array.from({ length: 16 }, (_, n) => `Label ${n}`);
    const answers = await Promise.all(labels.map((label) => relabel(pair, label))).finally(watch.stop);
    expect(answers.map(({ displayName }) => displayName)).toEqual(labels);
    expect(watch.statements.filter(({ text }) => /from member m join/.test(text))).toEqual([]);
  });

  it("shows what others changed meanwhile: shares, roles, states, and what the person is called", async () => {
    const pair = await pairIn("ACTIVE");
    const { owner, member, id } = pair;
    const appid = await newEnvironment(owner, "shown-env");
    const role = await newRole(owner, ["COLLABORATION"]);
    await relabel(pair, "Before");
    await must(owner, "SetResource", { collaborationId: id, resourceId: appid, resourceType: "ENV", roleIds: role });
    expect((await relabel(pair, "Shared")).collaborationResources).toMatchObject([{ resourceId: appid }]);
    await must(owner, "EditRole", { id: role, name: "Renamed", policies: "COLLABORATION" });
    expect((await relabel(pair, "Role")).collaborationResources[0].roles).toMatchObject([{ name: "Renamed" }]);
    await must(owner, "SuspendMember", { id });
    expect(await relabel(pair, "Suspended")).toMatchObject({ status: "SUSPENDED" });
    await db().updateTable("account").set({ name: "Milo Newname" }).where("owner_uid", "=", member.uid).execute();
    expect((await relabel(pair, "Called")).members[0].user).toMatchObject({ name: "Milo Newname" });
  });
});

describe("GetMembers", () => {
  it("lists everybody in every state by address, as the owner sees them", async () => {
    const owner = await somebody("Olga");
    for (const status of STATUSES) await pairIn(status, owner);
    const { collaborations, ...answer } = await ask(owner, "GetMembers");
    expect(answer).toMatchObject({ result: 0, isOwner: true, includeChildren: false });
    expect(collaborations.map((one: { status: string }) => one.status).sort()).toEqual([...STATUSES].sort());
    const emails = collaborations.map((one: { email: string }) => one.email);
    expect(emails).toEqual([...emails].sort());
  });

  it("with an id answers one, by page a part, and for nobody's id 5", async () => {
    const owner = await somebody("Olga");
    const { id } = await pairIn("ACTIVE", owner);
    await pairIn("PENDING", owner);
    await pairIn("PENDING", owner);
    expect((await ask(owner, "GetMembers", { id })).collaborations).toMatchObject([{ id }]);
    const all = (await ask(owner, "GetMembers")).collaborations.map((one: { id: number }) => one.id);
    const page = await ask(owner, "GetMembers", { startRow: 1, resultCount: 2 });
    expect(page.collaborations.map((one: { id: number }) => one.id)).toEqual(all.slice(1, 3));
    expect(await ask(owner, "GetMembers", { id: 999_999_999 })).toMatchObject({ result: 5 });
  });

  it("a plain member sees their own row alone, a delegate everybody, a stranger no account", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const delegate = await delegateOf(owner);
    const own = await ask(member, "GetMembers", { ownerUid: owner.uid });
    expect(own).toMatchObject({ result: 0, isOwner: false, collaborations: [{ id, displayName: "Olga" }] });
    expect(own.collaborations).toHaveLength(1);
    expect(await ask(member, "GetMembers", { ownerUid: owner.uid, id: delegate.id })).toMatchObject({ result: 5 });
    const everybody = await ask(delegate, "GetMembers", { ownerUid: owner.uid });
    expect(everybody).toMatchObject({ result: 0, isOwner: true });
    expect(everybody.collaborations).toHaveLength(2);
    expect(await ask(await somebody("Sten"), "GetMembers", { ownerUid: owner.uid })).toMatchObject({ result: 5 });
  });

  it("an account without members has an empty list", async () => {
    expect(await ask(await somebody("Olga"), "GetMembers")).toMatchObject({ result: 0, collaborations: [] });
  });
});

async function fillWithPending(owner: Somebody, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, n) => 50_000_000 + n);
  const owner_uid = owner.uid;
  const pairs = ids.map((id) => ({ owner_uid, id, type: "ACCOUNT" as const, display_name: "", external_id: "" }));
  await db().insertInto("collaboration").values(pairs).execute();
  const members = ids.map((id) => ({
    owner_uid,
    id,
    collaboration_id: id,
    type: "ACCOUNT" as const,
    email: `p${id}@example.com`,
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
  }));
  await db().insertInto("member").values(members).execute();
}

/** Runs with the limits on, which are off for all other tests here. */
async function limited(work: () => Promise<void>): Promise<void> {
  const shelf = globalThis as unknown as Record<symbol, object>;
  const key = Symbol.for("confer.config");
  const before = config();
  shelf[key] = { ...before, rateLimit: true };
  await work().finally(() => {
    shelf[key] = before;
  });
}
