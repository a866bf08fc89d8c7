import { resultOf } from "@/lib/actions/answer";
import { type FirstSteps, getFirstSteps } from "@/lib/actions/pages";

/** Below the members' key: inviting, sharing and the like make it stale, too. */
export const firstStepsKey = ["members", "first-steps"] as const;

export const readFirstSteps = (): Promise<FirstSteps> => resultOf(getFirstSteps({}));
