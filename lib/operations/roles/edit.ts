import { z } from "zod";
import { rolesOf, saveRole, setRolePolicies } from "../../../db/roles";
import { nameKey } from "../../domain/names";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import { roleTypeOf } from "../../domain/role";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerOfRole } from "../seen-account";
import { watchRights } from "../tell-rights";
import { theirOwn } from "../verdict";
import { roleResponse } from "../wire/shapes";
import { policiesNamed } from "./made-of";
import { rolesView } from "./view";

export const editRole = operation({
  method: "users.collaboration.EditRole",
  kind: "write",
  summary: "Change a role; its policies are replaced, and everyone who holds it is affected at once.",
  input: z.object({
    id: field.id(),
    name: field.name().optional(),
    description: field.text(1000).optional(),
    policies: field.texts(500),
    receiveNotification: field.flag().optional(),
  }),
  output: roleResponse,
  owner: ownerOfRole,
  ownersOnly: true,
  load: async (at) => {
    const roles = await rolesOf(at.db, at.owner);
    const role = roles.find((one) => one.id === at.input.id);
    if (!role) throw notFound("role");
    return { role, roles, policies: await policiesNamed(at.db, at.owner, at.input.policies) };
  },
  allow: theirOwn,
  handle: async (at) => {
    const { role, roles, policies } = at.facts;
    const { name, description, receiveNotification } = at.input;
    const key = name === undefined ? role.name_key : nameKey(name);
    if (roles.some((other) => other.id !== role.id && other.name_key === key)) {
      throw new Refusal("exists", `a role named [${name}] already exists`, { reason: REASON.roleNameTaken });
    }
    const policyIds = policies.map((policy) => policy.id);
    const tellChanged = await watchRights(at, [role.id]);
    await saveRole(at.db, at.owner, role.id, {
      name: name ?? role.name,
      name_key: key,
      description: description ?? role.description,
      type: roleTypeOf(policies),
      receive_notification: receiveNotification ?? role.receive_notification,
    });
    await setRolePolicies(at.db, at.owner, role.id, policyIds);
    await tellChanged();
    at.record({
      target: "role",
      id: role.id,
      before: { name: role.name, policies: role.policy_ids },
      after: { name: name ?? role.name, policies: policyIds },
    });
    return { role: (await rolesView(at.db, at.owner)).get(role.id)! };
  },
});
