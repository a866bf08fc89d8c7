import { sql } from "kysely";
import type { ResourceType } from "../lib/domain/resource";
import { type Db, statement } from "./client";

/** How far a role reaches: in how many collaborations somebody holds it, and on how many things. */
export type RoleUse = { role_id: number; members: number; things: number };

/** Of every role that somebody holds. */
export const usesOfRoles = statement<RoleUse>(`
  select r.role_id, count(distinct s.collaboration_id)::int as members,
    count(distinct (s.type, s.resource_id))::int as things
  from share_role r join share s on s.owner_uid = r.owner_uid and s.id = r.share_id
  where r.owner_uid = $1 group by r.role_id`);

/** The collaborations in which somebody holds any of these roles: the first `most`, pairs by address, then teams by name, and how many there are. */
export async function holdersOf(
  at: Db,
  owner: number,
  roleIds: readonly number[],
  most: number,
): Promise<{ ids: number[]; total: number }> {
  const rows = await holders(at, owner, [...roleIds], most);
  return { ids: rows.map((row) => row.id), total: rows[0]?.total ?? 0 };
}

const holders = statement<{ id: number; total: number }>(`
  select c.id, count(*) over ()::int as total
  from collaboration c
  left join member m on m.owner_uid = c.owner_uid and m.collaboration_id = c.id and m.type = 'ACCOUNT'
  where c.owner_uid = $1 and c.id in (
    select s.collaboration_id from share_role r join share s on s.owner_uid = r.owner_uid and s.id = r.share_id
    where r.owner_uid = $1 and r.role_id = any($2::bigint[]))
  order by c.type, m.email, c.display_name, c.id limit $3`);

export type ThingInRole = { type: ResourceType; resource_id: string; members: number; total: number };

/** What is shared in any of these roles, with how many collaborations each: the first `most`; `total` is how many there are. */
export const thingsInRoles = statement<ThingInRole>(`
  select s.type, s.resource_id, count(distinct s.collaboration_id)::int as members, count(*) over ()::int as total
  from share_role r join share s on s.owner_uid = r.owner_uid and s.id = r.share_id
  where r.owner_uid = $1 and r.role_id = any($2::bigint[])
  group by s.type, s.resource_id order by s.type, s.resource_id limit $3`);

/** Whoever holds one role holds the other instead. Returns how many shares changed. */
export async function moveHolders(at: Db, owner: number, from: number, to: number): Promise<number> {
  await sql`
    insert into share_role (owner_uid, share_id, role_id)
    select owner_uid, share_id, ${to} from share_role where owner_uid = ${owner} and role_id = ${from}
    on conflict do nothing`.execute(at);
  const gone = await at
    .deleteFrom("share_role")
    .where("owner_uid", "=", owner)
    .where("role_id", "=", from)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Every role made of one policy is made of the other instead. */
export async function movePolicy(at: Db, owner: number, from: number, to: number): Promise<void> {
  await sql`
    insert into role_policy (owner_uid, role_id, policy_id)
    select owner_uid, role_id, ${to} from role_policy where owner_uid = ${owner} and policy_id = ${from}
    on conflict do nothing`.execute(at);
  await at.deleteFrom("role_policy").where("owner_uid", "=", owner).where("policy_id", "=", from).execute();
}
