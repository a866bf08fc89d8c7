import { resultOf } from "@/lib/actions/answer";
import { type Activity, type ActivityStep, getActivities } from "@/lib/actions/pages";

/** Everything of long work is below this key: the live line makes it stale as the work goes on. */
export const activitiesKey = ["activities"] as const;
export const activityKey = (id: number) => [...activitiesKey, id] as const;

export const readActivities = async (): Promise<Activity[]> => (await resultOf(getActivities({}))).activities;

export async function readActivity(id: number): Promise<{ activity: Activity; steps: ActivityStep[] }> {
  const { activities, steps } = await resultOf(getActivities({ id }));
  return { activity: activities[0]!, steps };
}

export const isOver = ({ state }: Activity): boolean => state === "done" || state === "cancelled";
