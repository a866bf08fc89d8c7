import { db } from "../../db/client";
import { createThreatModel } from "../../lib/operations/threat-models";
import { type Somebody, somebody } from "./arrange";
import { doAs } from "./at-page";
import { bring, laterOn, must, newEnvironment, newGroup, newRole } from "./collaboration";
import { call } from "./platform";
import { tokenOf } from "./residents";

/**
 * One owner with one of everything. Everything of theirs is called `canary-KEY-…`; what is only for the owner and those who
 * manage for them, `private-KEY-…`.
 */
export type Tenant = {
  owner: Somebody;
  env: string;
  appid: string;
  /** A role and its policy, in use; and a role and a policy nobody uses. */
  role: number;
  policy: number;
  freeRole: number;
  freePolicy: number;
  /** Members nobody calls as: one in each state in which others act on them. */
  active: number;
  pending: number;
  suspended: number;
  /** The share of `active`. */
  share: number;
  project: string;
  /** What must hold of their access; and what `active` asks for. */
  sentence: number;
  request: number;
  /** A threat model; its own list names `LISTED`. */
  model: string;
};

export const callers = [
  "owner",
  "delegate",
  "active",
  "pending",
  "rejected",
  "suspended",
  "left",
  "stranger",
  "two",
  "nobody",
  "wrongScope",
  "expired",
] as const;
export type CallerKey = (typeof callers)[number];
export type Caller = { session: string | undefined; uid: number; membership: number | undefined };
export type World = { o: Tenant; g: Tenant; f: Tenant; callers: Record<CallerKey, Caller> };

/**
 * Three owners: `o` is the one acted on, `g` another, and `f` one who has nothing to do with either. Each caller stands in
 * their own way to `o`; `two` is a plain member there, and manages the members of `g`.
 */
export async function threeTenants(): Promise<World> {
  const [o, g, f] = [await tenant("o"), await tenant("g"), await tenant("f")];
  const as = async (key: string, status: Parameters<typeof bring>[1]): Promise<Caller> => {
    const member = await somebody(`${key}-caller`);
    const id = await join(o, member, status, `private-o-label-${key}`);
    return { session: member.session, uid: member.uid, membership: id };
  };
  const delegate = await as("delegate", "ACTIVE");
  await manage(o, delegate.membership!);
  const two = await as("two", "ACTIVE");
  const second = { session: two.session!, uid: two.uid, name: "", email: await emailOf(two.uid) };
  await manage(g, await join(g, second, "ACTIVE", "private-g-label-two"));
  const reached = {
    active: await as("active", "ACTIVE"),
    suspended: await as("suspended", "SUSPENDED"),
    left: await as("left", "LEFT"),
  };
  for (const { membership } of Object.values(reached)) await share(o, membership!);
  const everything = ["environment.control.GetEnvInfo"];
  const expires = new Date(Date.now() - 1000);
  const tokens = {
    wrongScope: await tokenOf(o.owner.uid, everything),
    expired: await tokenOf(o.owner.uid, [...everything, "users.collaboration.GetRoles"], { expires }),
  };
  const { uid } = o.owner;
  return {
    o,
    g,
    f,
    callers: {
      owner: { session: o.owner.session, uid, membership: undefined },
      delegate,
      ...reached,
      pending: await as("pending", "PENDING"),
      rejected: await as("rejected", "REJECTED"),
      stranger: { session: f.owner.session, uid: f.owner.uid, membership: undefined },
      two,
      nobody: { session: undefined, uid: 0, membership: undefined },
      wrongScope: { session: tokens.wrongScope, uid, membership: undefined },
      expired: { session: tokens.expired, uid, membership: undefined },
    },
  };
}

async function tenant(key: string): Promise<Tenant> {
  const owner = await somebody(`canary-${key}-owner`);
  const env = `canary-${key}-env`;
  await newGroup(owner, `canary-${key}-group`);
  const appid = await newEnvironment(owner, env, `canary-${key}-group`);
  const methods = "environment.control.StartEnv";
  const policy = (await must(owner, "AddPolicy", { name: `canary-${key}-policy`, methods })).policy.id;
  const freePolicy = (await must(owner, "AddPolicy", { name: `private-${key}-policy`, methods })).policy.id;
  const named = async (name: string, policies: number) =>
    (await must(owner, "AddRole", { name, policies, receiveNotification: false })).role.id;
  const role = await named(`canary-${key}-role`, policy);
  const freeRole = await named(`private-${key}-role`, 26);
  const made = { owner, env, appid, role, policy, freeRole, freePolicy, project: `canary-${key}-project` };
  const ids = { active: 0, pending: 0, suspended: 0 };
  let asker: Somebody;
  for (const [status, state] of [
    ["active", "ACTIVE"],
    ["pending", "PENDING"],
    ["suspended", "SUSPENDED"],
  ] as const) {
    const member = await somebody(`private-${key}-${status}`);
    if (status === "active") asker = member;
    ids[status] = await join({ owner }, member, state, `private-${key}-label-${status}`);
  }
  await laterOn(owner, ids.pending);
  const text = "member nobody@example.com never billing.*";
  const sentence = (await ours("AddSentence", { text }, owner)).sentence.id;
  const drawn = {
    name: `private-${key}-model`,
    authorization: [{ principalType: "user", email: LISTED, role: "reader" }],
  };
  const { model } = await doAs(owner, createThreatModel, drawn as never);
  const all = { ...made, ...ids, share: 0, sentence, request: 0, model: model.id };
  all.share = await share(all, ids.active);
  all.request = (await ours("RequestAccess", { ...WANTED, ownerUid: owner.uid, resourceId: env }, asker!)).id;
  await must(owner, "AddResources", {
    collaborationId: ids.active,
    resources: JSON.stringify([
      { resourceId: `canary-${key}-region`, type: "VHI_REGION", metadata: { projects: [made.project, "another"] } },
    ]),
    createRoleIfNeeded: true,
  });
  return all;
}

/** Whom the threat models of all tenants name. */
export const LISTED = "listed@example.com";

/** What somebody asks for who may only start it. */
export const WANTED = { resourceType: "ENV", serviceMethod: "environment.control.DeleteEnv" };

async function ours(method: string, values: Record<string, string | number>, as: Somebody) {
  const { body } = await call(`confer.access.${method}`, values, as.session);
  if (body.result !== 0) throw new Error(`${method}: ${body.error}`);
  // biome-ignore lint/suspicious/noExplicitAny: what it holds is the method's own
  return body as any;
}

async function join(
  at: Pick<Tenant, "owner">,
  member: Somebody,
  status: Parameters<typeof bring>[1],
  displayName: string,
) {
  const { owner } = at;
  const id = (await must(owner, "InviteMember", { email: member.email, displayName })).collaboration.id;
  await bring({ owner, member, id }, status);
  return id as number;
}

async function share(
  { owner, env, role }: Pick<Tenant, "owner" | "env" | "role">,
  collaborationId: number,
): Promise<number> {
  return (await must(owner, "SetResource", { collaborationId, resourceId: env, roleIds: role })).id;
}

/** Makes a member a delegate who holds everything on every environment. */
async function manage({ owner }: Tenant, collaborationId: number): Promise<void> {
  const lead = await newRole(owner, ["COLLABORATION"]);
  const account = { resourceId: String(owner.uid), resourceType: "ACCOUNT" };
  await must(owner, "SetResource", { collaborationId, ...account, roleIds: lead });
  await must(owner, "SetResource", { collaborationId, resourceId: "*", roleIds: "Admin" });
}

async function emailOf(uid: number): Promise<string> {
  const query = db().selectFrom("account").select("email").where("owner_uid", "=", uid);
  return (await query.executeTakeFirstOrThrow()).email;
}
