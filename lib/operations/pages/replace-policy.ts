import { z } from "zod";
import { movePolicy } from "../../../db/role-use";
import { deletePolicy, policiesOf, rolesOf } from "../../../db/roles";
import { findSystemPolicy } from "../../domain/policy";
import { invalid, notFound } from "../../domain/refusal";
import { roleTypeOf } from "../../domain/role";
import * as field from "../fields";
import { operation } from "../operation";
import { watchRights } from "../tell-rights";
import { no, yes } from "../verdict";

export const replacePolicy = operation({
  method: "confer.pages.ReplacePolicy",
  grant: "users.collaboration.DeletePolicy",
  kind: "write",
  tokens: false,
  summary: "Remove a policy of one's own and put another in its place in every role made of it, in one step (D9).",
  input: z.object({ id: field.id(), by: field.id() }),
  output: z.strictObject({ roles: z.number() }),
  load: async (at) => {
    const own = await policiesOf(at.db, at.owner);
    const find = (id: number) => own.find((one) => one.id === id) ?? findSystemPolicy(id);
    if (!find(at.input.id) || !find(at.input.by)) throw notFound("policy");
    const roles = await rolesOf(at.db, at.owner);
    const typeOf = (id: number) => find(id)!.type;
    return { policy: own.find((one) => one.id === at.input.id) ?? null, typeOf, roles };
  },
  allow: ({ facts }) => (facts.policy ? yes("It is their own.") : no("System policies cannot be changed.")),
  handle: async (at) => {
    const { id, by } = at.input;
    if (id === by) throw invalid("by", "another policy takes its place");
    const made = at.facts.roles.filter((role) => role.policy_ids.includes(id));
    // A role is of one kind (vap.md A.5), and stays of the kind it is, since it is held on things of that kind.
    for (const role of made) {
      const type = roleTypeOf(role.policy_ids.map((one) => ({ type: at.facts.typeOf(one === id ? by : one) })));
      if (type !== role.type) throw invalid("by", "cloud policies need a role of their own");
    }
    const tellChanged = await watchRights(
      at,
      made.map((role) => role.id),
    );
    await movePolicy(at.db, at.owner, id, by);
    await deletePolicy(at.db, at.owner, id);
    await tellChanged();
    const { name, methods } = at.facts.policy!;
    at.record({
      target: "policy",
      id,
      before: { name, methods },
      after: { replacedBy: by, roles: made.map((role) => role.id) },
    });
    return { roles: made.length };
  },
});
