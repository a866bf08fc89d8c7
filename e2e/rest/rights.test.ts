import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Somebody, somebody } from "../support/arrange";
import { ask, must, newEnvironment, newGroup, newRole, newTeam, pairIn, shareAccount } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { tokenOf } from "../support/residents";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const INFO = "environment.control.GetEnvInfo";
const START = "environment.control.StartEnv";
const STOP = "environment.control.StopEnv";
const DELETE = "environment.control.DeleteEnv";

const check = (
  who: Pick<Somebody, "session">,
  serviceMethod: string,
  more: Record<string, string | number | boolean> = {},
) => ask(who, "CheckEnvironmentRights", { serviceMethod, ...more });

let counter = 0;
/** An owner with an environment, shared with an active member in a role that may start and stop it. */
async function shared() {
  counter += 1;
  const owner = await somebody("Olga");
  const env = `rights-${counter}`;
  await newGroup(owner, "Shop");
  const appid = await newEnvironment(owner, env, "Shop");
  const { member, id } = await pairIn("ACTIVE", owner);
  const policy = (await must(owner, "AddPolicy", { name: "Switch", methods: `${START},${STOP}` })).policy.id;
  const role = await newRole(owner, [policy]);
  await must(owner, "SetResource", { collaborationId: id, resourceId: env, roleIds: role });
  return { owner, member, id, env, appid, role };
}

describe("CheckEnvironmentRights on one environment", () => {
  it("says yes with the bare envelope, and no with 8 and the methods that are missing", async () => {
    const { member, env } = await shared();
    const yes = { error: "", reason: 0, result: 0, source: "users" };
    expect(await check(member, `${START};${STOP}`, { envName: env })).toEqual(yes);
    expect(await check(member, `${START};${DELETE}`, { envName: env })).toEqual({
      error: `access to [${DELETE}] is not permitted`,
      reason: 0,
      result: 8,
      source: "hx-core",
    });
  });

  it("isAny asks for one of them, and takes the truth in every spelling", async () => {
    const { member, env } = await shared();
    for (const isAny of ["true", "True", "TRUE", "1", true])
      expect(await check(member, `${DELETE};${START}`, { envName: env, isAny }), String(isAny)).toMatchObject({
        result: 0,
      });
    for (const isAny of ["false", "False", "0", ""])
      expect(await check(member, `${DELETE};${START}`, { envName: env, isAny }), isAny).toMatchObject({ result: 8 });
    expect(await check(member, DELETE, { envName: env, isAny: true })).toMatchObject({ result: 8 });
    expect(await check(member, START, { envName: env, isAny: "perhaps" })).toMatchObject({ result: 3 });
  });

  it("the environment is named by appid, by envName, or as a resource", async () => {
    const { member, env, appid } = await shared();
    const names = [
      { appid },
      { envName: env },
      { envName: env.toUpperCase() },
      { envName: appid },
      { resourceId: env },
      { resourceId: appid, resourceType: "ENV" },
    ];
    for (const name of names) {
      expect(await check(member, START, name as never), JSON.stringify(name)).toMatchObject({ result: 0 });
      expect(await check(member, DELETE, name as never), JSON.stringify(name)).toMatchObject({ result: 8 });
    }
  });

  it("takes the list with either separator, as JSON or Python, in any letter case and with older prefixes", async () => {
    const { member, env } = await shared();
    for (const list of [
      `${START},${STOP}`,
      `["${START}","${STOP}"]`,
      `['${START}', '${STOP}']`,
      `${START.toUpperCase()}; `,
      "env.control.StartEnv",
    ])
      expect(await check(member, list, { envName: env }), list).toMatchObject({ result: 0 });
  });

  it("S-02: an unknown method counts as not allowed, an empty list as no question", async () => {
    const { owner, env } = await shared();
    expect(await check(owner, `${START};no.such.Method`, { envName: env })).toMatchObject({
      result: 8,
      error: expect.stringContaining("no.such.Method"),
    });
    expect(await check(owner, `${START};no.such.Method`, { envName: env, isAny: true })).toMatchObject({ result: 0 });
    for (const empty of ["", " ; ,", "[]"])
      expect(await check(owner, empty, { envName: env }), empty).toMatchObject({ result: 3 });
    expect(await ask(owner, "CheckEnvironmentRights")).toMatchObject({
      result: 3,
      error: "invalid parameter [serviceMethod]",
    });
  });

  it("S-04: an environment of somebody else is not there", async () => {
    const { env, appid } = await shared();
    const stranger = await somebody("Sten");
    for (const theirs of [env, appid]) {
      expect(await check(stranger, INFO, { envName: theirs })).toEqual(
        await check(stranger, INFO, { envName: "env-absent" }),
      );
    }
    expect(await check(stranger, INFO, { envName: env })).toMatchObject({ result: 5 });
  });

  it("C.5: a direct share lowers what a group gives, and only the highest level counts", async () => {
    const { owner, member, id, env } = await shared();
    const all = await newRole(owner, ["ENV_DELETE"]);
    const share = (resourceId: string, resourceType: string) =>
      must(owner, "SetResource", { collaborationId: id, resourceId, resourceType, roleIds: all });
    await share("Shop", "ENV_GROUP");
    await share("*", "ENV");
    expect(await check(member, DELETE, { envName: env })).toMatchObject({ result: 8 });
    expect(await check(member, DELETE, { resourceId: "Shop", resourceType: "ENV_GROUP" })).toMatchObject({ result: 0 });
    const { responses } = await must(owner, "GetCollaborationResources", { collaborationId: id });
    const direct = responses.find(
      (one: { resourceId: string; type: string }) => one.type === "ENV" && one.resourceId !== "*",
    );
    await must(owner, "DeleteResources", { collaborationId: id, ids: direct.id });
    expect(await check(member, DELETE, { envName: env })).toMatchObject({ result: 0 });
  });

  it("S-03: a DENY in one role beats the ALLOW of another at the same level", async () => {
    const { owner, member, id, env, role } = await shared();
    const never = (await must(owner, "AddPolicy", { name: "Never", methods: START, behavior: "DENY" })).policy.id;
    const deny = await newRole(owner, [never]);
    for (const roleIds of [`${role},${deny}`, `${deny},${role}`]) {
      await must(owner, "SetResource", { collaborationId: id, resourceId: env, roleIds });
      expect(await check(member, START, { envName: env })).toMatchObject({ result: 8 });
      expect(await check(member, STOP, { envName: env })).toMatchObject({ result: 0 });
    }
  });
});

describe("D7: CheckEnvironmentRights without an environment", () => {
  it("somebody who works with nobody is judged as owner of their own account", async () => {
    const sten = await somebody("Sten");
    for (const appid of [undefined, "cluster", "CLUSTER", "0123456789abcdef0123456789abcdef"])
      expect(await check(sten, `${START};${DELETE}`, appid ? { appid } : {}), appid).toMatchObject({ result: 0 });
  });

  it("a member is judged by the union over those they are active with; no other state adds anything", async () => {
    const { owner, member, id } = await shared();
    const other = await shared();
    expect(await check(member, START)).toMatchObject({ result: 0 });
    expect(await check(member, DELETE)).toMatchObject({ result: 8 });
    const email = member.email;
    const second = (await must(other.owner, "InviteMember", { email })).collaboration.id;
    const roleIds = await newRole(other.owner, ["ENV_DELETE"]);
    await must(other.owner, "SetResource", { collaborationId: second, resourceId: other.env, roleIds });
    expect(await check(member, DELETE)).toMatchObject({ result: 8 });
    await must(member, "AcceptCollaboration", { id: second });
    expect(await check(member, `${START};${DELETE}`)).toMatchObject({ result: 0 });
    expect(await check(member, DELETE, { ownerUid: owner.uid })).toMatchObject({ result: 8 });
    expect(await check(member, DELETE, { ownerUid: other.owner.uid })).toMatchObject({ result: 0 });
    await must(other.owner, "SuspendMember", { id: second });
    expect(await check(member, DELETE)).toMatchObject({ result: 8 });
    await must(owner, "SuspendMember", { id });
    expect(await check(member, START)).toMatchObject({ result: 8 });
  });

  it("S-15: an open invitation takes no right away and gives none", async () => {
    const { owner } = await shared();
    const invited = await somebody("Ines");
    await must(owner, "InviteMember", { email: invited.email });
    expect(await check(invited, START)).toMatchObject({ result: 0 });
    expect(await check(invited, START, { ownerUid: owner.uid })).toMatchObject({ result: 5 });
  });

  it("a role on the account itself, and a team, count as well", async () => {
    const owner = await somebody("Olga");
    const { member, id } = await pairIn("ACTIVE", owner);
    expect(await check(member, "users.collaboration.InviteMember")).toMatchObject({ result: 8 });
    await shareAccount(owner, id, ["COLLABORATION"]);
    expect(await check(member, "users.collaboration.InviteMember")).toMatchObject({ result: 0 });
    const mate = await somebody("Mat");
    const env = `team-${owner.uid}`;
    await newEnvironment(owner, env);
    const team = await newTeam(owner, "Guild", mate);
    await must(owner, "SetResource", {
      collaborationId: team,
      resourceId: env,
      roleIds: await newRole(owner, ["ENV_STATE"]),
    });
    expect(await check(mate, START, { envName: env })).toMatchObject({ result: 0 });
  });
});

describe("S-41: CheckEnvironmentRights through a token", () => {
  const SELF = "users.collaboration.CheckEnvironmentRights";

  it("is narrowed by the methods it holds", async () => {
    const { member, env } = await shared();
    const session = await tokenOf(member.uid, [SELF, START, DELETE]);
    expect(await check({ session }, START, { envName: env })).toMatchObject({ result: 0 });
    expect(await check({ session }, STOP, { envName: env })).toMatchObject({ result: 8 });
    expect(await check({ session }, DELETE, { envName: env })).toMatchObject({ result: 8 });
    expect(await check({ session }, STOP)).toMatchObject({ result: 8 });
  });

  it("is narrowed by the resources it is limited to", async () => {
    const { owner, env, appid } = await shared();
    const other = `other-${owner.uid}`;
    await newEnvironment(owner, other);
    const session = await tokenOf(owner.uid, [SELF, START], { resources: [`ENV:${appid}`] });
    expect(await check({ session }, START, { envName: env })).toMatchObject({ result: 0 });
    expect(await check({ session }, START, { envName: other })).toMatchObject({ result: 8 });
  });

  it("8202 names the method a token does not hold, before anything else is judged", async () => {
    const { owner } = await shared();
    const session = await tokenOf(owner.uid, [START]);
    const answer = await ask({ session }, "CheckEnvironmentRights");
    expect(answer).toMatchObject({ result: 8202, source: "hx-core", error: expect.stringContaining(SELF) });
  });
});
