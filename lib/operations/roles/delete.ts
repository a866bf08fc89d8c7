import { z } from "zod";
import { deleteRole as removeRole, rolesOf, usersOfRole } from "../../../db/roles";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerOfRole } from "../seen-account";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const deleteRole = operation({
  method: "users.collaboration.DeleteRole",
  kind: "write",
  summary: "Remove a role nobody holds. One in use is refused: taking a direct role away can raise access.",
  input: z.object({ id: field.id() }),
  output: response,
  owner: ownerOfRole,
  ownersOnly: true,
  load: async (at) => {
    const role = (await rolesOf(at.db, at.owner)).find((one) => one.id === at.input.id);
    if (!role) throw notFound("role");
    return { role, users: await usersOfRole(at.db, at.owner, role.id) };
  },
  allow: theirOwn,
  handle: async (at) => {
    const { role, users } = at.facts;
    if (users.length > 0)
      throw new Refusal("in-use", `the role is held by [${users.join(", ")}]`, { reason: REASON.roleHeld });
    await removeRole(at.db, at.owner, role.id);
    at.record({ target: "role", id: role.id, before: { name: role.name, policies: role.policy_ids } });
    return {};
  },
});
