import { type Db, db, statement } from "./client";
import type { AccountRow } from "./schema";

/**
 * Raises the owner's version and returns the new one, or null where there is no such account. The row stays locked until the
 * transaction ends: writes of one owner follow one another, and rights judged now still hold at commit.
 */
export async function raiseVersion(tx: Db, owner: number): Promise<number | null> {
  const [row] = await raise(tx, owner);
  return row?.version ?? null;
}

const raise = statement<{ version: number }>(
  "update account set version = version + 1 where owner_uid = $1 returning version",
);

/** The owner's version now, or null where there is no such account. */
export async function versionNow(owner: number): Promise<number | null> {
  const row = await db().selectFrom("account").select("version").where("owner_uid", "=", owner).executeTakeFirst();
  return row?.version ?? null;
}

export async function findAccount(at: Db, uid: number): Promise<AccountRow | undefined> {
  return (await at.selectFrom("account").selectAll().where("owner_uid", "=", uid).executeTakeFirst()) as
    | AccountRow
    | undefined;
}

/** By canonical address: the pointer first, then the row it points to, read again (R5). */
export async function findAccountByEmail(at: Db, email: string): Promise<AccountRow | undefined> {
  const pointer = await findUidByEmail(at, email);
  const account = pointer === null ? undefined : await findAccount(at, pointer);
  return account?.email === email ? account : undefined;
}

export async function findUidByEmail(at: Db, email: string): Promise<number | null> {
  const row = await at.selectFrom("directory_email").select("owner_uid").where("email", "=", email).executeTakeFirst();
  return row?.owner_uid ?? null;
}

/** A person as others may see them. `status` is the account's. */
export type Person = { uid: number; email: string; name: string; status: AccountRow["status"]; twoFactor: boolean };
