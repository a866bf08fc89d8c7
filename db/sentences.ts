import { type Db, statement } from "./client";
import type { SentenceRow } from "./schema";

/** `is_draft`: it is shown whether it holds, and stops nothing. */
export type { SentenceRow };

const kept = statement<SentenceRow>(`select * from sentence where owner_uid = $1 order by id`);

/** What must hold of an owner's access, the oldest first. */
export const sentencesOf = (at: Db, owner: number): Promise<SentenceRow[]> => kept(at, owner);

export const addSentence = (at: Db, row: SentenceRow) => at.insertInto("sentence").values(row).execute();

export const saveSentence = (at: Db, { owner_uid, id, text, is_draft }: SentenceRow) =>
  at.updateTable("sentence").set({ text, is_draft }).where("owner_uid", "=", owner_uid).where("id", "=", id).execute();

export const dropSentence = (at: Db, owner: number, id: number) =>
  at.deleteFrom("sentence").where("owner_uid", "=", owner).where("id", "=", id).execute();

type Named = { id: number; email: string; team: string | null };
const named = statement<Named>(`
  select m.id, m.email, case when c.type = 'GROUP' then c.display_name end as team
  from member m join collaboration c on c.owner_uid = m.owner_uid and c.id = m.collaboration_id
  where m.owner_uid = $1`);

/** How an owner's members and the teams they are in are called. */
export const membersNamed = (at: Db, owner: number): Promise<Named[]> => named(at, owner);
