import { z } from "zod";
import { deletePolicy as removePolicy, rolesWithPolicy } from "../../../db/roles";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { response } from "../wire/shapes";
import { loadPolicy, mayChangePolicy } from "./own";

export const deletePolicy = operation({
  method: "users.collaboration.DeletePolicy",
  kind: "write",
  summary: "Remove a policy of one's own that no role is made of.",
  input: z.object({ id: field.id() }),
  output: response,
  load: async (at) => ({
    ...(await loadPolicy(at)),
    roles: await rolesWithPolicy(at.db, at.owner, at.input.id),
  }),
  allow: (at) => mayChangePolicy(at),
  handle: async (at) => {
    const policy = at.facts.policy!;
    const names = at.facts.roles.map((role) => role.name);
    if (names.length > 0)
      throw new Refusal("in-use", `the policy is part of [${names.join(", ")}]`, { reason: REASON.policyInRole });
    await removePolicy(at.db, at.owner, policy.id);
    at.record({ target: "policy", id: policy.id, before: { name: policy.name, methods: policy.methods } });
    return {};
  },
});
