/** The place in each list is the ordinal on the wire (vap.md B.2). */
export const memberStatuses = ["PENDING", "REJECTED", "ACTIVE", "SUSPENDED", "LEFT"] as const;
export type MemberStatus = (typeof memberStatuses)[number];
export const collaborationTypes = ["ACCOUNT", "GROUP"] as const;
export type CollaborationType = (typeof collaborationTypes)[number];
export const signedByWays = ["INVITATION", "AZURE_AD"] as const;

/** Of why an invitation is rejected, in characters. */
export const LONGEST_REASON = 200;

/** Before the first invitation, and after the member was removed. */
export const NOBODY = "NOBODY";
export type Standing = MemberStatus | typeof NOBODY;

export const steps = ["invite", "resend", "accept", "reject", "leave", "suspend", "activate", "remove"] as const;
export type Step = (typeof steps)[number];

/** The owner or a delegate; the person an invitation names; the person who is in. */
export type StepSide = "owner" | "invitee" | "member";

type Edges = { by: StepSide; edges: Partial<Record<Standing, Standing>>; only: string };

/**
 * The whole life of a membership (vap.md C.6): who takes a step, where it leads from each standing, and the sentence that explains a
 * refused one. What is not an edge here does not exist; access exists in ACTIVE alone. An edge from a standing to itself succeeds
 * without changing it: inviting a pending member sends the letter again, accepting twice is accepting once.
 */
const machine: Record<Step, Edges> = {
  invite: {
    by: "owner",
    edges: { NOBODY: "PENDING", PENDING: "PENDING", REJECTED: "PENDING", LEFT: "PENDING" },
    only: "Only somebody who is not a member yet can be invited",
  },
  resend: {
    by: "owner",
    edges: { PENDING: "PENDING", REJECTED: "PENDING", LEFT: "PENDING" },
    only: "Only somebody who has not accepted, or no longer takes part, can be invited again",
  },
  accept: {
    by: "invitee",
    edges: { PENDING: "ACTIVE", ACTIVE: "ACTIVE" },
    only: "Only an open invitation can be accepted",
  },
  reject: { by: "invitee", edges: { PENDING: "REJECTED" }, only: "Only an open invitation can be rejected" },
  leave: {
    by: "member",
    edges: { PENDING: "REJECTED", ACTIVE: "LEFT", SUSPENDED: "LEFT" },
    only: "Only somebody who takes part can leave",
  },
  suspend: { by: "owner", edges: { ACTIVE: "SUSPENDED" }, only: "Only an active member can be suspended" },
  activate: { by: "owner", edges: { SUSPENDED: "ACTIVE" }, only: "Only a suspended member can be activated" },
  remove: {
    by: "owner",
    edges: { PENDING: NOBODY, REJECTED: NOBODY, ACTIVE: NOBODY, SUSPENDED: NOBODY, LEFT: NOBODY },
    only: "Only a member can be removed",
  },
};

/** Where the step leads from here, or null when there is no such step. */
export function next(step: Step, standing: Standing): { to: Standing } | null {
  const to = Object.hasOwn(machine[step].edges, standing) ? machine[step].edges[standing] : undefined;
  return to ? { to } : null;
}

/** The stored statuses the step may be taken from, for the conditional write; with `to`, only those from which it leads there. */
export const fromStates = (step: Step, to?: Standing): MemberStatus[] =>
  memberStatuses.filter((status) => (to ? next(step, status)?.to === to : next(step, status) !== null));

/** Who takes the step. */
export const sideOf = (step: Step): StepSide => machine[step].by;

/**
 * May this person take the step at all? The owner's steps are closed to whoever the membership belongs to, so that no delegate
 * suspends, revives or removes themselves (vap.md A.1, S-11); the member's own are closed to everybody else, the owner included.
 */
export const mayTake = (step: Step, asking: { actsForOwner: boolean; isTheMember: boolean }): boolean =>
  sideOf(step) === "owner" ? asking.actsForOwner && !asking.isTheMember : asking.isTheMember;

const standingOf: Record<Standing, string> = {
  PENDING: "has not answered yet",
  REJECTED: "has rejected the invitation",
  ACTIVE: "is active",
  SUSPENDED: "is suspended",
  LEFT: "has left",
  NOBODY: "is not a member",
};

/** Why the step cannot be taken, for people: "Only an active member can be suspended; Ben has left." */
export const refusedBecause = (step: Step, standing: Standing, name: string): string =>
  `${machine[step].only}; ${name} ${standingOf[standing]}.`;
