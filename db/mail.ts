import type { Db } from "./client";
import { db, statement } from "./client";
import type { MailRow } from "./schema";

export type NewMail = Pick<MailRow, "id" | "kind" | "to_email" | "subject" | "html" | "text">;

/** One statement, however many there are. */
export async function addMail(at: Db, owner: number, mails: readonly NewMail[]): Promise<void> {
  const all = <K extends keyof NewMail>(key: K) => mails.map((mail) => mail[key]);
  await insert(at, owner, all("id"), all("kind"), all("to_email"), all("subject"), all("html"), all("text"));
}

const insert = statement(`
  insert into "mail" ("owner_uid", "id", "kind", "to_email", "subject", "html", "text")
  select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`);

/** After it left the house: what the letter said, secrets included, is no longer kept. */
export async function markSent(owner: number, id: string): Promise<void> {
  await db()
    .updateTable("mail")
    .set({ sent_at: new Date(), html: "", text: "" })
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .execute();
}

export async function markTried(owner: number, id: string): Promise<void> {
  await db()
    .updateTable("mail")
    .set((eb) => ({ tries: eb("tries", "+", 1) }))
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .execute();
}

export type MailHead = Pick<MailRow, "id" | "to_email" | "subject" | "created_at">;

/** Letters that did not leave the house, newest first, whoever had them written: over all owners, so for the demo's outbox alone. */
export async function outbox(at: Db, most: number): Promise<MailHead[]> {
  return await at
    .selectFrom("mail")
    .select(["id", "to_email", "subject", "created_at"])
    .where("sent_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(most)
    .execute();
}

/** One of them. */
export async function findLetter(at: Db, id: string): Promise<MailRow | undefined> {
  return await at.selectFrom("mail").selectAll().where("id", "=", id).where("sent_at", "is", null).executeTakeFirst();
}
