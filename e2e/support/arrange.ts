import { raiseVersion } from "../../db/accounts";
import { type Db, db, transaction } from "../../db/client";
import { addCollaboration, addMember, putShare } from "../../db/collaborations";
import { nextId } from "../../db/ids";
import { bindPointer, pointTo } from "../../db/memberships";
import { newAccountIds, openAccount } from "../../db/people";
import { addPolicy, addRole } from "../../db/roles";
import { openSignIn } from "../../db/sign-ins";
import type { MemberStatus } from "../../lib/domain/collaboration";
import { parseEmail } from "../../lib/domain/email";
import type { ResourceType } from "../../lib/domain/resource";
import { hashOfKey, newSignInSecret } from "../../lib/keys";

/** A person with an account, and the session they call with. */
export type Somebody = { uid: number; name: string; email: string; session: string };

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
      host: "localhost",
      expires_at: until,
      ends_at: until,
    });
  });
  return { uid: ids.uid, name, email: email.canonical, session };
}

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

/** What the journal says happened, as `method target before→after`, oldest first. */
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
