import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { MemberList } from "@/components/members/member-list";
import { membersKey, readMembers } from "@/components/members/queries";
import { Seed } from "@/components/seed";

export const generateMetadata = titled("shell", "members");

/** The people I work with, invited or active. */
export default async function Page() {
  const members = await load("/members", readMembers);
  return (
    <Seed data={[[membersKey, members]]}>
      <MemberList />
    </Seed>
  );
}
