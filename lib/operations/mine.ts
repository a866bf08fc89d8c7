import { findMember } from "../../db/collaborations";
import { pointersOf } from "../../db/memberships";
import type { MemberRow } from "../../db/schema";
import { notFound } from "../domain/refusal";
import type { Asked } from "./operation";
import { statusNow } from "./until";
import { isInView } from "./viewed";

/** The actor's own memberships with every owner, each row read again behind its pointer (R5); one that has ended is SUSPENDED. */
export async function myMemberships(at: Pick<Asked<unknown>, "db" | "actor">): Promise<MemberRow[]> {
  const { actor, db } = at;
  const pointers = (await pointersOf(db, actor.uid, actor.verified ? actor.email : null)).filter((pointer) =>
    isInView(actor, pointer.owner_uid),
  );
  const mine: MemberRow[] = [];
  // One after the other: inside a transaction there is one connection.
  for (const pointer of pointers) {
    const row = await findMember(db, pointer.owner_uid, pointer.member_id);
    if (row && isMine(row, actor)) mine.push({ ...row, status: statusNow(row) });
  }
  return mine;
}

/** Bound to them, or addressed to their verified address and bound to nobody (S-21). */
export const isMine = (member: MemberRow, actor: Asked<unknown>["actor"]): boolean =>
  member.member_uid === actor.uid || (member.member_uid === null && actor.verified && member.email === actor.email);

/** The membership a member-side method means by a collaboration's (or, in a pair, the member's) id. Refusal: not-found. */
export async function mineById(at: Pick<Asked<unknown>, "db" | "actor">, id: number): Promise<MemberRow> {
  const mine = await myMemberships(at);
  const found = mine.find((row) => row.collaboration_id === id) ?? mine.find((row) => row.id === id);
  if (!found) throw notFound("collaboration");
  return found;
}
