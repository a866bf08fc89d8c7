import { z } from "zod";
import { moveHolders } from "../../../db/role-use";
import { deleteRole, rolesOf } from "../../../db/roles";
import { invalid, notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { watchRights } from "../tell-rights";
import { theirOwn } from "../verdict";

export const replaceRole = operation({
  method: "confer.pages.ReplaceRole",
  grant: "users.collaboration.DeleteRole",
  kind: "write",
  tokens: false,
  summary: "Remove a role and give whoever holds it another in its place, in one step (D9).",
  input: z.object({ id: field.id(), by: field.id() }),
  output: z.strictObject({ shares: z.number() }),
  load: async (at) => {
    const roles = await rolesOf(at.db, at.owner);
    const role = roles.find((one) => one.id === at.input.id);
    const by = roles.find((one) => one.id === at.input.by);
    if (!role || !by) throw notFound("role");
    return { role, by };
  },
  allow: theirOwn,
  handle: async (at) => {
    const { role, by } = at.facts;
    if (role.id === by.id) throw invalid("by", "another role takes its place");
    // What a role of one kind is held on cannot be held in one of the other (vap.md C.4).
    if (role.type !== by.type) throw invalid("by", `the role ${by.name} is for ${by.type} resources`);
    const tellChanged = await watchRights(at, [role.id]);
    const shares = await moveHolders(at.db, at.owner, role.id, by.id);
    await deleteRole(at.db, at.owner, role.id);
    await tellChanged();
    const before = { name: role.name, policies: role.policy_ids };
    at.record({ target: "role", id: role.id, before, after: { replacedBy: by.id, shares } });
    return { shares };
  },
});
