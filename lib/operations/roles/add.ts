import { z } from "zod";
import { nextId } from "../../../db/ids";
import { addRole as insertRole, rolesOf } from "../../../db/roles";
import { nameKey } from "../../domain/names";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { roleTypeOf } from "../../domain/role";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { roleResponse } from "../wire/shapes";
import { policiesNamed } from "./made-of";
import { rolesView } from "./view";

const MOST_ROLES = 500;

export const addRole = operation({
  method: "users.collaboration.AddRole",
  kind: "write",
  summary: "Make a role out of policies.",
  input: z.object({
    name: field.name(),
    description: field.text(1000).optional(),
    policies: field.texts(500),
    receiveNotification: field.flag(),
  }),
  output: roleResponse,
  load: async (at) => ({
    policies: await policiesNamed(at.db, at.owner, at.input.policies),
    count: (await rolesOf(at.db, at.owner)).length,
  }),
  allow: theirOwn,
  handle: async (at) => {
    const { name, description, receiveNotification } = at.input;
    const { policies, count } = at.facts;
    if (count >= MOST_ROLES)
      throw new Refusal("limit", `An account has at most ${MOST_ROLES} roles.`, { reason: REASON.mostRoles });
    const row = {
      owner_uid: at.owner,
      id: await nextId(),
      name,
      name_key: nameKey(name),
      description: description ?? "",
      type: roleTypeOf(policies),
      receive_notification: receiveNotification,
    };
    const policyIds = policies.map((policy) => policy.id);
    if (!(await insertRole(at.db, row, policyIds)))
      throw new Refusal("exists", `a role named [${name}] already exists`, { reason: REASON.roleNameTaken });
    at.record({ target: "role", id: row.id, after: { name, policies: policyIds, receiveNotification } });
    return { role: (await rolesView(at.db, at.owner)).get(row.id)! };
  },
});
