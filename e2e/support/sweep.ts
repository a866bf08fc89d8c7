import { demoPassword } from "../../db/cast";
import { db } from "../../db/client";
import { createThreatModel } from "../../lib/operations/threat-models";
import { codeOf } from "../../lib/totp";
import type { Somebody } from "./arrange";
import { doAs } from "./at-page";
import { type Answer, call } from "./platform";
import type { Resident } from "./residents";

type Value = string | number | boolean | undefined;
/** One call, about to be made; what it returns is called once it was. */
export type Around = (
  method: string,
  parameters: Record<string, Value>,
  session: string | undefined,
) => Promise<() => Promise<void>>;

/**
 * Every operation of the register at least once and successfully, in an order in which each finds what it needs. Returns the
 * answer of each method's first success, and what went wrong.
 */
export async function sweep(people: Record<Resident, Somebody>, around?: Around) {
  const done = new Map<string, Answer>();
  const faults: string[] = [];

  async function run(who: Somebody | null, method: string, parameters: Record<string, Value> = {}) {
    const afterwards = await around?.(method, parameters, who?.session);
    const answer = await call(method, parameters, who?.session);
    await afterwards?.();
    if (answer.body.result !== 0) faults.push(`${method}: ${answer.body.result} ${answer.body.error}`);
    else if (!done.has(method)) done.set(method, answer);
    // biome-ignore lint/suspicious/noExplicitAny: each method answers with keys of its own, read right below
    return answer.body as any;
  }
  const collaboration = (method: string) => `users.collaboration.${method}`;
  const idOf = async (owner: Somebody, email: string) =>
    (
      await db()
        .selectFrom("member")
        .select("id")
        .where("owner_uid", "=", owner.uid)
        .where("email", "=", email)
        .where("type", "=", "ACCOUNT")
        .executeTakeFirstOrThrow()
    ).id;

  const { owner, member, delegate, invited, suspended, rejected, left, stranger } = people;
  const asDelegate = { ownerUid: owner.uid };

  // Members, from both ends.
  const fresh = (await run(owner, collaboration("InviteMember"), { email: "nina@confer.example", displayName: "Nina" }))
    .collaboration.id;
  await run(delegate, collaboration("InviteMember"), { email: "nils@confer.example", ...asDelegate });
  await run(owner, collaboration("EditMember"), { id: fresh, displayName: "Nina, new" });
  await run(owner, collaboration("ResendMemberInvitation"), { id: await idOf(owner, rejected.email) });
  await run(owner, collaboration("GetMembers"));
  await run(owner, collaboration("GetMembers"), { startRow: 1, resultCount: 3 });
  await run(owner, collaboration("GetMembers"), { id: fresh });
  await run(member, collaboration("GetMembers"), asDelegate);
  await run(delegate, collaboration("GetMembers"), asDelegate);
  await run(owner, collaboration("ActivateMember"), { id: await idOf(owner, suspended.email) });
  await run(delegate, collaboration("SuspendMember"), { id: await idOf(owner, suspended.email), ...asDelegate });
  await run(owner, "confer.access.SetMemberEnd", { id: await idOf(owner, suspended.email), until: "none" });
  const offered = await idOf(owner, invited.email);
  await run(invited, collaboration("GetCollaborations"));
  await run(invited, collaboration("GetCollaborations"), { id: offered });
  await run(owner, collaboration("GetCollaborations"), { id: offered });
  await run(invited, collaboration("AcceptCollaboration"), { id: offered });
  await run(invited, collaboration("EditCollaboration"), { id: offered, displayName: "Olga's shop" });
  await run(invited, collaboration("LeaveCollaboration"), { id: offered });
  await run(rejected, collaboration("RejectCollaboration"), { id: await idOf(owner, rejected.email) });
  await run(owner, collaboration("DeleteMember"), { id: await idOf(owner, left.email) });

  // Policies and roles.
  const methods = "environment.control.StartEnv;environment.control.StopEnv";
  const policy = (await run(owner, collaboration("AddPolicy"), { name: "Switch", methods })).policy.id;
  const spare = (await run(owner, collaboration("AddPolicy"), { name: "Spare", methods })).policy.id;
  await run(owner, collaboration("EditPolicy"), { id: policy, methods, name: "Switch on and off" });
  await run(owner, collaboration("DeletePolicy"), { id: spare });
  await run(owner, collaboration("GetPolicies"));
  await run(owner, collaboration("GetPolicies"), { id: policy });
  await run(owner, collaboration("GetPolicyMethods"));
  await run(owner, collaboration("GetPolicyMethods"), { policyId: policy });
  const roleNamed = async (name: string) =>
    (await run(owner, collaboration("AddRole"), { name, policies: String(policy), receiveNotification: true })).role.id;
  const [role, unused] = [await roleNamed("Operator"), await roleNamed("Nobody's")];
  await run(owner, collaboration("EditRole"), { id: role, policies: `${policy},LOGS_VIEW`, description: "Operates." });
  await run(owner, collaboration("DeleteRole"), { id: unused });
  await run(owner, collaboration("GetRoles"));
  await run(owner, collaboration("GetRoles"), { id: fresh });
  await run(delegate, collaboration("GetRoles"), asDelegate);
  await run(owner, collaboration("GetCollaborationRoleMethods"));
  await run(member, collaboration("GetCollaborationRoleMethods"), { collaborationId: await idOf(owner, member.email) });

  // What must hold.
  const access = (method: string) => `confer.access.${method}`;
  const kept = (await run(owner, access("AddSentence"), { text: "everyone never billing.*", draft: true })).sentence.id;
  await run(owner, access("EditSentence"), { id: kept, draft: true });
  await run(owner, access("ListSentences"));
  await run(owner, access("CheckSentences"));
  await run(owner, access("DeleteSentence"), { id: kept });

  // What is shared.
  const share = (resourceId: string, type = "ENV") => JSON.stringify([{ type, resourceId, roleIds: [role] }]);
  await run(owner, collaboration("AddResources"), { collaborationId: fresh, resources: share("docs-site") });
  await run(owner, collaboration("SetResources"), { collaborationId: fresh, resources: share("Shop", "ENV_GROUP") });
  const set = { collaborationId: fresh, resourceId: "data-lab", roleIds: role };
  const shared = await run(owner, collaboration("SetResource"), set);
  await run(delegate, collaboration("SetResource"), { ...set, ...asDelegate });
  const may = { ownerUid: owner.uid, resourceId: "payments-prod", serviceMethod: "environment.control.StopEnv" };
  const begged = [];
  for (const serviceMethod of [may.serviceMethod, "environment.control.StartEnv"]) {
    begged.push((await run(member, "confer.access.RequestAccess", { ...may, serviceMethod, note: "For a while" })).id);
  }
  await run(member, "confer.access.GetMyRequest", may);
  await run(member, "confer.access.GetMyRequests");
  await run(owner, "confer.access.GetRequests");
  await run(owner, "confer.access.CountRequests");
  await run(owner, "confer.access.ExplainRequest", { id: begged[0] as number });
  await run(owner, "confer.access.GrantRequest", { id: begged[0] as number });
  await run(owner, "confer.access.DeclineRequest", { id: begged[1] as number, reason: "Not now" });
  const authorization = [{ principalType: "user" as const, email: member.email, role: "reader" as const }];
  const { model } = await doAs(owner, createThreatModel, { name: "Listed", authorization });
  await run(owner, "confer.access.SetListEnd", { threatModelId: model.id, email: member.email, until: "none" });
  await run(member, "confer.access.LeaveList", { threatModelId: model.id });
  await run(owner, "confer.access.SetShareEnd", { id: shared.id as number, until: "none" });
  await run(owner, collaboration("SetResources"), {
    collaborationId: fresh,
    resources: JSON.stringify([
      { type: "S3_REGION", resourceId: "eu-north" },
      { id: shared.id, roleIds: [role] },
    ]),
    createRoleIfNeeded: true,
  });
  await run(owner, collaboration("AddResources"), {
    collaborationId: fresh,
    resources: JSON.stringify([{ type: "VHI_REGION", resourceId: "eu-north", metadata: { projects: ["a", "b"] } }]),
    createRoleIfNeeded: true,
  });
  await run(owner, collaboration("DeleteProjectFromResources"), { projectId: "a" });
  await run(owner, collaboration("DeleteProjectFromResources"), { projectId: "b" });
  await run(owner, collaboration("DeleteResources"), { collaborationId: fresh, ids: shared.id });
  await run(owner, collaboration("GetMemberResources"));
  await run(owner, collaboration("GetMemberResources"), { memberId: await idOf(owner, member.email) });
  await run(member, collaboration("GetCollaborationResources"));
  await run(owner, collaboration("GetCollaborationResources"), { collaborationId: await idOf(owner, member.email) });
  await run(owner, collaboration("GetResourceRoles"), { resourceId: "shop-prod" });
  await run(member, collaboration("GetResourceRoles"), { resourceId: "shop-prod", ...asDelegate });
  const named = { resourceId: "shop-prod", resourceType: "ENV" };
  await run(member, collaboration("GetCollaborationResourceMethods"), named);
  const asked = "environment.control.GetEnvInfo";
  await run(member, collaboration("CheckEnvironmentRights"), { serviceMethod: asked, envName: "shop-prod" });
  await run(member, collaboration("CheckEnvironmentRights"), { serviceMethod: asked });
  const question = { serviceMethod: asked, envName: "shop-prod" };
  await run(member, collaboration("CheckEnvironmentRights"), { ...question, explain: true });
  await run(owner, "confer.access.Explain", { ...question, memberId: await idOf(owner, member.email) });
  await run(member, "confer.access.Explain", question);
  await run(owner, "confer.access.WhoCan", question);
  await run(owner, "confer.access.WhatCan", { memberId: await idOf(owner, member.email) });

  // Teams.
  const team = (await run(owner, "users.team.Create", { displayName: "Night shift" })).collaboration.id;
  await run(owner, "users.team.Edit", { teamId: team, externalId: "night" });
  const inTeam = await run(owner, "users.team.Invite", { teamId: team, email: stranger.email });
  const teamMember = inTeam.collaboration.members[0].id;
  await run(stranger, collaboration("RejectCollaboration"), { id: team });
  await run(owner, "users.team.ResendInvite", { memberId: teamMember });
  await run(owner, "users.team.Get");
  await run(owner, "users.team.DeleteMember", { memberId: teamMember });
  await run(owner, "users.team.Delete", { teamId: team });

  // Environments and groups.
  await run(owner, "environment.control.RegisterEnv", { envName: "sweep-one", envGroups: "Payments" });
  await run(owner, "environment.control.SetEnvDisplayName", { envName: "sweep-one", displayName: "Sweep" });
  await run(owner, "environment.control.GetEnvInfo", { envName: "sweep-one" });
  await run(member, "environment.control.GetEnvs");
  await run(member, "environment.control.GetBasicEnvsInfo");
  await run(owner, "environment.group.CreateGroup", { envGroup: "Sweep/Deep" });
  await run(owner, "environment.group.AttachEnv", { envName: "sweep-one", envGroup: "Sweep/Deep" });
  await run(owner, collaboration("SetResource"), { ...set, resourceId: "Sweep", resourceType: "ENV_GROUP" });
  await run(owner, "environment.group.EditGroup", { srcGroupName: "Sweep", dstGroupName: "Swept" });
  await run(owner, "environment.group.GetGroups");
  await run(owner, "environment.group.DetachEnv", { envName: "sweep-one", envGroup: "Swept/Deep" });
  await run(owner, "environment.group.RemoveGroup", { envGroup: "Swept" });
  await run(owner, collaboration("SetResource"), { ...set, resourceId: "sweep-one" });
  await run(owner, "environment.control.DeleteEnv", { envName: "sweep-one" });

  // What was done and refused.
  await run(owner, "confer.journal.List", { text: "sweep", outcome: "done" });
  await run(delegate, "confer.journal.List", { ...asDelegate, resultCount: 2 });
  const review = (await run(owner, "confer.review.Start")) as unknown as { review: { id: number } };
  const { id: reviewed } = review.review;
  await run(owner, "confer.review.List");
  await run(owner, "confer.review.Decide", { id: reviewed, lines: "1,2", decision: "keep", why: "needed" });
  await run(owner, "confer.review.Get", { id: reviewed, search: "a", use: "unused", whose: "outside", sort: "use" });
  await run(owner, "confer.review.Decide", { id: reviewed, lines: "3", decision: "remove" });
  await run(owner, "confer.review.Finish", { id: reviewed });

  // Accounts, sign-ins and tokens.
  await run(null, "system.service.GetVersion");
  await run(null, "users.registration.CheckEmailExist", { email: owner.email });
  await run(null, "users.registration.CreateAccount", {
    email: "new@confer.example",
    password: "a long quiet river 7",
  });
  await run(null, "users.account.RecoverPassword", { email: stranger.email });
  const letter = await db()
    .selectFrom("mail")
    .select("text")
    .where("owner_uid", "=", stranger.uid)
    .where("kind", "=", "recovery")
    .executeTakeFirst();
  const key = /#(\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
  const password = "another long quiet river 8";
  await run(null, "users.registration.Activate", { key, password });
  const signedIn = await run(null, "users.authentication.Signin", { login: stranger.email, password });
  const person = { ...stranger, session: signedIn.session as string };
  await run(person, "users.authentication.CheckSign");
  await run(person, "users.authentication.CheckPassword", { password });
  await run(person, "users.authentication.GetSessions");
  await run(person, "users.authentication.SignoutSessions", { ids: "*" });
  const apiList = "users.collaboration.GetRoles";
  const token = (await run(person, "users.authentication.CreateToken", { description: "Sweep", apiList })).token;
  await run({ ...person, session: token?.key }, collaboration("GetRoles"));
  await run(person, "users.authentication.EditToken", { id: token?.id, description: "Swept" });
  await run(person, "users.authentication.RegenerateToken", { id: token?.id });
  await run(person, "users.authentication.GetTokens");
  await run(person, "users.authentication.GetTokenApiList", { search: "collaboration" });
  await run(person, "users.authentication.GetTokenTemplates");
  await run(person, "users.authentication.GetPolicyMethods", { uniqueName: "LOGS_VIEW" });
  await run(person, "users.authentication.DeleteTokens", { ids: "*" });
  await run(person, "users.account.GetUserInfo");
  await run(person, "users.account.CheckUser", { login: person.email });
  const changed = "a third long quiet river 9";
  await run(person, "users.account.ChangePassword", { oldPassword: password, newPassword: changed });
  const { secret } = await run(person, "users.account.Enable2FA");
  const step = Math.floor(Date.now() / 30_000);
  await run(person, "users.account.Enable2FA", { secret, code: secret ? codeOf(secret, step) : "" });
  const off = { password: changed, code: secret ? codeOf(secret, step + 1) : "" };
  await run(person, "users.account.Disable2FA", off);
  await run(person, "users.authentication.Signout");
  await run(null, "users.authentication.Signin", { login: owner.email, password: demoPassword });
  return { done, faults };
}
