import type { Db } from "./client";
import { db } from "./client";
import type { MailRow } from "./schema";

export type NewMail = Pick<MailRow, "id" | "kind" | "to_email" | "subject" | "html" | "text">;

export async function addMail(at: Db, owner: number, mails: readonly NewMail[]): Promise<void> {
  await at
    .insertInto("mail")
    .values(mails.map((mail) => ({ owner_uid: owner, ...mail, sent_at: null })))
    .execute();
}

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
