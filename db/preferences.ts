import type { Db } from "./client";
import type { PreferenceRow } from "./schema";

export async function findPreferences(at: Db, uid: number): Promise<PreferenceRow | undefined> {
  return at.selectFrom("preference").selectAll().where("owner_uid", "=", uid).executeTakeFirst();
}

/** Keeps what is named and leaves the rest. */
export async function savePreferences(
  tx: Db,
  uid: number,
  { columns, clients, ...plain }: Partial<Omit<PreferenceRow, "owner_uid">>,
): Promise<void> {
  const change = {
    ...plain,
    ...(columns ? { columns: JSON.stringify(columns) } : {}),
    ...(clients ? { clients: JSON.stringify(clients) } : {}),
  };
  if (Object.keys(change).length === 0) return;
  await tx
    .insertInto("preference")
    .values({ owner_uid: uid, language: null, ...change })
    .onConflict((c) => c.column("owner_uid").doUpdateSet(change))
    .execute();
}

/** The language of the letters to this person. */
export async function saveLanguage(tx: Db, uid: number, lang: string): Promise<void> {
  await tx.updateTable("account").set({ lang }).where("owner_uid", "=", uid).execute();
}
