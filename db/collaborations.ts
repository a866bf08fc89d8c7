import type { MemberStatus } from "../lib/domain/collaboration";
import type { ResourceType } from "../lib/domain/resource";
import { type Share, type Whole, wholesOf } from "./albums";
import { type Db, type Last, statement } from "./client";
import type { CollaborationRow, Endless, MemberRow, ShareRow } from "./schema";

export async function findWhole(at: Db, owner: number, id: number): Promise<Whole | undefined> {
  return (await wholesOf(at, owner, [id]))[0];
}

/** What is shared in these collaborations, each with the ids of its roles; categories first, then by type and name. */
export async function sharesOf(at: Db, owner: number, ids: readonly number[] | "all"): Promise<Share[]> {
  if (ids !== "all" && ids.length === 0) return [];
  const shares = await at
    .selectFrom("share")
    .selectAll()
    .where("owner_uid", "=", owner)
    .$if(ids !== "all", (q) => q.where("collaboration_id", "in", ids as number[]))
    .orderBy("type")
    .orderBy("resource_id")
    .execute();
  const roles = await at
    .selectFrom("share_role as r")
    .innerJoin("share as s", (j) => j.onRef("s.owner_uid", "=", "r.owner_uid").onRef("s.id", "=", "r.share_id"))
    .select(["r.share_id", "r.role_id"])
    .where("r.owner_uid", "=", owner)
    .$if(ids !== "all", (q) => q.where("s.collaboration_id", "in", ids as number[]))
    .orderBy("r.role_id")
    .execute();
  const byShare = new Map<number, number[]>();
  for (const { share_id, role_id } of roles) {
    const list = byShare.get(share_id);
    if (list) list.push(role_id);
    else byShare.set(share_id, [role_id]);
  }
  return shares.map((share) => ({ ...share, role_ids: byShare.get(share.id) ?? [] }));
}

/** Ids of one page of the owner's collaborations: pairs by address, then teams by name. `from` counts from 0. */
export async function collaborationIds(at: Db, owner: number, from: number, count: number): Promise<number[]> {
  const pairs = await at
    .selectFrom("member")
    .select("collaboration_id as id")
    .where("owner_uid", "=", owner)
    .where("type", "=", "ACCOUNT")
    .orderBy("email")
    .offset(from)
    .limit(count)
    .execute();
  if (pairs.length === count) return pairs.map((row) => row.id);
  const before = from === 0 ? pairs.length : await countPairs(at, owner);
  const teams = await at
    .selectFrom("collaboration")
    .select("id")
    .where("owner_uid", "=", owner)
    .where("type", "=", "GROUP")
    .orderBy("display_name")
    .orderBy("id")
    .offset(Math.max(0, from - before))
    .limit(count - pairs.length)
    .execute();
  return [...pairs, ...teams].map((row) => row.id);
}

export async function countShares(at: Db, owner: number): Promise<number> {
  const row = await at
    .selectFrom("share")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("owner_uid", "=", owner)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

async function countPairs(at: Db, owner: number): Promise<number> {
  const row = await at
    .selectFrom("member")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("owner_uid", "=", owner)
    .where("type", "=", "ACCOUNT")
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function findMember(at: Db, owner: number, id: number): Promise<MemberRow | undefined> {
  return (await memberById(at, owner, id))[0];
}

const memberById = statement<MemberRow>("select * from member where owner_uid = $1 and id = $2");

/** The pairs with these addresses. */
export async function pairsOf(at: Db, owner: number, emails: readonly string[]): Promise<MemberRow[]> {
  if (emails.length === 0) return [];
  return at
    .selectFrom("member")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("type", "=", "ACCOUNT")
    .where("email", "in", emails)
    .execute();
}

/** Every membership of one person with this owner. */
export async function membershipsOf(at: Db, owner: number, uid: number): Promise<MemberRow[]> {
  return await at
    .selectFrom("member")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("member_uid", "=", uid)
    .execute();
}

export async function findPair(at: Db, owner: number, email: string): Promise<MemberRow | undefined> {
  return await at
    .selectFrom("member")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("email", "=", email)
    .where("type", "=", "ACCOUNT")
    .executeTakeFirst();
}

export async function addCollaboration(at: Db, row: Omit<CollaborationRow, "created_at">): Promise<void> {
  await at.insertInto("collaboration").values(row).execute();
}

export async function addMember(
  at: Db,
  row: Omit<Endless<MemberRow>, "created_at" | "status_at">,
  now: Date,
): Promise<void> {
  await at
    .insertInto("member")
    .values({ ...row, status_at: now })
    .execute();
}

/**
 * One transition, one conditional write (D2): moves the member where the status still is one of `from` and says whether it
 * did. `with` are the columns that change along with it.
 */
export async function moveMember(
  at: Db,
  owner: number,
  id: number,
  from: readonly MemberStatus[],
  change: Partial<Omit<MemberRow, "created_at">> & { status: MemberStatus },
): Promise<boolean> {
  const row = await at
    .updateTable("member")
    .set(change)
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .where("status", "in", [...from])
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The owner's label for a member. */
export const labelStatement = (owner: number, id: number, label: string): Last => ({
  sql: "update member set display_name = $3 where owner_uid = $1 and id = $2",
  parameters: [owner, id, label],
});
/** The member's label for the owner. */
export const saveOwnerLabel = statement("update member set owner_label = $3 where owner_uid = $1 and id = $2");

/** Removes one membership; a pair goes whole, with its shares. Says whether there was anything to remove. */
export async function removeMember(at: Db, owner: number, member: MemberRow): Promise<boolean> {
  const query =
    member.type === "ACCOUNT"
      ? at.deleteFrom("collaboration").where("owner_uid", "=", owner).where("id", "=", member.collaboration_id)
      : at.deleteFrom("member").where("owner_uid", "=", owner).where("id", "=", member.id);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Adds or keeps the share of this resource and gives it exactly these roles and this end. Returns the share's id. */
export async function putShare(at: Db, share: Endless<ShareRow>, roleIds: readonly number[]): Promise<number> {
  const { id } = await at
    .insertInto("share")
    .values(share)
    .onConflict((c) =>
      c.columns(["owner_uid", "collaboration_id", "type", "resource_id"]).doUpdateSet((eb) => ({
        metadata: eb.ref("excluded.metadata"),
        ends_at: eb.ref("excluded.ends_at"),
        ends_told: eb.ref("excluded.ends_told"),
      })),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  await at
    .deleteFrom("share_role")
    .where("owner_uid", "=", share.owner_uid)
    .where("share_id", "=", id)
    .$if(roleIds.length > 0, (q) => q.where("role_id", "not in", [...roleIds]))
    .execute();
  if (roleIds.length > 0) {
    await at
      .insertInto("share_role")
      .values(roleIds.map((role_id) => ({ owner_uid: share.owner_uid, share_id: id, role_id })))
      .onConflict((c) => c.doNothing())
      .execute();
  }
  return id;
}

const unsharing = statement("delete from share where owner_uid = $1 and id = any($2::bigint[])");

export async function deleteShares(at: Db, owner: number, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await unsharing(at, owner, [...ids]);
}

/** All shares of one resource by this owner, in whichever collaboration. */
export async function sharesOfResource(at: Db, owner: number, type: ResourceType, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return at
    .selectFrom("share")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("type", "=", type)
    .where("resource_id", "in", ids)
    .execute();
}

export async function saveShare(
  at: Db,
  owner: number,
  id: number,
  change: Partial<Pick<ShareRow, "resource_id" | "metadata">>,
): Promise<void> {
  await at.updateTable("share").set(change).where("owner_uid", "=", owner).where("id", "=", id).execute();
}
