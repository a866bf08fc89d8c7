import catalogue from "./catalogue.json";

export type PolicyType = "COLLABORATION" | "ENVIRONMENT" | "CMP";

/** One name in the catalogue: the smallest thing a policy can grant. */
export type Method = {
  id: number;
  /** Canonical spelling, `users.collaboration.InviteMember`. */
  name: string;
  service: string;
  /** It only reads, and gives away no credential. */
  isSafe: boolean;
  /** It may be put into a policy (S-10); what is not stays with the account's owner for ever. */
  isCollaborationAccessible: boolean;
  policyType: PolicyType;
};

/** Our own services, numbered after the platform's 379 in this order (D13). `+` marks a method that only reads. */
const threatModelServices = {
  "threatmodel.model": "+GetThreatModels +GetThreatModel CreateThreatModel EditThreatModel DeleteThreatModel",
  "threatmodel.diagram": "+GetDiagrams +GetDiagram CreateDiagram EditDiagram DeleteDiagram",
  "threatmodel.session":
    "+GetSessions +GetSession +JoinSession StartSession EndSession RemoveParticipant GrantPresenter",
};

const platformMethods: Method[] = catalogue.methods.map((entry) => ({
  id: entry.id,
  name: entry.method,
  service: entry.service,
  isSafe: entry.isSafe,
  isCollaborationAccessible: entry.isCollaborationAccessible,
  policyType: entry.policyType as PolicyType,
}));

const ownMethods: Method[] = Object.entries(threatModelServices)
  .flatMap(([service, names]) => names.split(" ").map((name) => ({ service, name })))
  .map(({ service, name }, index) => ({
    id: platformMethods.length + 1 + index,
    name: `${service}.${name.replace("+", "")}`,
    service,
    isSafe: name.startsWith("+"),
    isCollaborationAccessible: true,
    policyType: "ENVIRONMENT",
  }));

/** Everything that can be granted, sorted by id: the platform's 379 methods (vap.md F), then ours from 380 on. */
export const methods: readonly Method[] = [...platformMethods, ...ownMethods].sort((a, b) => a.id - b.id);

/** What everybody with at least one role on a thing may do with it, so that they can see it at all. */
export const baseline: ReadonlySet<string> = new Set(catalogue.baseline.methods);

/** Older prefixes that programs still write, and what they stand for. */
export const aliases: Readonly<Record<string, string>> = catalogue._about.nameAliases;

const byName = new Map(methods.map((method) => [method.name, method]));
const byLowerName = new Map(methods.map((method) => [method.name.toLowerCase(), method]));

/**
 * The method of that name, in any letter case and with the older prefixes `env.` and `dev.`; undefined for everything else.
 * Only plain letters, digits and dots are looked up: some foreign letters turn into ours when lowered.
 */
export function findMethod(name: string): Method | undefined {
  const exact = byName.get(name);
  if (exact) return exact;
  if (!/^[A-Za-z0-9.]{1,200}$/.test(name)) return undefined;
  const lower = name.toLowerCase();
  const alias = Object.keys(aliases).find((prefix) => lower.startsWith(prefix));
  return byLowerName.get(alias ? aliases[alias] + lower.slice(alias.length) : lower);
}
