import type { Email } from "../lib/domain/email";
import { seedRoles } from "../lib/domain/role";
import { type Db, transaction } from "./client";
import { nextId } from "./ids";
import { addRole } from "./roles";

/** The ids a new account needs, drawn before its transaction so that a body that runs twice keeps them (R10). */
export type AccountIds = { uid: number; roles: number[] };

export async function newAccountIds(): Promise<AccountIds> {
  const uid = await nextId();
  const roles: number[] = [];
  for (const _ of seedRoles) roles.push(await nextId());
  return { uid, roles };
}

export type NewAccount = {
  ids: AccountIds;
  email: Email;
  name: string;
  /** Null for someone who only comes through a provider. */
  passwordHash: string | null;
  /** When the address was shown to be theirs; null while it is only a claim. */
  verifiedAt: Date | null;
  /** What letters to them are written in. */
  lang?: string | undefined;
};

/**
 * Opens an account with its address, its roles Admin and Viewer, and version 1; returns its uid, or null where the address is
 * taken already.
 */
export async function openAccount(tx: Db, person: NewAccount): Promise<number | null> {
  const { ids, email } = person;
  const pointer = await tx
    .insertInto("directory_email")
    .values({ email: email.canonical, owner_uid: ids.uid })
    .onConflict((c) => c.doNothing())
    .returning("owner_uid")
    .executeTakeFirst();
  if (!pointer) return null;
  await tx
    .insertInto("account")
    .values({
      owner_uid: ids.uid,
      email: email.canonical,
      email_shown: email.shown,
      name: person.name,
      password_hash: person.passwordHash,
      totp_secret: null,
      totp_step: null,
      verified_at: person.verifiedAt,
      ...(person.lang ? { lang: person.lang } : {}),
    })
    .execute();
  for (const [n, template] of seedRoles.entries()) {
    const role = {
      owner_uid: ids.uid,
      id: ids.roles[n]!,
      name: template.name,
      name_key: template.name.toLowerCase(),
      description: template.description,
      type: template.type,
      receive_notification: template.receiveNotification,
    };
    await addRole(tx, role, template.policyIds);
  }
  return ids.uid;
}

/**
 * An account whose address was never shown to be theirs is only a claim: it gives the address back to whoever claims it next,
 * and is closed with all its keys, so that nobody finds a stranger's password, tokens or delegates in their account (S-29).
 * Answers its version from then on; null where it is none, or no more.
 */
export async function dropClaim(uid: number, email: string): Promise<number | null> {
  return transaction(async (tx) => {
    const dropped = await tx
      .updateTable("account")
      .set((eb) => ({
        status: "DELETED",
        email: `${uid}@closed.invalid`,
        email_shown: "",
        password_hash: null,
        version: eb("version", "+", 1),
      }))
      .where("owner_uid", "=", uid)
      .where("verified_at", "is", null)
      .returning("version")
      .executeTakeFirst();
    if (!dropped) return null;
    await tx.deleteFrom("directory_email").where("email", "=", email).where("owner_uid", "=", uid).execute();
    await tx.deleteFrom("directory_key").where("owner_uid", "=", uid).execute();
    await tx.deleteFrom("directory_identity").where("owner_uid", "=", uid).execute();
    return dropped.version;
  });
}

export async function markVerified(tx: Db, uid: number, now: Date): Promise<void> {
  await tx
    .updateTable("account")
    .set({ verified_at: now })
    .where("owner_uid", "=", uid)
    .where("verified_at", "is", null)
    .execute();
}

export async function savePassword(at: Db, uid: number, hash: string): Promise<void> {
  await at.updateTable("account").set({ password_hash: hash }).where("owner_uid", "=", uid).execute();
}

/** Keeps the authenticator's secret, or none; codes of earlier steps are spent. */
export async function saveTotp(tx: Db, uid: number, secret: string | null, step: number | null): Promise<void> {
  await tx.updateTable("account").set({ totp_secret: secret, totp_step: step }).where("owner_uid", "=", uid).execute();
}

/** Spends one step of the authenticator; no where it, or a later one, is spent already (S-36). */
export async function spendTotpStep(at: Db, uid: number, step: number): Promise<boolean> {
  const spent = await at
    .updateTable("account")
    .set({ totp_step: step })
    .where("owner_uid", "=", uid)
    .where((eb) => eb.or([eb("totp_step", "is", null), eb("totp_step", "<", step)]))
    .returning("owner_uid")
    .executeTakeFirst();
  return spent !== undefined;
}

/** The account behind a provider's identity (S-29: the pair of provider and subject, never an address), or null. */
export async function findIdentity(at: Db, provider: string, subject: string): Promise<number | null> {
  const row = await at
    .selectFrom("directory_identity")
    .select("owner_uid")
    .where("provider", "=", provider)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.owner_uid ?? null;
}

/** The providers somebody signs in through. */
export async function providersOf(at: Db, uid: number): Promise<string[]> {
  const rows = await at.selectFrom("directory_identity").select("provider").where("owner_uid", "=", uid).execute();
  return rows.map((row) => row.provider);
}

export async function saveName(at: Db, uid: number, name: string): Promise<void> {
  await at.updateTable("account").set({ name }).where("owner_uid", "=", uid).execute();
}

export async function addIdentity(tx: Db, provider: string, subject: string, uid: number): Promise<void> {
  await tx.insertInto("directory_identity").values({ provider, subject, owner_uid: uid }).execute();
}

/** Is anybody waiting for this address to answer an invitation? */
export async function isInvited(at: Db, email: string): Promise<boolean> {
  const row = await at
    .selectFrom("directory_membership")
    .select("member_id")
    .where("email", "=", email)
    .where("member_uid", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Do these two work together, one being a member of the other's account? */
export async function workTogether(at: Db, a: number, b: number): Promise<boolean> {
  const row = await at
    .selectFrom("directory_membership")
    .select("member_id")
    .where((eb) =>
      eb.or([
        eb.and([eb("owner_uid", "=", a), eb("member_uid", "=", b)]),
        eb.and([eb("owner_uid", "=", b), eb("member_uid", "=", a)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
