import { policiesOf } from "../../../db/roles";
import type { PolicyRow } from "../../../db/schema";
import { findSystemPolicy } from "../../domain/policy";
import { notFound } from "../../domain/refusal";
import type { At } from "../operation";
import { no, type Verdict, yes } from "../verdict";

/** The policy an id means: one of the owner's, or `null` for a system policy, which nobody changes (S-10). Refusal: not-found. */
export async function loadPolicy(at: At<{ id: number }>): Promise<{ policy: PolicyRow | null; others: PolicyRow[] }> {
  const own = await policiesOf(at.db, at.owner);
  const policy = own.find((row) => row.id === at.input.id);
  if (!policy && !findSystemPolicy(at.input.id)) throw notFound("policy");
  return { policy: policy ?? null, others: own.filter((row) => row !== policy) };
}

export const mayChangePolicy = (at: { facts: { policy: PolicyRow | null } }): Verdict =>
  at.facts.policy ? yes("It is their own.") : no("System policies cannot be changed.");
