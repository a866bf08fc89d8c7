/** Long work that goes on after its answer, in steps. */
export const activityKinds = ["invite", "import"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** `waiting`: not begun, or a limit has to pass. `cancelled` and `done` are final; what was done stays done. */
export const activityStates = ["waiting", "running", "done", "cancelled"] as const;
export type ActivityState = (typeof activityStates)[number];

/** What became of one step. */
export const stepVerdicts = ["created", "changed", "skipped", "refused"] as const;
export type StepVerdict = (typeof stepVerdicts)[number];
