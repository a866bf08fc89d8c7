import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { InvitationList } from "@/components/invitations/invitation-list";
import { invitationsKey, readInvitations } from "@/components/invitations/queries";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";
import { inGeneral } from "@/lib/actions/words";
import { currentLanguage } from "@/lib/language";

export const generateMetadata = titled("shell", "invitations");

/** Invitations waiting for my answer. */
export default async function Page({ searchParams }: PageProps<"/invitations">) {
  const invitations = await load("/invitations", readInvitations);
  const refused = inGeneral((await searchParams).refused, await currentLanguage());
  return (
    <Words rooms={["invitations"]}>
      <Seed data={[[invitationsKey, invitations]]}>
        <InvitationList refused={refused} />
      </Seed>
    </Words>
  );
}
