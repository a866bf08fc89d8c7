import type { TrailReason, TrailStep } from "../domain/trail";
import type { Messages } from "../words";

/** What each step of a member's own way says, by its reason. */
export const trailKeys = {
  unknownMethod: "whyUnknownMethod",
  unknownThing: "whyUnknownThing",
  nobody: "whyNobody",
  member: "whyMember",
  PENDING: "whyPending",
  REJECTED: "whyRejected",
  ACTIVE: "whyActive",
  SUSPENDED: "whySuspended",
  LEFT: "whyLeft",
  shareCounts: "whyShareCounts",
  shareWithoutRole: "whyShareWithoutRole",
  shareEnded: "whyShareEnded",
  membershipEnded: "whyMembershipEnded",
  shareBelowDirect: "whyShareBelowDirect",
  shareBelowGroup: "whyShareBelowGroup",
  shareFarther: "whyShareFarther",
  direct: "whyDirect",
  group: "whyGroup",
  base: "whyBase",
  none: "whyNone",
  roleHolds: "whyRoleHolds",
  roleInVain: "whyRoleInVain",
  roleLacks: "whyRoleLacks",
  policyAllows: "whyPolicyAllows",
  policyDenies: "whyPolicyDenies",
  policyBeaten: "whyPolicyBeaten",
  policyCannot: "whyPolicyCannot",
  baseline: "whyBaseline",
  baselineBeaten: "whyBaselineBeaten",
  allowed: "whyAllowed",
  denied: "whyDenied",
  cannotBeShared: "whyCannotBeShared",
  notHeld: "whyNotHeld",
} as const satisfies Partial<Record<TrailReason, keyof Messages["members"]>>;

/** In which state a membership is: whoever has left is no member, nor is whoever has not answered. */
export const statusAfter = (steps: readonly Pick<TrailStep, "step" | "reason">[], n: number): string =>
  steps[n + 1]?.step === "status" ? steps[n + 1]!.reason : "";
