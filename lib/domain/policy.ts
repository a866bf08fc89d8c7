import catalogue from "./catalogue.json";
import { findMethod, type Method, methods, type PolicyType } from "./method";
import { invalid } from "./refusal";

export type Behavior = "ALLOW" | "DENY";

/** A named set of methods that either allows or denies them. */
export type Policy = {
  id: number;
  name: string;
  /** The name programs use for a system policy; empty for a custom one. */
  uniqueName: string;
  description: string;
  type: PolicyType;
  behavior: Behavior;
  isSystem: boolean;
  /** Canonical names, sorted. */
  methods: string[];
  /** Where a system policy stands in the tree of the picker, root first. */
  path?: string[];
};

const accessible = new Set(methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name));

const platformPolicies: Policy[] = catalogue.policies.map((entry) => ({
  id: entry.id,
  name: entry.name,
  uniqueName: entry.uniqueName,
  description: entry.description,
  type: entry.type as PolicyType,
  behavior: entry.behavior as Behavior,
  isSystem: true,
  // S-10: whatever the catalogue may come to say, a policy never holds what cannot be shared.
  methods: entry.methods.filter((name) => accessible.has(name)).sort(),
  path: entry.path,
}));

const threatModelPolicy = (
  id: number,
  uniqueName: string,
  name: string,
  description: string,
  held: string,
): Policy => ({
  id,
  name,
  uniqueName,
  description,
  type: "ENVIRONMENT",
  behavior: "ALLOW",
  isSystem: true,
  methods: held
    .split(" ")
    .map((short) => `threatmodel.${short}`)
    .sort(),
  path: ["System", "Threat Model", name],
});

/** A reader may start a session as well as join one (D14), so both are part of viewing. */
const threatModelPolicies: Policy[] = [
  threatModelPolicy(
    43,
    "TM_VIEW",
    "View Diagrams",
    "Read threat models and their diagrams, and take part in sessions.",
    "model.GetThreatModels model.GetThreatModel diagram.GetDiagrams diagram.GetDiagram session.GetSessions session.GetSession session.JoinSession session.StartSession",
  ),
  threatModelPolicy(
    44,
    "TM_EDIT",
    "Edit Diagrams",
    "Create, change and delete threat models and their diagrams.",
    "model.CreateThreatModel model.EditThreatModel model.DeleteThreatModel diagram.CreateDiagram diagram.EditDiagram diagram.DeleteDiagram",
  ),
  threatModelPolicy(
    45,
    "TM_HOST",
    "Host Sessions",
    "Start and end sessions, choose the presenter, remove participants.",
    "session.GetSessions session.GetSession session.JoinSession session.StartSession session.EndSession session.RemoveParticipant session.GrantPresenter",
  ),
];

/** The policies everybody finds ready-made and nobody can change (S-10): ids 1..42 are the platform's, 43..45 ours (D13). */
export const systemPolicies: readonly Policy[] = [...platformPolicies, ...threatModelPolicies];

const systemPolicyByKey = new Map<string, Policy>();
for (const policy of systemPolicies) {
  for (const key of [String(policy.id), policy.uniqueName, policy.name])
    systemPolicyByKey.set(key.toLowerCase(), policy);
}

/** The system policy with this id, unique name or name (any letter case). */
export const findSystemPolicy = (idOrName: number | string): Policy | undefined =>
  systemPolicyByKey.get(String(idOrName).trim().toLowerCase());

/**
 * Canonical names of the methods a custom policy shall hold: any letter case and older prefixes accepted, duplicates collapsed, sorted.
 * Refuses `invalid [methods]` for an empty list, an unknown name, and a method that cannot be shared (vap.md A.6, S-10).
 */
export function grantableMethods(names: readonly string[]): string[] {
  const found = names.map((name) => {
    const method = findMethod(name);
    if (!method) throw invalid("methods", `there is no method ${name.slice(0, 100)}`);
    if (!method.isCollaborationAccessible) throw invalid("methods", `${method.name} cannot be shared`);
    return method.name;
  });
  if (found.length === 0) throw invalid("methods", "name at least one method");
  return [...new Set(found)].sort();
}

/**
 * The type of a policy holding these methods: all cloud and storage → CMP, all `users.*` → COLLABORATION, else ENVIRONMENT.
 * Refuses `invalid [methods]` for an empty list, an unknown name, and for cloud methods mixed with others (vap.md A.6).
 */
export function policyTypeOf(methodNames: readonly string[]): PolicyType {
  const types = new Set<Method["policyType"]>();
  for (const name of methodNames) {
    const method = findMethod(name);
    if (!method) throw invalid("methods", `there is no method ${name.slice(0, 100)}`);
    types.add(method.policyType);
  }
  const [only] = types;
  if (!only) throw invalid("methods", "name at least one method");
  if (types.size === 1) return only;
  if (types.has("CMP")) throw invalid("methods", "cloud and storage methods need a policy of their own");
  return "ENVIRONMENT";
}
