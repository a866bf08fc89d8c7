import type { Threatened } from "./facts";
import type { Condition, Rule } from "./rule";
import type { Category, Severity } from "./threat";

/** The house's own rules. Their words are in the room `rules` of the messages. */
const rows: [id: string, on: Threatened[], when: Condition[], Category, Severity][] = [
  ["actor-pretended", ["actor"], ["sendsToBoundary"], "spoofing", "high"],
  ["actor-denies", ["actor"], ["sendsToBoundary", "!providesAuthentication"], "repudiation", "medium"],
  ["process-pretended", ["process"], ["takesFromOutside"], "spoofing", "high"],
  ["process-input", ["process"], ["takesFromActor"], "tampering", "high"],
  ["process-unlogged", ["process"], ["takesFromActor", "!writesStore"], "repudiation", "medium"],
  ["process-leaks", ["process"], ["readsStore", "sendsToBoundary"], "information-disclosure", "medium"],
  ["process-flooded", ["process"], ["takesFromOutside"], "denial-of-service", "medium"],
  ["process-raised", ["process"], ["takesFromActor", "inBoundary"], "elevation-of-privilege", "high"],
  ["process-privileged", ["process"], ["hasPrivilege", "takesFromOutside"], "elevation-of-privilege", "critical"],
  ["card-data", ["process"], ["handlesCardPayment"], "information-disclosure", "critical"],
  ["web-scripts", ["process"], ["isWebApplication", "takesFromActor"], "tampering", "high"],
  ["store-altered", ["store"], ["isWrittenByMany", "!isSigned"], "tampering", "medium"],
  ["store-read", ["store"], ["isRead", "!isEncrypted"], "information-disclosure", "medium"],
  ["store-credentials", ["store"], ["storesCredentials", "!isEncrypted"], "information-disclosure", "critical"],
  ["store-log", ["store"], ["isALog", "!isSigned"], "repudiation", "medium"],
  ["store-filled", ["store"], ["isWritten"], "denial-of-service", "low"],
  ["flow-altered", ["flow"], ["crossesBoundary", "!isEncrypted"], "tampering", "high"],
  ["flow-overheard", ["flow"], ["crossesBoundary", "!isEncrypted"], "information-disclosure", "high"],
  ["flow-public", ["flow"], ["isPublicNetwork", "!isEncrypted"], "information-disclosure", "critical"],
  ["flow-cut", ["flow"], ["crossesBoundary", "isPublicNetwork"], "denial-of-service", "medium"],
];

export const library: readonly Rule[] = rows.map(([id, on, when, category, severity]) => ({
  id,
  on,
  when,
  category,
  severity,
  isOn: true,
  words: null,
}));

const ids = new Set(library.map(({ id }) => id));
/** Is it one of the house's? Then it can be changed and set back, but not removed. */
export const isOfHouse = (id: string): boolean => ids.has(id);

/** The house's rules with an owner's changes laid over, then the owner's own. */
export function rulesWith(own: readonly Rule[]): Rule[] {
  const changed = new Map(own.map((rule) => [rule.id, rule]));
  return [...library.map((rule) => changed.get(rule.id) ?? rule), ...own.filter(({ id }) => !isOfHouse(id))];
}
