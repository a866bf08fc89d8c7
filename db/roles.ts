import type { Role } from "./albums";
import type { Db } from "./client";
import type { PolicyRow, RoleRow } from "./schema";

export async function rolesOf(at: Db, owner: number): Promise<Role[]> {
  const roles = await at.selectFrom("role").selectAll().where("owner_uid", "=", owner).orderBy("name_key").execute();
  const pairs = await at
    .selectFrom("role_policy")
    .select(["role_id", "policy_id"])
    .where("owner_uid", "=", owner)
    .orderBy("policy_id")
    .execute();
  const byRole = new Map<number, number[]>();
  for (const { role_id, policy_id } of pairs) {
    const list = byRole.get(role_id);
    if (list) list.push(policy_id);
    else byRole.set(role_id, [policy_id]);
  }
  return roles.map((role) => ({ ...role, policy_ids: byRole.get(role.id) ?? [] }));
}

/** Says whether the role was new: a name already taken by this owner (any letter case) leaves everything as it was. */
export async function addRole(at: Db, row: RoleRow, policyIds: readonly number[]): Promise<boolean> {
  const added = await at
    .insertInto("role")
    .values(row)
    .onConflict((c) => c.columns(["owner_uid", "name_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!added) return false;
  await setRolePolicies(at, row.owner_uid, row.id, policyIds);
  return true;
}

export async function saveRole(at: Db, owner: number, id: number, change: Partial<RoleRow>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await at.updateTable("role").set(change).where("owner_uid", "=", owner).where("id", "=", id).execute();
}

export async function setRolePolicies(at: Db, owner: number, id: number, policyIds: readonly number[]): Promise<void> {
  await at.deleteFrom("role_policy").where("owner_uid", "=", owner).where("role_id", "=", id).execute();
  if (policyIds.length === 0) return;
  await at
    .insertInto("role_policy")
    .values(policyIds.map((policy_id) => ({ owner_uid: owner, role_id: id, policy_id })))
    .execute();
}

export async function deleteRole(at: Db, owner: number, id: number): Promise<void> {
  await at.deleteFrom("role").where("owner_uid", "=", owner).where("id", "=", id).execute();
}

/** Addresses of the people whose collaborations hold this role, each once. */
export async function usersOfRole(at: Db, owner: number, id: number): Promise<string[]> {
  const rows = await at
    .selectFrom("share_role as r")
    .innerJoin("share as s", (j) => j.onRef("s.owner_uid", "=", "r.owner_uid").onRef("s.id", "=", "r.share_id"))
    .innerJoin("collaboration as c", (j) =>
      j.onRef("c.owner_uid", "=", "s.owner_uid").onRef("c.id", "=", "s.collaboration_id"),
    )
    .leftJoin("member as m", (j) =>
      j.onRef("m.owner_uid", "=", "c.owner_uid").onRef("m.collaboration_id", "=", "c.id").on("m.type", "=", "ACCOUNT"),
    )
    .select((eb) => eb.fn.coalesce("m.email_shown", "c.display_name").as("who"))
    .distinct()
    .where("r.owner_uid", "=", owner)
    .where("r.role_id", "=", id)
    .orderBy("who")
    .execute();
  return rows.map((row) => row.who);
}

export async function policiesOf(at: Db, owner: number): Promise<PolicyRow[]> {
  return await at.selectFrom("policy").selectAll().where("owner_uid", "=", owner).orderBy("name_key").execute();
}

/** Says whether the policy was new; a taken name leaves everything as it was. */
export async function addPolicy(at: Db, row: PolicyRow): Promise<boolean> {
  const added = await at
    .insertInto("policy")
    .values(row)
    .onConflict((c) => c.columns(["owner_uid", "name_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function savePolicy(at: Db, owner: number, id: number, change: Partial<PolicyRow>): Promise<void> {
  await at.updateTable("policy").set(change).where("owner_uid", "=", owner).where("id", "=", id).execute();
}

export async function deletePolicy(at: Db, owner: number, id: number): Promise<void> {
  await at.deleteFrom("policy").where("owner_uid", "=", owner).where("id", "=", id).execute();
}

/** Names of the owner's roles made of this policy. */
export async function rolesWithPolicy(
  at: Db,
  owner: number,
  policyId: number,
): Promise<{ id: number; name: string }[]> {
  return at
    .selectFrom("role_policy as p")
    .innerJoin("role as r", (j) => j.onRef("r.owner_uid", "=", "p.owner_uid").onRef("r.id", "=", "p.role_id"))
    .select(["r.id", "r.name"])
    .where("p.owner_uid", "=", owner)
    .where("p.policy_id", "=", policyId)
    .orderBy("r.name")
    .execute();
}
