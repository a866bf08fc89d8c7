import type { Db } from "../../../db/client";
import { policiesOf } from "../../../db/roles";
import { findSystemPolicy, type Policy } from "../../domain/policy";
import { invalid, notFound } from "../../domain/refusal";
import { policyOf } from "../wire/roles";

/**
 * The policies a role shall be made of, by id, unique name or name, each once. Refusals: invalid [policies] for none at all,
 * not-found for one that is neither a system policy nor the owner's own (vap.md A.5).
 */
export async function policiesNamed(at: Db, owner: number, named: readonly string[]): Promise<Policy[]> {
  const own = (await policiesOf(at, owner)).map(policyOf);
  const found = named.map((text) => {
    const key = text.trim().toLowerCase();
    const policy =
      own.find((one) => String(one.id) === key || one.name.toLowerCase() === key) ?? findSystemPolicy(text);
    if (!policy) throw notFound(`policy [${text.slice(0, 100)}]`);
    return policy;
  });
  if (found.length === 0) throw invalid("policies", "name at least one policy");
  return [...new Map(found.map((policy) => [policy.id, policy])).values()].sort((a, b) => a.id - b.id);
}
