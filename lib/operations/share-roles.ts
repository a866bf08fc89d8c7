import type { Role } from "../../db/albums";
import type { Db } from "../../db/client";
import { nextId } from "../../db/ids";
import type { Change } from "../../db/journal";
import { addRole, policiesOf, rolesOf } from "../../db/roles";
import { nameKey } from "../domain/names";
import { findSystemPolicy } from "../domain/policy";
import { invalid, notFound } from "../domain/refusal";
import { resourceGroup } from "../domain/resource";
import { defaultRoles, roleTypeOf } from "../domain/role";
import type { Element } from "./share-argument";
import { policyOf } from "./wire/roles";

type Here = { db: Db; owner: number; record(change: Change): void };

/** The owner's roles as one call finds and, where asked, makes them. */
export type Cupboard = { roles: Role[] };

export const openCupboard = async (at: { db: Db; owner: number }): Promise<Cupboard> => ({
  roles: await rolesOf(at.db, at.owner),
});

/**
 * The ids of the roles an element names, each checked to be the owner's and of the resource's kind. With `create`, an inline role is
 * found by name or made, and no role at all means the default of the resource's group; an existing role is never widened
 * (vap.md C.4). Refusals: invalid, not-found.
 */
export async function rolesFor(
  at: Here,
  cupboard: Cupboard,
  element: Pick<Element, "type" | "roles" | "inline">,
  create: boolean,
): Promise<number[]> {
  const ids = new Set<number>();
  for (const named of element.roles) ids.add(findNamed(cupboard, named).id);
  if (element.inline) {
    if (!create) throw invalid("resources", "a new role needs createRoleIfNeeded");
    ids.add((await findOrMake(at, cupboard, element.inline.name, element.inline.policies)).id);
  }
  if (ids.size === 0) {
    if (!create) throw invalid("roleIds", "name at least one role");
    const template = defaultRoles[resourceGroup(element.type)];
    ids.add((await findOrMake(at, cupboard, template.name, template.policyIds.map(String), template.description)).id);
  }
  for (const id of ids) {
    const role = cupboard.roles.find((one) => one.id === id)!;
    if (role.type !== resourceGroup(element.type)) {
      throw invalid("roleIds", `the role ${role.name} is for ${role.type} resources`);
    }
  }
  return [...ids].sort((a, b) => a - b);
}

function findNamed(cupboard: Cupboard, named: number | string): Role {
  const key = typeof named === "string" ? nameKey(named) : null;
  const role = cupboard.roles.find((one) => (key === null ? one.id === named : one.name_key === key));
  if (!role) throw notFound("role");
  return role;
}

async function findOrMake(
  at: Here,
  cupboard: Cupboard,
  name: string,
  named: string[],
  description = "",
): Promise<Role> {
  const key = nameKey(name);
  const found = cupboard.roles.find((one) => one.name_key === key);
  if (found) return found;
  const own = (await policiesOf(at.db, at.owner)).map(policyOf);
  const policies = named.map((text) => {
    const lower = text.toLowerCase();
    const policy =
      own.find((one) => String(one.id) === text || one.name.toLowerCase() === lower) ?? findSystemPolicy(text);
    if (!policy) throw notFound("policy");
    return policy;
  });
  const row = {
    owner_uid: at.owner,
    id: await nextId(),
    name,
    name_key: key,
    description,
    type: roleTypeOf(policies),
    receive_notification: false,
  };
  const policyIds = [...new Set(policies.map((policy) => policy.id))].sort((a, b) => a - b);
  await addRole(at.db, row, policyIds);
  at.record({ target: "role", id: row.id, after: { name, policies: policyIds } });
  const role = { ...row, policy_ids: policyIds };
  cupboard.roles.push(role);
  return role;
}
