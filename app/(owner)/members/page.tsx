import { redirect } from "next/navigation";
import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { FirstUse } from "@/components/first-use/first-use";
import { firstStepsKey, readFirstSteps } from "@/components/first-use/queries";
import { askedIn } from "@/components/members/asked";
import { MemberList } from "@/components/members/member-list";
import { memberPageKey, readMemberPage } from "@/components/members/queries";
import type { Key } from "@/components/reading";
import { Seed } from "@/components/seed";
import { readPlaces, readRoleChoices } from "@/components/sharing/queries";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";
import { currentActor } from "@/lib/auth";

export const generateMetadata = titled("shell", "members");

/** The people I work with, invited or active. */
export default async function Page({ searchParams }: PageProps<"/members">) {
  const search = await searchParams;
  const here = addressOf("/members", search);
  const actor = await currentActor();
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  const asked = askedIn(search);
  const of = ofIn(search.of);
  const members = await load(here, () => readMemberPage(asked));
  const places = await load(here, () => readPlaces(of.ownerUid ?? actor.uid));
  const roles = await load(here, () => readRoleChoices(of));
  // The first steps are those of one's own account.
  const steps: [Key, unknown][] = of.ownerUid ? [] : [[firstStepsKey, await load(here, readFirstSteps)]];
  return (
    <Words rooms={["members", "sharing", "activity", "firstUse", "preview"]}>
      <Seed data={[[memberPageKey(asked), members], ...steps]}>
        {of.ownerUid === undefined && <FirstUse />}
        <MemberList places={places} roles={roles} />
      </Seed>
    </Words>
  );
}
