import { redirect } from "next/navigation";
import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { FirstUse } from "@/components/first-use/first-use";
import { firstStepsKey, readFirstSteps } from "@/components/first-use/queries";
import { askedIn } from "@/components/members/asked";
import { MemberList } from "@/components/members/member-list";
import { memberPageKey, readMemberPage } from "@/components/members/queries";
import { Seed } from "@/components/seed";
import { readPlaces, readRoleChoices } from "@/components/sharing/queries";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";
import { currentActor } from "@/lib/auth";

export const generateMetadata = titled("shell", "members");

/** The people I work with, invited or active. */
export default async function Page({ searchParams }: PageProps<"/members">) {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in?next=%2Fmembers");
  const search = await searchParams;
  const asked = askedIn(search);
  const of = ofIn(search.of);
  const members = await load("/members", () => readMemberPage(asked));
  const places = await load("/members", () => readPlaces(of.ownerUid ?? actor.uid));
  const roles = await load("/members", () => readRoleChoices(of));
  const steps = await load("/members", readFirstSteps);
  return (
    <Words rooms={["members", "sharing", "activity", "firstUse"]}>
      <Seed
        data={[
          [memberPageKey(asked), members],
          [firstStepsKey, steps],
        ]}
      >
        {of.ownerUid === undefined && <FirstUse />}
        <MemberList places={places} roles={roles} />
      </Seed>
    </Words>
  );
}
