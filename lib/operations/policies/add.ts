import { z } from "zod";
import { nextId } from "../../../db/ids";
import { addPolicy as insertPolicy, policiesOf } from "../../../db/roles";
import { nameKey } from "../../domain/names";
import { grantableMethods, policyTypeOf } from "../../domain/policy";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { policyResponse } from "../wire/shapes";
import { policyView } from "./view";

const MOST_POLICIES = 500;
export const behaviors = ["ALLOW", "DENY"] as const;

export const addPolicy = operation({
  method: "users.collaboration.AddPolicy",
  kind: "write",
  summary: "Make a policy of the methods listed. DENY (an extension) takes them away instead.",
  input: z.object({
    name: field.name(),
    methods: field.texts(500),
    description: field.text(1000).optional(),
    behavior: field.choice(behaviors).optional(),
  }),
  output: policyResponse,
  load: async (at) => ({
    methods: grantableMethods(at.input.methods),
    count: (await policiesOf(at.db, at.owner)).length,
  }),
  allow: theirOwn,
  handle: async (at) => {
    const { name, description, behavior } = at.input;
    const { methods, count } = at.facts;
    if (count >= MOST_POLICIES)
      throw new Refusal("limit", `An account has at most ${MOST_POLICIES} policies.`, { reason: REASON.mostPolicies });
    const row = {
      owner_uid: at.owner,
      id: await nextId(),
      name,
      name_key: nameKey(name),
      description: description ?? "",
      type: policyTypeOf(methods),
      behavior: behavior ?? "ALLOW",
      methods,
    };
    if (!(await insertPolicy(at.db, row)))
      throw new Refusal("exists", `a policy named [${name}] already exists`, { reason: REASON.policyNameTaken });
    at.record({ target: "policy", id: row.id, after: { name, behavior: row.behavior, methods } });
    return { policy: await policyView(at.db, at.owner, row.id) };
  },
});
