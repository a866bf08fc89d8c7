import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { ask, type Parameters, pair, type Somebody, share, sharesOf, somebody } from "../support/arrange";
import { freshDatabase } from "../support/database";

const inTeams = (method: string) => (who: Somebody, params: Parameters) => ask(who, `users.team.${method}`, params);
const create = inTeams("Create");
const edit = inTeams("Edit");
const remove = inTeams("Delete");
const list = inTeams("Get");
const invite = inTeams("Invite");
const resend = inTeams("ResendInvite");
const removeMember = inTeams("DeleteMember");

const pointers = async (owner: Somebody): Promise<number> => {
  const rows = await db()
    .selectFrom("directory_membership")
    .select("member_id")
    .where("owner_uid", "=", owner.uid)
    .execute();
  return rows.length;
};

/** An owner with a team of one invited person. */
async function team() {
  const owner = await somebody("Olga");
  // Letters to one address are counted, so every team invites a Nora of its own.
  const email = `nora.${owner.uid}@example.org`;
  const { collaboration } = await create(owner, { displayName: "Night shift" });
  const invited = await invite(owner, { teamId: collaboration.id, email, displayName: "Nora" });
  return { email, owner, teamId: collaboration.id, memberId: invited.collaboration.members[0]!.id };
}

beforeAll(freshDatabase);

describe("0", () => {
  it("a team is a collaboration of kind GROUP, with nobody in it at first", async () => {
    const owner = await somebody("Olga");
    const answer = await create(owner, { displayName: "  Night shift " });
    expect(answer).toMatchObject({ result: 0, isOwner: true, includeChildren: true });
    expect(answer.collaboration).toMatchObject({
      type: "GROUP",
      displayName: "Night shift",
      members: [],
      ownerUid: owner.uid,
    });
  });

  it("whoever is invited waits until they accept, and is told by letter", async () => {
    const { owner, teamId, email } = await team();
    const { collaborations } = await list(owner, {});
    expect(collaborations).toHaveLength(1);
    expect(collaborations[0]).toMatchObject({ id: teamId, displayName: "Night shift" });
    expect(collaborations[0]!.members).toMatchObject([{ email, displayName: "Nora", status: "PENDING", user: null }]);
    const letters = await db().selectFrom("mail").select("to_email").where("owner_uid", "=", owner.uid).execute();
    expect(letters).toEqual([{ to_email: email }]);
  });

  it("an address is in a team once, and may be in another team and in a pair as well", async () => {
    const { owner, teamId, memberId, email } = await team();
    const again = await invite(owner, { teamId, email: email.toUpperCase() });
    expect(again.collaboration.members).toMatchObject([{ id: memberId }]);
    const other = await create(owner, { displayName: "Day shift" });
    const there = await invite(owner, { teamId: other.collaboration.id, email });
    expect(there).toMatchObject({ result: 0 });
    expect(await pointers(owner)).toBe(2);
    expect((await list(owner, {})).collaborations.map((one) => one.displayName)).toEqual(["Day shift", "Night shift"]);
  });

  it("editing changes what is given and keeps the rest", async () => {
    const { owner, teamId } = await team();
    const renamed = await edit(owner, { teamId, displayName: "Nights" });
    expect(renamed.collaboration).toMatchObject({ displayName: "Nights", externalId: "" });
    const tied = await edit(owner, { teamId, externalId: "group-7" });
    expect(tied.collaboration).toMatchObject({ displayName: "Nights", externalId: "group-7" });
  });

  it("removing a member leaves the team, and frees the address", async () => {
    const { owner, teamId, memberId } = await team();
    expect(await removeMember(owner, { memberId })).toMatchObject({ result: 0 });
    expect(await pointers(owner)).toBe(0);
    expect((await list(owner, {})).collaborations).toMatchObject([{ id: teamId, members: [] }]);
    expect(await removeMember(owner, { memberId })).toMatchObject({ result: 5 });
  });

  it("a deleted team takes its members and its shares with it", async () => {
    const { owner, teamId } = await team();
    await share(owner, teamId, "ENV", "*");
    expect(await remove(owner, { teamId })).toMatchObject({ result: 0 });
    expect((await list(owner, {})).collaborations).toEqual([]);
    expect(await sharesOf(owner)).toEqual([]);
    expect(await pointers(owner)).toBe(0);
  });
});

describe("3", () => {
  it("a team has a name, and a member a real address that is not the owner's own", async () => {
    const { owner, teamId } = await team();
    expect(await create(owner, { displayName: " " })).toMatchObject({ result: 3 });
    expect(await invite(owner, { teamId, email: "nora" })).toMatchObject({ result: 3 });
    expect(await invite(owner, { teamId, email: owner.email })).toMatchObject({ result: 3 });
  });
});

describe("5", () => {
  it("somebody else's team, a pair, and nothing at all are the same", async () => {
    const { owner, teamId, memberId } = await team();
    const stranger = await somebody("Sten");
    const pairId = await pair(stranger, await somebody("Milo"));
    for (const id of [teamId, pairId, 999_999_999]) {
      const refused = { result: 5, error: "team not found" };
      expect(await edit(stranger, { teamId: id, displayName: "x" })).toMatchObject(refused);
      expect(await remove(stranger, { teamId: id })).toMatchObject(refused);
      expect(await invite(stranger, { teamId: id, email: "x@example.org" })).toMatchObject(refused);
    }
    for (const id of [memberId, pairId]) {
      expect(await resend(stranger, { memberId: id })).toMatchObject({ result: 5 });
      expect(await removeMember(stranger, { memberId: id })).toMatchObject({ result: 5 });
    }
    expect(await create(stranger, { displayName: "x", ownerUid: owner.uid })).toMatchObject({ result: 5 });
  });
});

describe("8", () => {
  it("no role lets a member manage the teams of their owner, nor learn of them", async () => {
    const { owner, teamId, memberId } = await team();
    const member = await somebody("Milo");
    await share(owner, await pair(owner, member), "ACCOUNT", String(owner.uid), ["users.collaboration.InviteMember"]);
    const ownerUid = owner.uid;
    for (const id of [teamId, 999_999_999]) {
      const refused = { result: 8, error: "Only the owner of an account may do this." };
      expect(await edit(member, { teamId: id, displayName: "x", ownerUid })).toMatchObject(refused);
      expect(await remove(member, { teamId: id, ownerUid })).toMatchObject(refused);
      expect(await invite(member, { teamId: id, email: "x@example.org", ownerUid })).toMatchObject(refused);
    }
    expect(await create(member, { displayName: "x", ownerUid })).toMatchObject({ result: 8 });
    expect(await list(member, { ownerUid })).toMatchObject({ result: 8 });
    expect(await removeMember(member, { memberId, ownerUid })).toMatchObject({ result: 8 });
    expect(await resend(member, { memberId, ownerUid })).toMatchObject({ result: 8 });
  });
});

describe("8210 and 8211", () => {
  it("who is in already is neither invited nor sent another invitation", async () => {
    const { owner, teamId, memberId, email } = await team();
    await db()
      .updateTable("member")
      .set({ status: "ACTIVE" })
      .where("owner_uid", "=", owner.uid)
      .where("id", "=", memberId)
      .execute();
    expect(await invite(owner, { teamId, email })).toMatchObject({ result: 8210 });
    expect(await resend(owner, { memberId })).toMatchObject({ result: 8211 });
  });
});

describe("8214", () => {
  it("an invitation is not sent again within the minute", async () => {
    const { owner, memberId } = await team();
    expect(await resend(owner, { memberId })).toMatchObject({ result: 8214 });
  });
});
