import type { ResourceType } from "./resource";

/** Long work that goes on after its answer, in steps. */
export const activityKinds = ["invite", "import"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** So many are invited while one waits for it; more are long work. */
export const FEW = 10;

/** `waiting`: not begun, or until a limit has passed. `done` and `cancelled` are final; what was done stays done. */
export const activityStates = ["waiting", "running", "done", "cancelled"] as const;
export type ActivityState = (typeof activityStates)[number];

/** What became of one step. */
export const stepVerdicts = ["created", "changed", "skipped", "refused"] as const;
export type StepVerdict = (typeof stepVerdicts)[number];

/**
 * What one step brings about: this person is invited, labelled so, and holds these roles there; or they are invited into a team,
 * which has shares of its own. Left out, a label stays as it is.
 */
export type Wanted = {
  email: string;
  teamId?: number | undefined;
  label?: string | undefined;
  /** Until when they are a member, as operations take it. */
  until?: string | undefined;
  shares: { type: ResourceType; resourceId: string; roles: (number | string)[] }[];
};

/** `code` is a refusal's, or one of these; `note` a refusal's message. "partly": they are in, and `note` says what was not shared. */
export type Outcome = { verdict: StepVerdict; code: string; note: string };
export const DUPLICATE = "duplicate";
export const SAME = "same";
export const PARTLY = "partly";
