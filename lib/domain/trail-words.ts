/** What the steps of a trail say, for people. */
import type { MemberStatus } from "./collaboration";
import type { Level } from "./reach";
import { CATEGORY, type Resource } from "./resource";

export const statusSays: Record<MemberStatus, string> = {
  PENDING: "The invitation has not been accepted yet.",
  REJECTED: "The invitation was rejected.",
  ACTIVE: "The membership is active.",
  SUSPENDED: "The membership is suspended.",
  LEFT: "The member has left.",
};

export const levelSays: Record<Level, string> = {
  direct: "Roles on the thing itself decide alone.",
  group: "Roles on the nearest shared groups decide.",
  base: "Roles on the whole category decide.",
};

export const levelPhrase: Record<Level, string> = {
  direct: "shared directly",
  group: "shared through a group",
  base: "shared with the whole category",
};

/** "The membership ended on 3 November 2026, 14:05 UTC." */
export function endedSays(what: string, ended: number): string {
  const at = new Date(ended);
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return `${what} ended on ${day}, ${at.toISOString().slice(11, 16)} UTC.`;
}

/** "environment shop", "all groups", "the whole account". `called`: what the thing itself is called. */
export function nameOf(resource: Resource, called: string): string {
  const all = resource.id === CATEGORY;
  switch (resource.type) {
    case "ENV":
      return all ? "all environments" : `environment ${called}`;
    case "ENV_GROUP":
      return all ? "all groups" : `group ${called}`;
    case "ACCOUNT":
      return "the whole account";
    default:
      return `region ${called}`;
  }
}

/** Of a `member` step; empty where nobody said whose membership it is. */
export const memberName = (id: number, name: string): string => name || `member ${id}`;
export const memberSays = (name: string): string => (name ? `The membership of ${name}.` : "A membership.");

export const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const roleSays = { true: "It holds the method.", false: "It holds the method, in vain." };

export type PolicyReason = "policyAllows" | "policyDenies" | "policyBeaten" | "policyCannot";

export const policyReason = (allows: boolean, allowed: boolean, denied: boolean): PolicyReason => {
  if (!allows) return "policyDenies";
  if (allowed) return "policyAllows";
  return denied ? "policyBeaten" : "policyCannot";
};

export const policySays: Record<PolicyReason, string> = {
  policyAllows: "It allows the method.",
  policyDenies: "It denies the method, and a DENY always wins.",
  policyBeaten: "It allows the method, but a DENY at the same level wins.",
  policyCannot: "It names the method, but the method cannot be shared.",
};

export type ShareReason = "shareCounts" | "shareWithoutRole" | "shareBelowDirect" | "shareBelowGroup" | "shareFarther";

export const shareSays: Record<ShareReason, (at: string) => string> = {
  shareCounts: (at) => `Shared on ${at}.`,
  shareWithoutRole: (at) => `Shared on ${at} without a role, which gives nothing.`,
  shareBelowDirect: (at) => `The share on ${at} is ignored: a direct share decides alone.`,
  shareBelowGroup: (at) => `The share on ${at} is ignored: a shared group comes before it.`,
  shareFarther: (at) => `The share on ${at} is ignored: a nearer group is shared.`,
};
