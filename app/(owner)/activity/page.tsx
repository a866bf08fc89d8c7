import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { ActivityList } from "@/components/activity/activity-list";
import { activitiesKey, readActivities } from "@/components/long-work";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("activity", "title");

/** Long work I began: what runs, what is done, what was cut off. */
export default async function Page() {
  const activities = await load("/activity", readActivities);
  return (
    <Words rooms={["activity"]}>
      <Seed data={[[activitiesKey, activities]]}>
        <ActivityList />
      </Seed>
    </Words>
  );
}
