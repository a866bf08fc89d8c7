import catalogue from "./catalogue.json";
import type { PolicyType } from "./method";
import { mixes } from "./mixes";
import { findSystemPolicy } from "./policy";
import { invalid } from "./refusal";
import type { ResourceGroup } from "./resource";

/** A role before it is somebody's: roles always belong to an account, which gets copies of these. */
export type RoleTemplate = {
  name: string;
  description: string;
  type: ResourceGroup;
  /** Whoever holds it gets load-alert letters about the shared environments. */
  receiveNotification: boolean;
  /** Ids of system policies, ascending. */
  policyIds: number[];
};

/** What our own threat models add to the platform's templates (D13); Viewer stays at its three documented policies. */
const additions: Record<string, string[]> = { Admin: ["TM_VIEW", "TM_EDIT", "TM_HOST"] };

const templateOf = (entry: (typeof catalogue.roles)[number]): RoleTemplate => ({
  name: entry.name,
  description: entry.description,
  type: entry.type as ResourceGroup,
  receiveNotification: entry.receiveNotification,
  policyIds: [...entry.policies, ...(additions[entry.name] ?? [])]
    .map((uniqueName) => findSystemPolicy(uniqueName)!.id)
    .sort((a, b) => a - b),
});

/** Every ready-made role (vap.md F). */
export const roleTemplates: readonly RoleTemplate[] = catalogue.roles.map(templateOf);

/** The roles each new account starts with: Admin and Viewer. */
export const seedRoles: readonly RoleTemplate[] = catalogue.roles.filter((entry) => entry.seed).map(templateOf);

/** What `createRoleIfNeeded` finds or creates when a share names no role (vap.md C.4). */
export const defaultRoles: Readonly<Record<ResourceGroup, RoleTemplate>> = {
  VAP: roleTemplates.find((role) => role.name === "Viewer")!,
  CMP: roleTemplates.find((role) => role.name === "Cloud Viewer")!,
};

/** CMP when all policies are, otherwise VAP. Refuses `invalid [policies]` for none at all and for a mix (vap.md A.5). */
export function roleTypeOf(policies: readonly { type: PolicyType }[]): ResourceGroup {
  const [first] = policies;
  if (!first) throw invalid("policies", "name at least one policy");
  if (policies.some((policy) => mixes(first, policy)))
    throw invalid("policies", "cloud policies need a role of their own");
  return first.type === "CMP" ? "CMP" : "VAP";
}
