import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { InvitationList } from "@/components/invitations/invitation-list";
import { invitationsKey, readInvitations } from "@/components/invitations/queries";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "invitations");

/** Invitations waiting for my answer. */
export default async function Page() {
  const invitations = await load("/invitations", readInvitations);
  return (
    <Words rooms={["invitations"]}>
      <Seed data={[[invitationsKey, invitations]]}>
        <InvitationList />
      </Seed>
    </Words>
  );
}
