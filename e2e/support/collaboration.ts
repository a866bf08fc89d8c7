import { db } from "../../db/client";
import type { MemberStatus } from "../../lib/domain/collaboration";
import { type Somebody, somebody } from "./arrange";
import { call } from "./platform";

export type Parameters = Record<string, string | number | boolean | undefined>;

// biome-ignore lint/suspicious/noExplicitAny: each of the 32 answers has keys of its own, and tests say which they expect
export type Body = { result: number; error: string; reason: number; source: string } & Record<string, any>;

/** One call of users.collaboration in somebody's name, or in nobody's. */
export const ask = async (
  who: Pick<Somebody, "session"> | null,
  method: string,
  parameters: Parameters = {},
  verb: "GET" | "POST" = "POST",
): Promise<Body> => (await call(`users.collaboration.${method}`, parameters, who?.session, verb)).body as Body;

/** As `ask`, for what has to succeed before the test begins. */
export async function must(who: Somebody, method: string, parameters: Parameters = {}): Promise<Body> {
  const body = await ask(who, method, parameters);
  if (body.result !== 0) throw new Error(`${method}: ${body.result} ${body.error}`);
  return body;
}

export type Pair = { owner: Somebody; member: Somebody; id: number };

/** An owner and somebody they invited, brought to this status by the two of them. */
export async function pairIn(status: MemberStatus, owner?: Somebody): Promise<Pair> {
  const [by, member] = [owner ?? (await somebody("Olga")), await somebody("Milo")];
  const id = (await must(by, "InviteMember", { email: member.email, displayName: "Milo, label" })).collaboration.id;
  await bring({ owner: by, member, id }, status);
  return { owner: by, member, id };
}

/** Takes the steps from PENDING to this status. */
export async function bring({ owner, member, id }: Pair, status: MemberStatus): Promise<void> {
  if (status === "REJECTED") await must(member, "RejectCollaboration", { id });
  if (status === "PENDING" || status === "REJECTED") return;
  await must(member, "AcceptCollaboration", { id });
  if (status === "SUSPENDED") await must(owner, "SuspendMember", { id });
  if (status === "LEFT") await must(member, "LeaveCollaboration", { id });
}

/** Somebody who may manage the owner's other members. */
export async function delegateOf(owner: Somebody): Promise<Somebody & { id: number }> {
  const { member, id } = await pairIn("ACTIVE", owner);
  await shareAccount(owner, id, ["COLLABORATION"]);
  return { ...member, id };
}

/** Shares the owner's account itself in a new role of these policies; returns the role's id. */
export async function shareAccount(owner: Somebody, collaborationId: number, policies: string[]): Promise<number> {
  const role = (await newRole(owner, policies)) as number;
  const account = { resourceId: String(owner.uid), resourceType: "ACCOUNT" };
  await must(owner, "SetResource", { collaborationId, ...account, roleIds: role });
  return role;
}

let names = 0;
/** A new role of these policies; returns its id. */
export async function newRole(owner: Somebody, policies: (string | number)[]): Promise<number> {
  names += 1;
  const role = { name: `Role ${names}`, policies: policies.join(","), receiveNotification: false };
  return (await must(owner, "AddRole", role)).role.id;
}

/** A new environment; returns its appid. */
export async function newEnvironment(owner: Somebody, envName: string, envGroups?: string): Promise<string> {
  const parameters = { envName, ...(envGroups ? { envGroups } : {}) };
  const { body } = await call("environment.control.RegisterEnv", parameters, owner.session);
  if (body.result !== 0) throw new Error(`RegisterEnv: ${body.error}`);
  return (body as unknown as { env: { appid: string } }).env.appid;
}

export async function newGroup(owner: Somebody, envGroup: string): Promise<void> {
  const { body } = await call("environment.group.CreateGroup", { envGroup }, owner.session);
  if (body.result !== 0) throw new Error(`CreateGroup: ${body.error}`);
}

export async function newTeam(owner: Somebody, displayName: string, ...people: Somebody[]): Promise<number> {
  const { body } = await call("users.team.Create", { displayName }, owner.session);
  const { id } = (body as unknown as { collaboration: { id: number } }).collaboration;
  for (const { email, session } of people) {
    await call("users.team.Invite", { teamId: id, email }, owner.session);
    await must({ session } as Somebody, "AcceptCollaboration", { id });
  }
  return id;
}

export const memberRow = (owner: Somebody, id: number) =>
  db()
    .selectFrom("member")
    .selectAll()
    .where("owner_uid", "=", owner.uid)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

/** As if the last letter of this invitation had been sent two minutes ago. */
export async function laterOn(owner: Somebody, id: number): Promise<void> {
  const sent_at = new Date(Date.now() - 120_000);
  await db().updateTable("member").set({ sent_at }).where("owner_uid", "=", owner.uid).where("id", "=", id).execute();
}

/** Kinds and addresses of an owner's letters, the oldest first. */
export async function lettersOf(owner: Somebody): Promise<string[]> {
  const rows = await db()
    .selectFrom("mail")
    .select(["kind", "to_email"])
    .where("owner_uid", "=", owner.uid)
    .orderBy("created_at")
    .execute();
  return rows.map((row) => `${row.kind} ${row.to_email}`);
}

/** The owner's version: what refused calls must leave as it was. */
export async function versionOf(owner: Somebody): Promise<number> {
  const query = db().selectFrom("account").select("version").where("owner_uid", "=", owner.uid);
  return (await query.executeTakeFirstOrThrow()).version;
}
