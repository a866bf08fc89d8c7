import { z } from "zod";
import { rolesOf, savePolicy } from "../../../db/roles";
import { nameKey } from "../../domain/names";
import { findSystemPolicy, grantableMethods, policyTypeOf } from "../../domain/policy";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import { roleTypeOf } from "../../domain/role";
import * as field from "../fields";
import { operation } from "../operation";
import { watchRights } from "../tell-rights";
import { policyResponse } from "../wire/shapes";
import { behaviors } from "./add";
import { loadPolicy, mayChangePolicy } from "./own";
import { policyView } from "./view";

export const editPolicy = operation({
  method: "users.collaboration.EditPolicy",
  kind: "write",
  summary: "Change a policy of one's own; its methods are replaced.",
  input: z.object({
    id: field.id(),
    name: field.name().optional(),
    methods: field.texts(500),
    description: field.text(1000).optional(),
    behavior: field.choice(behaviors).optional(),
  }),
  output: policyResponse,
  load: async (at) => ({ ...(await loadPolicy(at)), roles: await rolesOf(at.db, at.owner) }),
  allow: (at) => mayChangePolicy(at),
  handle: async (at) => {
    const policy = at.facts.policy!;
    const { name, description, behavior } = at.input;
    const methods = grantableMethods(at.input.methods);
    const key = name === undefined ? policy.name_key : nameKey(name);
    if (at.facts.others.some((other) => other.name_key === key)) {
      throw new Refusal("exists", `a policy named [${name}] already exists`, { reason: REASON.policyNameTaken });
    }
    const type = policyTypeOf(methods);
    // A role is of one kind (vap.md A.5): the change must not mix cloud policies into another's.
    const typeOf = (id: number) =>
      id === policy.id ? type : (at.facts.others.find((row) => row.id === id)?.type ?? findSystemPolicy(id)!.type);
    const made = at.facts.roles.filter((one) => one.policy_ids.includes(policy.id));
    for (const role of made) {
      roleTypeOf(role.policy_ids.map((id) => ({ type: typeOf(id) })));
    }
    const tellChanged = await watchRights(
      at,
      made.map((role) => role.id),
    );
    await savePolicy(at.db, at.owner, policy.id, {
      name: name ?? policy.name,
      name_key: key,
      description: description ?? policy.description,
      type,
      behavior: behavior ?? policy.behavior,
      methods,
    });
    await tellChanged();
    at.record({
      target: "policy",
      id: policy.id,
      before: { name: policy.name, behavior: policy.behavior, methods: policy.methods },
      after: { name: name ?? policy.name, behavior: behavior ?? policy.behavior, methods },
    });
    return { policy: await policyView(at.db, at.owner, policy.id) };
  },
});
