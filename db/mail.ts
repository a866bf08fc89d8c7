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

/** Letters that did not leave the house, newest first: the demo's outbox. */
export async function outbox(at: Db, owner: number, most = 200): Promise<MailRow[]> {
  return await at
    .selectFrom("mail")
    .selectAll()
    .where("owner_uid", "=", owner)
    .orderBy("created_at", "desc")
    .limit(most)
    .execute();
}

/** Letters to one address, whoever had them written: over all owners, so for the demo's outbox alone. Newest first. */
export async function addressedTo(at: Db, email: string, most = 200): Promise<MailRow[]> {
  return await at
    .selectFrom("mail")
    .selectAll()
    .where("to_email", "=", email)
    .orderBy("created_at", "desc")
    .limit(most)
    .execute();
}
