import { resultOf } from "@/lib/actions/answer";
import { getRoles } from "@/lib/actions/roles";

export const rolesKey = ["roles"] as const;

export type Role = {
  id: number;
  name: string;
  description: string;
  type: "VAP" | "CMP";
  notify: boolean;
  policyIds: number[];
};

/** A policy as a role's form and page need it. `path`: where it stands in the tree, root first; empty for one's own. */
export type PolicyChoice = {
  id: number;
  name: string;
  description: string;
  behavior: "ALLOW" | "DENY";
  isSystem: boolean;
  path: string[];
  methods: string[];
};

export async function readRoles(): Promise<Role[]> {
  const { roles } = await resultOf(getRoles({}));
  return roles.map((role) => ({
    id: role.id,
    name: role.name,
    description: role.description,
    type: role.type,
    notify: role.receiveNotification,
    policyIds: role.policies.map((policy) => policy.id),
  }));
}

/** What these policies come to: everything allowed, minus everything denied. */
export function methodsOf(policies: readonly PolicyChoice[]): string[] {
  const named = (behavior: PolicyChoice["behavior"]) =>
    policies.filter((policy) => policy.behavior === behavior).flatMap((policy) => policy.methods);
  const denied = new Set(named("DENY"));
  return [...new Set(named("ALLOW"))].filter((method) => !denied.has(method)).sort();
}
