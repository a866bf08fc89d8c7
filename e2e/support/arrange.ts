import { raiseVersion } from "../../db/accounts";
import { type Db, db, transaction } from "../../db/client";
import { addCollaboration, addMember, putShare } from "../../db/collaborations";
import { nextId } from "../../db/ids";
import { bindPointer, pointTo } from "../../db/memberships";
import { newAccountIds, openAccount } from "../../db/people";
import { addPolicy, addRole } from "../../db/roles";
import { openSignIn } from "../../db/sign-ins";
import { addToken } from "../../db/tokens";
import type { MemberStatus } from "../../lib/domain/collaboration";
import { parseEmail } from "../../lib/domain/email";
import type { ResourceType } from "../../lib/domain/resource";
import { hashOfKey, newSignInSecret, newTokenSecret } from "../../lib/keys";
import type { EnvironmentInfo } from "../../lib/operations/environments/info";
import type { GroupWire } from "../../lib/operations/groups/shape";
import type { CollaborationWire } from "../../lib/operations/wire/collaborations";
import { call } from "./platform";

/** A person with an account, and the session they call with. */
export type Somebody = { uid: number; name: string; email: string; session: string };

/** The keys the answers of environments, groups and teams have; each method answers some of them. */
export type Body = { result: number; error: string; infos: EnvironmentInfo[]; array: GroupWire[] } & EnvironmentInfo & {
    collaboration: CollaborationWire;
    collaborations: CollaborationWire[];
  };
export type Parameters = Record<string, string | number | boolean | undefined>;

/** One call in somebody's name. */
export const ask = async (who: Pick<Somebody, "session">, method: string, parameters: Parameters = {}): Promise<Body> =>
  (await call(method, parameters, who.session)).body as unknown as Body;

/** What stood there before a test begins, written as rows and not through the operations under test. */
export async function somebody(name: string): Promise<Somebody> {
  const ids = await newAccountIds();
  const email = parseEmail(`${name.toLowerCase()}.${ids.uid}@example.com`);
  const signIn = await nextId();
  const session = newSignInSecret(ids.uid);
  const until = new Date(Date.now() + 3_600_000);
  await transaction(async (tx) => {
    await openAccount(tx, { ids, email, name, passwordHash: null, verifiedAt: new Date() });
    await openSignIn(tx, {
      owner_uid: ids.uid,
      id: signIn,
      hash: hashOfKey(session),
      door: "rest",
      ip: "127.0.0.1",
      user_agent: "test",
      expires_at: until,
      ends_at: until,
    });
  });
  return { uid: ids.uid, name, email: email.canonical, session };
}

/** The same person through a token that holds these methods and reaches only these resources, as `TYPE:id`. */
export async function limited(who: Somebody, methods: string[], resources: string[]): Promise<Somebody> {
  const id = await nextId();
  const session = newTokenSecret();
  const expires = new Date(Date.now() + 3_600_000);
  const row = { owner_uid: who.uid, id, hash: hashOfKey(session), last4: session.slice(-4), description: "" };
  await transaction((tx) => addToken(tx, { ...row, template: null, methods, resources, expires_at: expires }));
  return { ...who, session };
}

/** After a key was changed by hand: what every operation says that changes one. */
export const changedKeys = (uid: number): Promise<unknown> =>
  db()
    .updateTable("account")
    .set((eb) => ({ version: eb("version", "+", 1), keys_version: eb("version", "+", 1) }))
    .where("owner_uid", "=", uid)
    .execute();

/** Changes an owner's data and raises their version, as every operation does. */
const change = <T>(owner: Somebody, body: (tx: Db) => Promise<T>): Promise<T> =>
  transaction(async (tx) => {
    await raiseVersion(tx, owner.uid);
    return body(tx);
  });

/** `member` takes part in a pair with `owner`; returns the collaboration's id. */
export async function pair(owner: Somebody, member: Somebody, status: MemberStatus = "ACTIVE"): Promise<number> {
  const id = await nextId();
  await change(owner, async (tx) => {
    await addCollaboration(tx, { owner_uid: owner.uid, id, type: "ACCOUNT", display_name: "", external_id: "" });
    const row = {
      owner_uid: owner.uid,
      id,
      collaboration_id: id,
      type: "ACCOUNT" as const,
      email: member.email,
      email_shown: member.email,
      member_uid: member.uid,
      status,
      signed_by: "INVITATION" as const,
      display_name: "",
      owner_label: "",
      sent_at: null,
      secret_hash: null,
      secret_expires_at: null,
    };
    await addMember(tx, row, new Date());
    await pointTo(tx, owner.uid, id, member.email);
    await bindPointer(tx, owner.uid, id, member.uid);
  });
  return id;
}

/** Shares one thing in a role made for it, which holds exactly these methods; none makes the role a bare look. */
export async function share(
  owner: Somebody,
  collaborationId: number,
  type: ResourceType,
  resourceId: string,
  methods: string[] = [],
): Promise<number> {
  const [policy, role, id] = [await nextId(), await nextId(), await nextId()];
  const named = (what: string, key: number) => ({
    name: `${what} ${key}`,
    name_key: `${what} ${key}`,
    description: "",
  });
  return change(owner, async (tx) => {
    if (methods.length > 0) {
      const kind = { type: "ENVIRONMENT" as const, behavior: "ALLOW" as const, methods };
      await addPolicy(tx, { owner_uid: owner.uid, id: policy, ...named("policy", policy), ...kind });
    }
    const row = { owner_uid: owner.uid, id: role, ...named("role", role), type: "VAP" as const };
    await addRole(tx, { ...row, receive_notification: false }, methods.length > 0 ? [policy] : []);
    const target = { owner_uid: owner.uid, id, collaboration_id: collaborationId, type, resource_id: resourceId };
    return putShare(tx, { ...target, metadata: "" }, [role]);
  });
}

/** What this owner shares, as `TYPE:id`, sorted. */
export async function sharesOf(owner: Somebody): Promise<string[]> {
  const rows = await db()
    .selectFrom("share")
    .select(["type", "resource_id"])
    .where("owner_uid", "=", owner.uid)
    .execute();
  return rows.map((row) => `${row.type}:${row.resource_id}`).sort();
}

/** What the journal says happened, oldest first. */
export async function journalOf(
  owner: Somebody,
  target: string,
): Promise<{ id: string; before: unknown; after: unknown }[]> {
  const rows = await db()
    .selectFrom("journal")
    .select(["target_id", "before", "after"])
    .where("owner_uid", "=", owner.uid)
    .where("target", "=", target)
    .orderBy("version")
    .orderBy("n")
    .execute();
  return rows.map((row) => ({ id: row.target_id, before: row.before, after: row.after }));
}
