import { findAccount } from "../../../db/accounts";
import type { Db } from "../../../db/client";
import { policiesOf, rolesOf } from "../../../db/roles";
import { systemPolicies } from "../../domain/policy";
import { notFound } from "../../domain/refusal";
import { type PolicyWire, policyOf, policyWire } from "../wire/roles";

/** The system policies, then the owner's own by name, each with the owner's roles made of it. */
export async function policiesView(at: Db, owner: number): Promise<PolicyWire[]> {
  const account = (await findAccount(at, owner))!;
  const person = { uid: owner, email: account.email_shown, name: account.name };
  const roles = await rolesOf(at, owner);
  const own = (await policiesOf(at, owner)).map(policyOf);
  const system = [...systemPolicies].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...system, ...own].map((policy) =>
    policyWire(
      policy,
      person,
      roles.filter((role) => role.policy_ids.includes(policy.id)),
    ),
  );
}

/** One of them. Refusal: not-found. */
export async function policyView(at: Db, owner: number, id: number): Promise<PolicyWire> {
  const found = (await policiesView(at, owner)).find((policy) => policy.id === id);
  if (!found) throw notFound("policy");
  return found;
}
